"""What the tests take for a new store is one."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from resilify_cli.store.migrations import migrate
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock


def _content(connection: sqlite3.Connection) -> tuple[list[str], list[tuple[int]]]:
    """Return all that a store holds but its id, and what its header says."""
    header = ("application_id", "user_version", "page_size", "auto_vacuum", "encoding")
    said = [connection.execute(f"PRAGMA {name}").fetchone() for name in header]
    return [line for line in connection.iterdump() if 'INTO "device"' not in line], said


def test_a_copy_is_what_all_steps_make(tmp_path: Path, clock: FixedClock) -> None:
    """A new store of a test has each table and row that the steps of the schema make, and its own id."""
    ids = set()
    for name in ("one.db", "another.db"):
        with open_store(tmp_path / name, clock):
            pass
        made = sqlite3.connect(tmp_path / "made.db", isolation_level=None)
        made.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(made, 0, MIGRATIONS)
        with contextlib.closing(sqlite3.connect(tmp_path / name)) as copied, contextlib.closing(made):
            assert _content(copied) == _content(made)
            ids.add(copied.execute("SELECT id FROM device").fetchone())
        (tmp_path / "made.db").unlink()
    assert len(ids) == 2
