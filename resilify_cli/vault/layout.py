"""Names every file of the data folder; the names of backups are those of `backup_names`.

The folder has the store, its rollback journal and its key file; what was set aside of them; the folder of
backups, with copies of the store and of its key file; the folder for an editor's files; and, for as long as
they are being made, files with names of their own. In RESILIFY_HOME the person's programs, the settings and
the cache lie there too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from resilify_cli.store.sqlite_file import is_journal, journal_of, without_journal

_STORE, _KEY_SUFFIX, _STORE_SUFFIX = "resilify.db", ".key", ".db"
_BACKUPS, _EDITOR, _PROGRAMS, _SETTINGS, _CACHE = "backups", "editor", "programs", "settings.toml", "cache"
_CATALOG = "catalog.json"
_REMINDERS, _REMINDER_TIMES = "reminders.json", "reminder-times.json"
_IN_MEMORY = "resilify-"
_SET_ASIDE = "set-aside"
_MOST_SET_ASIDE = 99
# Earlier versions gave this suffix to what `encrypt` and `decrypt` make, and still sweep it.
_CONVERTED = ".turned"
# Compiled where it is needed: most commands look at no copy.
_KEY_COPY = r"(?a)resilify-[0-9a-f]{16}\.key"


class VaultLayout:
    """The names of the files in the data folder. Nothing is made or looked for by naming it.

    Attributes:
        store: The store's file. All other names follow from it.
    """

    def __init__(self, store: Path) -> None:
        self.store = store

    @classmethod
    def in_folder(cls, folder: Path) -> VaultLayout:
        """Return the layout of a data folder."""
        return cls(folder / _STORE)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.store.parent

    @property
    def journal(self) -> Path:
        """The store's rollback journal."""
        return journal_of(self.store)

    @property
    def key_file(self) -> Path:
        """The key file of an encrypted store."""
        return self.store.with_suffix(_KEY_SUFFIX)

    @property
    def sync_lock(self) -> Path:
        """The empty file that a sync of the store locks."""
        return self.store.with_name(f".{self.store.name}.lock")

    @property
    def reminders(self) -> Path:
        """The file of the reminders, which holds no words of the person."""
        return self.folder / _REMINDERS

    @property
    def reminder_times(self) -> Path:
        """The file of when reminders were shown, and of what was done in a locked store."""
        return self.folder / _REMINDER_TIMES

    @property
    def sync_waiting(self) -> Path:
        """The empty file that a sync of the store locks while it waits for another one."""
        return self.store.with_name(f".{self.store.name}.waiting")

    @property
    def backups(self) -> Path:
        """The folder of the copies that are made by themselves, and of the copies of the key file."""
        return self.folder / _BACKUPS

    @property
    def editor(self) -> Path:
        """The folder of a text while it is in an editor."""
        return self.folder / _EDITOR

    @property
    def programs(self) -> Path:
        """The folder of the person's own programs."""
        return self.folder / _PROGRAMS

    @property
    def private_folders(self) -> tuple[Path, ...]:
        """The folders that hold the person's words besides the data folder."""
        return self.backups, self.editor

    def key_copy(self, key_id: str) -> Path:
        """Return where the copy of the key file with this id is kept."""
        return self.backups / f"resilify-{key_id}{_KEY_SUFFIX}"

    def set_aside_names(self, at: datetime) -> Iterator[Path]:
        """Yield names for a store that is set aside which neither a store nor a journal has yet."""
        stem = f"{self.store.name}.{_SET_ASIDE}-{at:%Y%m%d-%H%M%S}"
        for number in range(1, _MOST_SET_ASIDE + 1):
            name = self.store.with_name(stem if number == 1 else f"{stem}-{number}")
            if not any(map(os.path.lexists, (name, journal_of(name)))):
                yield name

    def set_aside_stores(self) -> list[Path]:
        """Return the stores that were set aside, the newest first."""
        found = self.folder.glob(f"{self.store.name}.{_SET_ASIDE}-*")
        return sorted((path for path in found if not is_journal(path)), reverse=True)

    def set_aside_key_names(self, at: datetime) -> Iterator[Path]:
        """Yield names for a key file that is set aside which nothing has yet."""
        stem = f"{self.key_file.name}.{_SET_ASIDE}-{at:%Y%m%d-%H%M%S}"
        for number in range(1, _MOST_SET_ASIDE + 1):
            name = self.key_file.with_name(stem if number == 1 else f"{stem}-{number}")
            if not os.path.lexists(name):
                yield name

    def new_store(self, process: int) -> Path:
        """Return where a process makes an empty store before it is put in its place."""
        return self.store.with_name(f".{self.store.name}.{process}")

    def copies(self) -> list[Path]:
        """Return the copies of the store that are there: backups, and what was set aside beside it."""
        beside = self.folder.glob(f"{self.store.name}.*")
        found = (path for path in beside if not is_journal(path) and path.suffix != _KEY_SUFFIX)
        # A copy that came from elsewhere may have brought its key file.
        kept = (path for path in self.backups.glob("[!.]*") if path.suffix == _STORE_SUFFIX)
        return sorted(path for path in (*found, *kept) if path.is_file() and not path.is_symlink())

    def visible_files(self) -> list[Path]:
        """Return the files in the data folder and among the backups that are not hidden."""
        found = [path for folder in (self.folder, self.backups) for path in sorted(folder.glob("*"))]
        return [path for path in found if path.is_file() and not path.is_symlink()]

    def unfinished_files(self) -> list[Path]:
        """Return the files that a killed command left in the data folder or among the backups."""
        found = (path for folder in (self.folder, self.backups) for path in folder.glob(".*"))
        return [path for path in found if self.is_unfinished(path)]

    def is_unfinished(self, path: Path) -> bool:
        """Return whether a path has the name of a file that was being made, or of its rollback journal."""
        path = without_journal(path)
        new = rf"\.{re.escape(self.store.name)}\.\d+"
        converted = rf"\.{re.escape(self.store.stem)}.*{re.escape(_CONVERTED)}"
        return _is_scratch_file(path) or re.fullmatch(f"{new}|{converted}", path.name) is not None

    def is_private(self, path: Path) -> bool:
        """Return whether a file of the data folder is the store, its key, or made from them."""
        ours = path.name.startswith((self.store.name, f".{self.store.name}.")) or path == self.key_file
        return ours or _is_scratch_file(without_journal(path))

    def has_store_name(self, path: Path) -> bool:
        """Return whether a file's name tells that it has to do with the store."""
        return self.store.stem in path.name

    def holds_only_ours(self) -> bool:
        """Return whether nothing but what is resilify's lies in the data folder."""
        ours = {_BACKUPS, _EDITOR, _PROGRAMS, _SETTINGS, _CACHE, _REMINDERS, _REMINDER_TIMES}
        stem = self.store.stem
        return all(
            name in ours or name.startswith((f"{stem}.", f"{stem}-", f".{stem}.", f".{stem}-"))
            for name in os.listdir(self.folder)
        )

    def guarded_paths(self) -> Iterator[Path]:
        """Yield the private folders and files: the store, its key, each copy, and the reminders."""
        yield from self.private_folders
        yield from (self.key_file, self.reminders, self.reminder_times)
        yield from (self.folder / name for name in _names_in(self.folder) if name.startswith(self.store.name))
        # What a link leads to is somebody else's; the link itself is refused as such.
        if not self.backups.is_symlink():
            yield from (self.backups / name for name in _names_in(self.backups))

    def all_files(self, editors: Iterable[Path], cache: Path) -> list[Path]:
        """Return every file that may hold the person's words or tell of them; key files come last.

        A store that an interruption cut off from its key or its journal would be reported as damaged.

        Args:
            editors: The folders that an editor's files lie in.
            cache: The file of the program cache; the programs in it have files beside it, named like it.
        """
        name, folder = self.store.name, self.folder
        beside = [*sorted(folder.glob(f"{name}*")), *sorted(folder.glob(f".{name}*")), *_scratch_in(folder)]
        folders = (self.backups, *editors)
        real = [one for one in folders if not one.is_symlink()]
        inside = [path for pattern in ("*", ".*") for one in real for path in sorted(one.glob(pattern))]
        links = [one for one in folders if one.is_symlink()]
        journals = filter(is_journal, beside)
        copies = sorted((path for path in self.backups.glob("*") if is_key_copy(path)), reverse=True)
        # Also a key file that was set aside.
        keys = [*copies, *sorted(folder.glob(f"{self.key_file.name}*"), reverse=True)]
        reminders = (self.reminders, self.reminder_times)
        cached = [cache, *sorted(cache.parent.glob(f"{cache.stem}-*")), *_scratch_in(cache.parent)]
        others = (*journals, *beside, *inside, *links, *reminders, *cached)
        found = dict.fromkeys([*(path for path in others if path not in keys), *keys])
        return [path for path in found if os.path.lexists(path) and (path.is_symlink() or not path.is_dir())]


