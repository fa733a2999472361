"""Drafts: what is being typed and is not yet an answer. They are outside the search index."""

from __future__ import annotations

from resilify_cli.store.database import Database
from resilify_cli.store.engine import WAIT_SECONDS
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.stamps import milliseconds, storable, text_hash

# A pause of this length is no pause to whoever types; the draft is tried again a moment later.
TYPING_WAIT_SECONDS = 0.2


class Drafts:
    """The table `drafts`: at most one for each activity of an enrollment, and one for its practice.

    A draft's content is text of the caller's making.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self,
        enrollment: Enrollment,
        activity_id: str,
        practice: bool,
        content: str,
        *,
        while_typing: bool = False,
    ) -> None:
        """Keep a draft in place of the one before.

        `while_typing` waits no longer for another program than a person who types would not notice.
        """
        _save(self._database, "drafts", (enrollment.id, activity_id, practice), content, while_typing)

    def find(self, enrollment: Enrollment, activity_id: str, practice: bool) -> str | None:
        """Return a draft, or None."""
        rows = self._database.rows(
            "SELECT content FROM drafts WHERE enrollment_id = ? AND activity_id = ? AND practice = ?",
            (enrollment.id, activity_id, practice),
        )
        return str(rows[0]["content"]) if rows else None

    def drop(self, enrollment: Enrollment, activity_id: str, practice: bool) -> None:
        """Forget a draft, now that it is an answer."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM drafts WHERE enrollment_id = ? AND activity_id = ? AND practice = ?",
                (enrollment.id, activity_id, practice),
            )


class JournalDrafts:
    """The table `journal_drafts`: what is being typed outside any program.

    A `place` is 'note', 'checkin', or the id of the entry that is being changed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, place: str, content: str, *, while_typing: bool = False) -> None:
        """Keep a draft in place of the one before; `while_typing` is as in `Drafts.save`."""
        _save(self._database, "journal_drafts", (place,), content, while_typing)

    def find(self, place: str) -> str | None:
        """Return a draft, or None."""
        rows = self._database.rows("SELECT content FROM journal_drafts WHERE place = ?", (place,))
        return str(rows[0]["content"]) if rows else None

    def drop(self, place: str) -> None:
        """Forget a draft, now that it is an entry."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM journal_drafts WHERE place = ?", (place,))


def _save(
    database: Database, table: str, place: tuple[object, ...], content: str, while_typing: bool
) -> None:
    content = storable(content)
    now = milliseconds(database.clock())
    marks = ", ".join("?" * (len(place) + 3))
    wait = TYPING_WAIT_SECONDS if while_typing else WAIT_SECONDS
    with database.waiting(wait), database.transaction() as connection:
        connection.execute(
            f"INSERT INTO {table} VALUES ({marks}) ON CONFLICT DO UPDATE"
            " SET content = excluded.content, hash = excluded.hash, updated_at = excluded.updated_at",
            (*place, content, text_hash(content), now),
        )
