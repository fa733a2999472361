"""What a command needs of the world around it: environment, clock, places, settings, store."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.app.damage_check import note_opened
from resilify_cli.console import print_message
from resilify_cli.errors import ResilifyError, UsageError
from resilify_cli.owned import foreign_owner, is_in_memory
from resilify_cli.paths import Paths, find_paths
from resilify_cli.settings import Settings, load_settings

if TYPE_CHECKING:
    from resilify_cli.content.catalog import Catalog
    from resilify_cli.content.models import Program
    from resilify_cli.dates.parsing import Here
    from resilify_cli.prompters.editor import Editor
    from resilify_cli.prompters.plain import PlainPrompter
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.store.store import Store
    from resilify_cli.unlocking.unlocker import Unlocking
    from resilify_cli.vault.keys.key_file import KeyFile


def now() -> datetime:
    """Return the time, in the zone of this computer."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class AppContext:
    """The world as it is when a command is called."""

    environment: Mapping[str, str]
    paths: Paths
    settings: Settings

    def store(self, *, plain_anyway: bool = False) -> Store:
        """Open the store to write to it, made first if there is none.

        With `plain_anyway`, a plain one beside a key file is opened too.

        Raises:
            StoreError: it can't be opened, or can be read only.
        """
        from resilify_cli.vault.opening.stores import open_store

        self._keep_private()
        store = open_store(self.paths.store, now, self.unlock, plain_anyway=plain_anyway)
        note_opened(store)
        # Refused before anyone is asked for words that could not be kept.
        store.need_writable()
        self.copy_daily(store)
        if store.database.key is not None:
            self.renew_key_copy()
        return store

    def renew_key_copy(self) -> None:
        """Keep the copy of the key file beside the copies of the store as it is.

        One that can't be written is told in a line, and hinders nobody.
        """
        from resilify_cli.vault.keys.key_copies import renew_key_copy

        try:
            renew_key_copy(self.paths.store)
        except ResilifyError as error:
            from resilify_cli.console import print_message

            print_message(f"The key file was not copied. {error.message} {error.hint}".rstrip())

    def copy_daily(self, store: Store) -> None:
        """Keep today's copy of a store that is about to be written to, if one is due.

        One that can't be made is told in a line, and hinders nobody.
        """
        from resilify_cli.vault.copies.daily import copy_if_due

        try:
            copy_if_due(store.database, self.paths.backups)
        except ResilifyError as error:
            print_message(f"{error.message} {error.hint}".rstrip())

    def found_store(self, *, newer: bool = False) -> Store | None:
        """Open the store if there is one. With `newer`, one of a newer resilify too, to be read only.

        Raises:
            StoreError: it can't be opened, or is gone while something of it is still there.
        """
        if not os.path.lexists(self.paths.store):
            self.refuse_if_gone()
            return None
        from resilify_cli.vault.opening.stores import find_store

        self._keep_private()
        return _told_of(find_store(self.paths.store, now, self.unlock, newer=newer))

    def refuse_if_gone(self) -> None:
        """Raise a `StoreError` if the store is gone: nobody is to believe that they never wrote a word."""
        from resilify_cli.vault.opening.remains import refuse_if_gone

        refuse_if_gone(self.paths.store)

    def unlocked_store(self) -> Store | None:
        """Open the store if there is one that opens without asking; for what can be said without it too."""
        from resilify_cli.unlocking.secret_prompt import LockedError
        from resilify_cli.unlocking.unlocker import Unlocking

        if not os.path.lexists(self.paths.store):
            return None
        from resilify_cli.vault.opening.stores import find_store

        try:
            unlocking = Unlocking(self.environment, self.settings, may_ask=False)
            return _told_of(find_store(self.paths.store, now, unlocking))
        except LockedError:
            return None

    def unlock(self, key_file: KeyFile) -> bytes:
        """Return the key of an encrypted store, however this person gives it."""
        return self.unlocking()(key_file)

    def unlocking(self) -> Unlocking:
        """Return how this person's store is unlocked."""
        from resilify_cli.unlocking.unlocker import Unlocking

        return Unlocking(self.environment, self.settings)

    def refuse_foreign(self) -> None:
        """Raise a `StoreError` if something private is another user's: what looks at files goes by them."""
        from resilify_cli.vault.rights import refuse_foreign

        refuse_foreign(self.paths.store)

    def _keep_private(self) -> None:
        """Take others' rights to the store away, and say so where they had any."""
        from resilify_cli.console import print_message
        from resilify_cli.vault.rights import take_rights_of_others

        rights = take_rights_of_others(self.paths.store)
        for path in rights.taken:
            print_message(f"Others on this computer could open {path}. Now only you can.")
        if rights.left and not self.paths.vault.key_file.exists():
            print_message(
                f"Others on this computer can open {rights.left[0]}, and its rights can't be changed."
            )
            print_message("To keep your words private there: resilify encrypt")

    def here(self) -> Here:
        """Return the clock and the customs by which the days are read that a person names."""
        from resilify_cli.console import print_message
        from resilify_cli.dates.parsing import Here, is_month_first

        return Here(now(), self.settings.day_start, is_month_first(self.environment), print_message)

    def catalog(self) -> Catalog:
        """Return the bundled programs and the person's own."""
        from resilify_cli.content.catalog import open_catalog

        return open_catalog((self.paths.bundled, self.paths.programs), self.paths.cache)

    def program(self, name: str) -> tuple[Program, str]:
        """Return the program of a slug or a path, and its path if that tells it from another.

        It does where it was named by it, and where another that is installed has its name or its progress.
        """
        from resilify_cli.content.catalog import find_program
        from resilify_cli.content.loader import load_program

        catalog = self.catalog()
        path = find_program(name, catalog)
        installed = any(Path(card.path) == path for card in (*catalog.cards, *catalog.broken))
        by_path = not installed or catalog.claims_another(path)
        return load_program(path), str(path.absolute()) if by_path else ""

    def is_plain(self, plain: bool | None) -> bool:
        """Return whether to use plain lines: as asked for, as set, or all that the terminal can do."""
        wanted = self.settings.plain if plain is None else plain
        return wanted or self.environment.get("TERM") == "dumb"

    @contextmanager
    def prompter(self, *, plain: bool | None, animation: bool | None = None) -> Iterator[Prompter]:
        """Give what asks the person; the terminal is its own until the end of the context.

        Args:
            plain: whether to ask in plain lines; None leaves it to the settings.
            animation: whether timed steps move; None leaves it to the settings.

        Raises:
            UsageError: there is no terminal to ask in, and plain lines were not asked for.
        """
        self.need_terminal(plain=plain)
        import gc

        from resilify_cli.prompters.raw_terminal import raw_terminal

        gc.enable()

        with raw_terminal(sys.stdin):
            if not self.is_plain(plain):
                yield self._terminal_prompter(animation)
                return
            prompter = self._plain_prompter()
            try:
                yield prompter
            finally:
                prompter.hand_back_early()

    def _plain_prompter(self) -> PlainPrompter:
        from resilify_cli.console import make_console
        from resilify_cli.prompters.line_reader import open_reader
        from resilify_cli.prompters.plain import PlainPrompter

        return PlainPrompter(make_console(self.environment, plain=True), open_reader(sys.stdin, sys.stdout))

    def editor(self) -> Editor:
        """Return the person's own editor."""
        from resilify_cli.prompters.editor import Editor

        folder = self._editor_folder()
        about_files = ""
        if folder != self.paths.editor:
            about_files = "It is in memory, not encrypted, and gone when you log out or restart."
        elif self._is_encrypted():
            about_files = "It is on the disk and not encrypted."
        return Editor(folder, self.environment, about_files=about_files)

    def editor_folders(self) -> tuple[Path, ...]:
        """Return where files of an editor may lie, also what one left in memory when it failed."""
        left = (
            folder
            for place in self._memory()
            for folder in place.glob(f"{self._name_in_memory()}{'[0-9a-f]' * 16}")
        )
        # Whoever knows the path of the store can make a folder of such a name.
        ours = (
            folder
            for folder in left
            if not folder.is_symlink()
            and foreign_owner(folder) is None
            and os.access(folder, os.R_OK | os.X_OK)
        )
        return (self.paths.editor, *ours)

    def _editor_folder(self) -> Path:
        """Return where an editor's file is to lie: for an encrypted store in memory, if that is there."""
        # A name that nobody can have taken before.
        name = f"{self._name_in_memory()}{os.urandom(8).hex()}"
        return next((place / name for place in self._memory() if is_in_memory(place)), self.paths.editor)

    def _name_in_memory(self) -> str:
        """Return how this store's folders in memory begin: other stores of the same login are no concern."""
        from hashlib import blake2b

        from resilify_cli.vault.layout import editor_folder_prefix

        here = blake2b(os.fsencode(os.path.realpath(self.paths.store)), digest_size=8)
        return editor_folder_prefix(here.hexdigest())

    def _is_encrypted(self) -> bool:

        if self.paths.vault.key_file.exists():
            return True
        from resilify_cli.vault.keys.key_copies import missing_key

        return missing_key(self.paths.store) is not None

    def _memory(self) -> Iterator[Path]:
        """Yield where a file may lie in memory, if it is; a plain store has no use for it."""
        if not self._is_encrypted():
            return
        for place in (self.environment.get("XDG_RUNTIME_DIR"), "/dev/shm"):
            if place and os.path.isdir(place) and os.access(place, os.W_OK):
                yield Path(place)

    def _terminal_prompter(self, animation: bool | None) -> Prompter:
        from resilify_cli.console import make_console, supports_style, take_unseen_messages
        from resilify_cli.prompters.terminal import TerminalPrompter

        return TerminalPrompter(
            make_console(self.environment),
            self.editor(),
            animation=self.settings.animation if animation is None else animation,
            coloured=supports_style(sys.stdout, self.environment),
            unread=take_unseen_messages,
        )

    def need_answer(self, option: str, *, plain: bool | None) -> None:
        """Raise a `UsageError` unless the person can be asked; `option` answers without asking."""
        if not (self.is_plain(plain) or (sys.stdin.isatty() and sys.stdout.isatty())):
            raise UsageError(f"Nobody can be asked here. With {option} it is done without asking.")

    def need_terminal(self, *, plain: bool | None) -> None:
        """Raise a `UsageError` unless the person can be asked in a terminal, or in plain lines."""
        if not self.is_plain(plain) and not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError(
                "This needs a terminal to ask you in, and there is none here.",
                "With --plain it reads answers line by line, from a pipe too.",
            )


def _told_of(store: Store | None) -> Store | None:
    """Return an opened store, noted, and say so where it may be in the place of an encrypted one."""
    if store is not None:
        note_opened(store)
    if store is not None and store.database.unsealed:
        from resilify_cli.console import print_message
        from resilify_cli.store.database import unsealed_error

        error = unsealed_error(store.database.path)
        print_message(f"{error.message}\n{error.hint}")
    return store


def app_context() -> AppContext:
    """Return the surroundings of this process, of whose memory nothing is to reach the disk."""
    from resilify_cli.vault.core_dumps import write_no_core

    write_no_core()
    paths = find_paths(os.environ)
    settings = load_settings(paths.settings, print_message)
    if settings.private:
        from resilify_cli.terminal.private_screen import clear_as_set

        clear_as_set()
    return AppContext(os.environ, paths, settings)
