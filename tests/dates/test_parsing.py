"""The days and times that a person names on the command line."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.app.system_zone import SystemZone
from resilify_cli.dates.lengths import subtract
from resilify_cli.dates.parsing import (
    DateContext,
    EntryTime,
    is_month_first,
    parse_day,
    parse_day_range,
    parse_days,
    parse_entry_time,
)
from resilify_cli.days import Days
from resilify_cli.errors import UsageError
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.zones import BERLIN, in_zone

_TUESDAY = date(2026, 11, 3)
_FOUR = timedelta(hours=4)
_FIVE = timedelta(hours=5)


def _on(day: date) -> DateContext:
    """The evening of a day."""
    return DateContext(datetime(day.year, day.month, day.day, 20, 15, tzinfo=UTC))


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
        ("now", "2026-11-03"),
        ("the day before yesterday", "2026-11-01"),
        ("last night", "2026-11-02"),
        ("yesterday evening", "2026-11-02"),
        ("tonight", "2026-11-03"),
        ("This Morning", "2026-11-03"),
        ("monday night", "2026-11-02"),
        ("8th october", "2026-10-08"),
        ("the 8th of october", "2026-10-08"),
        ("October 8th, 2025", "2025-10-08"),
        ("1st sept. 2025", "2025-09-01"),
        ("8/10", "2026-10-08"),
        ("8.10.", "2026-10-08"),
        ("8.10.2026", "2026-10-08"),
        ("8/10/25", "2025-10-08"),
        ("8-10-2025", "2025-10-08"),
        ("10/28", "2026-10-28"),
        ("5/11", "2025-11-05"),
        ("2026/10/8", "2026-10-08"),
        ("2026.10.08", "2026-10-08"),
    ],
)
def test_days_as_people_write_them(words: str, day: str) -> None:
    """Days by name, by how long ago, by their date: each is read as the day that is meant."""
    assert parse_day(words, _on(_TUESDAY)) == date.fromisoformat(day)


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
    assert parse_day(words, _on(date.fromisoformat(today))) == date.fromisoformat(day)


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
        "last week",
        "2025",
        "february 2025",
        "30d",
        "13/13",
        "31/2",
        "8-10",
        "the night",
        "yesterday 9pm",
    ],
)
def test_what_is_no_day_is_told(words: str) -> None:
    """What can't be read as a day is a mistake in the call, with the forms that can."""
    with pytest.raises(UsageError) as refused:
        parse_day(words, _on(_TUESDAY))
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
    "last night",
    "this",
    "am",
    "8/10",
    "th",
    "ago",
    "midnight",
    "the",
)
_LIKE_DAYS = st.lists(st.sampled_from((*_PIECES, " ", "\0", "\ud800", "9" * 400)), max_size=8).map("".join)


@given(st.text() | _LIKE_DAYS, st.dates(date(1900, 1, 1), date(2199, 12, 31)))
@example("T" * 131_072, _TUESDAY)
@example(" " * 131_072 + "x", _TUESDAY)
@example("1" * 131_072, _TUESDAY)
@example("a" * 131_072 + " days ago", _TUESDAY)
def test_any_words_are_a_day_or_a_mistake_in_the_call(words: str, today: date) -> None:
    """Whatever is given as a day or a time, of any length, is read as one or refused, and soon."""
    here = _on(today)
    with suppress(UsageError):
        assert isinstance(parse_day(words, here), date)
    with suppress(UsageError):
        span = parse_days(words, here)
        assert span.first <= span.last
    with suppress(UsageError):
        assert isinstance(parse_entry_time(words, here).at, datetime)


