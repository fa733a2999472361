"""A follow-up of what was filled or picked over days, and of what is private."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.answer_history import StoredAnswer
from resilify_cli.activities.base import Activity
from resilify_cli.activities.follow_up import FollowUp
from resilify_cli.activities.follow_up_answer import changed_words, leaves_open
from resilify_cli.activities.questions import (
    AnswerValue,
    Aside,
    LineQuestion,
    MarkdownBlock,
    MultipleChoice,
    OwnWords,
    SingleChoice,
    TextQuestion,
)
from tests.activities.conftest import FakeHistory, read_one

_LOG = read_one(
    ':::{log} x\n:by: how\nLog.\n- What: Eh? {#what}\n- How: How? {#how .choice options="calm | tense"}\n:::'
)
_PICK = read_one(":::{pick} x\nA pool.\n- Thank somebody {#thank}\n- Look up {#look}\n:::")
_RECORD = read_one(":::{record} x\nA record.\n- What: What? {#what}\n:::")
_WITH_LINES = ":::{follow-up} x\n:done: What did it show?\n:not-yet: It stays open.\nYour log.\n:::"


def _follow_up(target: Activity, text: str = ":::{follow-up} x\nYour log.\n:::") -> FollowUp:
    found = read_one(text).resolved({"x": target})
    assert isinstance(found, FollowUp)
    return found


def _row(what: str, how: str, day: int) -> StoredAnswer:
    return StoredAnswer(f"What: {what}\nHow: {how}", (what, how), date(2026, 11, day), kind="log")


@pytest.fixture
def logged(history: FakeHistory) -> FakeHistory:
    """Three rows of a log."""
    for row in (_row("bus", "calm", 1), _row("call", "tense", 2), _row("tea", "calm", 3)):
        history.add("x", row)
    return history


def test_a_log_is_shown_by_its_field_and_asked_about(logged: FakeHistory) -> None:
    """How often each came, and one line for what the person notices."""
    question = _follow_up(_LOG).question((), logged)
    assert question == LineQuestion(
        body=(
            OwnWords(
                "1 November: What: bus; How: calm\n3 November: What: tea; How: calm",
                "calm (2)",
                has_days=True,
            ),
            OwnWords("2 November: What: call; How: tense", "tense (1)", has_days=True),
            MarkdownBlock("Your log."),
            MarkdownBlock("What do you notice?"),
        ),
        optional=True,
    )
    assert _follow_up(_LOG).question(("not-yet",), logged) is None
    assert _follow_up(_LOG).result(("not-yet",)).text == "not-yet"


def test_a_question_of_the_author_takes_the_place_of_ours(logged: FakeHistory) -> None:
    """Nobody is asked two things at once."""
    follow_up = _follow_up(_LOG, ":::{follow-up} x\nWhich came up most?\n:::")
    question = follow_up.question((), logged)
    assert question
    assert question.body[-1] == MarkdownBlock("Which came up most?")


def test_a_log_with_words_for_the_answers_is_asked_with_them(logged: FakeHistory) -> None:
    """Filled in, in another way, not yet; then it can stay open or be let go, and not be put otherwise."""
    follow_up = _follow_up(_LOG, _WITH_LINES)
    first = follow_up.question((), logged)
    assert isinstance(first, SingleChoice)
    assert [option.label for option in first.options] == ["I filled it in", "In another way", "Not yet"]
    after = follow_up.question(("not-yet",), logged)
    assert isinstance(after, SingleChoice)
    assert [option.id for option in after.options] == ["keep", "let-go"]
    assert follow_up.result(("done", "it came")).text == "I filled it in\nWhat happened: it came"


def test_of_a_long_log_the_newest_rows_are_shown(history: FakeHistory) -> None:
    """And how many more there are."""
    for day in range(1, 29):
        history.add("x", _row("a long evening with many words", "calm", day))
    question = _follow_up(_LOG).question((), history)
    assert question
    (rows, rest, *_) = question.body
    assert isinstance(rows, OwnWords)
    assert rows.text.splitlines()[-1].startswith("28 November")
    assert rest == Aside("These are the newest; 18 more are before them.")


@pytest.fixture
def picked(history: FakeHistory) -> FakeHistory:
    """The history of a person who picked one thing of the author's, and one in their own words."""
    history.add(
        "x", StoredAnswer("", (["look", "my own"],), date(2026, 11, 3), fields={"chosen": ["look", "my own"]})
    )
    return history


