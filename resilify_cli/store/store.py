"""The store as the rest of the package uses it: its parts, and transactions over them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from resilify_cli.store.checkins import Checkins
    from resilify_cli.store.database import Database
    from resilify_cli.store.drafts import Drafts, JournalDrafts
    from resilify_cli.store.engine import Connection
    from resilify_cli.store.enrollments import Enrollment, Enrollments
    from resilify_cli.store.entries import Entries
    from resilify_cli.store.journal import Journal
    from resilify_cli.store.notes import Notes
    from resilify_cli.store.revisions import Revisions
    from resilify_cli.store.series import Series
    from resilify_cli.store.trash import Trash
    from resilify_cli.store.undoing import Undoing


class Store:
    """An open store; a context manager that closes it. Its parts are imported when they are used."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @cached_property
    def enrollments(self) -> Enrollments:
        """Programs under way and finished."""
        from resilify_cli.store.enrollments import Enrollments

        return Enrollments(self.database)

    @cached_property
    def entries(self) -> Entries:
        """The answers given in programs."""
        from resilify_cli.store.entries import Entries

        return Entries(self.database)

    @cached_property
    def notes(self) -> Notes:
        """Writes free notes."""
        from resilify_cli.store.notes import Notes

        return Notes(self.database)

    @cached_property
    def checkins(self) -> Checkins:
        """The check-ins, and the words for them."""
        from resilify_cli.store.checkins import Checkins

        return Checkins(self.database)

    @cached_property
    def journal(self) -> Journal:
        """Reads and searches entries."""
        from resilify_cli.store.journal import Journal

        return Journal(self.database)

    @cached_property
    def series(self) -> Series:
        """Reads numbers over time."""
        from resilify_cli.store.series import Series

        return Series(self.database)

    @cached_property
    def drafts(self) -> Drafts:
        """What is being typed in a program."""
        from resilify_cli.store.drafts import Drafts

        return Drafts(self.database)

    @cached_property
    def journal_drafts(self) -> JournalDrafts:
        """What is being typed outside any program."""
        from resilify_cli.store.drafts import JournalDrafts

        return JournalDrafts(self.database)

    @cached_property
    def revisions(self) -> Revisions:
        """Changes entries."""
        from resilify_cli.store.revisions import Revisions

        return Revisions(self.database)

    @cached_property
    def undoing(self) -> Undoing:
        """Undoes what was done."""
        from resilify_cli.store.undoing import Undoing

        return Undoing(self.database)

    @cached_property
    def trash(self) -> Trash:
        """Deleted entries."""
        from resilify_cli.store.trash import Trash

        return Trash(self.database)

    def begin_writing(self) -> None:
        """Get ready to write, before a person types anything. The first write does the same by itself.

        Raises:
            StoreReadOnlyError: the store can be read only.
        """
        self.database.begin_writing()

    def check_is_there(self, enrollment: Enrollment) -> None:
        """Check that the store is still in its place, and the enrollment still in it.

        Raises:
            StoreError: It is not.
        """
        from resilify_cli.store.enrollments import check_not_erased

        self.database.check_same_file()
        check_not_erased(self.database.connection, enrollment)

    def transaction(self) -> AbstractContextManager[Connection]:
        """Return a context whose writes are committed together at its end."""
        return self.database.transaction()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.database.close()
