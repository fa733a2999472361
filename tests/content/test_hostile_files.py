"""Files made to break a reader: each is refused, or read harmlessly, in bounded time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.content.loader import LoadResult, read_program

BOMB = "---\na: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
REFUSED = {
    "bomb": f"{BOMB}title: x\nsessions: [One]\n---\n",
    "merge": "---\na: &a {title: x}\n<<: *a\nsessions: [One]\n---\n",
    "tag": "---\ntitle: !!python/object/apply:os.system ['echo']\nsessions: [One]\n---\n",
    "double": "---\ntitle: x\nsessions: [One]\nsessions: [Two]\n---\n",
    "flow": f"---\ntitle: {'[' * 100_000}\n---\n",
    "block": "---\n" + "".join(f"{' ' * n}a:\n" for n in range(500)) + "---\n",
    "keys": "---\n" + "? " * 100_000 + "\n---\n",
    "many": "---\ntitle:\n" + "- a\n" * 60_000 + "---\n",
    "long": f"---\ntitle: {'x' * 900_000}\n---\n",
    "huge": f"---\ntitle: x\n---\n{'x' * 5_000_000}\n",
    "nul": "---\ntitle: x\0\n---\n",
    "escape": "---\ntitle: \x1b[31mred\n---\n",
    "unclosed": "---\ntitle: x\n" + "---x\n" * 100_000,
    "empty": "",
}
# A session file of each sort is read to its end; all but the first are told as problems too.
BODIES = {
    "heading": f"## a{' ' * 900_000}b {{#a}}\nText.\n",
    "kinds": ":::{x} a\n:::\n" * 70_000,
    "opened": ":::{reflect} a\n" * 60_000,
    "options": "## A\n:aim: x\n" + "  a\n" * 200_000,
    "screens": "x\n\n---\n\n" * 100_000,
    "quotes": "> " * 400_000,
    "images": "![" * 400_000,
    "spaces": f"a{' ' * 900_000}b",
    "item": f":::{{choose}} a\nWhich?\n- a{' ' * 900_000}b\n- c\n:::\n",
}
HTML = {
    "nested": "<b>" * 6000,
    "lists": "<ul><li>" * 2400,
    "columns": "<td colspan=99999>x</td>" * 700,
    "entities": "&lt;" * 4900,
}


def words(loaded: LoadResult) -> str:
    return "; ".join(problem.wrong for problem in loaded.problems)


@pytest.mark.parametrize("name", [*REFUSED])
def test_a_hostile_definition_is_refused(tmp_path: Path, name: str) -> None:
    """None of these becomes a program, and each refusal has a line of the file and a way out."""
    file = tmp_path / f"{name}.md"
    file.write_text(REFUSED[name], "utf-8")
    loaded = read_program(file)
    assert loaded.program is None
    assert all(0 < p.line <= REFUSED[name].count("\n") + 1 and p.right for p in loaded.problems)


@pytest.mark.slow
def test_one_run_through_them_all_is_bounded(tmp_path: Path, full_program: Callable[..., Path]) -> None:
    """`list` over every hostile file ends within a minute and 1 GB, and shows the sound one."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, text in REFUSED.items():
        (programs / f"{name}.md").write_text(text, "utf-8")
    for name, body in BODIES.items():
        full_program(body, slug=name)
    for name, html in HTML.items():
        (programs / f"html-{name}.md").write_text(f"---\noverview: {html}\nsessions: [One]\n---\n")
    (programs / "sound.md").write_text("---\ntitle: A sound one\nsessions: [One]\n---\n")
    runner = (
        "import contextlib, resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 60))\n"
        "with contextlib.suppress(ValueError, OSError):\n"
        "    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
        "sys.argv = ['resilify', 'list']\n"
        "runpy.run_module('resilify_cli', run_name='__main__')\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", runner],
        capture_output=True,
        encoding="utf-8",
        env={"RESILIFY_HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "A sound one" in ran.stdout
    left_out = {line.split("/")[-1].split(" ")[0] for line in ran.stderr.splitlines()}
    assert left_out >= {f"{name}.md" for name in REFUSED} | {*BODIES} - {"heading", "options"}


@pytest.mark.parametrize(
    "name",
    ["../secret.md", "/etc/hostname", "sessions/../../secret.md", "link.md", "linked/secret.md", "~/x.md"],
)
def test_no_session_is_read_from_outside_the_folder(tmp_path: Path, name: str) -> None:
    """Dots, roots and links that lead out are refused, and nothing of the file is shown."""
    (tmp_path / "outside").mkdir()
    for secret in (tmp_path / "secret.md", tmp_path / "outside" / "secret.md"):
        secret.write_text("---\nid: secret\ntitle: Secret\n---\nPrivate.\n")
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "link.md").symlink_to("../secret.md")
    (folder / "linked").symlink_to("../outside")
    (folder / "program.md").write_text(f"---\nsessions: [{{file: '{name}'}}]\n---\n")
    loaded = read_program(folder)
    assert loaded.program is not None
    assert loaded.program.sessions == ()
    assert len(loaded.problems) == 1


