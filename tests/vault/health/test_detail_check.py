"""A store is compared with its copy row by row, both gone through once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from resilify_cli.store.engine import connect
from resilify_cli.vault.copies.copying import copy_store
from resilify_cli.vault.health.detail_check import changed_rows
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.store.damage import change


def test_both_are_gone_through_once_and_each_row_meets_its_own(tmp_path: Path, clock: FixedClock) -> None:
    """With rows that only one of them has, first, between and last: one query each finds what changed."""
    path, copy = tmp_path / "resilify.db", tmp_path / "copy.db"
    with open_store(path, clock) as store:
        for number in range(40):
            clock.time = clock.time.replace(minute=number)
            store.notes.add(f"words {number}")
        copy_store(store.database.connection, path, copy, None)
        seqs = [row["seq"] for row in store.database.rows("SELECT seq FROM entries ORDER BY seq")]
    for file, gone in ((path, seqs[0:40:7]), (copy, (seqs[3], seqs[20], seqs[39]))):
        change(file, f"DELETE FROM entries WHERE seq IN ({', '.join(map(str, gone))})")
    changed = (seqs[2], seqs[21], seqs[38])
    with closing(connect(path)) as plain:
        plain.execute("DROP TRIGGER entries_changed")
        marks = ", ".join(map(str, changed))
        plain.execute(f"UPDATE entries SET session_title = 'Another' WHERE seq IN ({marks})")
    ran: list[str] = []
    with closing(connect(path, writable=False)) as here, closing(connect(copy, writable=False)) as there:
        for connection in (here, there):
            connection.set_trace_callback(ran.append)
        found = [key for (key,) in changed_rows(here, there, "entries", True)]
    assert found == [seq for seq in changed if seq not in seqs[0:40:7]]
    assert len([sql for sql in ran if "FROM entries" in sql]) == 2