def test_a_long_word_is_not_told_back_whole() -> None:
    """What is no day is named in the message, shortened where it is long."""
    with pytest.raises(UsageError) as refused:
        parse_day("x" * 5000, _on(_TUESDAY))
    assert len(refused.value.message) < 200


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 10**7), st.sampled_from("dwmy"))
def test_a_length_before_a_day_is_before_it(day: date, count: int, unit: str) -> None:
    """Going back by any length leads to an earlier day, or there is none."""
    try:
        there = subtract(day, count, unit)
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
    assert parse_day(day.strftime(form), _on(_TUESDAY)) == day


_NOW = datetime(2026, 11, 3, 20, 15)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("monday", "2026-11-02", "2026-11-02"),
        ("this week", "2026-11-02", "2026-11-08"),
        ("last week", "2026-10-26", "2026-11-01"),
        ("last weekend", "2026-10-31", "2026-11-01"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("february 2024", "2024-02-01", "2024-02-29"),
        ("Feb 2025", "2025-02-01", "2025-02-28"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("december", "2025-12-01", "2025-12-31"),
        ("in october", "2026-10-01", "2026-10-31"),
        ("november", "2026-11-01", "2026-11-30"),
        ("last november", "2025-11-01", "2025-11-30"),
        ("30d", "2026-10-05", "2026-11-03"),
        ("the last 30 days", "2026-10-05", "2026-11-03"),
        ("past two weeks", "2026-10-21", "2026-11-03"),
        ("a year", "2025-11-04", "2026-11-03"),
        ("-30d", "2026-10-04", "2026-10-04"),
    ],
)
def test_spans_as_people_write_them(words: str, first: str, last: str) -> None:
    """Weeks, months, years and lengths are all their days; the beginning is for --from, the end for --to."""
    here = _on(_TUESDAY)
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    assert parse_days(words, here)[:2] == (begin, end)
    assert parse_day_range(None, None, words, here) == Days(begin, end)
    assert parse_day_range(words, None, None, here) == Days(begin, None)
    assert parse_day_range(None, words, None, here) == Days(None, end)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(("week", "month", "year")))
def test_this_span_holds_today_and_the_last_one_ends_before_it(today: date, unit: str) -> None:
    """This week, month or year has today in it, and the last one ends on the day before it begins."""
    here = _on(today)
    this, last = parse_days(f"this {unit}", here), parse_days(f"last {unit}", here)
    assert this.first <= today <= this.last
    assert last.last + timedelta(days=1) == this.first


def test_a_span_has_both_its_days() -> None:
    """A span has its first and its last day, and each side can be left open."""
    here = _on(_TUESDAY)
    first, second, third = (date(2026, 11, day) for day in (1, 2, 3))
    assert parse_day_range(None, None, "today", here) == Days(third, third)
    assert parse_day_range(None, None, " Yesterday ", here._replace(starts_at=_FOUR)) == Days(
        second, second, _FOUR
    )
    assert parse_day_range("2026-11-01", "yesterday", None, here) == Days(first, second)
    assert parse_day_range("last week", "2 days ago", None, here) == Days(date(2026, 10, 26), first)
    assert parse_day_range(None, None, None, here) is None


@pytest.mark.parametrize(
    ("locale", "day", "other"),
    [
        ({"LANG": "en_US.UTF-8"}, "2026-08-10", "8 october"),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "en_GB.UTF-8"}, "2026-10-08", "10 august"),
        ({"LC_ALL": "ja_JP.UTF-8", "LC_TIME": "de_DE"}, "2026-08-10", "8 october"),
        ({"LANG": "C.UTF-8"}, "2026-10-08", "10 august"),
        ({}, "2026-10-08", "10 august"),
    ],
)
def test_two_numbers_are_read_as_the_person_writes_them_and_said_back(
    locale: dict[str, str], day: str, other: str
) -> None:
    """8/10 is a day in August or in October by the locale; a sentence says which, and how to say other."""
    said: list[str] = []
    here = _on(_TUESDAY)._replace(month_first=is_month_first(locale), tell=said.append)
    meant = date.fromisoformat(day)
    assert parse_day("8/10", here) == meant
    assert said == [f"8/10 is read as {meant.day} {meant:%B} 2026. For the other day, write {other}."]
    assert parse_day(other, here) != meant
    assert parse_entry_time("8/10 9pm", here).at.date() == meant
    assert said[1:] == said[:1]


