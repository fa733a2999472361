"""The earlier answers of one enrollment, as activities know them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import Reading, StoredAnswer
    from resilify_cli.content.models import Program
    from resilify_cli.store.answer_rows import AnswerRow
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


class StoredAnswerHistory:
    """An `AnswerHistory` read from the store, each activity's answers once until `forget` is called.

    Attributes:
        starts_at: How long after midnight a day of the person begins.
        find_program: Returns another program by its slug or key, None where it is not there; it tells which
            of its answers are private. Without it none of them is.
    """

    def __init__(
        self,
        store: Store,
        enrollment: Enrollment,
        program: Program,
        starts_at: timedelta = timedelta(),
        find_program: Callable[[str], Program | None] | None = None,
    ) -> None:
        self.find_program = find_program
        self.starts_at = starts_at
        self._store = store
        self._enrollment = enrollment
        self._program = program
        self._known: dict[str, list[AnswerRow]] = {}

    @property
    def language(self) -> str:
        """The tag of the program's language."""
        return self._program.language

    def kept(self, activity_id: str) -> list[AnswerRow]:
        """Return all answers to an activity as they are kept, oldest first."""
        if activity_id not in self._known:
            self._known[activity_id] = self._read(activity_id)
        return self._known[activity_id]

    def _read(self, activity_id: str) -> list[AnswerRow]:
        """Return the answers to an activity, those that were given under an older id of it among them."""
        kept = self._store.entries.kept(self._enrollment, *self.stored_ids(activity_id))
        return [row._replace(activity_id=activity_id) for row in kept]

    def stored_ids(self, activity_id: str) -> Sequence[str]:
        """Return the ids that an activity may be stored under: its own, then its older ones."""
        return self._program.stored_ids(activity_id)

    def own(self, activity_id: str) -> AnswerRow | None:
        """Return the newest answer given in the session itself, practice left out."""
        return next((kept for kept in reversed(self.kept(activity_id)) if not kept.practice), None)

    def forget(self, activity_id: str) -> None:
        """Read an activity's answers anew: they have changed."""
        self._known.pop(activity_id, None)

    def latest(self, activity_id: str) -> StoredAnswer | None:
        """Return the newest answer, in the session or as a practice."""
        kept = self.kept(activity_id)
        return self._stored_answer(kept[-1]) if kept else None

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        """Return all answers, oldest first."""
        return [self._stored_answer(kept) for kept in self.kept(activity_id)]

    def readings(self, measure: str, except_by: str) -> Sequence[Reading]:
        """Return a measure's readings, oldest first, but private ones and those of `except_by`."""
        return [
            reading
            for activity_id, reading in self._store.entries.readings(self._enrollment, measure)
            if self._program.current_id(activity_id) != except_by
            and not ((activity := self._program.find_activity(activity_id)) and activity.private)
        ]

    def latest_elsewhere(self, program: str, activity_id: str) -> StoredAnswer | None:
        """Return the newest answer to an activity of another program, with the program's title."""
        other = self.find_program(program) if self.find_program else None
        if self.find_program is not None:
            activity = other.find_activity(activity_id) if other else None
            # It stays closed, also where whether it is private can't be known.
            if activity is None or activity.private:
                return None
        names = other.stored_ids(other.current_id(activity_id)) if other else (activity_id,)
        found = self._store.entries.latest_in_program(program, *names)
        if found is None:
            return None
        title, kept = found
        return replace(kept.as_stored_answer(None, self.starts_at), program=title)

    def _stored_answer(self, kept: AnswerRow) -> StoredAnswer:
        answer = kept.as_stored_answer(self._program.session_number(kept.session_id), self.starts_at)
        activity = self._program.find_activity(kept.activity_id)
        if activity is None:
            return answer
        return replace(
            answer,
            fields=activity.fields_of(answer.values),
            shown=activity.shown_parts(answer.values),
            number=activity.number_of(answer.values),
            kind=activity.kind,
            private=activity.private,
            title=activity.title,
        )
