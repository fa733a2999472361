"""Changes entries after they were written, and reads what they were before."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import UTC, date, datetime, tzinfo
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.checkin.model import Checkin
from resilify_cli.days import in_zone
from resilify_cli.errors import ErasedMeanwhileError
from resilify_cli.store.acts import ActKind, entry_state, record_act
from resilify_cli.store.checkins import Checkins, checkin_columns, checkin_labels
from resilify_cli.store.entry_days import named_day
from resilify_cli.store.entry_rows import RowDate, keep_version, move_entry, revise_entry, row_date
from resilify_cli.store.entry_times import local_time
from resilify_cli.store.stamps import milliseconds, storable

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import Reading
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Connection, Row
    from resilify_cli.store.entry import Entry


class RevisionResult(Enum):
    """The result of a change."""

    DONE = "done"
    SAME = "there was nothing to change"
    ALSO_ELSEWHERE = "done, and another change of the same entry is kept as an earlier version"


class Version(NamedTuple):
    """What an entry said before, and when that was written."""

    text: str
    prompt: str
    written_at: datetime
    about: datetime | None = None
    named_day: date | None = None


class NewDate(NamedTuple):
    """A new date for an entry: its time, and the day that was named for it without a time, if any."""

    at: datetime
    day: date | None = None


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
        moved_to: NewDate | None = None,
    ) -> RevisionResult:
        """Change the text and answers of an entry, or its date; what it said is kept as a version.

        Args:
            entry: The entry as it was read before.
            text: Its new text.
            answers: Its new answers as JSON, if the text does not say it all.
            readings: The readings that replace those that it has; None leaves them.
            labels: Its labels besides the tags in the text, as pairs of kind and label.
            moved_to: Its new date; None leaves it.

        Returns:
            Whether it was changed, and whether another window had changed it since it was read.

        Raises:
            ErasedMeanwhileError: It was erased meanwhile; nothing was written.
        """
        at = self._database.clock()
        columns = _changed_columns(text, answers)
        with self._database.transaction() as connection:
            found = self._database.rows(
                "SELECT * FROM entries WHERE id = ? AND erased_at IS NULL", (entry.id,)
            )
            if not found:
                raise ErasedMeanwhileError("This entry was erased meanwhile, so nothing can be kept in it.")
            row = found[0]
            before = entry_state(connection, row)
            changed = revise_entry(connection, at, row, columns, labels=labels)
            if changed and readings is not None:
                _replace_readings(connection, entry.id, readings)
            if moved_to and (date := row_date(*moved_to)) != _date_of(row):
                if not changed:
                    keep_version(connection, row)
                move_entry(connection, row["seq"], date, updated_at=milliseconds(at))
                changed = True
            if changed:
                record_act(connection, ActKind.CHANGED, at, entry.id, before=before)
        if not changed:
            return RevisionResult.SAME
        return RevisionResult.DONE if row["hash"] == entry.hash else RevisionResult.ALSO_ELSEWHERE

    def revise_checkin(
        self,
        entry: Entry,
        checkin: Checkin,
        moved_to: NewDate | None = None,
        sure: Container[str] | None = None,
    ) -> RevisionResult:
        """Change a check-in, or its date; what it said is kept as a version.

        Args:
            entry: Its entry as it was read before.
            checkin: What it says now.
            moved_to: Its new date; None leaves it.
            sure: Words that are certainly meant, as in `Checkins.offer_own_words`.

        Returns:
            As `revise`.
        """
        columns = checkin_columns(checkin)
        with self._database.transaction():
            revised = self.revise(
                entry,
                str(columns["text"]),
                str(columns["answers"]),
                labels=checkin_labels(checkin),
                moved_to=moved_to,
            )
            checkins = Checkins(self._database)
            checkins.set_mood(entry.id, checkin.mood)
            checkins.offer_own_words(checkin, Checkin.from_json(entry.answers), sure)
        return revised

    def versions(self, entry_id: str, zone: tzinfo = UTC) -> list[Version]:
        """Return the earlier versions of an entry, oldest first.

        Args:
            entry_id: The entry.
            zone: Where a change is told to have been made whose zone is not kept.
        """
        rows = self._database.rows(
            "SELECT v.*, e.created_at AS created_now, e.utc_offset AS offset_now FROM entry_versions v"
            " JOIN entries e ON e.id = v.entry_id WHERE v.entry_id = ? ORDER BY v.version",
            (entry_id,),
        )
        return [_read_version(row, zone) for row in rows]


def _changed_columns(text: str, answers: str | None) -> dict[str, object]:
    """Return the columns of an entry with a new text and new answers."""
    columns: dict[str, object] = {"text": storable(text), "answers": answers and storable(answers)}
    # What has no words any more is an answer still, but does not fill the journal.
    return columns if text else {**columns, "listed": False}


def _date_of(row: Row) -> RowDate:
    """Return the columns of a row that tell its date."""
    return RowDate(*(row[name] for name in RowDate._fields))


def _replace_readings(connection: Connection, entry_id: str, readings: Sequence[Reading]) -> None:
    connection.execute("DELETE FROM readings WHERE entry_id = ?", (entry_id,))
    connection.executemany(
        "INSERT INTO readings VALUES (?, ?, ?, ?, ?)",
        [(entry_id, r.name, r.value, r.low, r.high) for r in readings],
    )


def _read_version(row: Row, zone: tzinfo) -> Version:
    found = Version(row["text"], row["prompt"], _written_at(row, zone))
    if row["created_at"] is None:
        return found
    about = local_time(row["created_at"], row["utc_offset"])
    return found._replace(about=about, named_day=named_day(row))


def _written_at(row: Row, zone: tzinfo) -> datetime:
    """Return when a version was written: in the entry's zone if it was with it, else in the one given.

    The zone that a change was made in is not kept; that of the entry may be of another season.
    """
    created, offset = row["created_at"], row["utc_offset"]
    if created is None or offset is None:
        created, offset = row["created_now"], row["offset_now"]
    if row["written_at"] == created:
        return local_time(created, offset)
    return in_zone(local_time(row["written_at"], 0), zone)