def is_key_copy(path: Path) -> bool:
    """Return whether a path has the name of a copy of a key file."""
    return re.fullmatch(_KEY_COPY, path.name) is not None


def key_file_of_copy(copy: Path) -> Path:
    """Return where the key file of a copy of the store is put: beside it, named by the whole of its name."""
    return copy.with_name(f"{copy.name}{_KEY_SUFFIX}")


def key_file_beside(copy: Path) -> Path | None:
    """Return the key file beside a copy, or beside a store that is taken for one, if there is any."""
    copies = (copy, Path(os.path.realpath(copy)))
    # Earlier versions gave the key file of a copy the name that a store's has.
    places = (place for path in copies for place in (key_file_of_copy(path), VaultLayout(path).key_file))
    return next((path for path in places if path.exists()), None)


def conversion_file(path: Path) -> Path:
    """Return where the other form of a store or a copy is made when it is encrypted or decrypted."""
    return path.with_name(f".{path.name}{_CONVERTED}")


def editor_folder_prefix(store_hash: str) -> str:
    """Return the prefix of the names of a store's folders for an editor in memory."""
    return f"{_IN_MEMORY}{store_hash}-"


def is_removable_folder(folder: Path) -> bool:
    """Return whether a folder is one that goes when it is empty, by its name."""
    return folder.name in {_BACKUPS, _EDITOR, _CACHE} or folder.name.startswith(_IN_MEMORY)


def settings_file(folder: Path) -> Path:
    """Return the settings file in a folder for settings."""
    return folder / _SETTINGS


def cache_file(folder: Path) -> Path:
    """Return the file of the program cache in a folder for caches."""
    return folder / _CATALOG


def cache_folder(home: Path) -> Path:
    """Return the folder for caches in RESILIFY_HOME."""
    return home / _CACHE


def _is_scratch_file(path: Path) -> bool:
    # To read a store takes no scratch files, and what makes them is not loaded for that.
    from resilify_cli.atomic_files import is_scratch_file

    return is_scratch_file(path)


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _scratch_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob(".*")) if _is_scratch_file(without_journal(path))]
