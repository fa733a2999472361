"""Each kind of activity, its directive broken at random: it is told, or takes whatever is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.activities import kinds
from resilify_cli.activities.base import Activity
from resilify_cli.activities.questions import (
    AnswerValue,
    ConfirmQuestion,
    LineQuestion,
    MultipleChoice,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.content.models import Program
from resilify_cli.content.session_paths import HypotheticalAnswers
from tests.fuzz.bounds import ODD_TEXTS
from tests.fuzz.test_programs import hold

EVERY_KIND = Path(__file__).parents[1] / "data" / "every-kind"
_FILES = sorted((EVERY_KIND / "sessions").glob("*.md"))
BLOCKS = [block for file in _FILES for block in re.findall(r"(?ms)^:::\{.+?^:::$", file.read_text("utf-8"))]
# What stands for something in a directive.
TOKENS = [
    *("0", "-1", "3", "10", "100", "1e9", "99999999999999999999", "0.5", "yes", "no", "one", "up", "x", ""),
    *("{#a}", "{#a .number}", "{#b .0-10}", '{#c .choice options="a | a"}', "{0-10}", "{0-100}", "{1-0}"),
    *(
        "a | b",
        "|",
        " | ",
        "a = a / a %",
        "b = (1 - a",
        "{a}",
        "{a|b}",
        "a, b",
        "a.b",
        "not (a)",
        "%",
        "=",
        "..",
    ),
]
OPTIONS = sorted(set(re.findall(r"(?m)^:([a-z-]+):", "\n".join(BLOCKS))))
LINES = st.one_of(
    st.sampled_from([f":{name}:" for name in OPTIONS]).flatmap(
        lambda name: st.sampled_from([*TOKENS, *ODD_TEXTS]).map(lambda token: f"{name} {token}")
    ),
    st.sampled_from(TOKENS).map(lambda token: f"- A: What? {token}"),
    st.sampled_from([line for block in BLOCKS for line in block.splitlines()]),
    st.sampled_from(ODD_TEXTS),
)
# Which line goes, and what comes in its place.
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 2), st.lists(LINES, max_size=2)), max_size=5)
WORDS = st.sampled_from([*TOKENS, *ODD_TEXTS, "23:40", "7 h", "1 h 20", "2026-11-03", "a\nb"])
Changes = Sequence[tuple[float, int, Sequence[str]]]


def broken(block: str, changes: Changes) -> str:
    lines = block.splitlines()
    for where, gone, new in changes:
        at = int(where * len(lines))
        lines[at : at + gone] = new
    return "\n".join(lines)


def answer(question: Question, data: st.DataObject) -> AnswerValue:
    match question:
        case ScaleQuestion():
            return data.draw(st.integers(question.low, question.high))
        case SingleChoice():
            return data.draw(st.sampled_from([*(one.id for one in question.options), "", "own words"]))
        case MultipleChoice():
            return data.draw(
                st.lists(st.sampled_from([one.id for one in question.options] or ["x"]), max_size=4)
            )
        case TextQuestion() | LineQuestion():
            return data.draw(WORDS)
        case ConfirmQuestion():
            return data.draw(st.booleans())
    return None


def hold_answers(activity: Activity, data: st.DataObject) -> None:
    history = HypotheticalAnswers({})
    values: list[AnswerValue] = []
    while len(values) < 60 and (question := activity.question(values, history)) is not None:
        values.append(answer(question, data))
    for part in (values, values[: len(values) // 2]):
        if not part:
            continue
        result = activity.result(part) if len(part) == len(values) or activity.keeps_partial else None
        if result is not None:
            assert isinstance(result.text, str)
            assert all(reading.low <= reading.value <= reading.high for reading in result.readings)
            fields = activity.fields_of(result.values)
            assert fields.keys() <= {*activity.field_names()}
            activity.shown_parts(result.values)
            activity.number_of(result.values)


def activities_of(program: Program | None) -> list[Activity]:
    return [one for session in program.sessions for one in session.activities] if program else []


def make_folder(folder: Path) -> Path:
    """Return a folder that holds a program without its one session, and the scales of each kind."""
    front = "---\ntitle: Kinds\nprogramId: kinds\nsessions:\n  session:\n    - file: 1.md\n---\n"
    (folder / "program.md").write_text(front)
    (folder / "scales").mkdir()
    for scale in (EVERY_KIND / "scales").iterdir():
        (folder / "scales" / scale.name).write_bytes(scale.read_bytes())
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("kinds"))


def hold_block(folder: Path, block: str, changes: Changes, data: st.DataObject) -> bool:
    text = f"---\nid: one\ntitle: One\n---\n\n## A\n\n{broken(block, changes)}\n"
    (folder / "1.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    loaded = hold(folder, folder)
    sound = not loaded.problems
    for activity in activities_of(loaded.program) if sound else ():
        hold_answers(activity, data)
    return sound


def test_every_kind_is_among_the_blocks() -> None:
    """Whatever kind there is."""

    assert {re.match(r":::\{([\w-]+)\}", block)[1] for block in BLOCKS} >= set(kinds())  # type: ignore[index]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BLOCKS), CHANGES, st.data())
def test_a_broken_directive_is_told_or_can_be_answered(
    folder: Path, block: str, changes: Changes, data: st.DataObject
) -> None:
    """It ends soon, steers no terminal, and no answer to it is an error."""
    hold_block(folder, block, changes, data)
