from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.opening import open_database
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.store import Store
from tests.conftest import FixedClock

Migrations = Sequence[Sequence[str]]

_SECOND = ("CREATE TABLE moods (x TEXT) STRICT", "INSERT INTO moods VALUES ('second')")
_THIRD = ("ALTER TABLE moods ADD COLUMN y TEXT", "UPDATE moods SET y = 'third'")
_NEWER: Migrations = (*MIGRATIONS, _SECOND, _THIRD)


@pytest.fixture
def old(home: Path, clock: FixedClock) -> Path:
    """The path of a store of the version before, with a note in it."""
    path = home / "resilify.db"
    with Store(_open(path, clock, MIGRATIONS)) as store:
        store.notes.add("from before")
    return path


def _open(path: Path, clock: FixedClock, migrations: Migrations) -> Database:
    database = open_database(path, clock, create=True, migrations=migrations)
    assert database
    return database


def _version(path: Path) -> int:
    connection = sqlite3.connect(path)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return int(found)


def _notes(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("SELECT text FROM entries")]
    connection.close()
    return found


def test_steps_run_in_their_order(old: Path, clock: FixedClock) -> None:
    """An upgrade runs each missing step once, in order, and records the last one's number."""
    for _ in range(2):
        with Store(_open(old, clock, _NEWER)) as store:
            assert [tuple(row) for row in store.database.rows("SELECT * FROM moods")] == [("second", "third")]
            assert store.journal.page(Filter(), 10).entries[0].text == "from before"
    assert _version(old) == len(MIGRATIONS) + 2


def test_a_new_store_needs_no_upgrade(home: Path, clock: FixedClock) -> None:
    """A store that is made new has every step and keeps no copy beside it."""
    _open(home / "resilify.db", clock, _NEWER).close()
    assert _version(home / "resilify.db") == len(_NEWER)
    assert os.listdir(home) == ["resilify.db"]


def test_a_copy_is_kept_before_an_upgrade(old: Path, clock: FixedClock) -> None:
    """The store as it was before an upgrade stays beside it, as private as the store itself."""
    _open(old, clock, _NEWER).close()
    copy = old.with_name(f"{old.name}.before-v{len(_NEWER)}")
    assert _version(copy) == len(MIGRATIONS)
    assert _notes(copy) == ["from before"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_later_upgrade_does_not_touch_an_earlier_copy(old: Path, clock: FixedClock) -> None:
    """Each upgrade keeps its own copy."""
    _open(old, clock, (*MIGRATIONS, _SECOND)).close()
    first = old.with_name(f"{old.name}.before-v{len(MIGRATIONS) + 1}").read_bytes()
    _open(old, clock, _NEWER).close()
    assert old.with_name(f"{old.name}.before-v{len(MIGRATIONS) + 1}").read_bytes() == first
    assert _version(old.with_name(f"{old.name}.before-v{len(_NEWER)}")) == len(MIGRATIONS) + 1


@pytest.mark.parametrize("broken_at", [0, 1, 2])
def test_an_interrupted_upgrade_has_not_begun(old: Path, clock: FixedClock, broken_at: int) -> None:
    """A step that ends early leaves tables, rows and version as they were, and can be taken again."""
    step = [*_SECOND]
    step.insert(broken_at, "SELECT nonsense FROM nowhere")
    with pytest.raises(StoreError):
        _open(old, clock, (*MIGRATIONS, step))
    assert _version(old) == len(MIGRATIONS)
    assert _notes(old) == ["from before"]
    with Store(_open(old, clock, (*MIGRATIONS, _SECOND))) as store:
        assert [tuple(row) for row in store.database.rows("SELECT * FROM moods")] == [("second",)]


def test_a_step_that_is_done_stays_done(old: Path, clock: FixedClock) -> None:
    """When a later step ends early, the one before it is kept with its number."""
    with pytest.raises(StoreError):
        _open(old, clock, (*MIGRATIONS, _SECOND, ("nonsense",)))
    assert _version(old) == len(MIGRATIONS) + 1