@pytest.mark.parametrize("words", ["13/10", "10/13", "8.10.2026", "10/10", "8 october"])
def test_what_can_mean_one_day_alone_is_not_said_back(words: str) -> None:
    """Where only one order gives a day, or both the same, nothing needs to be said."""
    said: list[str] = []
    parse_day(words, _on(_TUESDAY)._replace(tell=said.append))
    assert said == []


@pytest.mark.parametrize(("since", "until"), [("today", None), (None, "today"), ("", "")])
def test_one_day_and_a_span_are_not_asked_for_at_once(since: str | None, until: str | None) -> None:
    """One day does not go with a first or a last one."""
    with pytest.raises(UsageError):
        parse_day_range(since, until, "today", _on(_TUESDAY))


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
        assert parse_day_range(None, None, "today", DateContext(at, _FOUR)) == Days(expected, expected, _FOUR)


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
            span = parse_day_range(None, None, "today", DateContext(clock.time, starts_at))
            found = store.journal.page(Filter(days=span), 10).entries
            assert [entry.text for entry in found] == expected


@pytest.mark.parametrize(
    ("words", "at", "named"),
    [
        ("today", "2026-11-03T20:15+01:00", 3),
        ("now", "2026-11-03T20:15+01:00", 3),
        ("yesterday", "2026-11-02T20:15+01:00", 2),
        ("2026-11-01", "2026-11-01T20:15+01:00", 1),
        ("last night", "2026-11-02T22:00+01:00", 2),
        ("this morning", "2026-11-03T09:00+01:00", 3),
        ("tonight", "2026-11-03T20:15+01:00", 3),
        ("monday evening", "2026-11-02T20:00+01:00", 2),
        ("yesterday midnight", "2026-11-03T00:00+01:00", 2),
        ("2026-11-01 18:30", "2026-11-01T18:30+01:00", None),
        ("2026-11-01T18:30", "2026-11-01T18:30+01:00", None),
        ("2026-11-01 18:30:59", "2026-11-01T18:30+01:00", None),
        (" yesterday   9:05 ", "2026-11-02T09:05+01:00", None),
        ("3 weeks ago 00:00", "2026-10-13T00:00+02:00", None),
        ("november 1, 2026, 18:30", "2026-11-01T18:30+01:00", None),
        ("monday 23:59", "2026-11-02T23:59+01:00", None),
        ("yesterday 9pm", "2026-11-02T21:00+01:00", None),
        ("yesterday at 9:30 a.m.", "2026-11-02T09:30+01:00", None),
        ("9.30pm yesterday", "2026-11-02T21:30+01:00", None),
        ("12am on monday", "2026-11-02T00:00+01:00", None),
        ("8.10.2026 12pm", "2026-10-08T12:00+02:00", None),
        ("yesterday noon", "2026-11-02T12:00+01:00", None),
        ("9:30 am", "2026-11-03T09:30+01:00", None),
        ("18:30", "2026-11-03T18:30+01:00", None),
        ("21:00", "2026-11-02T21:00+01:00", None),
        ("last night 11:30", "2026-11-02T23:30+01:00", None),
        ("last night at 2am", "2026-11-03T02:00+01:00", None),
        ("yesterday evening 7:15", "2026-11-02T19:15+01:00", None),
        ("this morning 8:00", "2026-11-03T08:00+01:00", None),
        ("2 hours ago", "2026-11-03T18:15+01:00", None),
        ("30 min ago", "2026-11-03T19:45+01:00", None),
        ("an hour ago", "2026-11-03T19:15+01:00", None),
        ("one hour ago", "2026-11-03T19:15+01:00", None),
        ("half an hour ago", "2026-11-03T19:45+01:00", None),
        ("a minute ago", "2026-11-03T20:14+01:00", None),
        ("two hours ago", "2026-11-03T18:15+01:00", None),
        ("just now", "2026-11-03T20:15+01:00", 3),
        # A weekday is the last one: what it can't be today is a week ago.
        ("tuesday 11pm", "2026-10-27T23:00+01:00", None),
        ("tuesday 8pm", "2026-11-03T20:00+01:00", None),
        ("tuesday night", "2026-11-03T20:15+01:00", 3),
    ],
)
def test_times_as_people_write_them(words: str, at: str, named: int | None) -> None:
    """A day alone is that day at the time of day that it is now; with a clock it is a moment of it."""
    with in_zone(BERLIN):
        day = date(2026, 11, named) if named else None
        assert parse_entry_time(words, DateContext(_NOW.astimezone(), zone=SystemZone())) == EntryTime(
            datetime.fromisoformat(at), day
        )


