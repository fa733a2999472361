"""A small store with something in every table, and ways to damage its file."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.file_access import make_private_folder
from resilify_cli.store.enrollments import StepState
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.exchange.stores import TABLES
from tests.store.conftest import response

PAGE = 4096
Content = dict[str, list[dict[str, object]]]


def fill_home(home: Path, clock: FixedClock) -> Path:
    """Make a home with a store that has several pages of entries; return the store's file."""
    home.mkdir(mode=0o700)
    path = home / "resilify.db"
    fill(path, clock, 60)
    return path


def fill(path: Path, clock: FixedClock, size: int = 10) -> None:
    """Make a store with so many answers, and some of all else: the same one for each test."""
    make_private_folder(path.parent)
    assert clock.step == FixedClock().step
    filled, later = _filled(clock.time, size)
    clock.time = later
    path.touch(0o600, exist_ok=False)
    path.write_bytes(filled)


@cache
def _filled(time: datetime, size: int) -> tuple[bytes, datetime]:
    """Return the bytes of a store that was filled from `time` on, and the time afterwards."""
    clock = FixedClock()
    clock.time = time
    with TemporaryDirectory() as folder:
        path = Path(folder, "resilify.db")
        _fill(path, clock, size)
        return path.read_bytes(), clock.time


def _fill(path: Path, clock: FixedClock, size: int) -> None:
    with open_store(path, clock) as store, store.transaction():
        enrollment = store.enrollments.begin("key", "slug", "A program", "")
        for number in range(size):
            text = f"calm sea {number} #tag{number % 3}"
            readings = (Reading("kindness", number % 7, 0, 7),) if number % 3 == 0 else ()
            answer = response(text, activity_id=f"a{number}", readings=readings)
            store.entries.answer(enrollment, answer)
            store.enrollments.mark_step(enrollment, "first", f"a{number}", StepState.DONE)
        for number in range(0, size, 4):
            store.entries.answer(enrollment, response(f"changed {number}", activity_id=f"a{number}"))
        store.enrollments.finish_session(enrollment, "first")
        for number in range(size // 2):
            store.checkins.add(Checkin(mood=3, feelings=("tired", "my own"), note=f"hello {number}"))
        store.notes.add("a #walk " * 20)
        store.drafts.save(enrollment, "next", False, '{"typed": "half"}')
        store.journal_drafts.save("note", '{"typed": "a note by half"}')
        store.trash.put(store.journal.find(store.notes.add("thrown away")))


_COUNTS = {"changed", "clock", "edits"}


def content(path: Path) -> Content:
    """Return every row of every table, as any program reads it.

    What a store counts its own changes by is left out: a row that is put right counts as changed.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    # A flipped bit may leave no text.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        return {
            table: [
                {name: value for name, value in dict(row).items() if name not in _COUNTS}
                for row in connection.execute(f"SELECT * FROM {table}")
            ]
            for table in TABLES
        }
    finally:
        connection.close()


def change(path: Path, sql: str) -> None:
    """Change a store as damage does: without its clocks."""
    connection = sqlite3.connect(path)
    names = ("entries_fts_%", "entry_versions_%")
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE ? AND name NOT LIKE ?",
        names,
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.executescript(sql)
    for _, statement in triggers:
        connection.execute(statement)
    connection.commit()
    connection.close()


def pages_of(path: Path, name: str) -> list[int]:
    """Return where the leaves of a table or an index begin in the file, by looking for its rows' words."""
    data = path.read_bytes()
    return [at for at in range(0, len(data), PAGE) if name.encode() in data[at : at + PAGE]]


def root_of(path: Path, name: str) -> int:
    """Return where the first page of a table or an index begins in the file."""
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    connection.close()
    return (int(page) - 1) * PAGE


def zero(path: Path, at: int, length: int = PAGE) -> None:
    """Write zeros over a part of a file."""
    with open(path, "r+b") as file:
        file.seek(at)
        file.write(bytes(length))


def flip(path: Path, at: int, by: int) -> None:
    """Change one byte of a file."""
    with open(path, "r+b") as file:
        file.seek(at)
        (value,) = file.read(1)
        file.seek(at)
        file.write(bytes([value ^ by]))
