"""The keys that copies of the store are opened with."""

from dataclasses import dataclass, field
from pathlib import Path

from resilify_cli.commands.surroundings import Surroundings


@dataclass(slots=True)
class CopyKey:
    """Gives each file its key; the person is asked at most once for each key file."""

    around: Surroundings
    _known: dict[Path, bytes] = field(default_factory=dict)

    def __call__(self, path: Path) -> bytes | None:
        """Return the key of a store or a copy, or None if it is plain or nothing is known of a key.

        It is by the key file beside it, or else by that of the store.

        Raises:
            StoreError: it can't be unlocked.
        """
        from resilify_cli.store.opening import key_beside, key_path
        from resilify_cli.store.private.encryption import begins_plain

        if not path.is_file() or not path.stat().st_size or begins_plain(path):
            return None
        store = self.around.paths.store
        key_file = (None if path == store else key_beside(path)) or key_path(store)
        if not key_file.exists():
            return None
        return self._of(key_file)

    def of_store(self) -> bytes | None:
        """Return the key that the store has, or had where it is gone; None for a plain one.

        Raises:
            StoreError: it can't be unlocked.
        """
        from resilify_cli.store.opening import key_path
        from resilify_cli.store.private.encryption import is_plain

        store = self.around.paths.store
        return None if is_plain(store) or not key_path(store).exists() else self._of(key_path(store))

    def _of(self, key_file: Path) -> bytes:
        if key_file not in self._known:
            from resilify_cli.store.private.keyfile import read_key_file

            self._known[key_file] = self.around.unlock(read_key_file(key_file))
        return self._known[key_file]
