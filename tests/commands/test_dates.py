"""The days and times that a person names on the command line."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.commands.dates import before, read_day, read_span, read_time
from resilify_cli.days import Days
from resilify_cli.errors import UsageError
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.zones import BERLIN, in_zone

_TUESDAY = date(2026, 11, 3)
_FOUR = timedelta(hours=4)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-11-03"),
        (" Today ", "2026-11-03"),
        ("yesterday", "2026-11-02"),
        ("monday", "2026-11-02"),
        ("Tuesday", "2026-11-03"),
        ("last tuesday", "2026-10-27"),
        ("last monday", "2026-11-02"),
        ("on sunday", "2026-11-01"),
        ("wednesday", "2026-10-28"),
        ("wed", "2026-10-28"),
        ("thurs", "2026-10-29"),
        ("-3d", "2026-10-31"),
        ("-0d", "2026-11-03"),
        ("-2w", "2026-10-20"),
        ("-1m", "2026-10-03"),
        ("-1y", "2025-11-03"),
        ("3d ago", "2026-10-31"),
        ("2 w ago", "2026-10-20"),
        ("3 weeks ago", "2026-10-13"),
        ("a week ago", "2026-10-27"),
        ("one day ago", "2026-11-02"),
        ("two months ago", "2026-09-03"),
        ("twelve years ago", "2014-11-03"),
        ("1 year ago", "2025-11-03"),
        ("3 november", "2026-11-03"),
        ("november 3", "2026-11-03"),
        ("Nov 3", "2026-11-03"),
        ("3. Nov", "2026-11-03"),
        ("4 november", "2025-11-04"),
        ("24 dec", "2025-12-24"),
        ("3 november 2024", "2024-11-03"),
        ("November 3, 2024", "2024-11-03"),
        ("29 february", "2024-02-29"),
        ("2026-11-03", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("2026-w45-2", "2026-11-03"),
        ("2027-01-01", "2027-01-01"),
    ],
)
def test_days_as_people_write_them(words: str, day: str) -> None:
    """Days by name, by how long ago, by their date: each is read as the day that is meant."""
    assert read_day(words, _TUESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("today", "words", "day"),
    [
        ("2026-03-31", "-1m", "2026-02-28"),
        ("2024-03-31", "a month ago", "2024-02-29"),
        ("2024-02-29", "-1y", "2023-02-28"),
        ("2024-02-29", "-4y", "2020-02-29"),
        ("2026-01-31", "-2m", "2025-11-30"),
        ("2026-01-15", "-1m", "2025-12-15"),
        ("2026-12-31", "-12m", "2025-12-31"),
        ("2026-12-31", "-1m", "2026-11-30"),
        ("2103-03-01", "29 february", "2096-02-29"),
    ],
)
def test_months_and_years_of_other_lengths(today: str, words: str, day: str) -> None:
    """A month that is too short for a day gives its last one."""
    assert read_day(words, date.fromisoformat(today)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "someday",
        "m",
        "t",
        "tu",
        "next monday",
        "tomorrow",
        "3",
        "november",
        "3 november 3",
        "31 november",
        "30 february",
        "ma 3",
        "2026-13-01",
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "12:30",
        "2026-11-03T18:30",
        "-999999y",
        "-999999d",
        "-9999999d",
        "zero days ago",
        "thirteen days ago",
        "٣ november",
        "-٣d",
        "\ud800",
        "today\0",
    ],
)
def test_what_is_no_day_is_told(words: str) -> None:
    """What can't be read as a day is a mistake in the call, with the forms that can."""
    with pytest.raises(UsageError) as refused:
        read_day(words, _TUESDAY)
    assert "yesterday" in refused.value.hint


_PIECES = (
    "today",
    "last",
    "monday",
    "ago",
    "-",
    "3",
    "999999",
    "d",
    "weeks",
    "nov",
    "2026",
    "-11-03",
    "T",
    "18:30",
)
_LIKE_DAYS = st.lists(st.sampled_from((*_PIECES, " ", "\0", "\ud800", "9" * 400)), max_size=8).map("".join)


@given(st.text() | _LIKE_DAYS, st.dates(date(1900, 1, 1), date(2199, 12, 31)))
@example("T" * 131_072, _TUESDAY)
@example(" " * 131_072 + "x", _TUESDAY)
@example("1" * 131_072, _TUESDAY)
@example("a" * 131_072 + " days ago", _TUESDAY)
def test_any_words_are_a_day_or_a_mistake_in_the_call(words: str, today: date) -> None:
    """Whatever is given as a day or a time, of any length, is read as one or refused, and soon."""
    now = datetime(today.year, today.month, today.day, 20, 15, tzinfo=UTC)
    for read in (lambda: read_day(words, today), lambda: read_time(words, now)):
        with suppress(UsageError):
            assert isinstance(read(), date)


def test_a_long_word_is_not_told_back_whole() -> None:
    """What is no day is named in the message, shortened where it is long."""
    with pytest.raises(UsageError) as refused:
        read_day("x" * 5000, _TUESDAY)
    assert len(refused.value.message) < 200


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 10**7), st.sampled_from("dwmy"))
def test_a_length_before_a_day_is_before_it(day: date, count: int, unit: str) -> None:
    """Going back by any length leads to an earlier day, or there is none."""
    try:
        there = before(day, count, unit)
    except (ValueError, OverflowError):
        return
    assert there <= day
    if unit in "my":
        months = (day.year - there.year) * 12 + day.month - there.month
        assert months == count * (12 if unit == "y" else 1)
        assert there.day == day.day or (there + timedelta(days=1)).day == 1


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(("%d %B %Y", "%B %d, %Y", "%Y-%m-%d")))
def test_every_date_can_be_written_out(day: date, form: str) -> None:
    """A date written out with its year is that date."""
    assert read_day(day.strftime(form), _TUESDAY) == day