@pytest.mark.parametrize(
    "words",
    [
        "",
        "yesterday 24:00",
        "yesterday 12:60",
        "yesterday 13pm",
        "yesterday 0am",
        "someday 12:00",
        "today 23:00",
        "3 november 23:00",
        "last week 9pm",
        "last week",
        "february 2025",
        "1899-12-31",
        "2200-01-01",
        # A time with a zone would be taken for another time if the zone went unread.
        "2026-11-01T18:30Z",
        "2026-11-01T18:30+05:00",
        "20261101T1830",
    ],
)
def test_what_is_no_time_is_told(words: str) -> None:
    """What is no time, still to come, or of a year that no journal holds is told with examples."""
    with pytest.raises(UsageError):
        parse_entry_time(words, DateContext(_NOW.astimezone(), zone=SystemZone()))


# At 03:12 on Wednesday 7 October, where days begin at five: it is Tuesday still.
@pytest.mark.parametrize(
    ("words", "at", "named"),
    [
        ("today", "10-07T03:12", "10-06"),
        ("yesterday", "10-06T03:12", "10-05"),
        ("2026-10-07", "10-07T03:12", "10-07"),
        ("7 october", "10-07T03:12", "10-07"),
        ("7/10", "10-07T03:12", "10-07"),
        ("2026-10-06", "10-07T03:12", "10-06"),
        ("2026-10-05", "10-06T03:12", "10-05"),
        ("tuesday", "10-07T03:12", "10-06"),
        ("wednesday", "10-07T03:12", "10-07"),
        ("last wednesday", "10-01T03:12", "09-30"),
        ("wednesday 8pm", "09-30T20:00", None),
        ("wednesday 2am", "10-07T02:00", None),
        ("wednesday evening", "09-30T20:00", "09-30"),
        ("wednesday morning", "09-30T09:00", "09-30"),
        ("tuesday evening", "10-06T20:00", "10-06"),
        ("monday", "10-06T03:12", "10-05"),
        ("today 02:00", "10-07T02:00", None),
        ("today 22:00", "10-06T22:00", None),
        ("today 04:00", "10-06T04:00", None),
        ("today 05:00", "10-06T05:00", None),
        ("yesterday 01:00", "10-06T01:00", None),
        ("yesterday 22:00", "10-05T22:00", None),
        ("2 days ago 01:00", "10-05T01:00", None),
        ("2026-10-07 02:00", "10-07T02:00", None),
        ("2026-10-06 02:00", "10-06T02:00", None),
        ("tuesday 02:00", "10-06T02:00", None),
        ("02:00", "10-07T02:00", None),
        ("23:30", "10-06T23:30", None),
        ("tonight", "10-06T22:00", "10-06"),
        ("tonight 1am", "10-07T01:00", None),
        ("this morning", "10-06T09:00", "10-06"),
        ("last night", "10-05T22:00", "10-05"),
        ("last night 1am", "10-06T01:00", None),
        ("midnight", "10-07T00:00", "10-06"),
    ],
)
def test_times_named_in_the_small_hours(words: str, at: str, named: str | None) -> None:
    """Days are those of the person, clock times the moments they mean, and nothing is in the future."""
    with in_zone(BERLIN):
        here = DateContext(datetime(2026, 10, 7, 3, 12).astimezone(), _FIVE, zone=SystemZone())
        found = parse_entry_time(words, here)
        assert found.at.replace(tzinfo=None) == datetime.fromisoformat(f"2026-{at}")
        assert found.day == (date.fromisoformat(f"2026-{named}") if named else None)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("today 02:00", "10-07T02:00"),
        ("yesterday 01:00", "10-06T01:00"),
        ("this morning 2:30", "10-07T02:30"),
        ("last night 1am", "10-07T01:00"),
        ("tonight 1am", "10-07T01:00"),
    ],
)
def test_times_of_the_small_hours_named_by_day(words: str, at: str) -> None:
    """In the afternoon a clock time is that of the date; only a night goes on into the next one."""
    here = DateContext(datetime(2026, 10, 7, 14, 0).astimezone(), _FIVE, zone=SystemZone())
    assert parse_entry_time(words, here).at.replace(tzinfo=None) == datetime.fromisoformat(f"2026-{at}")


