"""Enrollments: a person's way through a program, one row for each time it is begun, and its progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.errors import ErasedMeanwhileError
from resilify_cli.store.renamed_progress import carry_progress, renamed_steps
from resilify_cli.store.stamps import milliseconds, new_id

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Connection, Row

DAY = timedelta(days=1)
# The place in a program that nobody walks through: practices, or a page. It is the id of no session.
NO_WALK = "*"


class StepState(Enum):
    """Whether a step was done or skipped."""

    DONE = "done"
    SKIPPED = "skipped"


class Enrollment(NamedTuple):
    """One time that a program is gone through. Times are Unix milliseconds.

    `version` is the edition of the program that it was last gone on with, here. `paused_at` is when it was
    put down, and None where it was not.
    """

    id: str
    program_key: str
    slug: str
    title: str
    path: str
    session_id: str
    step_id: str
    started_at: int
    updated_at: int
    finished_at: int | None
    version: str = ""
    paused_at: int | None = None

    @property
    def is_walk(self) -> bool:
        """Whether it is a way through sessions, and not only what answers outside of any belong to."""
        return self.session_id != NO_WALK

    @property
    def under_way(self) -> bool:
        """Whether there is something to go on with, and it is not put down."""
        return self.can_go_on and self.paused_at is None

    @property
    def can_go_on(self) -> bool:
        """Whether it is not finished, or a session of it is taken again."""
        return self.is_walk and (self.finished_at is None or bool(self.step_id))


class Enrollments:
    """The tables `enrollments`, `progress` and `finished_sessions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, program_key: str, slug: str, title: str, path: str, *, walk: bool = True) -> Enrollment:
        """Begin a program, and return the new enrollment.

        Args:
            program_key: The id of the program that never changes.
            slug: The name of its folder.
            title: Its title.
            path: The folder of a program that was given by its path; else empty.
            walk: Whether its sessions are gone through.
        """
        at = self._database.clock()
        now = milliseconds(at)
        place = "" if walk else NO_WALK
        enrollment = Enrollment(new_id(at), program_key, slug, title, path, place, "", now, now, None)
        with self._database.transaction() as connection:
            # By this, two enrollments that were begun apart and are one differ from one that was begun again.
            before = self.latest(program_key)
            connection.execute(
                "INSERT INTO enrollments"
                " (id, program_key, slug, title, path, session_id, started_at, updated_at, follows)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (enrollment.id, program_key, slug, title, path, place, now, now, before.id if before else ""),
            )
        return enrollment

    def latest(self, program_key: str) -> Enrollment | None:
        """Return the newest enrollment in a program, or None."""
        rows = self._database.rows(
            "SELECT * FROM enrollments WHERE program_key = ? AND deleted_at IS NULL"
            " ORDER BY beside, started_at > ?, started_at DESC, id DESC LIMIT 1",
            (program_key, self._clock_limit()),
        )
        return _read_row(rows[0]) if rows else None

    def has_later_enrollment(self, enrollment: Enrollment) -> bool:
        """Return whether another enrollment in its program is later than now: a clock was ahead."""
        rows = self._database.rows(
            "SELECT 1 FROM enrollments WHERE program_key = ? AND deleted_at IS NULL AND started_at > ?"
            " AND id <> ?",
            (enrollment.program_key, self._clock_limit(), enrollment.id),
        )
        return bool(rows)

    def find(self, enrollment_id: str) -> Enrollment | None:
        """Return the enrollment with this id, or None."""
        rows = self._database.rows("SELECT * FROM enrollments WHERE id = ?", (enrollment_id,))
        return _read_row(rows[0]) if rows else None

    def all(self) -> list[Enrollment]:
        """Return all enrollments, the one that was touched last first."""
        rows = self._database.rows(
            "SELECT * FROM enrollments WHERE deleted_at IS NULL"
            " ORDER BY beside, updated_at > ?, updated_at DESC, id DESC",
            (self._clock_limit(),),
        )
        return [_read_row(row) for row in rows]

    def walks(self) -> list[Enrollment]:
        """Return the ways through programs, the one that was touched last first."""
        return [enrollment for enrollment in self.all() if enrollment.is_walk]

    def move(self, enrollment: Enrollment, session_id: str, step_id: str) -> None:
        """Save the place to go on from, which takes up what was put down.

        Args:
            enrollment: The pass through the program.
            session_id: The session to go on with.
            step_id: The step in it.
        """
        with self._database.transaction() as connection:
            check_not_erased(connection, enrollment)
            connection.execute(
                "UPDATE enrollments SET session_id = ?, step_id = ?, paused_at = NULL, updated_at = ?"
                " WHERE id = ?",
                (session_id, step_id, self._now(), enrollment.id),
            )

    def pause(self, enrollment: Enrollment) -> None:
        """Save that a pass is put down for now: nothing goes on with it by itself."""
        self._update(enrollment, "paused_at = ?, updated_at = ?", self._now(), self._now())

    def take_up(self, enrollment: Enrollment) -> Enrollment:
        """Save that a pass is gone on with, if it was put down, and return it."""
        if enrollment.paused_at is not None:
            self._update(enrollment, "paused_at = NULL, updated_at = ?", self._now())
        return enrollment._replace(paused_at=None)

    def _update(self, enrollment: Enrollment, assignments: str, *values: int | None) -> None:
        with self._database.transaction() as connection:
            check_not_erased(connection, enrollment)
            sql = f"UPDATE enrollments SET {assignments} WHERE id = ?"
            connection.execute(sql, (*values, enrollment.id))

    def rename(self, enrollment: Enrollment, slug: str, title: str, path: str) -> None:
        """Update the name and the folder of an enrollment's program.

        Args:
            enrollment: The pass through the program.
            slug: The name of the folder now.
            title: The title now.
            path: The folder of a program that was given by its path; else empty.
        """
        if (slug, title, path) == (enrollment.slug, enrollment.title, enrollment.path):
            return
        with self._database.transaction() as connection:
            check_not_erased(connection, enrollment)
            connection.execute(
                "UPDATE enrollments SET slug = ?, title = ?, path = ?, updated_at = ? WHERE id = ?",
                (slug, title, path, self._now(), enrollment.id),
            )

    def take_up_edition(self, enrollment: Enrollment, version: str, renamed: Mapping[str, str]) -> Enrollment:
        """Save which edition of a program a pass goes on with, and bring its progress under ids that are new.

        Args:
            enrollment: The pass.
            version: The version of the edition.
            renamed: The new id of each session, heading and activity whose id was changed.

        Returns:
            The pass, at its place in the edition.
        """
        steps = renamed_steps(renamed)
        session_id = renamed.get(enrollment.session_id, enrollment.session_id)
        step_id = steps.get(enrollment.step_id, enrollment.step_id)
        taken_up = enrollment._replace(session_id=session_id, step_id=step_id, version=version)
        with self._database.transaction() as connection:
            check_not_erased(connection, enrollment)
            carry_progress(connection, enrollment.id, renamed)
            if taken_up != enrollment:
                connection.execute(
                    "UPDATE enrollments SET session_id = ?, step_id = ?, version = ? WHERE id = ?",
                    (session_id, step_id, version, enrollment.id),
                )
        return taken_up

    def mark_step(self, enrollment: Enrollment, session_id: str, step_id: str, state: StepState) -> None:
        """Save whether a step was done or skipped.

        Args:
            enrollment: The pass through the program.
            session_id: The session of the step.
            step_id: The step.
            state: Whether it was done or skipped.
        """
        with self._database.transaction() as connection:
            check_not_erased(connection, enrollment)
            connection.execute(
                "INSERT INTO progress VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
                # Later than what it was, also by a clock that was set back.
                " SET state = excluded.state, updated_at = max(excluded.updated_at, progress.updated_at + 1)",
                (enrollment.id, session_id, step_id, state.value, self._now()),
            )

    def step_states(self, enrollment: Enrollment, session_id: str) -> dict[str, StepState]:
        """Return whether each step of a session was done or skipped, by the step's id."""
        rows = self._database.rows(
            "SELECT step_id, state FROM progress WHERE enrollment_id = ? AND session_id = ?",
            (enrollment.id, session_id),
        )
        return {row["step_id"]: StepState(row["state"]) for row in rows}

    def begun_sessions(self, enrollment: Enrollment) -> set[str]:
        """Return the ids of the sessions that have been begun."""
        rows = self._database.rows(
            "SELECT DISTINCT session_id FROM progress WHERE enrollment_id = ?", (enrollment.id,)
        )
        return {row["session_id"] for row in rows} | {enrollment.session_id} - {""}

    def finish_session(self, enrollment: Enrollment, session_id: str) -> None:
        """Save that a session is finished."""
        with self._database.transaction() as connection:
            check_not_erased(connection, enrollment)
            connection.execute(
                "INSERT INTO finished_sessions VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
                " SET finished_at = max(excluded.finished_at, finished_sessions.finished_at)",
                (enrollment.id, session_id, self._now()),
            )

    def finished_sessions(self, enrollment: Enrollment) -> dict[str, int]:
        """Return when each finished session was finished last, in Unix milliseconds, by its id."""
        return dict(self.sessions_finished_in([enrollment]))

    def sessions_finished_in(self, enrollments: Sequence[Enrollment]) -> list[tuple[str, int]]:
        """Return the id of each session finished in these, and when it was last, in Unix milliseconds."""
        rows = self._database.rows(
            "SELECT session_id, finished_at FROM finished_sessions"
            f" WHERE enrollment_id IN ({', '.join('?' * len(enrollments))})",
            [one.id for one in enrollments],
        )
        return [(row["session_id"], row["finished_at"]) for row in rows]

    def finish(self, enrollment: Enrollment) -> None:
        """Save that the whole program is finished, or once more; the last end counts, as in a merge."""
        latest = "finished_at = max(?, coalesce(finished_at, 0)), updated_at = max(?, updated_at)"
        self._update(enrollment, latest, self._now(), self._now())

    def _now(self) -> int:
        return milliseconds(self._database.clock())

    def _clock_limit(self) -> int:
        """Return from when on a time is one of a clock that was ahead: whoever travels takes hours along."""
        return milliseconds(self._database.clock() + DAY)


def check_not_erased(connection: Connection, enrollment: Enrollment) -> None:
    """Check that an enrollment was not erased meanwhile; what belongs to it is not to come back.

    Raises:
        ErasedMeanwhileError: It was erased.
    """
    sql = "SELECT 1 FROM enrollments WHERE id = ? AND deleted_at IS NOT NULL"
    if connection.execute(sql, (enrollment.id,)).fetchone():
        raise ErasedMeanwhileError(
            "This program's answers were erased meanwhile. Nothing more is kept of it."
        )


def _read_row(row: Row) -> Enrollment:
    return Enrollment(*(row[name] for name in Enrollment._fields))
