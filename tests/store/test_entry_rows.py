"""A row and its time, as they are read."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.store import entry_times
from resilify_cli.store.entry import COLUMNS, Entry, read_entry
from resilify_cli.store.entry_rows import row_date
from resilify_cli.store.entry_times import MOST_MILLISECONDS, MOST_MINUTES, local_time
from resilify_cli.store.stamps import milliseconds

_WHOLE = st.integers(-(1 << 63), (1 << 63) - 1)


@pytest.mark.parametrize("year", [1700, 1969, 2026, 2199])
@pytest.mark.parametrize("minutes", [-1439, -300, 0, 60, 1439])
def test_a_time_is_told_in_its_zone(year: int, minutes: int) -> None:
    """A time that was kept is the same moment, by the clock on the wall where it was written."""
    at = datetime(year, 2, 28, 23, 59, 59, 123000, tzinfo=timezone(timedelta(minutes=minutes)))
    read = local_time(milliseconds(at), minutes)
    assert (read, read.utcoffset()) == (at, at.utcoffset())


@given(_WHOLE, _WHOLE)
def test_a_damaged_time_is_a_time(created_at: int, utc_offset: int) -> None:
    """Whatever bits flipped in a time or in its zone, it can be told in any zone, and a week before it."""
    read = local_time(created_at, utc_offset)
    assert (read.astimezone(UTC) - timedelta(days=7)).year in range(1691, 2250)


@pytest.mark.parametrize(
    ("created_at", "utc_offset", "milliseconds_kept", "minutes_kept"),
    [
        (MOST_MILLISECONDS, MOST_MINUTES, MOST_MILLISECONDS, MOST_MINUTES),
        (MOST_MILLISECONDS + 1, MOST_MINUTES + 1, MOST_MILLISECONDS, MOST_MINUTES),
        (-MOST_MILLISECONDS - 1, -MOST_MINUTES - 1, -MOST_MILLISECONDS, -MOST_MINUTES),
    ],
)
def test_a_time_out_of_range_is_the_nearest_that_there_is(
    created_at: int, utc_offset: int, milliseconds_kept: int, minutes_kept: int
) -> None:
    """Of a damaged row, the time and the zone are each moved no further than they have to be."""
    read = local_time(created_at, utc_offset)
    assert (milliseconds(read), read.utcoffset()) == (milliseconds_kept, timedelta(minutes=minutes_kept))


def test_a_time_makes_one_duration_for_all_of_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is made by its name takes three times as long as all the rest of a time."""
    made: list[object] = []

    def make(**parts: int) -> timedelta:
        made.append(parts)
        return timedelta(**parts)

    monkeypatch.setattr(entry_times, "timedelta", make)
    times = [local_time(1_700_000_000_000 + number, 77) for number in range(5)]
    assert times == sorted(set(times))
    assert len(made) <= 1


@pytest.mark.parametrize("minutes", [-570, -210, 0, 60, 345])
def test_the_date_of_a_row_keeps_moment_and_zone(minutes: int) -> None:
    """The zone is kept in minutes east of UTC, half and quarter hours too."""
    at = datetime(2026, 2, 28, 23, 59, tzinfo=timezone(timedelta(minutes=minutes)))
    assert row_date(at, None) == (milliseconds(at), minutes, None)


def test_an_entry_has_each_column_in_its_place() -> None:
    """The values go from a row to an entry by their order alone; each is another one here."""
    at = datetime(2026, 11, 3, 12, tzinfo=timezone(timedelta(hours=1)))
    named = at.toordinal() - 1
    columns: dict[str, object] = {
        "seq": 1,
        "id": "an id",
        "kind": "a kind",
        "listed": 1,
        "session_id": "a session id",
        "session_title": "a session",
        "activity_id": "an activity",
        "activity_kind": "its kind",
        "practice": 1,
        "prompt": "a question",
        "text": "a text",
        "answers": "[]",
        "hash": b"a hash",
        "created_at": milliseconds(at),
        "utc_offset": 60,
        "deleted_at": 0,
        "named_day": named,
        "edited": 1,
        "enrollment_id": "an enrollment",
        "program": "a program",
        "slug": "a slug",
    }
    names = [column.split()[-1].rpartition(".")[2] for column in re.sub(r"\(.*?\)", "", COLUMNS).split(",")]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        marks = ", ".join(f"? AS {name}" for name in names)
        row = connection.execute(f"SELECT {marks}", [columns[name] for name in names]).fetchone()
    assert read_entry(row) == Entry(
        id="an id",
        kind="a kind",
        text="a text",
        at=at,
        edited=True,
        prompt="a question",
        program="a program",
        slug="a slug",
        enrollment_id="an enrollment",
        session_id="a session id",
        session="a session",
        activity_id="an activity",
        activity_kind="its kind",
        practice=True,
        answers="[]",
        hash=b"a hash",
        deleted=True,
        named_day=date.fromordinal(named),
    )
