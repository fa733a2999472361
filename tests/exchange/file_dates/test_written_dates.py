"""Dates as people and programs write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.file_dates.entry_date import DateGuess, DateOrder, DateOrderDetector
from resilify_cli.exchange.file_dates.written_dates import find_date, parse_epoch, text_without_date
from resilify_cli.exchange.import_options import ImportOptions
from tests.fuzz.bounds import soon

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
DATES = {
    "2022_12_24": "2022-12-24",
    "20230101": "2023-01-01",
    "2023.01.03": "2023-01-03",
    "2023-1-3": "2023-01-03",
    "2023/01/03": "2023-01-03",
    "January 3rd, 2023": "2023-01-03",
    "3 January 2023": "2023-01-03",
    "3rd of January 2023": "2023-01-03",
    "Mon 2 Jan 2023": "2023-01-02",
    "Monday, March 4th 2024": "2024-03-04",
    "2023 November 5": "2023-11-05",
    "05-Nov-2023": "2023-11-05",
    "24. Dezember 2022": "2022-12-24",
    "1er février 2023": "2023-02-01",
    "5 de mayo de 2023": "2023-05-05",
    "3 gennaio 2023": "2023-01-03",
    "3 de março de 2023": "2023-03-03",
    "3 maart 2023": "2023-03-03",
    "2023年1月3日": "2023-01-03",
    "2023-W02-3": "2023-01-11",
    "2023W023": "2023-01-11",
    "26.03.2024": "2024-03-26",
    "15. 11. 2023": "2023-11-15",
    "12/24/2022": "2022-12-24",
    "2024-02-29": "2024-02-29",
    "2024. 4. 16.": "2024-04-16",
    "16.04.24": "2024-04-16",
    "16-Apr-24": "2024-04-16",
}
TIMES = {
    "202301071845": "2023-01-07 18:45:00",
    "20230107184507": "2023-01-07 18:45:07",
    "20230107-1845": "2023-01-07 18:45:00",
    "2023-01-07T18-45-07": "2023-01-07 18:45:07",
    "2023-01-07T1845": "2023-01-07 18:45:00",
    "2023-01-07 1845": "2023-01-07 18:45:00",
    "2023-01-07 18.45": "2023-01-07 18:45:00",
    "2023-01-07 6:45 PM": "2023-01-07 18:45:00",
    "2023-01-07 12 a.m.": "2023-01-07 00:00:00",
    "7 January 2023 at 6:45 pm": "2023-01-07 18:45:00",
    "2023-01-07@18.45": "2023-01-07 18:45:00",
    "2023_01_07_18_45": "2023-01-07 18:45:00",
    "Sat Jan  7 18:45:07 2023": "2023-01-07 18:45:07",
    "16.04.24 18:45": "2024-04-16 18:45:00",
    "07.01.2023 18:45": "2023-01-07 18:45:00",
    "2023-01-07 18:45:07.123": "2023-01-07 18:45:07",
}
ZONES = {
    "2024-03-15T10:00:00Z": "2024-03-15 10:00:00+00:00",
    "2024-03-15 10:00 +0530": "2024-03-15 10:00:00+05:30",
    "2024-03-15 10:00:00-08:00": "2024-03-15 10:00:00-08:00",
    "2024-03-15 10:00 Europe/Berlin": "2024-03-15 10:00:00+01:00",
    "2024-03-15T10:00:00+01:00[Europe/Berlin]": "2024-03-15 10:00:00+01:00",
    "Fri, 15 Mar 2024 10:00:00 GMT": "2024-03-15 10:00:00+00:00",
    "Fri Mar 15 2024 10:00:00 GMT+0100 (Central European Standard Time)": "2024-03-15 10:00:00+01:00",
}


def days(options: ImportOptions | None = None) -> DateOrderDetector:
    return (options or ImportOptions()).date_order()


@pytest.mark.parametrize(("text", "day"), DATES.items(), ids=DATES)
def test_a_day_is_read_in_every_form(text: str, day: str) -> None:
    """Whole, without a time, and nothing of it is left as a title."""
    found = find_date(text)
    assert found is not None
    read = found.read(days(), UTC)
    assert (str(read.day), read.guess) == (day, DateGuess.NONE)
    assert read.day is not None
    assert text_without_date(text, found, read.day) == ""


@pytest.mark.parametrize(("text", "time"), TIMES.items(), ids=TIMES)
def test_a_time_is_read_with_its_day(text: str, time: str) -> None:
    """With or without marks between its numbers, in twelve or in twenty-four hours."""
    found = find_date(text)
    assert found is not None
    read = found.read(days(), UTC)
    assert (f"{read.at:%Y-%m-%d %H:%M:%S}", read.day) == (time, None)


@pytest.mark.parametrize(("text", "time"), ZONES.items(), ids=ZONES)
def test_a_zone_is_read_with_its_time(text: str, time: str) -> None:
    """By its letters, its name, or its distance."""
    found = find_date(text)
    assert found is not None
    assert str(found.read(days(), UTC).at) == time
    assert text_without_date(text, found, found.read(days(), UTC).at.date()) == ""


@pytest.mark.parametrize(
    "text",
    ["2023-02-30", "31.02.2023", "2023-13-01", "2023-02-29", "20230230", "2023-W60-1", "99999999", "may 2023",
     "Letter", "2023", "2023-01", "2023-W02", "２０２３-01-02", "٢٠٢٣-01-02", "32 January 2023", "",
     "1.2.3", "12345678901234567890", "marching 3 2023",
     "v1.2.2023", "24-04-16", "room 1/2/23 b"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    """A day that there never was, half a date, digits of another script, and plain words."""
    assert find_date(text) is None


def test_the_next_date_counts_where_one_never_was() -> None:
    """And the first one where there are two."""
    found = find_date("2023-02-30, written 2023-03-02, read on 2023-04-05")
    assert found is not None
    assert str(found.read(days(), UTC).day) == "2023-03-02"
    first = find_date("3 January 2023, as on 2022-05-06")
    assert first is not None
    assert str(first.read(days(), UTC).day) == "2023-01-03"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2023-01-02 Letter to my mother", "Letter to my mother"),
        ("Letter (2023-01-02)", "Letter"),
        ("2023-01-02 2023 goals", "2023 goals"),
        ("2023-01-02 Monday walk", "walk"),
        ("2023-01-02 Tuesday walk", "Tuesday walk"),
        ("a 2023-01-02 b", "a b"),
    ],
)
def test_a_title_beside_a_day_is_left(text: str, rest: str) -> None:
    """The words stay, but for the name of that very weekday."""
    found = find_date(text)
    assert found is not None
    day = found.read(days(), UTC).day
    assert day is not None
    assert text_without_date(text, found, day) == rest


def test_the_order_of_day_and_month_is_a_guess_until_it_is_shown_or_said() -> None:
    """Day first by rule; another date that shows it, or the person, decides."""
    found, shows = find_date("03-01-2023"), find_date("01-13-2023")
    assert found is not None
    assert shows is not None
    order = days()
    assert found.read(order, UTC)[1:] == (datetime(2023, 1, 3).date(), DateGuess.DAY_FIRST)
    shows.read(order, UTC)
    assert found.read(order, UTC)[1:] == (datetime(2023, 3, 1).date(), DateGuess.NONE)
    said = days(ImportOptions(order=DateOrder.MONTH_FIRST))
    assert found.read(said, UTC)[1:] == (datetime(2023, 3, 1).date(), DateGuess.NONE)


@pytest.mark.parametrize(
    ("text", "time"),
    [("1673112300", "2023-01-07 17:25:00"), ("1673112300000", "2023-01-07 17:25:00"), ("4102444800", None),
     ("1", None), ("abc", None), ("20230107", None)],
)  # fmt: skip
def test_seconds_since_1970_are_read_where_they_are_plausible(text: str, time: str | None) -> None:
    """Not in the future, nor before there were such programs."""
    found = parse_epoch(text, NOW, UTC)
    assert (found and f"{found.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}") == time


@given(st.text(max_size=400) | st.text("0123456789-./ :TWZ+janury", max_size=400))
def test_any_text_is_looked_through(text: str) -> None:
    """Whatever it is, it ends soon, with a date that there is or with none."""
    with soon():
        found = find_date(text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)


@given(
    st.dates(date(1600, 1, 1), date(2199, 12, 31)),
    st.sampled_from("-_/."),
    st.text(max_size=40) | st.text("0123456789-./ :TWZ+janury", max_size=40),
)
def test_a_date_at_the_beginning_is_found_at_once(day: date, sign: str, behind: str) -> None:
    """It is the one that a search for every form of dates finds, as it is made where a line goes before."""
    text = f"{day.year}{sign}{day.month:02}{sign}{day.day:02}{behind}"
    found, below = find_date(text), find_date(f"\n{text}")
    assert found is None or below == found._replace(start=found.start + 1, end=found.end + 1)
    assert (found is None) == (below is None)
