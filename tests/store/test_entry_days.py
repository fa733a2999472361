"""The day of an entry: the same in Python, in SQL, in the index, after an upgrade, where it is damaged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from resilify_cli.checkin.model import Checkin
from resilify_cli.days import Days
from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.store.entry import COLUMNS, JOIN, read_entry
from resilify_cli.store.entry_days import day_sql
from resilify_cli.store.journal import Filter
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.series import DaySpan
from resilify_cli.store.stamps import milliseconds
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.databases import open_database
from tests.conftest import FixedClock

_WHOLE = st.integers(-(1 << 63), (1 << 63) - 1)
_STARTS = st.sampled_from((0, 1, 300, 719, 1439)).map(lambda minutes: timedelta(minutes=minutes))


@pytest.mark.parametrize("hours", [0, 5, 23])
def test_a_day_that_was_named_is_found_by_every_reader(store: Store, hours: int) -> None:
    """A note and a check-in of a date without a time are of that day, whenever a day begins."""
    named, starts_at = date(2025, 2, 14), timedelta(hours=hours)
    midnight = datetime(2025, 2, 14, tzinfo=timezone(timedelta(hours=1)))
    store.notes.add("a date only", midnight, named)
    store.checkins.add(Checkin(4), midnight, named)
    for day, count in ((13, 0), (14, 2), (15, 0)):
        one = date(2025, 2, day)
        wanted = Filter(days=Days(one, one, starts_at))
        assert len(store.journal.page(wanted, 9).entries) == count
        assert EntryReader(store.database).count(wanted) == count
    assert {entry.day(starts_at) for entry in store.journal.page(Filter(), 9).entries} == {named}
    assert list(store.series.moods(DaySpan(named, named, starts_at))) == [named]


def test_a_day_is_that_of_the_zone_that_it_was_written_in(store: Store) -> None:
    """An entry of late on 4 November far in the west is of the 4th, wherever it is looked for."""
    store.notes.add("far in the west", datetime(2026, 11, 4, 23, 30, tzinfo=timezone(timedelta(hours=-10))))
    (entry,) = store.journal.page(Filter(days=Days(date(2026, 11, 4), date(2026, 11, 4))), 9).entries
    assert entry.day(timedelta()) == date(2026, 11, 4)
    assert store.journal.page(Filter(days=Days(date(2026, 11, 5))), 9).entries == ()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.datetimes(datetime(1720, 1, 1), datetime(2200, 1, 1)).map(
        lambda at: milliseconds(at.replace(tzinfo=UTC))
    )
    | _WHOLE,
    st.integers(-1439, 1439) | _WHOLE,
    st.none() | st.integers(-3, 3) | _WHOLE,
    _STARTS,
)
@example(0, 0, -(1 << 63), timedelta())
def test_python_and_sqlite_tell_the_same_day(
    store: Store, created_at: int, utc_offset: int, named: int | None, starts_at: timedelta
) -> None:
    """For any time, zone and named day, damaged ones too, both tell the same day."""
    if named is not None and abs(named) <= 3:
        named += date(1970, 1, 1).toordinal() + created_at // 86_400_000
        named = max(-(1 << 63), min((1 << 63) - 1, named))
    with store.transaction() as connection:
        connection.execute("DELETE FROM labels")
        connection.execute("DELETE FROM entries")
        entry_id = store.notes.add("words")
        connection.execute(
            "UPDATE entries SET created_at = ?, utc_offset = ?, named_day = ? WHERE id = ?",
            (created_at, utc_offset, named, entry_id),
        )
        (row,) = store.database.rows(
            f"SELECT {COLUMNS}, {day_sql(starts_at)} AS day FROM entries e {JOIN} WHERE e.id = ?", (entry_id,)
        )
    assert date.fromordinal(row["day"]) == read_entry(row).day(starts_at)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.datetimes(datetime(1700, 1, 3), datetime(2199, 12, 30)),
    st.integers(-1439, 1439),
    st.none() | st.integers(-2, 2),
    _STARTS,
)
def test_the_index_leaves_out_no_entry_of_a_day(
    store: Store, at: datetime, minutes: int, named: int | None, starts_at: timedelta
) -> None:
    """Whatever its zone and the day that was named for it, an entry is found by its day and by no other."""
    zoned = at.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    day = at.date() + timedelta(days=named) if named is not None else None
    entry = store.journal.find(store.notes.add("words", zoned, day))
    mine = entry.day(starts_at)
    found = store.journal.page(Filter(days=Days(mine, mine, starts_at)), 1000).entries
    assert entry.id in {one.id for one in found}
    for days in (Days(last=mine - timedelta(days=1)), Days(mine + timedelta(days=1))):
        wanted = Filter(days=days._replace(starts_at=starts_at))
        assert entry.id not in {one.id for one in store.journal.page(wanted, 1000).entries}


def test_a_day_far_from_the_time_is_not_kept(store: Store) -> None:
    """A named day that is a week from the time says nothing."""
    at = datetime(2026, 11, 3, 12, tzinfo=UTC)
    entry = store.journal.find(store.notes.add("words", at, date(2026, 11, 10)))
    assert (entry.named_day, entry.day(timedelta())) == (None, date(2026, 11, 3))


def test_a_query_of_days_goes_by_the_index(store: Store) -> None:
    """Days are a range of row numbers first, walked from the newest: nothing is scanned or sorted."""
    for wanted in (Filter(), Filter(kind="note")):
        plan = store.journal.explain(wanted._replace(days=Days(date(2026, 11, 3), date(2026, 11, 4))))
        assert [line for line in plan if "seq>? AND seq<?" in line], plan
        assert not [line for line in plan if "TEMP B-TREE" in line or line.startswith("SCAN")], plan


def _before(path: Path, clock: FixedClock, rows: list[tuple[str, int, int]]) -> None:
    """Make a store of the version before with notes of these ids, times and zones."""
    database = open_database(path, clock, create=True, migrations=MIGRATIONS[:5])
    assert database is not None
    for number, (entry_id, created_at, offset) in enumerate(rows):
        database.connection.execute(
            "INSERT INTO entries (seq, id, kind, listed, text, hash, created_at, utc_offset, updated_at)"
            " VALUES (?, ?, 'note', 1, ?, ?, ?, ?, 7)",
            (number, entry_id, f"text {number}", hash_texts("", f"text {number}", ""), created_at, offset),
        )
    database.close()


def test_a_date_that_came_in_as_midnight_before_is_that_day(home: Path, clock: FixedClock) -> None:
    """The upgrade knows an imported date by midnight in its time and its id; other times stay as they are."""
    midnight = milliseconds(datetime(2025, 2, 14, tzinfo=timezone(timedelta(hours=1))))
    typed = milliseconds(datetime(2026, 11, 3, tzinfo=UTC))
    rows = [
        (f"{midnight:012x}{1:016x}", midnight, 60),
        (f"{typed:012x}{2:016x}", midnight, 60),
        (f"{midnight + 1000:012x}{3:016x}", midnight + 1000, 60),
        (f"{1:028x}", 1 << 62, 60),
        (f"{2:028x}", -(1 << 63), 1 << 62),
    ]
    path = home / "resilify.db"
    _before(path, clock, rows)
    database = open_database(path, clock, create=False)
    assert database is not None
    with Store(database) as store:
        named = [row["named_day"] for row in store.database.rows("SELECT * FROM entries ORDER BY seq")]
    assert named == [date(2025, 2, 14).toordinal(), None, None, None, None]


def test_the_day_of_a_sound_entry_takes_few_steps(store: Store) -> None:
    """What mends a damaged time is worked out for damaged ones alone."""
    store.notes.add("words")
    connection = store.database.connection
    steps: list[int] = []

    def steps_for(assignment: str) -> int:
        with store.transaction():
            connection.execute(f"UPDATE entries SET {assignment}")
        steps.clear()
        connection.set_progress_handler(lambda: steps.append(1), 1)
        try:
            store.database.rows(f"SELECT {day_sql(timedelta(hours=4))} FROM entries e")
        finally:
            connection.set_progress_handler(None, 1)
        return len(steps)

    assert steps_for("utc_offset = 60") < steps_for("utc_offset = 10000")
