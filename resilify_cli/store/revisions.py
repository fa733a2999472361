"""Changes entries after they were written, and reads what they were before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from resilify_cli.activities.past import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import EntryNotFoundError
from resilify_cli.store.acts import ActKind, note_act, state_of
from resilify_cli.store.checkins import Checkins, checkin_columns, checkin_labels
from resilify_cli.store.database import Database
from resilify_cli.store.entry import Entry
from resilify_cli.store.entry_rows import local_time, revise_entry
from resilify_cli.store.stamps import storable


class Revised(Enum):
    """What became of a change."""

    DONE = "done"
    SAME = "there was nothing to change"
    ALSO_ELSEWHERE = "done, and another change of the same entry is kept as an earlier version"


class Version(NamedTuple):
    """What an entry said before, from the time it was written on."""

    text: str
    prompt: str
    written_at: datetime


class Revisions:
    """The changing of rows of `entries`, and the table `entry_versions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def revise(
        self,
        entry: Entry,
        text: str,
        answers: str | None,
        readings: Sequence[Reading] | None = None,
        labels: Sequence[tuple[str, str]] = (),
    ) -> Revised:
        """Give an entry another text and other answers; what it was is kept as a version.

        `readings` take the place of those before, unless they are None. `entry` is as it was read: if it
        was changed meanwhile, that is told, and both are kept.

        Raises:
            EntryNotFoundError: it was erased meanwhile.
        """
        at = self._database.clock()
        columns: dict[str, object] = {"text": storable(text), "answers": answers and storable(answers)}
        if not text:
            # What has no words any more is an answer still, but does not fill the journal.
            columns["listed"] = False
        with self._database.transaction() as connection:
            found = self._database.rows(
                "SELECT * FROM entries WHERE id = ? AND erased_at IS NULL", (entry.id,)
            )
            if not found:
                raise EntryNotFoundError("This entry was erased meanwhile.", "Your words are a draft still.")
            row = found[0]
            before = state_of(connection, row)
            changed = revise_entry(connection, at, row, columns, labels=labels)
            if changed and readings is not None:
                connection.execute("DELETE FROM readings WHERE entry_id = ?", (entry.id,))
                connection.executemany(
                    "INSERT INTO readings VALUES (?, ?, ?, ?, ?)",
                    [(entry.id, r.name, r.value, r.low, r.high) for r in readings],
                )
            if changed:
                note_act(connection, ActKind.CHANGED, at, entry.id, before=before)
        if not changed:
            return Revised.SAME
        return Revised.DONE if row["hash"] == entry.hash else Revised.ALSO_ELSEWHERE

    def revise_checkin(self, entry: Entry, checkin: Checkin) -> Revised:
        """Make a check-in say something else; what it said is kept as a version."""
        columns = checkin_columns(checkin)
        with self._database.transaction():
            revised = self.revise(
                entry, str(columns["text"]), str(columns["answers"]), labels=checkin_labels(checkin)
            )
            checkins = Checkins(self._database)
            checkins.set_mood(entry.id, checkin.mood)
            checkins.offer_own(checkin, Checkin.from_json(entry.answers))
        return revised

    def versions(self, entry_id: str) -> list[Version]:
        """Return what an entry said before, oldest first."""
        rows = self._database.rows(
            "SELECT v.text, v.prompt, v.written_at, e.utc_offset FROM entry_versions v"
            " JOIN entries e ON e.id = v.entry_id WHERE v.entry_id = ? ORDER BY v.version",
            (entry_id,),
        )
        return [
            Version(row["text"], row["prompt"], local_time(row["written_at"], row["utc_offset"]))
            for row in rows
        ]
