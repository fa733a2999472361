"""Copies that are made by themselves: which there are, what is in them, and how long they are kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.app.paths import find_paths
from resilify_cli.atomic_files import place_file
from resilify_cli.errors import FileNotWrittenError, StoreError
from resilify_cli.store.store import Store
from resilify_cli.vault.copies.backups import DAYS, WEEKS, Backup, Backups, select_kept
from resilify_cli.vault.copies.copying import copy_store, read_contents
from resilify_cli.vault.copies.daily import copy_if_due, make_backup
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock

NOW = datetime(2026, 11, 21, 12)


@pytest.fixture
def folder(home: Path) -> Path:
    return home / "backups"


@pytest.fixture
def daily(store: Store, folder: Path) -> Callable[[], list[Backup]]:
    """Do what a command that writes does first, and return the copies there are then."""

    def look() -> list[Backup]:
        copy_if_due(store.database, folder)
        return Backups(folder).all()

    return look


def texts(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("SELECT text FROM entries ORDER BY seq")]
    connection.close()
    return found


def test_a_copy_holds_all_that_was_written(store: Store, daily: Callable[[], list[Backup]]) -> None:
    """The copy has every entry, passes SQLite's check, and only its owner may read it."""
    store.notes.add("one")
    store.notes.add("two")
    (copy,) = daily()
    assert texts(copy.path) == ["one", "two"]
    assert read_contents(copy.path, None, thorough=True).altered == 0
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700
    assert os.listdir(copy.path.parent) == [copy.path.name]


def test_one_a_day(store: Store, daily: Callable[[], list[Backup]], clock: FixedClock) -> None:
    """A second write of a day makes no second copy; the first one of the next day does."""
    store.notes.add("one")
    assert len(daily()) == 1
    store.notes.add("two")
    assert len(daily()) == 1
    clock.time += timedelta(days=1)
    assert len(daily()) == 2


def test_none_where_nothing_changed(
    store: Store, daily: Callable[[], list[Backup]], clock: FixedClock
) -> None:
    """Days on which nothing was written since the newest copy make no other."""
    store.notes.add("one")
    daily()
    for _ in range(3):
        clock.time += timedelta(days=1)
        assert len(daily()) == 1


def test_a_draft_alone_is_a_change(
    store: Store, daily: Callable[[], list[Backup]], clock: FixedClock
) -> None:
    """What is only half typed counts as something that changed."""
    store.notes.add("one")
    daily()
    store.journal_drafts.save("note", "half")
    clock.time += timedelta(days=1)
    assert len(daily()) == 2


def test_an_empty_store_is_not_copied(daily: Callable[[], list[Backup]], folder: Path) -> None:
    """Before the first word there is nothing to copy, and no folder for it."""
    assert daily() == []
    assert not folder.exists()


def test_old_copies_go_as_new_ones_come(
    store: Store, daily: Callable[[], list[Backup]], clock: FixedClock
) -> None:
    """After forty days of writing there are seven days and four weeks of copies, no more."""
    for number in range(40):
        clock.time += timedelta(days=1)
        store.notes.add(str(number))
        copies = daily()
    assert len(copies) == DAYS + WEEKS
    assert len(texts(copies[0].path)) == 40


