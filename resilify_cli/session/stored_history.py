"""The earlier answers of one enrollment, as activities know them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from resilify_cli.activities.answer_history import Reading, StoredAnswer
from resilify_cli.activities.follow_up_answer import followed_id, replace_followed_id
from resilify_cli.content.models import Program
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entries import AnswerRow
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
        kept = self._store.entries.kept(self._enrollment, activity_id)
        # The id of a follow-up holds that of what it asks about.
        name = followed_id(activity_id)
        renamed = self._program.renamed.items()
        older = [replace_followed_id(activity_id, old) for old, new in renamed if new == name]
        for old in older:
            rows = self._store.entries.kept(self._enrollment, old)
            kept += [replace(row, activity_id=activity_id) for row in rows]
        return sorted(kept, key=lambda row: row.at) if older else kept

    def own(self, activity_id: str) -> AnswerRow | None:
        """Return the newest answer given in the session itself, practice left out."""
        return next((kept for kept in reversed(self.kept(activity_id)) if not kept.practice), None)

    def forget(self, activity_id: str) -> None:
        """Read an activity's answers anew: they have changed."""
        self._known.pop(activity_id, None)

    def latest(self, activity_id: str) -> StoredAnswer | None:
        """Return the newest answer, in the session or as a practice."""
        kept = self.kept(activity_id)
        return self._given(kept[-1]) if kept else None

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        """Return all answers, oldest first."""
        return [self._given(kept) for kept in self.kept(activity_id)]

    def readings(self, measure: str, except_by: str) -> Sequence[Reading]:
        """Return a measure's readings, oldest first, but those of the activity `except_by`."""
        found = self._store.entries.readings(self._enrollment, measure)
        return [reading for activity_id, reading in found if activity_id != except_by]

    def latest_elsewhere(self, program: str, activity_id: str) -> StoredAnswer | None:
        """Return the newest answer to an activity of another program, with the program's title."""
        found = self._store.entries.latest_in_program(program, activity_id)
        if found is None:
            return None
        if self._is_private_elsewhere(program, activity_id):
            return None
        title, kept = found
        return replace(kept.as_stored_answer(None, self.starts_at), program=title)

    def _is_private_elsewhere(self, program: str, activity_id: str) -> bool:
        """Return whether an answer of another program stays closed; also where that can't be known."""
        if self.find_program is None:
            return False
        found = self.find_program(program)
        _, activity = found.activities.get(activity_id, (None, None)) if found else (None, None)
        return activity is None or activity.private

    def _given(self, kept: AnswerRow) -> StoredAnswer:
        answer = kept.as_stored_answer(self._program.session_number(kept.session_id), self.starts_at)
        _, activity = self._program.activities.get(kept.activity_id, (None, None))
        if activity is None:
            return answer
        return replace(
            answer,
            fields=activity.fields_of(answer.values),
            shown=activity.shown_parts(answer.values),
            number=activity.number_of(answer.values),
            kind=activity.kind,
            private=activity.private,
        )