@pytest.mark.parametrize(
    ("now", "words", "at"),
    [
        # Half past two is left out on this night.
        ("2026-03-29T12:00+02:00", "today 02:30", "2026-03-29T03:30+02:00"),
        ("2026-03-30T02:30+02:00", "yesterday", "2026-03-29T03:30+02:00"),
        # And is there twice on this one.
        ("2026-10-25T12:00+01:00", "today 02:30", "2026-10-25T02:30+02:00"),
        ("2026-10-25T02:40+01:00", "02:30", "2026-10-25T02:30+02:00"),
        ("2026-10-25T02:10+02:00", "02:30", "2026-10-24T02:30+02:00"),
        ("2026-10-25T02:10+01:00", "today", "2026-10-25T02:10+01:00"),
        ("2026-10-25T02:10+01:00", "20 min ago", "2026-10-25T02:50+02:00"),
    ],
)
def test_times_in_the_nights_when_clocks_change(now: str, words: str, at: str) -> None:
    """A time that is left out goes forward, one that comes twice is the first, and now is now."""
    with in_zone(BERLIN):
        here = DateContext(datetime.fromisoformat(now).astimezone(), zone=SystemZone())
        assert parse_entry_time(words, here).at == datetime.fromisoformat(at)


_WORDS = (
    *("today", "yesterday", "last night", "this morning", "tonight", "monday", "3d ago", "noon", "midnight"),
    *("today 02:00", "yesterday 01:00", "yesterday 9pm", "01:00", "23:30", "monday night", "last night 1am"),
    *("sunday 20:00", "monday evening", "tue 3am", "friday morning", "1 march 9pm", "an hour ago"),
)


@given(
    st.sampled_from(_WORDS),
    st.integers(0, 366 * 24 * 60),
    st.sampled_from((0, 4, 5, 12)),
    st.sampled_from((BERLIN, "UTC0", "EST5EDT,M3.2.0,M11.1.0", "<+1245>-12:45", "NST3:30NDT,M3.2.0,M11.1.0")),
)
def test_no_words_for_the_past_give_a_time_to_come(words: str, minutes: int, hours: int, zone: str) -> None:
    """At any minute of a year, in any zone and for any start of the day, these are past or refused."""
    with in_zone(zone), suppress(UsageError):
        now = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone()
        here = DateContext(now, timedelta(hours=hours), zone=SystemZone())
        found = parse_entry_time(words, here)
        assert found.at <= now
        if found.day:
            assert found.day <= now.date()
            assert abs((found.at.date() - found.day).days) <= 1