def test_a_session_that_lies_deep_is_refused(tmp_path: Path) -> None:
    """A session's file lies no deeper than the catalog looks for changes."""
    for name in ("a/b/c.md", "a/b/c/d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("---\nid: one\ntitle: One\n---\nText.\n")
    file = tmp_path / "program.md"
    file.write_text("---\nsessions: [{file: a/b/c.md}]\n---\n")
    assert words(read_program(tmp_path)) == ""
    file.write_text("---\nsessions: [{file: a/b/c/d.md}]\n---\n")
    assert words(read_program(tmp_path)) == "'a/b/c/d.md' lies too deep"


def test_a_session_that_is_a_pipe_does_not_hang(full_program: Callable[..., Path]) -> None:
    """A pipe in place of a session's file is refused unopened."""
    folder = full_program("Text.\n")
    (folder / "sessions" / "1.md").unlink()
    os.mkfifo(folder / "sessions" / "1.md")
    assert words(read_program(folder)) == "this is no regular file"


@pytest.mark.parametrize("path", ["a" * 5000, "a/" * 3000, "nowhere", "/dev/null", "/dev/zero", "a\0b", ""])
def test_a_path_that_leads_to_no_program_is_told(path: str) -> None:
    """Whatever the path, there is a problem to tell, and nothing is raised."""
    loaded = read_program(Path(path))
    assert loaded.program is None
    assert loaded.problems


SESSION = (
    "---\nid: one\ntitle: One\nminutes: 10\noverview: <p>x</p>\n---\n\n## A {#a}\n:aim: see\n:stop: go\n\n"
    "Text [@one].\n\n:::{reflect} r\n:hint: h\nq\n:::\n\n:::{rate} n\n:min: 0\n:low: l\nq\n:::\n\n"
    ":::{choose} c\nq\n- A {#x}\n- B {#y}\n:::\n\n:::{record} l\n:rows: 2\nq\n- T: what? {#t .0-10}\n:::\n\n"
    ":::{gather} g\nq\n- r: Words\n:::\n\n:::{checkup} k\nq\n- A. {#a .reversed}\n- B. {#b}\n:::\n\n"
    ":::{guided} s\n[5s] In.\n:::\n\n"
    ":::{breathe} b\n:in: 4\nq\n:::\n\n:::{recall} r\n:::\n\n:::{plan} p\n:when: c is x\nq\n:::\n"
)
TOKENS = [
    "---\n",
    ":::",
    ":::{",
    "}",
    "## ",
    "{#",
    "}",
    ":when: ",
    ":min: ",
    "\n",
    "- ",
    "  ",
    "[@",
    "]",
    "```",
    "<p",
    "&a",
    "*a",
]
EDITS = st.lists(
    st.tuples(
        st.integers(0, len(SESSION)), st.integers(0, 12), st.sampled_from(TOKENS) | st.text(max_size=4)
    ),
    max_size=5,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("program")
    (folder / "program.md").write_text("---\nreferences: [{id: one}]\nsessions: [{file: 1.md}]\n---\n")
    return folder


def hold(loaded: LoadResult, *files: Path) -> None:
    """Hold what is true of anything that was read."""
    assert loaded.program is not None or loaded.problems
    lines = {file: file.read_bytes().count(b"\n") + file.read_bytes().count(b"\r") + 1 for file in files}
    assert all(1 <= problem.line <= lines[problem.path] for problem in loaded.problems)
    assert all(problem.wrong and problem.right for problem in loaded.problems)
    if loaded.program is not None and not loaded.problems:
        for session in loaded.program.sessions:
            assert session.steps
            assert len({step.id for step in session.steps}) == len(session.steps)


def test_the_session_that_is_mutated_is_sound(folder: Path) -> None:
    """The edits begin from a session without a problem, of nearly every kind."""
    (folder / "1.md").write_text(SESSION, "utf-8")
    assert words(read_program(folder)) == ""


@settings(max_examples=80, deadline=None)
@given(edits=EDITS)
def test_any_edit_of_a_session_is_read_or_told(folder: Path, edits: list[tuple[int, int, str]]) -> None:
    """Whatever an author breaks, there is a program or a problem at a line that exists."""
    text = SESSION
    for at, length, new in edits:
        text = text[:at] + new + text[at + length :]
    file = folder / "1.md"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    hold(read_program(folder), file, folder / "program.md")


@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: f"---\n{text}\n---\n".encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """A file of any bytes is a program or a list of problems."""
    file = tmp_path_factory.getbasetemp() / "any.md"
    file.write_bytes(data)
    hold(read_program(file), file)
