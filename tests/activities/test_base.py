"""What every kind of activity has in common."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilify_cli.activities import kinds
from resilify_cli.activities.condition import AnswerTest, Verb
from resilify_cli.activities.questions import (
    AnswerValue,
    BaseQuestion,
    LineQuestion,
    MultipleChoice,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from tests.activities.conftest import Broken, FakeHistory, Read

# The least that makes a sound directive of each kind; a new kind is added here.
SOUND = {
    "breathe": ":::{breathe} x\n:::",
    "checkup": ":::{checkup} x\nAsk.\n- One {#one}\n- Two {#two}\n:::",
    "choose": ":::{choose} x\nAsk.\n- One\n- Two\n:::",
    "experiment": ":::{experiment} x\nAsk.\n:::",
    "follow-up": ":::{follow-up} x\n:::",
    "gather": ":::{gather} x\nAsk.\n- other: Heading\n:::",
    "grid": ":::{grid} x\n:rows: One | Two\n:columns: Words | Number {0-10}\nAsk.\n:::",
    "guided": ":::{guided} x\nLook around.\n:::",
    "list": ":::{list} x\n:number: fear {0-100}\n:sort: up\n:pick: one\n:most: 3\nAsk.\n:::",
    "log": ":::{log} x\nAsk.\n- One: what? {#one}\n:::",
    "note": ":::{note} x\nAsk.\n:::",
    "pick": ":::{pick} x\nAsk.\n- One\n- Two\n:::",
    "plan": ":::{plan} x\nAsk.\n:::",
    "rate": ":::{rate} x\nAsk.\n:::",
    "recall": ":::{recall} x\n:::",
    "record": ":::{record} x\nAsk.\n- One: what? {#one}\n:::",
    "reflect": ":::{reflect} x\nAsk.\n:::",
    "script": ":::{script} x\nAsk.\n- One: what? {#one}\n:::",
    "select": ":::{select} x\nAsk.\n- One\n- Two\n:::",
    "timer": ":::{timer} x\nAsk.\n:::",
    "write": ":::{write} x\nAsk.\n:::",
}
every_kind = pytest.mark.parametrize("kind", sorted(SOUND))


def _with(kind: str, option: str) -> str:
    first, rest = SOUND[kind].split("\n", 1)
    return f"{first}\n{option}\n{rest}"


def test_every_kind_is_found_by_its_name() -> None:
    """Each file of a kind adds its kind, and no kind is without its place in these tests."""
    assert {name: kind.kind for name, kind in kinds().items()} == {name: name for name in SOUND}


@every_kind
def test_every_kind_asks_first_with_an_empty_past(read: Read, history: FakeHistory, kind: str) -> None:
    """A sound activity of any kind has a first question to ask."""
    assert isinstance(read(SOUND[kind]).question((), history), BaseQuestion)


@every_kind
def test_every_kind_knows_the_common_options(read: Read, kind: str) -> None:
    """Title, hint, practice, minutes and a condition can be set on an activity of any kind."""
    options = (
        ":title: A name\n:hint: e.g. this\n:practice: Once more\n:minutes: 3.5\n:when: way is short\n"
        ":example: One: this\n  Two: that\n:private: yes"
    )
    activity = read(_with(kind, options))
    assert (activity.title, activity.hint, activity.practice) == ("A name", "e.g. this", "Once more")
    assert activity.when == AnswerTest("way", Verb.IS, "short")
    assert activity.example.split() == ["One:", "this", "Two:", "that"]
    assert activity.private
    # A script's length is that of its cues.
    assert activity.minutes == (0.1 if kind == "guided" else 3.5)


@every_kind
@pytest.mark.parametrize(
    ("option", "wrong", "right"),
    [
        (":titel: A name", "{kind} has no option :titel:", "did you mean 'title'?"),
        (":minutes: soon", ":minutes: is 'soon'", "write a number from 0 to 120"),
        (":minutes: 121", ":minutes: is '121'", "write a number from 0 to 120"),
        (":when: way", "'way' is no condition", "write id is X"),
    ],
)
def test_a_bad_option_is_told_on_its_line(
    broken: Broken, kind: str, option: str, wrong: str, right: str
) -> None:
    """What is wrong with an option is told with its line and what would be right."""
    ((line, told, way_out),) = broken(_with(kind, option))
    assert (line, told) == (2, wrong.format(kind=kind))
    assert way_out.startswith(right)


@every_kind
@pytest.mark.parametrize("given", ["", "Two Words", "upper-Case", "-x", "ümlaut"])
def test_an_activity_needs_an_id(broken: Broken, kind: str, given: str) -> None:
    """An id that is missing or has other characters is told on the directive's line."""
    found = broken(SOUND[kind].replace("} x", f"}} {given}"))
    told_as = f"{given!r} is no id" if given else f"this {kind} has no id"
    assert [(line, wrong) for line, wrong, _ in found] == [(1, told_as)]


