"""A small record that is filled many times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.answer_history import NumberRange
from resilify_cli.activities.log import Log
from resilify_cli.activities.questions import (
    AnswerValue,
    LineQuestion,
    MarkdownBlock,
    Message,
    OwnWords,
    ScaleQuestion,
)
from tests.activities.conftest import Broken, FakeHistory, Read, read_one

_SLEEP = """:::{log} sleep
:name: sleep diary
:by: rested
:sum: in-bed = up - lights-out
:sum: asleep = in-bed - awake
:sum: efficiency = asleep / in-bed %
:example: Lights out: 23:10
  Awake: 30 min, because
  of the bin lorry
How was the night?
- Lights out: When did you put the light out? {#lights-out .time}
- Awake: How long were you awake? {#awake .duration}
- Up: When did you get up? {#up .time}
- Rested: How rested are you? {#rested .0-10}
:::"""
_NIGHT = ("23:30", "30", "7:30", 6)


def test_a_log_asks_one_row(read: Read, history: FakeHistory) -> None:
    """Field by field, with those before in sight, and then what was worked out."""
    log = read(_SLEEP)
    first = log.question((), history)
    assert isinstance(first, LineQuestion)
    assert first.body == (
        MarkdownBlock("How was the night?"),
        MarkdownBlock("**Lights out**: When did you put the light out?"),
    )
    rested = log.question(_NIGHT[:3], history)
    assert isinstance(rested, ScaleQuestion)
    assert rested.body[1] == OwnWords("Lights out: 23:30\nAwake: 30\nUp: 7:30", "So far")
    assert log.question(_NIGHT, history) == Message(
        body=(OwnWords("In bed: 8 h\nAsleep: 7 h 30 min\nEfficiency: 94 %", "This comes of it"),)
    )
    assert log.question((*_NIGHT, None), history) is None


def test_a_row_is_kept_with_what_was_worked_out(read: Read) -> None:
    """What is empty is left out, as is a sum of it; a row with nothing in it is not kept."""
    log = read(_SLEEP)
    assert log.result(_NIGHT).text.splitlines()[-2:] == ["Asleep: 7 h 30 min", "Efficiency: 94 %"]
    assert log.result(("23:30", "", "7:30")).text == "Lights out: 23:30\nUp: 7:30\nIn bed: 8 h"
    assert log.result(("whenever", "", "7:30")).text == "Lights out: whenever\nUp: 7:30"
    assert log.result(("", "")) is None


def test_a_log_has_a_name_and_an_order(read: Read) -> None:
    """Its own name, else its title; rows go by a field, or by the day."""
    log = read(_SLEEP)
    assert (log.name, log.by, log.group_of(_NIGHT)) == ("sleep diary", "rested", "6")
    other = read(":::{log} x\n:title: Moments\nWhat was it?\n- It: What? {#it}\n:::")
    assert (other.name, other.by, other.group_of(("a",))) == ("Moments", "", "")


def test_the_fields_of_a_log_are_known_to_conditions(read: Read) -> None:
    """By their ids, with their ranges and options."""
    log = read(_SLEEP)
    assert log.field_names() == ("lights-out", "awake", "up", "rested")
    assert log.fields_of(_NIGHT)["rested"] == 6
    assert log.range_of("rested") == NumberRange(0, 10)
    choice = read(':::{log} x\nA log.\n- It: Which? {#it .choice options="one | two"}\n:::')
    assert choice.options_of("it") == {"one", "two"}


def test_the_example_of_a_log_goes_label_by_label(read: Read) -> None:
    """A line without a label goes on with the one before."""
    assert read(_SLEEP).example == "Lights out: 23:10\nAwake: 30 min, because of the bin lorry"


@pytest.mark.parametrize(
    ("options", "line", "wrong"),
    [
        (":by: mood", 2, "':by: names no field 'mood''"),
        (":sum: half = it / 2 +", 2, ":sum: can't be worked out: it ends too early"),
        (":sum: half = that / 2", 2, ":sum: names no field 'that'"),
        (":sum: it = it / 2", 2, "'it' is a field or a sum already"),
        (":sum: a = it\n:sum: b = a\n:sum: c = d", 4, ":sum: names no field 'd'"),
    ],
)
def test_a_mistake_in_a_log_is_told_with_its_line(
    broken: Broken, options: str, line: int, wrong: str
) -> None:
    """A field that there is none of, and a sum that can't be worked out."""
    ((found_line, found, _),) = broken(
        f":::{{log}} x\n{options}\nA log.\n- It: How many? {{#it .number}}\n:::"
    )
    assert (found_line, found.strip("'")) == (line, wrong.strip("'"))


def test_a_log_needs_a_field(broken: Broken) -> None:
    """One without is told."""
    assert [wrong for _, wrong, _ in broken(":::{log} x\nA log.\n:::")] == ["a log needs a field"]


_VALUES = st.one_of(st.none(), st.text(max_size=12), st.integers(0, 10), st.from_regex(r"\d{1,2}:\d{2}"))


@given(st.lists(_VALUES, max_size=4))
def test_any_row_can_be_kept_and_shown(values: list[AnswerValue]) -> None:
    """Whatever was typed stays in the row, in the order of the fields."""
    log = read_one(_SLEEP)
    assert isinstance(log, Log)
    kept = log.result(values)
    said = [str(value) for value in values if value not in ("", None)]
    assert (kept is None) == (not said)
    assert kept is None or kept.values == tuple(values)
    log.group_of(values)
