"""Activities of several parts: left, taken up and walked back in the middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from resilify_cli.activities.questions import LineQuestion, Message, Move, ScaleQuestion, SingleChoice
from resilify_cli.prompters.scripted import PartialInput, ScriptStep
from resilify_cli.session.draft import Draft
from resilify_cli.session.runner import SessionEnd
from resilify_cli.store.store import Store
from tests.session.conftest import Sittings

_PLAN = "## One\n\n:::{note} first\nA word?\n:::\n\n:::{plan} plan\nOne small thing.\n:::\n"
_CHECKUP = """## One

:::{checkup} checkup
:measure: kindness
In the last week ...
- I was kind. {#kind}
- I was calm. {#calm}
- I was hard. {#hard .reversed}
:::
"""
_RECORD = """## One

:::{record} log
:rows: 3
:row: moment
A log.
- Trigger: What happened? {#trigger}
- Sting: How much? {#sting .0-10}
:::

:::{note} after
And now?
:::
"""


@pytest.mark.parametrize(
    ("body", "acts", "kept"),
    [
        (_PLAN, ("word", "it is noon", "walk", "at home"), "If it is noon, then I will walk."),
        (_CHECKUP, (4, 3, 1, None), "4 on a scale"),
        (
            _RECORD,
            ("rain", 3, "yes", "snow", 5, "no", "calm"),
            "Trigger: rain\nSting: 3\n\nTrigger: snow\nSting: 5",
        ),
    ],
    ids=["plan", "checkup", "record"],
)
@pytest.mark.parametrize("answered", range(3))
def test_an_activity_left_in_the_middle_goes_on_there(
    sit: Sittings,
    store: Store,
    full_program: Callable[..., Path],
    body: str,
    acts: tuple[ScriptStep, ...],
    kept: str,
    answered: int,
) -> None:
    """Left at any of its parts, an activity goes on with that part, and is kept whole at its end."""
    program = full_program(body)
    left = sit(program, None, *acts[:answered])
    again = sit(program, *acts[answered:], None)
    first, last = again.prompter.asked[0][0], left.prompter.asked[-1][0]
    # Words of the section before it may stand above it.
    assert replace(first, body=first.body[-len(last.body) :]) == last
    assert again.ending is SessionEnd.FINISHED
    texts = [row["text"] for row in store.database.rows("SELECT text FROM entries ORDER BY seq")]
    assert any(text.startswith(kept) for text in texts)
    assert store.database.rows("SELECT * FROM drafts") == []


def test_nothing_of_a_half_done_activity_is_an_answer(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """Parts that were answered are a draft until the last one is."""
    sit(full_program(_PLAN), None, "word", "it is noon", "walk")
    assert sit.journal == ["word"]


def test_back_goes_part_by_part_and_then_on_to_the_step_before(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """Going back inside an activity shows each part with its answer, then the step before it."""
    sat = sit(full_program(_PLAN), None, "word", "noon", "walk", Move.BACK, Move.BACK, Move.BACK)
    lines = [question for question, _ in sat.prompter.asked[-4:]]
    assert [(line.label, line.default) for line in lines if isinstance(line, LineQuestion)] == [
        ("When and where", ""),
        ("then I will", "walk"),
        ("If", "noon"),
        ("", "word"),
    ]


def test_what_was_gone_back_to_is_where_to_go_on(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Left after going back to a part, an activity goes on with that part, its answer kept."""
    program = full_program(_CHECKUP)
    left = sit(program, None, 4, 3, Move.BACK)
    again = sit(program)
    question, screen = again.prompter.asked[0]
    assert again.asked == [left.asked[-1]] == ["2 of 3: I was calm."]
    assert isinstance(question, ScaleQuestion)
    assert question.default == 3
    assert screen.can_go_back


def test_back_to_a_finished_activity_shows_its_parts(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """An answer of several parts comes back part by part, and a change keeps the others."""
    program = full_program(_PLAN + "\n:::{note} after\nAnd now?\n:::\n")
    sit(program, None, "word", "noon", "walk", "at home", Move.BACK, "noon", "rest", "at home")
    assert sit.journal == ["word", "If noon, then I will rest.\nWhen and where: at home"]


def test_a_half_typed_part_comes_back(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """What was typed of a part is offered in that part, with the parts before it kept."""
    program = full_program(_PLAN)
    sit(program, None, "word", "noon", PartialInput("wal", Move.LEAVE))
    question, screen = sit(program).prompter.asked[0]
    assert isinstance(question, LineQuestion)
    assert (question.label, question.default, screen.resumed) == ("then I will", "wal", True)


def test_a_skipped_activity_offers_its_parts_the_next_time(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """Skipping in the middle keeps no answer, and the parts wait as a draft."""
    program = full_program(_PLAN)
    sit(program, None, "word", "noon", Move.SKIP)
    assert sit.states()["plan"] == "skipped"
    assert sit.journal == ["word"]
    question = sit(program, Move.SKIP, number=1).prompter.asked[-1][0]
    assert isinstance(question, LineQuestion)
    assert question.label == "then I will"


def test_a_record_keeps_its_rows_when_the_rest_is_skipped(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """Skipping in the second row keeps the first, and what was filled of the second."""
    sit(full_program(_RECORD), None, "rain", 3, "yes", "snow", Move.SKIP)
    assert sit.journal == ["Trigger: rain\nSting: 3\n\nTrigger: snow"]
    assert sit.states()["log"] == "done"


def test_a_record_can_be_taken_up_with_another_row(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Back at a record its rows are offered, and a row can be added to them."""
    program = full_program(_RECORD)
    sat = sit(program, None, "rain", 3, "no", Move.BACK, "rain", 3, "yes", "snow", 5, "no")
    another = sat.prompter.asked[7][0]
    assert isinstance(another, SingleChoice)
    assert another.default == "no"
    assert sit.journal == ["Trigger: rain\nSting: 3\n\nTrigger: snow\nSting: 5"]


def test_the_change_is_told_after_the_answer_is_kept(
    sit: Sittings, store: Store, full_program: Callable[..., Path]
) -> None:
    """A check-up is on disk before its score is shown; back from there leads to its last item."""
    sat = sit(full_program(_CHECKUP), None, 4, 3, 1, Move.BACK)
    told, asked = sat.prompter.asked[-2][0], sat.prompter.asked[-1][0]
    assert isinstance(told, Message)
    assert isinstance(asked, ScaleQuestion)
    assert asked.default == 1
    assert store.database.rows("SELECT value FROM readings")[0]["value"] == 4.0


def test_leaving_at_the_score_has_done_the_checkup(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Whoever leaves while the score is shown goes on after it."""
    program = full_program(_CHECKUP + "\n:::{note} after\nAnd now?\n:::\n")
    assert sit(program, None, 4, 3, 1, Move.LEAVE).ending is SessionEnd.LEFT
    assert sit(program).asked == ["And now?"]


@pytest.mark.parametrize(
    ("second", "words"), [((5, 5, 1), "higher"), ((1, 2, 5), "lower"), ((4, 3, 2), "about the same")]
)
def test_a_second_checkup_tells_the_change(
    sit: Sittings, full_program: Callable[..., Path], second: tuple[int, int, int], words: str
) -> None:
    """A later check-up of the same measure is told as higher, lower or about the same."""
    program = full_program(_CHECKUP, _CHECKUP.replace("} checkup", "} checkup-2"))
    sit(program, None, 4, 3, 1, None, None)
    told = sit(program, None, *second).prompter.asked[-1][0]
    assert f"Compared with last time, this is {words}." in str(told.body)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "no json",
        "[]",
        "5",
        "null",
        '{"values": 5}',
        '{"values": null}',
        '{"values": ["a", {}]}',
        '{"later": 5}',
    ],
)
def test_a_draft_that_cannot_be_read_is_no_draft(text: str | None) -> None:
    """Whatever is in the place of a draft, reading it gives one."""
    assert isinstance(Draft.from_text(text).values, tuple)


@pytest.mark.parametrize(
    "content",
    [
        '{"values": [3, 99], "typed": "words"}',
        '{"values": ["x"], "typed": [1]}',
        '{"values": [1, 2, 3, 4, 5]}',
    ],
)
def test_a_draft_of_another_edition_does_no_harm(
    sit: Sittings, store: Store, full_program: Callable[..., Path], content: str
) -> None:
    """Parts of a draft that no longer fit their questions are asked again."""
    program = full_program(_CHECKUP)
    sit(program, None)
    store.drafts.save(sit.enrollment, "checkup", False, content)
    sat = sit(program, *[3] * 4)
    assert any("on a scale from 1 to 5" in str(question.body) for question, _ in sat.prompter.asked)
    assert sat.ending is SessionEnd.FINISHED


def test_going_back_loses_no_part(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Parts that were answered or half typed before going back are offered again on the way forward."""
    program = full_program(_PLAN)
    acts = (None, "word", "noon", "walk", PartialInput("at ho", Move.BACK), Move.BACK, "noon", "walk")
    lines = [question for question, _ in sit(program, *acts).prompter.asked[-3:]]
    assert [(line.label, line.default) for line in lines if isinstance(line, LineQuestion)] == [
        ("If", "noon"),
        ("then I will", "walk"),
        ("When and where", "at ho"),
    ]


def test_going_back_and_leaving_loses_no_part(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Left after going back, an activity still offers the parts that come after."""
    program = full_program(_PLAN)
    sit(program, None, "word", "noon", PartialInput("wal", Move.BACK), Move.LEAVE)
    question, screen = sit(program, "noon").prompter.asked[-1]
    assert isinstance(question, LineQuestion)
    assert (question.label, question.default, screen.resumed) == ("then I will", "wal", True)


def test_a_longer_field_of_a_record_may_stay_empty(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """An empty text in a row is left out like an empty line, and the fields after it are asked."""
    fields = "- Trigger: What happened? {#trigger}\n- Words: What was said? {#said .long}\n"
    record = f":::{{record}} log\nA log.\n{fields}- Sting: How much? {{#sting .0-10}}\n:::\n"
    sat = sit(full_program(f"## One\n\n{record}"), None, "rain", "", 3)
    assert sat.asked[3] == "Sting: How much?"
    assert sit.journal == ["Trigger: rain\nSting: 3"]
