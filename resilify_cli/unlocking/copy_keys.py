"""The keys that copies of the store are opened with."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.console import print_warning
from resilify_cli.errors import StoreError, WrongSecretError

if TYPE_CHECKING:
    from resilify_cli.vault.keys.key_file import KeyFile
    from resilify_cli.vault.layout import VaultLayout
    from resilify_cli.vault.opening.databases import Unlock


@dataclass(slots=True)
class CopyKeys:
    """Gives each file its key; the person is asked at most once for each key file.

    `known` are the keys that are known already, by their key files. With `skip_damaged`, a damaged key
    file that does not open counts as none; else it is told, unless there is a copy of it.
    """

    vault: VaultLayout
    unlock: Unlock
    known: dict[Path, bytes] = field(default_factory=dict)
    skip_damaged: bool = False

    def __call__(self, path: Path) -> bytes | None:
        """Return the key of a store or a copy, or None if it is plain or nothing is known of a key.

        Raises:
            StoreError: it can't be unlocked.
        """
        key_file = self.key_file_of(path)
        return None if key_file is None else self.known[key_file]

    def key_file_of(self, path: Path) -> Path | None:
        """Return the key file that opens a store or a copy; None if it is plain, or there is no key file.

        It is the one of the store, unless that beside the copy is of another key, or one that is kept with
        the copies is, and opens it.

        Raises:
            StoreError: it can't be unlocked.
        """
        from resilify_cli.vault.encryption.detection import begins_plain

        if not path.is_file() or not path.stat().st_size or begins_plain(path):
            return None
        key_files = self._key_files(path)
        if not key_files:
            return None
        first, *others = key_files
        try:
            key = self._key_of(first)
        except WrongSecretError:
            if self.skip_damaged and _read(first).intact is False:
                return None
            raise
        if not others or _is_key_of(path, key):
            return first
        return next((other for other in others if self._opens_by(path, other)), first)

    def store_key(self) -> bytes | None:
        """Return the key that the store has, or had where it is gone; None for a plain one.

        Raises:
            StoreError: it can't be unlocked.
        """
        from resilify_cli.vault.encryption.detection import is_plain

        store = self.vault.store
        key_file = self.vault.key_file
        return None if is_plain(store) or not key_file.exists() else self._key_of(key_file)

    def _key_files(self, file: Path) -> list[Path]:
        """Return the key files by which a file may open, one for each key, the likeliest first."""
        from resilify_cli.vault.keys.key_copies import key_copies
        from resilify_cli.vault.layout import key_file_beside

        store = self.vault.store
        of_store, beside = self.vault.key_file, key_file_beside(file) if file != store else None
        # The passphrase of the store may have changed since: its own key file is the newest of that key.
        differs = beside is not None and not _is_of_same_key(beside, of_store)
        copies = key_copies(store)
        there = [path for path in (beside if differs else None, of_store) if path and path.exists()]
        found: dict[str, tuple[KeyFile, Path]] = {}
        for path in (*there, *copies):
            try:
                key_file = _read(path)
            except StoreError:
                if path == of_store and not copies and not self.skip_damaged:
                    raise
                continue
            known = found.setdefault(key_file.id, (key_file, path))[0]
            if known.intact is False and key_file.intact:
                found[key_file.id] = (key_file, path)
        return [path for _, path in found.values()]

    def _opens_by(self, path: Path, key_file: Path) -> bool:
        """Return whether a key file that is kept with the copies opens one of them."""
        with suppress(WrongSecretError):
            return _is_key_of(path, self._key_of(key_file))
        return False

    def _key_of(self, key_file: Path) -> bytes:
        if key_file in self.known:
            return self.known[key_file]
        from resilify_cli.vault.keys.key_copies import key_copies

        store = self.vault.store
        of_store = self.vault.key_file
        if key_file != of_store and (of_store.exists() or key_file not in key_copies(store)):
            print_warning(
                "The copy has a key file of its own: it takes the passphrase from when the copy was made."
            )
        try:
            return self._unlock(key_file)
        except WrongSecretError as error:
            if key_file == of_store:
                raise
            raise WrongSecretError(
                "That passphrase does not open the copy. It takes the one from when the copy was made.",
                "Nothing was changed. You can try again as often as you like.",
            ) from error

    def _unlock(self, key_file: Path) -> bytes:
        self.known[key_file] = self.unlock(_read(key_file))
        return self.known[key_file]


def _is_key_of(path: Path, key: bytes) -> bool:
    from resilify_cli.store.engine import connect, ignore_database_errors

    with ignore_database_errors(), closing(connect(path, writable=False, key=key)) as connection:
        return bool(connection.execute("PRAGMA schema_version").fetchone())
    return False


def _read(path: Path) -> KeyFile:
    from resilify_cli.vault.keys.key_file import read_key_file

    return read_key_file(path)


def _is_of_same_key(beside: Path, of_store: Path) -> bool:
    """Return whether two key files hold one key; the passphrase of the store may have changed since."""
    return of_store.exists() and _read(beside).id == _read(of_store).id
