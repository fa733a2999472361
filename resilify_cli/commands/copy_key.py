"""The keys that copies of the store are opened with."""

from dataclasses import dataclass, field
from pathlib import Path

from resilify_cli.commands.surroundings import Surroundings
from resilify_cli.console import talk
from resilify_cli.errors import WrongSecretError


@dataclass(slots=True)
class CopyKey:
    """Gives each file its key; the person is asked at most once for each key file."""

    around: Surroundings
    _known: dict[Path, bytes] = field(default_factory=dict)

    def __call__(self, path: Path) -> bytes | None:
        """Return the key of a store or a copy, or None if it is plain or nothing is known of a key.

        It is by the key file of the store, unless the one beside the copy is of another key.

        Raises:
            StoreError: it can't be unlocked.
        """
        from resilify_cli.store.opening import key_beside, key_path
        from resilify_cli.store.private.encryption import begins_plain

        if not path.is_file() or not path.stat().st_size or begins_plain(path):
            return None
        of_store = key_path(self.around.paths.store)
        beside = key_beside(path) if path != self.around.paths.store else None
        if beside is not None and not _is_of_same_key(beside, of_store):
            return self._of_copy(beside)
        return self._of(of_store) if of_store.exists() else None

    def of_store(self) -> bytes | None:
        """Return the key that the store has, or had where it is gone; None for a plain one.

        Raises:
            StoreError: it can't be unlocked.
        """
        from resilify_cli.store.opening import key_path
        from resilify_cli.store.private.encryption import is_plain

        store = self.around.paths.store
        return None if is_plain(store) or not key_path(store).exists() else self._of(key_path(store))

    def _of_copy(self, key_file: Path) -> bytes:
        if key_file not in self._known:
            talk("The copy has a key file of its own: it takes the passphrase from when the copy was made.")
        try:
            return self._of(key_file)
        except WrongSecretError as error:
            raise WrongSecretError(
                "That passphrase does not open the copy. It takes the one from when the copy was made.",
                error.hint,
            ) from error

    def _of(self, key_file: Path) -> bytes:
        if key_file not in self._known:
            from resilify_cli.store.private.keyfile import read_key_file

            self._known[key_file] = self.around.unlock(read_key_file(key_file))
        return self._known[key_file]


def _is_of_same_key(beside: Path, of_store: Path) -> bool:
    """Return whether two key files hold one key; the passphrase of the store may have changed since."""
    from resilify_cli.store.private.keyfile import read_key_file

    return of_store.exists() and read_key_file(beside).id == read_key_file(of_store).id