_NOW = datetime(2026, 11, 3, 20, 15)


def test_a_span_has_both_its_days() -> None:
    """A span has its first and its last day, and each side can be left open."""
    now = _NOW.astimezone()
    first, second, third = (date(2026, 11, day) for day in (1, 2, 3))
    assert read_span(None, None, "today", now) == Days(third, third)
    assert read_span(None, None, " Yesterday ", now, _FOUR) == Days(second, second, _FOUR)
    assert read_span("2026-11-01", "yesterday", None, now) == Days(first, second)
    assert read_span("2 days ago", None, None, now) == Days(first, None)
    assert read_span(None, "today", None, now) == Days(None, third)
    assert read_span(None, None, None, now) is None


@pytest.mark.parametrize(("since", "until"), [("today", None), (None, "today"), ("", "")])
def test_one_day_and_a_span_are_not_asked_for_at_once(since: str | None, until: str | None) -> None:
    """One day does not go with a first or a last one."""
    with pytest.raises(UsageError):
        read_span(since, until, "today", _NOW.astimezone())


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-03T01:30+01:00", "2026-11-02"),
        ("2026-11-03T04:00+01:00", "2026-11-03"),
        # The night before the clocks go forward, and the one before they go back.
        ("2026-03-29T01:30+01:00", "2026-03-28"),
        ("2026-10-25T01:30+02:00", "2026-10-24"),
        ("2026-10-25T02:30+01:00", "2026-10-24"),
    ],
)
def test_today_in_the_small_hours_is_the_day_before(now: str, day: str) -> None:
    """With days that begin at four, today at half past one is what others call yesterday."""
    with in_zone(BERLIN):
        expected = date.fromisoformat(day)
        at = datetime.fromisoformat(now).astimezone()
        assert read_span(None, None, "today", at, _FOUR) == Days(expected, expected, _FOUR)


def test_the_journal_of_today_holds_what_was_written_in_the_small_hours(
    store: Store, clock: FixedClock
) -> None:
    """At half past one, with days that begin at four, today has the evening before and not the one before."""
    clock.step = timedelta(0)
    with in_zone(BERLIN):
        for text, at in (
            ("the night before", "2026-11-02T03:59"),
            ("morning", "2026-11-02T04:00"),
            ("evening", "2026-11-02T22:00"),
            ("just now", "2026-11-03T01:30"),
        ):
            clock.time = datetime.fromisoformat(at).astimezone()
            store.notes.add(text)
        for starts_at, expected in (
            (_FOUR, ["just now", "evening", "morning"]),
            (timedelta(0), ["just now"]),
        ):
            span = read_span(None, None, "today", clock.time, starts_at)
            found = store.journal.page(Filter(days=span), 10).entries
            assert [entry.text for entry in found] == expected


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("today", "2026-11-03T20:15+01:00"),
        ("yesterday", "2026-11-02T20:15+01:00"),
        ("2026-11-01", "2026-11-01T20:15+01:00"),
        ("2026-07-01", "2026-07-01T20:15+02:00"),
        ("2026-11-01 18:30", "2026-11-01T18:30+01:00"),
        ("2026-11-01T18:30", "2026-11-01T18:30+01:00"),
        ("2026-11-01 18:30:59", "2026-11-01T18:30+01:00"),
        (" yesterday   9:05 ", "2026-11-02T09:05+01:00"),
        ("3 weeks ago 00:00", "2026-10-13T00:00+02:00"),
        ("november 1, 2026, 18:30", "2026-11-01T18:30+01:00"),
        ("monday 23:59", "2026-11-02T23:59+01:00"),
    ],
)
def test_times_as_people_write_them(words: str, at: str) -> None:
    """A day has the time of day that it is now, or the one behind it, in this computer's zone."""
    with in_zone(BERLIN):
        assert read_time(words, _NOW.astimezone()) == datetime.fromisoformat(at)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "18:30",
        "yesterday 24:00",
        "yesterday 12:60",
        "yesterday 6pm",
        "someday 12:00",
        "1899-12-31",
        "2200-01-01",
        # A time with a zone would be taken for another time if the zone went unread.
        "2026-11-01T18:30Z",
        "2026-11-01T18:30+05:00",
        "20261101T1830",
    ],
)
def test_what_is_no_time_is_told(words: str) -> None:
    """What can't be read as a time, or is of a year that no journal holds, is a mistake in the call."""
    with pytest.raises(UsageError):
        read_time(words, _NOW.astimezone())


def test_an_entry_of_the_small_hours_about_yesterday() -> None:
    """At half past one with days that begin at four, yesterday is the day before, as late in the night."""
    with in_zone(BERLIN):
        now = datetime(2026, 11, 3, 1, 30).astimezone()
        assert read_time("yesterday", now, _FOUR) == datetime.fromisoformat("2026-11-02T01:30+01:00")
        assert read_time("2026-11-01", now, _FOUR) == datetime.fromisoformat("2026-11-02T01:30+01:00")