def test_only_what_was_picked_can_be_ticked(picked: FakeHistory) -> None:
    """What the author offers stands with its label, and own words as they are."""
    ticks = _follow_up(_PICK).question((), picked)
    assert isinstance(ticks, MultipleChoice)
    assert [(one.id, one.label) for one in ticks.options] == [("look", "Look up"), ("my own", "my own")]


def test_what_was_ticked_is_kept_with_how_it_went(picked: FakeHistory) -> None:
    """The author's question is asked, and the answer is kept beside the ticks."""
    follow_up = _follow_up(_PICK, ":::{follow-up} x\n:done: Which one do you remember?\n:::")
    line = follow_up.question((["look"],), picked)
    assert isinstance(line, LineQuestion)
    assert line.body == (MarkdownBlock("Which one do you remember?"),)
    assert follow_up.result((["look"], "the moon")).text == "Look up\nWhat happened: the moon"
    assert follow_up.fields_of((["look"],)) == {"went": "done", "ticked": ["look"]}


def test_nothing_ticked_is_not_yet(picked: FakeHistory) -> None:
    """It is asked whether it stays open, and it does until something is ticked or it is let go."""
    assert isinstance(_follow_up(_PICK).question(([],), picked), SingleChoice)
    assert (leaves_open(([], "keep")), leaves_open((["look"],))) == (True, False)


def test_a_record_is_shown_and_asked_about(history: FakeHistory) -> None:
    """In the person's words."""
    history.answered("x", "What: the queue")
    question = _follow_up(_RECORD).question((), history)
    assert isinstance(question, LineQuestion)
    assert question.body[0] == OwnWords("What: the queue", "You wrote")


def test_what_is_private_is_asked_about_without_a_word_of_it(history: FakeHistory) -> None:
    """Neither above the question nor in what can be changed."""
    given = StoredAnswer("If it rains", ("it rains",), date(2026, 11, 3), private=True)
    history.add("x", given)
    follow_up = read_one(":::{follow-up} x\n:::")
    first = follow_up.question((), history)
    assert first
    assert first.body == (MarkdownBlock("How did it go?"),)
    changed = follow_up.question(("not-yet", "change"), history)
    assert isinstance(changed, TextQuestion)
    assert changed.default == ""
    history.add("x", replace(given, kind="experiment", fields={"prediction": "secret", "belief": 80}))
    asked = [follow_up.question(values, history) for values in (("done",), ("done", "a", 30, ""))]
    assert "secret" not in str(asked)
    assert "80" not in str(asked)


def test_what_was_changed_is_known() -> None:
    """Only where it was."""
    assert changed_words(("not-yet", "change", "If it snows")) == "If it snows"
    assert changed_words(("not-yet", "keep")) == changed_words(("done", "change", "x")) == ""


_VALUES = st.one_of(
    st.none(),
    st.text(max_size=9),
    st.integers(0, 100),
    st.lists(st.text(max_size=5), max_size=3),
    st.sampled_from(["done", "not-yet", "keep", "change", "let-go"]),
)


@given(
    st.sampled_from([_LOG, _PICK, _RECORD]), st.sampled_from(["", _WITH_LINES]), st.lists(_VALUES, max_size=5)
)
def test_any_stored_answer_can_be_read(target: Activity, text: str, values: list[AnswerValue]) -> None:
    """A program may have changed since, and a store may hold anything."""
    follow_up = _follow_up(target, text) if text else _follow_up(target)
    follow_up.question(tuple(values), FakeHistory())
    follow_up.result(tuple(values))
    follow_up.fields_of(tuple(values))
    leaves_open(tuple(values))
