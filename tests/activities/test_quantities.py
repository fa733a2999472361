"""What a person typed into a typed field, read as a quantity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.quantities import (
    MINUTES_A_DAY,
    LineFormat,
    Quantity,
    Unit,
    format_duration,
    parse_duration,
    parse_number,
    parse_time,
    parse_yes_no,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("23:40", 23 * 60 + 40),
        ("23.40", 23 * 60 + 40),
        ("2340", 23 * 60 + 40),
        ("11:40 pm", 23 * 60 + 40),
        ("11.40 p.m.", 23 * 60 + 40),
        ("12 am", 0),
        ("12:30pm", 12 * 60 + 30),
        ("7", 7 * 60),
        ("7 o'clock", 7 * 60),
        ("07:05", 7 * 60 + 5),
        ("7h05", 7 * 60 + 5),
        ("24:00", 0),
        ("  Noon ", 12 * 60),
        ("midnight", 0),
    ],
)
def test_a_time_of_day(text: str, minutes: int) -> None:
    """A time is read as people write it."""
    assert parse_time(text) == minutes


@pytest.mark.parametrize("text", ["", "late", "25:00", "13 pm", "0 am", "12:60", "7:5", "1 2", "7 or 8"])
def test_what_is_no_time(text: str) -> None:
    """What is no time of day is none, rather than a guess."""
    assert parse_time(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1 h 20", 80),
        ("1h20", 80),
        ("1h 20min", 80),
        ("1:20", 80),
        ("80", 80),
        ("80 min", 80),
        ("80 minutes", 80),
        ("1.5 h", 90),
        ("1,5 hours", 90),
        ("2 hours", 120),
        ("2 hours and 5 minutes", 125),
        ("1 hour and a half", 90),
        ("0", 0),
    ],
)
def test_a_duration(text: str, minutes: float) -> None:
    """A duration is read as people write it; a bare number is minutes."""
    assert parse_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "a while", "-5", "1 h 20 x", "h", "20 min 1 h", "1:75"])
def test_what_is_no_duration(text: str) -> None:
    """What is no duration is none."""
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("2", 2), ("2.5", 2.5), ("2,5 cups", 2.5), ("1 cup", 1), ("-3", -3)]
)
def test_a_number(text: str, number: float) -> None:
    """A number may have a comma, and the field's own unit after it."""
    assert parse_number(text, "cups") == number


@pytest.mark.parametrize("text", ["", "two", "2 glasses", "1e9", "9" * 12, "2 3"])
def test_what_is_no_number(text: str) -> None:
    """Other words, other units and numbers without end are none."""
    assert parse_number(text, "cups") is None


@pytest.mark.parametrize(
    ("text", "says"), [("Yes", True), ("y", True), ("no", False), ("N", False), ("", None)]
)
def test_a_yes_or_no(text: str, says: bool | None) -> None:
    """The word or its first letter says it."""
    assert parse_yes_no(text) is says


@given(st.integers(0, MINUTES_A_DAY - 1))
def test_a_time_is_written_as_it_is_read(minutes: int) -> None:
    """Each time of day reads back as itself."""
    assert parse_time(str(Quantity(minutes, Unit.TIME))) == minutes


@given(st.integers(0, 100_000))
def test_a_duration_is_written_as_it_is_read(minutes: int) -> None:
    """Each duration of whole minutes reads back as itself."""
    assert parse_duration(format_duration(minutes)) == minutes


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(86.4, Unit.PERCENT), "86 %"),
        (Quantity(2.5, Unit.NUMBER), "2.5"),
        (Quantity(60, Unit.DURATION), "1 h"),
        (Quantity(-10, Unit.DURATION), "-10 min"),
        (Quantity(-30, Unit.TIME), "23:30"),
    ],
)
def test_a_quantity_is_written_in_its_unit(quantity: Quantity, text: str) -> None:
    """Percent, numbers, durations and times each in their own way."""
    assert str(quantity) == text


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing that can be typed is an error."""
    for parse in (parse_time, parse_duration, parse_number, parse_yes_no):
        parse(text)


@pytest.mark.parametrize(
    ("line_format", "text", "problem"),
    [
        (LineFormat(Unit.TIME), "23:40", ""),
        (LineFormat(Unit.TIME), " ", ""),
        (LineFormat(Unit.TIME), "25:00", "That does not read as a time, such as 23:40."),
        (LineFormat(Unit.DURATION), "4 min", ""),
        (LineFormat(Unit.DURATION), "4 min (the cat)",
         "That does not read as a length of time, such as 1 h 20 or 15 min."),
        (LineFormat(Unit.DATE), "3 November", ""),
        (LineFormat(Unit.DATE), "in a while",
         "That does not read as a date, such as 2026-11-03 or 3 November 2026."),
        (LineFormat(Unit.NUMBER, 0, 20, "cups"), "3 cups", ""),
        (LineFormat(Unit.NUMBER), "three", "That does not read as a number."),
        (LineFormat(Unit.NUMBER, 0, 20, "cups"), "21", "That is not between 0 and 20 cups."),
        (LineFormat(Unit.NUMBER, 0), "-1", "That is not at least 0."),
        (LineFormat(Unit.NUMBER, high=20), "21", "That is not at most 20."),
    ],
)  # fmt: skip
def test_a_line_that_reads_as_nothing_asked_for_is_told(
    line_format: LineFormat, text: str, problem: str
) -> None:
    """In one sentence without blame; an empty line is no problem."""
    assert line_format.problem(text) == problem


@given(
    st.text(max_size=20),
    st.sampled_from(Unit),
    st.none() | st.integers(-9, 9),
    st.none() | st.integers(-9, 9),
)
def test_any_line_is_read_or_told(text: str, unit: Unit, low: int | None, high: int | None) -> None:
    """Nothing that can be typed is an error."""
    problem = LineFormat(unit, low, high).problem(text)
    assert problem == "" or problem.startswith("That ")
