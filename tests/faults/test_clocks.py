"""Clocks that are set back, stand still, are far off, or change their zone: nothing is lost or mixed up."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.vault.copies.backups import Backups
from resilify_cli.vault.copies.daily import copy_if_due
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.faults.homes import IN_MEMORY, contents, run, words_in
from tests.store.conftest import response

_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=_ZONES)


@given(times=st.lists(_TIMES, min_size=2, max_size=12))
@settings(max_examples=20, deadline=None, suppress_health_check=[*HealthCheck])
def test_a_clock_that_jumps(times: list[datetime]) -> None:
    """Whatever the clock says from one moment to the next, each row has its own id, place and time."""
    clock = FixedClock(timedelta(0))
    with TemporaryDirectory(dir=IN_MEMORY) as home, open_store(Path(home, "resilify.db"), clock) as store:
        ids = []
        for number, time in enumerate(times):
            clock.time = time
            ids.append(store.notes.add(f"note {number}"))
            store.journal_drafts.save("note", f"draft {number}")
        assert len(set(ids)) == len(times)
        shown = store.journal.page(Filter(), 100).entries
        assert sorted(entry.text for entry in shown) == sorted(f"note {n}" for n in range(len(times)))
        at = {entry.text: entry.at for entry in shown}
        for number, time in enumerate(times):
            assert abs(at[f"note {number}"] - time) < timedelta(milliseconds=1)
            assert at[f"note {number}"].utcoffset() == time.utcoffset()
        assert [entry.at for entry in shown] == sorted(at.values(), reverse=True)
        assert store.journal_drafts.find("note") == f"draft {len(times) - 1}"


def test_answers_and_changes_with_the_clock_set_back(store: Store, clock: FixedClock) -> None:
    """An answer that is changed at an earlier time than it was given is the answer, with its version."""
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    entry_id = store.entries.answer(enrollment, response("first"))
    clock.time -= timedelta(days=4000)
    assert store.entries.answer(enrollment, response("second")) == entry_id
    note = store.journal.find(store.notes.add("a note"))
    clock.time -= timedelta(days=4000)
    store.revisions.revise(note, "a note, changed", None)
    assert [v.text for v in store.revisions.versions(entry_id)] == ["first"]
    assert {e.text for e in store.journal.page(Filter(), 10).entries} == {"second", "a note, changed"}
    again = store.enrollments.latest("key")
    assert again
    assert again.id == enrollment.id


def test_a_thousand_notes_of_one_moment(store: Store, clock: FixedClock) -> None:
    """With a clock that stands still every note is kept."""
    clock.step = timedelta(0)
    with store.transaction():
        ids = {store.notes.add(f"note {number}") for number in range(1000)}
    assert len(ids) == 1000
    assert len(store.journal.page(Filter(), 2000).entries) == 1000


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice(fold: int, store: Store, clock: FixedClock) -> None:
    """In the night when clocks go back, both hours keep their own time and order."""
    zone = ZoneInfo("Europe/Berlin")
    for minute, hour_fold in ((10, fold), (40, 1), (20, 0)):
        local = datetime(2026, 10, 25, 2, minute, fold=hour_fold, tzinfo=zone)
        clock.time = local.astimezone(timezone(local.utcoffset() or timedelta(0)))
        store.notes.add(f"{local.utcoffset()} {minute}")
    shown = [(entry.at.astimezone(UTC), entry.text) for entry in store.journal.page(Filter(), 10).entries]
    assert shown == sorted(shown, reverse=True)
    assert [f"{at.utcoffset()}" for at in (e.at for e in store.journal.page(Filter(), 10).entries)] == [
        text.split()[0] for _, text in shown
    ]


def test_copies_with_the_clock_set_back(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    """With a clock far off copies are made all the same, and none of another time is removed for it."""
    folder = tmp_path / "backups"
    for year in (2026, 1971, 2100, 2026):
        clock.time = datetime(year, 11, 3, 12, tzinfo=UTC)
        store.notes.add(f"written in {year}")
        copy_if_due(store.database, folder)
    assert {copy.at.year for copy in Backups(folder).all()} >= {2026, 1971, 2100}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("faketime") is None, reason="sets the clock with faketime")
def test_commands_with_clocks_that_are_off(tmp_path: Path) -> None:
    """In 1970, in 2100 and back, a journal is written and read by the commands as on any day."""
    times = ("1970-01-02 00:00:01", "2100-02-28 23:59:59", "2026-10-25 02:30:00", "1999-12-31 23:59:59")
    for time in times:
        ran = run(tmp_path, "journal", "add", f"at {time}", before=("faketime", time))
        assert ran.returncode == 0, ran.stderr
    for time in times:
        for arguments in (("journal",), ("list",), (), ("insights",), ("backup", "list"), ("doctor",)):
            ran = run(tmp_path, *arguments, before=("faketime", time))
            assert ran.returncode == 0, (time, arguments, ran.stderr, ran.stdout)
    assert all(f"at {time}" in words_in(contents(tmp_path)) for time in times)