def test_a_copy_that_is_not_as_the_store_is_kept_by_no_name(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy with other rows than the store is refused, and nothing of it is left."""
    store.notes.add("one")
    database = store.database

    def of_another(_: object, new: Path, key: bytes | None) -> None:
        new.write_bytes((home / "empty.db").read_bytes())

    with open_store(home / "empty.db", FixedClock()):
        pass
    monkeypatch.setattr("resilify_cli.vault.copies.copying._copy_rows", of_another)
    with pytest.raises(StoreError, match="not as the store is"):
        copy_store(database.connection, database.path, home / "copy.db", None)
    assert sorted(os.listdir(home)) == ["empty.db", "resilify.db"]


def test_a_store_that_cannot_be_written_is_left_alone(
    store: Store, daily: Callable[[], list[Backup]]
) -> None:
    """From a medium that can only be read, no copy is tried."""
    store.notes.add("one")
    store.database.writable = False
    assert daily() == []


def test_no_plain_copy_of_a_store_that_is_encrypted_meanwhile(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    """Whoever has the plain store open still makes no copy of it once another file is in its place."""
    store.notes.add("one")
    place = store.database.path
    place.rename(tmp_path / "old")
    (tmp_path / "new").write_bytes((tmp_path / "old").read_bytes())
    (tmp_path / "new").rename(place)
    with pytest.raises(StoreError, match="while it was open"):
        copy_if_due(store.database, folder)
    assert Backups(folder).all() == []


class _Slow(Backups):
    """While it makes a copy, another file takes the store's place."""

    def make(self, connection, store, at, key, *, before=None):  # type: ignore[no-untyped-def]
        made = super().make(connection, store, at, key, before=before)
        store.with_name("new").write_bytes(store.read_bytes())
        store.with_name("new").rename(store)
        return made


def test_a_store_encrypted_while_it_is_copied_keeps_no_plain_copy(
    store: Store, folder: Path, clock: FixedClock
) -> None:
    """The copy that was made when another file took the store's place is removed."""
    store.notes.add("one")
    with pytest.raises(StoreError, match="while it was open"):
        make_backup(_Slow(folder), store.database, clock())
    assert Backups(folder).all() == []


def test_a_clock_set_back_still_gives_copies(
    store: Store, daily: Callable[[], list[Backup]], clock: FixedClock
) -> None:
    """A copy of a day to come hinders none of today, and is kept."""
    clock.time += timedelta(days=400)
    store.notes.add("one")
    daily()
    clock.time -= timedelta(days=400)
    store.notes.add("two")
    copies = daily()
    assert [len(texts(copy.path)) for copy in copies] == [1, 2]


def test_a_copy_of_a_damaged_text_is_kept_and_told_and_removes_none(
    store: Store, daily: Callable[[], list[Backup]], clock: FixedClock
) -> None:
    """What is no more as it was written is told, and the copies that may have it are all kept."""
    store.notes.add("one")
    for _ in range(DAYS + 2):
        clock.time += timedelta(hours=20)
        store.notes.add("more")
        daily()
    before = Backups(store.database.path.parent / "backups").all()
    store.database.connection.execute("UPDATE entries SET text = 'onf' WHERE text = 'one'")
    clock.time += timedelta(days=1)
    with pytest.raises(StoreError, match="not as it was written"):
        daily()
    after = Backups(store.database.path.parent / "backups").all()
    assert after[1:] == before
    assert len(after) == len(before) + 1


def test_a_damaged_store_makes_no_copy(
    store: Store, daily: Callable[[], list[Backup]], home: Path, clock: FixedClock
) -> None:
    """A copy that is not sound gets no name, nothing of it is left, and the earlier ones stay."""
    for number in range(60):
        store.notes.add(f"{number} " * 200)
    daily()
    before = sorted(os.listdir(home / "backups"))
    # What the connection holds in memory would hide it.
    store.database.connection.execute("PRAGMA cache_size = 1")
    with open(home / "resilify.db", "r+b") as file:
        file.seek(4096 * 30)
        file.write(b"\xff" * 4096)
    clock.time += timedelta(days=1)
    with pytest.raises(StoreError, match="Today's copy of your store was not made"):
        daily()
    assert sorted(os.listdir(home / "backups")) == before


def test_what_a_killed_copy_left_is_swept_away(
    store: Store, daily: Callable[[], list[Backup]], folder: Path, clock: FixedClock
) -> None:
    """An unfinished file of hours ago goes when the next copy is made; one of now may be in use."""
    folder.mkdir(mode=0o700)
    old, new = folder / ".resilify-old.part", folder / ".resilify-new.part"
    for path, age in ((old, 7200), (new, 0)):
        path.write_bytes(b"half")
        os.utime(path, (clock.time.timestamp() - age,) * 2)
    store.notes.add("one")
    (copy,) = daily()
    assert sorted(os.listdir(folder)) == sorted([new.name, copy.path.name])


def test_a_place_that_is_taken_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    """A copy to a file that is there is refused, and with force takes its place."""
    store.notes.add("one")
    place = tmp_path / "copy"
    place.write_text("before")
    database = store.database
    with pytest.raises(FileNotWrittenError):
        copy_store(database.connection, database.path, place, None)
    assert place.read_text() == "before"
    copy_store(database.connection, database.path, place, None, force=True)
    assert texts(place) == ["one"]


def test_a_writer_is_not_in_the_copy_by_half(store: Store, home: Path, clock: FixedClock) -> None:
    """What another process has written and not finished is not in a copy, and is kept all the same."""
    store.notes.add("one")
    database = store.database
    with open_store(home / "resilify.db", clock) as other, other.transaction():
        other.notes.add("two")
        copy_store(database.connection, database.path, home / "copy", None)
    assert texts(home / "copy") == ["one"]
    assert texts(home / "resilify.db") == ["one", "two"]


def test_without_room_no_copy_is_tried(
    store: Store, daily: Callable[[], list[Backup]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is too full for a copy is told before anything is written."""
    store.notes.add("one")
    full = shutil.disk_usage("/")._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(StoreError, match="no room"):
        daily()
    assert not folder.exists()


def test_files_of_other_names_are_no_copies(folder: Path) -> None:
    """What does not have a copy's name is not counted, and so never removed."""
    folder.mkdir(parents=True)
    for name in ("resilify-2026-13-01-000000.db", "mine.db", "resilify-2026-11-01-000000.db.old", ".x"):
        (folder / name).write_bytes(b"")
    backups = Backups(folder)
    assert backups.all() == []
    backups.prune(NOW)
    assert len(os.listdir(folder)) == 4


def _copies(*ages: int, before: int | None = None) -> list[Backup]:
    """Copies of so many days before NOW, the newest first."""
    return [Backup(Path(f"{age}-{before}"), NOW - timedelta(days=age), before) for age in sorted(ages)]


def test_seven_days_and_four_weeks_are_kept() -> None:
    """Of a copy a day for a year, the last seven are kept, and the last of each of four weeks before."""
    left = select_kept(_copies(*range(365)), NOW)
    days = [(NOW - copy.at).days for copy in left]
    assert days[:DAYS] == list(range(DAYS))
    assert len(days) == DAYS + WEEKS
    assert all(age - younger <= 7 for younger, age in pairwise(days))


def test_a_year_of_daily_thinning_keeps_as_many(folder: Path) -> None:
    """Thinned out each day, as it happens, there are always seven days and four weeks."""
    there: list[Backup] = []
    for day in range(120):
        now = NOW + timedelta(days=day)
        there = select_kept([Backup(Path(str(day)), now), *there], now)
    ages = [(NOW + timedelta(days=119) - copy.at).days for copy in there]
    assert ages[:7] == list(range(7))
    assert len(ages) == 11
    assert 28 <= ages[-1] <= 41


def test_days_without_writing_do_not_age_copies() -> None:
    """Who writes once a month keeps the last copies all the same."""
    assert len(select_kept(_copies(*range(0, 3000, 30)), NOW)) == DAYS + WEEKS


def test_copies_before_upgrades_are_kept_apart() -> None:
    """Those from before an upgrade take no day's place, and the last two stay however old they are."""
    upgrades = _copies(0, 100, 500, before=3)
    left = select_kept(sorted([*_copies(*range(60)), *upgrades], key=lambda copy: copy.at, reverse=True), NOW)
    assert [copy for copy in left if copy.before] == upgrades[:2]
    assert len(left) == DAYS + WEEKS + 2


@given(st.sets(st.integers(-50, 4000), min_size=1))
def test_the_newest_is_always_kept(ages: set[int]) -> None:
    """Whatever there is, the newest copy and all of days to come are kept, and few others."""
    copies = _copies(*ages)
    left = select_kept(copies, NOW)
    assert copies[0] in left
    assert next((copy for copy in copies if copy.at <= NOW), copies[0]) in left
    assert {copy for copy in copies if copy.at > NOW} <= set(left)
    assert len([copy for copy in left if copy.at <= NOW]) <= DAYS + WEEKS


def test_two_copies_of_one_second_are_two(store: Store, folder: Path, clock: FixedClock) -> None:
    """A copy never takes another's name."""
    store.notes.add("one")
    backups, database = Backups(folder), store.database
    at = clock()
    for _ in range(3):
        backups.make(database.connection, database.path, at, None)
    assert len(backups.all()) == 3


def test_the_folder_is_where_paths_says(tmp_path: Path) -> None:
    """The copy before an upgrade lies where the others do."""
    paths = find_paths({"RESILIFY_HOME": str(tmp_path)})
    assert paths.backups == paths.store.parent / "backups"


def test_a_copy_that_another_window_made_meanwhile_is_the_copy_of_the_day(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several commands in one second one makes it, and the others have nothing to say."""
    from resilify_cli.vault.copies import copying

    store.notes.add("one")
    put = place_file

    def late(written: Path, path: Path, *, force: bool) -> None:
        # What another process puts there between the look and the end of our copy.
        shutil.copy(written, path)
        put(written, path, force=force)

    monkeypatch.setattr(copying, "place_file", late)
    copy_if_due(store.database, folder)
    (copy,) = Backups(folder).all()
    assert texts(copy.path) == ["one"]
    monkeypatch.setattr(copying, "place_file", put)
    with pytest.raises(FileNotWrittenError):
        copy_store(store.database.connection, store.database.path, copy.path, None)


def test_two_upgrades_in_one_second_have_a_copy_each(
    store: Store, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that another process took meanwhile is no reason to fail: the next one is taken."""
    from resilify_cli.vault.copies import copying

    put, taken = place_file, list[Path]()

    def late(written: Path, path: Path, *, force: bool) -> None:
        if not taken:
            taken.append(Path(shutil.copy(written, path)))
        put(written, path, force=force)

    monkeypatch.setattr(copying, "place_file", late)
    made, _ = Backups(folder).make(store.database.connection, store.database.path, clock(), None, before=9)
    assert len(Backups(folder).all()) == 2
    assert made != taken[0]
