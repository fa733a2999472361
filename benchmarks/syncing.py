"""Simulates years of two machines that sync daily. Runs in the Python that resilify is installed in.

    python syncing.py DAYS HOME

On each day there is an entry and a sync on one machine, then a sync on the other; on every tenth day the
second one writes too. Both stores and the folder are below HOME. Prints as JSON, for each year, how many
files and bytes the folder has, how large a store is, and how many seconds the syncs of that year took; and
at last whether both machines have every entry.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

from corpus import texts

from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.sync.folder import SyncFolder
from resilify_cli.sync.keys import SyncKeys
from resilify_cli.sync.state import FolderState, new_device
from resilify_cli.sync.sync import FolderSync
from resilify_cli.vault.opening.stores import open_store

_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine: its store, and what it knows of the folder."""

    store: Store
    state: FolderState

    def sync(self) -> None:
        """Write what is new here, and read what is new there."""
        FolderSync(self.store.database, self.state).run()


def main() -> None:
    """Simulate, and print what was found."""
    days, home = int(sys.argv[1]), Path(sys.argv[2])
    folder = SyncFolder(home / "folder")
    (home / "folder").mkdir()
    folder_id, keys = folder.create(), SyncKeys.generate()
    at = datetime(2016, 1, 1, 20, tzinfo=UTC)

    def clock() -> datetime:
        return at

    found, seconds, written = [], 0.0, 0
    with (
        open_store(home / "one.db", clock) as first,
        open_store(home / "other.db", clock) as second,
    ):
        machines = [
            Machine(store, FolderState(folder_id, home / "folder", new_device(), name, keys, uses_git=False))
            for store, name in ((first, "one"), (second, "other"))
        ]
        for machine in machines:
            with machine.store.database.transaction() as connection:
                machine.state.save(connection)
        for day, text in enumerate(texts(days), 1):
            at += timedelta(days=1)
            begun = process_time()
            for machine in machines[: 1 if day % 10 else 2]:
                machine.store.notes.add(text)
                written += 1
            for machine in machines:
                machine.sync()
            seconds += process_time() - begun
            if day % _A_YEAR == 0 or day == days:
                files = [path for path in (home / "folder").rglob("*") if path.is_file()]
                size = sum(path.stat().st_size for path in files)
                store = (home / "one.db").stat().st_size
                found.append(
                    {"day": day, "files": len(files), "bytes": size, "store": store, "seconds": seconds}
                )
                seconds = 0.0
        machines[0].sync()
        kept = [machine.store.journal.count(Filter()) for machine in machines]
    if kept != [written, written]:
        raise AssertionError(f"{written} entries were written, and there are {kept}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
