from __future__ import annotations

from datetime import date

import pytest

from resilify_cli.activities.answer_history import StoredAnswer
from resilify_cli.activities.questions import (
    ChoiceOption,
    Drawing,
    LineQuestion,
    MarkdownBlock,
    Message,
    OwnWords,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from tests.activities.conftest import Broken, FakeHistory, Read

_FIELDS = """- Trigger: What happened? {#trigger}
- Sting: How much? {#sting .0-100}
- Tone: Which tone? {#tone .long}"""
_ONE = f":::{{record}} x\nA log.\n{_FIELDS}\n:::"
_THREE = f":::{{record}} x\n:rows: 3\n:row: moment\nA log.\n{_FIELDS}\n:::"


def test_record_asks_field_by_field(read: Read, history: FakeHistory) -> None:
    """Each field is asked in its shape: a line that may stay empty, a number, a longer text that may too."""
    activity = read(_ONE)
    lead = MarkdownBlock("A log.")
    assert activity.question((), history) == LineQuestion(
        body=(lead, MarkdownBlock("**Trigger**: What happened?")), optional=True
    )
    sting = activity.question(("a",), history)
    assert sting == ScaleQuestion(
        body=(lead, OwnWords("Trigger: a", "So far"), MarkdownBlock("**Sting**: How much?")),
        low=0,
        high=100,
    )
    tone = activity.question(("a", 5), history)
    assert tone == TextQuestion(
        body=(lead, OwnWords("Trigger: a\nSting: 5", "So far"), MarkdownBlock("**Tone**: Which tone?")),
        optional=True,
    )
    assert activity.question(("a", 5, "b"), history) is None


def test_the_text_of_a_record_stays_until_something_is_answered(read: Read, history: FakeHistory) -> None:
    """A field that was left empty leaves the text where it was."""
    assert read(_ONE).question(("",), history).body[0] == MarkdownBlock("A log.")


def test_record_asks_for_another_row(read: Read, history: FakeHistory) -> None:
    """After a row the person says whether there is another, until the last row that there may be."""
    activity = read(_THREE)
    row = ("a", 5, "b")
    another = activity.question(row, history)
    assert another == SingleChoice(
        body=(MarkdownBlock("Would you like to add another moment?"),),
        options=(ChoiceOption("no", "No, that is enough"), ChoiceOption("yes", "Yes, another moment")),
    )
    assert activity.question((*row, "no"), history) is None
    second = activity.question((*row, "yes"), history)
    assert second.body[1] == MarkdownBlock("**Trigger** (moment 2): What happened?")
    assert activity.question((*row, "yes", *row, "yes", *row), history) is None


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (("rain", 0, "cold"), "Trigger: rain\nSting: 0\nTone: cold"),
        (("rain", 50), "Trigger: rain\nSting: 50"),
        (("", 50, ""), "Sting: 50"),
        (("a", 1, "b", "yes", "c", 2), "Trigger: a\nSting: 1\nTone: b\n\nTrigger: c\nSting: 2"),
        (("a", 1, "b", "no"), "Trigger: a\nSting: 1\nTone: b"),
    ],
)
def test_record_is_kept_row_by_row(read: Read, values: tuple[object, ...], text: str) -> None:
    """Rows are kept as labelled lines, what was left empty is left out, and what is there of a row counts."""
    activity = read(_THREE)
    outcome = activity.result(values)
    assert (outcome.text, outcome.values) == (text, values)
    assert activity.keeps_partial


@pytest.mark.parametrize(
    ("items", "line", "wrong"),
    [
        ("", 1, "a record needs a field"),
        ("- Trigger {#trigger}", 3, "'Trigger' asks nothing"),
        ("- Trigger: {#trigger}", 3, "'Trigger:' asks nothing"),
        ("- Trigger: what? {#trigger .wide}", 3, "a field can't be .wide"),
    ],
)
def test_what_is_wrong_with_a_record_is_told(broken: Broken, items: str, line: int, wrong: str) -> None:
    """A record without fields, a field without a question and an unknown shape are told."""
    found = broken(f":::{{record}} x\nA log.\n{items}\n:::")
    assert [(at, what) for at, what, _ in found] == [(line, wrong)]


@pytest.mark.parametrize("rows", ["0", "51", "2.5", "some"])
def test_rows_have_a_measure(broken: Broken, rows: str) -> None:
    """The number of rows is a whole number from 1 to 50."""
    found = broken(f":::{{record}} x\n:rows: {rows}\nA log.\n{_FIELDS}\n:::")
    assert [line for line, _, _ in found] == [2]


_CHANGE = """:::{record} x
:before: then
:after: now
Ask.
- Then: Then? {#then .0-100}
- Now: Now? {#now .0-100}
:::"""


def test_a_record_shows_the_change_at_its_end(read: Read, history: FakeHistory) -> None:
    """Two numbers of one row are drawn side by side, and said in words."""
    told = read(_CHANGE).question((80, 35), history)
    assert isinstance(told, Message)
    assert [block.description for block in told.body if isinstance(block, Drawing)] == ["From 80 to 35."]


def test_the_change_of_a_row_is_shown_where_another_is_offered(read: Read, history: FakeHistory) -> None:
    """With more rows it stands above the question for the next one."""
    asked = read(_CHANGE.replace(":before:", ":rows: 2\n:before:")).question((80, 35), history)
    assert isinstance(asked, SingleChoice)
    assert [block.description for block in asked.body if isinstance(block, Drawing)] == ["From 80 to 35."]


@pytest.mark.parametrize(
    "option", [":before: sting", ":before: trigger\n:after: sting", ":before: sting\n:after: none"]
)
def test_a_change_needs_two_numbers(broken: Broken, option: str) -> None:
    """Both options name a field that is a number."""
    (problem,) = broken(f":::{{record}} x\n{option}\nAsk.\n{_FIELDS}\n:::")
    assert "names no field with a range of numbers" in problem[1]


def test_the_fields_of_a_record_are_those_of_its_last_row(read: Read) -> None:
    """What was left empty has no field, and a typed number is a number."""
    record = read(":::{record} x\n:rows: 2\nAsk.\n- Cups: How many? {#cups .number}\n- Why: Why? {#why}\n:::")
    assert record.fields_of(("2", "tired", "yes", "3,5", "")) == {"cups": 3.5}
    assert record.fields_of(("2", "tired", "yes", "", "")) == {"cups": 2.0, "why": "tired"}


def test_a_choice_is_shown_by_its_label_and_a_number_with_its_unit(read: Read) -> None:
    """A page or a sentence that takes one field over has the words, not the id behind them."""
    record = read(
        ':::{record} one\nOne row.\n- Kind: Which? {#kind .choice options="Too much | In need"}\n'
        '- Cups: How many? {#cups .number unit="cups"}\n:::'
    )
    assert record.shown_parts(("too-much", "3")) == {"kind": "Too much", "cups": "3 cups"}
    kept = StoredAnswer("", (), date(2026, 11, 3), fields={"kind": "too-much"}, shown={"kind": "Too much"})
    assert kept.words("kind") == "Too much"