@pytest.mark.parametrize(
    "kind",
    ["checkup", "choose", "experiment", "gather", "grid", "list", "note", "pick", "plan", "rate", "record",
     "reflect", "script", "select", "write"],
)  # fmt: skip
def test_a_question_needs_its_text(broken: Broken, kind: str) -> None:
    """An activity that asks, and has no words to ask with, is told."""
    found = broken(SOUND[kind].replace("Ask.\n", ""))
    assert [(line, wrong) for line, wrong, _ in found] == [(1, f"this {kind} asks nothing")]


@pytest.mark.parametrize(
    "kind",
    ["breathe", "experiment", "follow-up", "grid", "guided", "list", "note", "plan", "rate", "recall",
     "reflect", "write"],
)  # fmt: skip
def test_a_list_where_none_belongs_is_told(broken: Broken, kind: str) -> None:
    """A list in a kind that takes none is told, instead of vanishing from the screen."""
    found = broken(SOUND[kind].replace("\n:::", "\nText.\n- an item\n:::"))
    assert [wrong for _, wrong, _ in found] == [f"{kind} takes no list"]


def test_two_items_of_one_id_are_told(broken: Broken) -> None:
    """Two items of a list with the same id are told on the second one's line."""
    found = broken(":::{choose} x\nAsk.\n- Tea {#a}\n- Water {#b}\n- Coffee {#a}\n:::")
    assert [(line, wrong) for line, wrong, _ in found] == [(5, "'a' stands twice in this list")]


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (":practice: Once more\n:title: A name", "Once more"),
        (":title: A name", "A name"),
        (":hint: e.g. this", "Ask."),
    ],
)
def test_the_name_is_the_best_there_is(read: Read, options: str, name: str) -> None:
    """In lists an activity goes by its practice's name, else its title, else its question."""
    assert read(f":::{{note}} x\n{options}\nAsk.\nAnd more.\n:::").name == name


def _answer(question: Question, draw: Random) -> AnswerValue:
    """Return something that a person could answer."""
    match question:
        case ScaleQuestion():
            return draw.randint(question.low, question.high)
        case SingleChoice():
            return draw.choice(question.options).id
        case MultipleChoice():
            return [one.id for one in question.options if draw.random() < 0.5]
        case TextQuestion() | LineQuestion():
            return draw.choice(["", "some words"]) if question.optional else "some words"
        case _:
            return None


@every_kind
@given(seed=st.integers(0, 1 << 30))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_way_of_answering_comes_to_an_end(read: Read, kind: str, seed: int) -> None:
    """Whatever is answered, the questions end, and what is kept at any of them can be read back."""
    activity, draw = read(SOUND[kind]), Random(seed)
    values: tuple[AnswerValue, ...] = ()
    history = FakeHistory().answered("x", "earlier words")
    for _ in range(60):
        question = activity.question(values, history)
        if question is None:
            break
        values = (*values, _answer(question, draw))
        if activity.keeps_partial or activity.question(values, history) is None:
            activity.result(values)
        assert set(activity.fields_of(values)) <= set(activity.field_names())
    assert activity.question(values, history) is None


@pytest.mark.parametrize(
    ("kind", "example", "read_as"),
    [
        ("reflect", ":example: One thing\n  and: another", "One thing and: another"),
        ("record", ":example:\n  One: this,\n  and more\n  Two: that", "One: this, and more\nTwo: that"),
        ("list", ":example:\n  the rice\n  the queue", "the rice\nthe queue"),
        ("list", ":example: the rice: 15\n  the queue: 30", "the rice: 15\nthe queue: 30"),
    ],
)
def test_an_example_is_read_as_an_answer_of_its_kind(
    read: Read, kind: str, example: str, read_as: str
) -> None:
    """Words go on in the next line; parts have a line each, by their labels or their items."""
    assert read(_with(kind, example)).example == read_as


def test_an_empty_example_is_told(broken: Broken) -> None:
    """With a blank line behind it, it would be a key that shows nothing."""
    assert [wrong for _, wrong, _ in broken(_with("note", ":example:\n"))] == ["the :example: is empty"]


def test_a_line_to_keep_is_all_of_an_answer_or_one_of_its_parts(read: Read) -> None:
    """Yes and no are what they say, and a name is that of a part."""
    note = SOUND["note"]
    assert [read(note.replace("x\n", f"x\n:keep: {said}\n", 1)).keep for said in ("yes", "True", "no")] == [
        "yes",
        "yes",
        "",
    ]
    assert read(SOUND["record"].replace("x\n", "x\n:keep: one\n", 1)).keep == "one"


def test_a_line_to_keep_that_is_no_part_is_a_problem(broken: Broken) -> None:
    """A misspelt name would keep nothing, without a word."""
    assert broken(_with("record", ":keep: two")) == [
        (2, ":keep: is 'two'", "write yes, or the name of one of its parts")
    ]
