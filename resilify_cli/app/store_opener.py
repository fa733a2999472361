"""Opens the store for a command: private to its owner, and copied before the first write."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from resilify_cli.app.background_sync import sync_at_exit
from resilify_cli.console import print_warning
from resilify_cli.errors import LockedError, ResilifyError
from resilify_cli.settings import AFTER, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from resilify_cli.app.paths import Paths
    from resilify_cli.store.database import Database
    from resilify_cli.store.store import Store
    from resilify_cli.vault.keys.key_file import KeyFile


# The path and the key of the store that this process has opened, for `damage_check`.
last_opened: list[tuple[Path, bytes | None]] = []


class StoreOpener:
    """Opens the person's store.

    Each way takes others' rights to the files away first. A store that it opens keeps today's copy of itself,
    and the copy of its key file, before the first write; no command has to see to it.
    """

    def __init__(
        self,
        paths: Paths,
        now: Callable[[], datetime],
        environment: Mapping[str, str],
        settings: Settings,
    ) -> None:
        self.paths = paths
        self.now = now
        self.environment = environment
        self.settings = settings

    def open_for_writing(self, *, allow_plain: bool = False) -> Store:
        """Open the store to write to it, made first if there is none.

        Args:
            allow_plain: whether a plain one beside a key file is opened too.

        Raises:
            StoreError: it can't be opened, or can be read only.
        """
        from resilify_cli.vault.opening.stores import open_store

        is_new = not os.path.lexists(self.paths.store)
        self._keep_private()
        store = open_store(self.paths.store, self.now, self._unlocker(), allow_plain=allow_plain)
        if is_new:
            # Where a file system gives everyone all rights, it is said before the first word is written.
            self._keep_private()
        self._prepare_copies(store).begin_writing()
        return store

    def open_existing(self, *, newer: bool = False) -> Store | None:
        """Open the store if there is one; None where none was ever made.

        To write to it, call `Store.begin_writing` before the person is asked for anything.

        Args:
            newer: whether to open one that a newer resilify made too, to be read only.

        Raises:
            StoreError: it can't be opened, or is gone while something of it is still there.
        """
        if not os.path.lexists(self.paths.store):
            self.check_not_gone()
            return None
        from resilify_cli.vault.opening.stores import find_store

        self._keep_private()
        store = find_store(self.paths.store, self.now, self._unlocker(), newer=newer)
        return None if store is None else self._prepare_copies(store)

    def open_to_erase(self) -> Store | None:
        """Open the store as `open_existing` does, without a copy before the first write."""
        store = self.open_existing()
        if store is not None:
            store.database.before_first_write = None
        return store

    def open_unlocked(self) -> Store | None:
        """Open the store if there is one that opens without asking; for what can be said without it too."""
        if not os.path.lexists(self.paths.store):
            return None
        from resilify_cli.vault.opening.stores import find_store

        try:
            store = find_store(self.paths.store, self.now, self._unlocker(may_ask=False))
        except LockedError:
            return None
        return None if store is None else self._prepare_copies(store)

    def check_not_gone(self) -> None:
        """Raise a `StoreError` if the store is gone: nobody is to believe that they never wrote a word."""
        from resilify_cli.vault.opening.remains import check_not_gone

        check_not_gone(self.paths.store)

    def check_owner(self) -> None:
        """Raise a `StoreError` if something private is another user's: what looks at files goes by them."""
        from resilify_cli.vault.permissions import check_owner

        check_owner(self.paths.store)

    def update_key_copy(self) -> None:
        """Make the copy of the key file, beside the copies of the store, the same as the key file.

        One that can't be written is told in a line, and hinders nobody.
        """
        from resilify_cli.vault.keys.key_copies import update_key_copy

        try:
            update_key_copy(self.paths.store)
        except ResilifyError as error:
            print_warning(f"The key file was not copied. {error.message} {error.hint}".rstrip())

    def _unlocker(self, *, may_ask: bool = True) -> Callable[[KeyFile], bytes]:
        def unlock(key_file: KeyFile) -> bytes:
            # A plain store needs none of it.
            from resilify_cli.unlocking.unlocker import Unlocker

            return Unlocker(self.environment, self.settings, may_ask)(key_file)

        return unlock

    def _prepare_copies(self, store: Store) -> Store:
        """Set up the copies of a store, and say where it may stand in the place of an encrypted one."""
        last_opened[:] = [(store.database.path, store.database.key)]
        if self.settings.sync == AFTER:
            sync_at_exit()
        store.database.before_first_write = self._keep_copies
        if store.database.key is not None and os.path.lexists(self.paths.vault.reminders):
            store.database.after_writing = self._note_done
        if store.database.unexpectedly_plain:
            from resilify_cli.store.database import unexpectedly_plain_error

            error = unexpectedly_plain_error(store.database.path)
            print_warning(f"{error.message}\n{error.hint}")
        if (why := store.database.not_upgraded) is not None:
            print_warning(f"{why.message}\n{why.hint}")
        return store

    def _keep_copies(self, database: Database) -> None:
        """Keep today's copy of a store, if one is due; one that can't be made is told in a line."""
        from resilify_cli.vault.copies.daily import copy_if_due

        try:
            copy_if_due(database, self.paths.backups)
        except ResilifyError as error:
            print_warning(f"{error.message} {error.hint}".rstrip())
        if database.key is not None:
            self.update_key_copy()

    def _note_done(self, database: Database) -> None:
        """Note beside an encrypted store when things were done that a timer reminds of."""
        from resilify_cli.app.due_reminders import note_done

        with suppress(ResilifyError):
            note_done(self.paths, database, self.now())

    def _keep_private(self) -> None:
        """Take others' rights to the store away, and say so where they had any."""
        from resilify_cli.vault.permissions import restrict_private_files

        rights = restrict_private_files(self.paths.store)
        for path in rights.taken:
            print_warning(f"Others on this computer could open {path}. Now only you can.")
        if rights.left and not self.paths.vault.key_file.exists():
            print_warning(
                f"Others on this computer can open {rights.left[0]}, and its rights can't be changed."
            )
            print_warning("To keep your words private there: resilify encrypt")
