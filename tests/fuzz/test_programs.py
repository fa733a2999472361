"""Real program files, broken at random: each is read or told, soon, and nothing drawn of it steers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from resilify_cli.activities.base import Activity
from resilify_cli.activities.questions import Aside, Block, MarkdownBlock, OwnWords, PacedCues
from resilify_cli.checks.checker import check_program
from resilify_cli.content.loader import LoadResult, read_program
from resilify_cli.content.models import Lesson, Program
from resilify_cli.content.session_paths import HypotheticalAnswers
from resilify_cli.render import render_blocks
from tests.fuzz.bounds import ODD_TEXTS, soon, steering

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "programs" / "cultivating-self-compassion"
SESSIONS = sorted((BUNDLED / "sessions").glob("*.md"))
SEED = (ROOT / "tests" / "data" / "cultivating-self-compassion.md").read_bytes()
PARTS = [
    b"---\n",
    b":::{",
    b":::\n",
    b"## ",
    b"{#",
    b"}",
    b":when: ",
    b":example: One: this\n  Two: that\n",
    b":private: yes\n",
    b":sum: b = (a - 1) / a %\n",
    b"\n:::{log} x\n:by: a\n:sum: b = a / 2 %\nA log.\n- A: How many? {#a .number min=0}\n:::\n",
    b"\n:::{timer} y\n:minutes: 0.5\n:bell: yes\nGo.\n:::\n",
    b"\n:::{follow-up} x\n:not-yet: It stays.\n:::\n",
    b"\n:::{pick} z\n:days: 3\nTake.\n- A\n- B\n:::\n",
    b"\n:aim: To try.\n",
    b"caution: Take care.\nstop: Stop.\nevidence: None.\n",
    b"[@",
    b"]",
    b"```\n",
    b"- ",
    b"\t",
    b"&a ",
    b"*a",
    b"!!python/name:os.system ",
    b"<b>",
    b"file: ../../x\n",
    b"&#x1b;[2J",
    b"\xff",
    *(text.encode("utf-8", "surrogatepass") for text in ODD_TEXTS),
]
# Where, how many bytes go, what comes, and how often.
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 30),
        st.sampled_from(PARTS) | st.binary(max_size=6),
        st.sampled_from([1, 1, 1, 2, 50, 3000]),
    ),
    min_size=1,
    max_size=8,
)
Changes = Sequence[tuple[float, int, bytes, int]]


def changed(data: bytes, changes: Changes) -> bytes:
    for where, gone, new, times in changes:
        at = int(where * len(data))
        data = data[:at] + new * times + data[at + gone :]
    return data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "sessions").mkdir()
    (folder / "program.md").write_bytes((BUNDLED / "program.md").read_bytes())
    for file in SESSIONS:
        (folder / "sessions" / file.name).write_bytes(file.read_bytes())
    return folder


def blocks(program: Program) -> list[Block]:
    """Return all that a person could be shown of a program."""
    found: list[Block] = [MarkdownBlock(program.overview), Aside(program.title)]
    for session in program.sessions:
        found.append(Aside(session.title))
        for step in session.steps:
            content = step.content
            if isinstance(content, Lesson):
                found.append(MarkdownBlock(content.body))
            elif isinstance(content, Activity) and (
                question := content.question((), HypotheticalAnswers({}))
            ):
                found += [*question.body, Aside(content.hint), OwnWords(content.example)]
                if isinstance(question, PacedCues):
                    found += [MarkdownBlock(words) for words in question.without_timing]
    return found


def hold(path: Path, folder: Path) -> LoadResult:
    """Hold what is true of any program that was read."""
    with soon():
        loaded = read_program(path)
        assert loaded.program is not None or loaded.problems
        for problem in loaded.problems:
            assert problem.line >= 1
            assert problem.wrong
            assert problem.right
            assert len(problem.wrong) < 400
        check_program(path)
    program = loaded.program
    if program is not None:
        inside = folder.resolve()
        assert all(session.path.resolve().is_relative_to(inside) for session in program.sessions)
        if not loaded.problems:
            drawn = io.StringIO()
            for plain in (True, False):
                with soon():
                    Console(file=drawn, width=40, highlight=False, markup=False, emoji=False).print(
                        render_blocks(blocks(program), program.numbers, plain=plain)
                    )
            assert steering(drawn.getvalue()) == set()
    return loaded


def hold_session(folder: Path, name: str, changes: Changes) -> None:
    whole = (BUNDLED / "sessions" / name).read_bytes()
    file = folder / "sessions" / name
    file.write_bytes(changed(whole, changes))
    try:
        hold(folder, folder)
    finally:
        file.write_bytes(whole)


def hold_program(folder: Path, changes: Changes) -> None:
    file = folder / "any.md"
    file.write_bytes(changed(SEED, changes))
    hold(file, folder)
    file.unlink()


NAMES = st.sampled_from([file.name for file in SESSIONS])


def test_what_is_broken_is_sound_at_first(folder: Path) -> None:
    """The changes begin from a program without a problem, every word of which can be drawn."""
    assert hold(folder, folder).problems == ()


@settings(max_examples=8, deadline=None)
@given(name=NAMES, changes=CHANGES)
def test_a_real_session_that_is_broken_is_read_or_told(folder: Path, name: str, changes: Changes) -> None:
    """Whatever happens to a session's bytes, the program is sound, or what is wrong is told."""
    hold_session(folder, name, changes)


@settings(max_examples=15, deadline=None)
@given(changes=CHANGES)
def test_a_real_definition_that_is_broken_is_read_or_told(folder: Path, changes: Changes) -> None:
    """The same for a definition of the older family, with HTML in it."""
    hold_program(folder, changes)


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(name=NAMES, changes=CHANGES)
def test_many_broken_sessions(folder: Path, name: str, changes: Changes) -> None:
    """The same, tried long enough to find what hides."""
    hold_session(folder, name, changes)


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(changes=CHANGES)
def test_many_broken_definitions(folder: Path, changes: Changes) -> None:
    """The same, tried long enough to find what hides."""
    hold_program(folder, changes)
