"""Stores the answers given in a program, and their earlier versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.store.acts import ActKind, record_act
from resilify_cli.store.answer_rows import AnswerRow, answer_row, answer_row_with_revision
from resilify_cli.store.enrollments import Enrollment, check_not_erased
from resilify_cli.store.entry_rows import insert_entry, revise_entry
from resilify_cli.store.entry_times import local_time
from resilify_cli.store.same_words import same_answers
from resilify_cli.store.stamps import storable

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import Reading
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Row

_LOG = "log"


class Response(NamedTuple):
    """An answer to store: where it was asked, the question as it was asked, and what was answered.

    Attributes:
        text: The answer as a person reads it.
        values: Its parts.
        readings: The measures that it gives.
        listed: Whether the journal shows it.
        practice: Whether it was given outside of its session, where each is an entry of its own.
        about: The time it is about, aware of its zone; None for now.
        day: The day that was named for it without a time.
    """

    session_id: str
    session_title: str
    activity_id: str
    activity_kind: str
    prompt: str
    text: str
    values: tuple[AnswerValue, ...]
    readings: tuple[Reading, ...] = ()
    listed: bool = True
    practice: bool = False
    about: datetime | None = None
    day: date | None = None


class Entries:
    """The tables `entries`, `entry_versions` and `readings`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answer(self, enrollment: Enrollment, response: Response, *older_ids: str) -> str:
        """Store an answer, and return its entry's id.

        Args:
            enrollment: The pass through the program.
            response: The answer, with its words, values and readings.
            older_ids: The ids that its activity had before; an answer under one of them is changed.
        """
        at = self._database.clock()
        with self._database.transaction() as connection:
            check_not_erased(connection, enrollment)
            old = None if response.practice else self._find(enrollment, response.activity_id, *older_ids)
            if old is None:
                entry_id, _ = insert_entry(
                    connection,
                    response.about or at,
                    _new_columns(enrollment, response),
                    written=at,
                    day=response.day,
                )
                if response.practice and response.activity_kind == _LOG:
                    # Filled by a command of its own, so that `undo` takes it back as it does a note.
                    record_act(connection, ActKind.ADDED, at, entry_id)
            else:
                entry_id = str(old["id"])
                changes = _changed_columns(response)
                # A program that words its question or its labels anew makes no new answer.
                if same_answers(old, changes):
                    return entry_id
                revise_entry(connection, at, old, changes)
            connection.execute("DELETE FROM readings WHERE entry_id = ?", (entry_id,))
            connection.executemany(
                "INSERT INTO readings VALUES (?, ?, ?, ?, ?)",
                [(entry_id, r.name, r.value, r.low, r.high) for r in response.readings],
            )
        return entry_id

    def kept(self, enrollment: Enrollment, *activity_ids: str) -> list[AnswerRow]:
        """Return all answers to an activity, also those of its practice, by the time they are about.

        Args:
            enrollment: The pass through the program.
            activity_ids: The ids that the activity has and had.
        """
        rows = self._database.rows(
            f"SELECT * FROM entries WHERE enrollment_id = ? AND activity_id IN ({_row_marks(activity_ids)})"
            " AND deleted_at IS NULL ORDER BY seq",
            (enrollment.id, *activity_ids),
        )
        return [answer_row(row) for row in rows]

    def latest_in_program(self, program: str, *activity_ids: str) -> tuple[str, AnswerRow] | None:
        """Return the newest answer to an activity of a program, in any enrollment, with the program's title.

        Args:
            program: The program's slug, or the key that its progress hangs on.
            activity_ids: The ids that the activity has and had.
        """
        rows = self._database.rows(
            "SELECT e.*, p.title AS program_title FROM entries e JOIN enrollments p ON p.id = e.enrollment_id"
            f" WHERE e.activity_id IN ({_row_marks(activity_ids)}) AND ? IN (p.slug, p.program_key)"
            " AND e.deleted_at IS NULL AND p.deleted_at IS NULL ORDER BY e.seq DESC LIMIT 1",
            (*activity_ids, program),
        )
        return (rows[0]["program_title"], answer_row(rows[0])) if rows else None

    def latest_of_kind(self, kind: str) -> list[tuple[str, AnswerRow]]:
        """Return the newest answer to each activity of a kind, in any program, with the program's title.

        What was given in practice is left out. The newest comes first.

        Args:
            kind: A kind of activities, as program files name it.
        """
        rows = self._database.rows(
            "SELECT e.*, p.title AS program_title, p.program_key AS program_key"
            " FROM entries e JOIN enrollments p ON p.id = e.enrollment_id"
            " WHERE e.activity_kind = ? AND NOT e.practice AND e.deleted_at IS NULL AND p.deleted_at IS NULL"
            " ORDER BY e.seq DESC",
            (kind,),
        )
        newest = {(row["program_key"], row["activity_id"]): row for row in reversed(rows)}
        return sorted(
            ((row["program_title"], answer_row(row)) for row in newest.values()),
            key=lambda found: found[1].at,
            reverse=True,
        )

    def changed_at(self, entry_id: str) -> datetime | None:
        """Return when an entry was written or changed last, in UTC; None where it is not there."""
        rows = self._database.rows("SELECT updated_at FROM entries WHERE id = ?", (entry_id,))
        return local_time(rows[0]["updated_at"], 0) if rows else None

    def changed_in_program(self, program_key: str) -> datetime | None:
        """Return when an answer of a program was given or changed last, in any pass; None without one.

        Args:
            program_key: The key that the program's progress hangs on.
        """
        rows = self._database.rows(
            "SELECT e.updated_at, e.utc_offset FROM entries e JOIN enrollments p ON p.id = e.enrollment_id"
            " WHERE p.program_key = ? AND e.deleted_at IS NULL ORDER BY e.updated_at DESC LIMIT 1",
            (program_key,),
        )
        return local_time(rows[0]["updated_at"], rows[0]["utc_offset"]) if rows else None

    def of_kinds(self, enrollment: Enrollment, kinds: Sequence[str]) -> list[AnswerRow]:
        """Return all answers to activities of these kinds, by the time they are about.

        Args:
            enrollment: The pass through the program.
            kinds: Kinds of activities, as program files name them.
        """
        rows = self._database.rows(
            "SELECT *, EXISTS (SELECT 1 FROM entry_versions v WHERE v.entry_id = entries.id) AS revised"
            f" FROM entries WHERE enrollment_id = ? AND activity_kind IN ({_row_marks(kinds)})"
            " AND deleted_at IS NULL ORDER BY seq",
            (enrollment.id, *kinds),
        )
        return [answer_row_with_revision(row) for row in rows]

    def readings(self, enrollment: Enrollment, measure: str) -> list[tuple[str, Reading]]:
        """Return a measure's readings in one enrollment, oldest first, with their activities' ids.

        Args:
            enrollment: The pass through the program.
            measure: The name of the measure.
        """
        from resilify_cli.activities.answer_history import Reading

        rows = self._database.rows(
            "SELECT e.activity_id, r.measure, r.value, r.low, r.high FROM readings r"
            " JOIN entries e ON e.id = r.entry_id"
            " WHERE r.measure = ? AND e.enrollment_id = ? AND e.deleted_at IS NULL ORDER BY e.seq",
            (measure, enrollment.id),
        )
        kept = (
            (row["activity_id"], Reading.from_store(row["measure"], row["value"], row["low"], row["high"]))
            for row in rows
        )
        return [(activity_id, reading) for activity_id, reading in kept if reading]

    def practice_counts(self, enrollment: Enrollment) -> dict[str, int]:
        """Return how often each activity was practised, by its id; a row of a log is no practice."""
        rows = self._database.rows(
            "SELECT activity_id, count(*) AS times FROM entries"
            " WHERE enrollment_id = ? AND practice AND activity_kind <> 'log' AND deleted_at IS NULL"
            " GROUP BY activity_id",
            (enrollment.id,),
        )
        return {row["activity_id"]: row["times"] for row in rows}

    def _find(self, enrollment: Enrollment, *activity_ids: str) -> Row | None:
        rows = self._database.rows(
            f"SELECT * FROM entries WHERE enrollment_id = ? AND activity_id IN ({_row_marks(activity_ids)})"
            " AND NOT practice AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1",
            (enrollment.id, *activity_ids),
        )
        return rows[0] if rows else None


def _row_marks(values: Sequence[str]) -> str:
    """Return the parameters of a query for so many values."""
    return ", ".join("?" * len(values))


def _new_columns(enrollment: Enrollment, response: Response) -> dict[str, object]:
    return {
        "kind": "response",
        "enrollment_id": enrollment.id,
        "activity_id": response.activity_id,
        "activity_kind": response.activity_kind,
        "practice": response.practice,
        **_changed_columns(response),
    }


def _changed_columns(response: Response) -> dict[str, object]:
    """Return the columns that an answer given anew may change."""
    return {
        "listed": bool(response.listed and response.text),
        "session_id": response.session_id,
        "session_title": response.session_title,
        "prompt": storable(response.prompt),
        "text": storable(response.text),
        "answers": answers_json(response.text, response.values),
    }


def answers_json(text: str, values: Sequence[AnswerValue]) -> str | None:
    """Return the values as JSON, or None if the text already says it all."""
    if tuple(values) == (text,):
        return None
    return storable(json.dumps(values, ensure_ascii=False))
