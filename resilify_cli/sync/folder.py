"""The files in a sync folder: their names, and how they are read, placed and removed.

`resilify-sync.json` says which folder it is. `keys/` holds the key, wrapped. Each device has a folder of its
own, which no other device writes to, with segments that never change and snapshots that stand for the
segments before them.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from resilify_cli.atomic_files import place_file, scratch_file, sync_file, sync_folder
from resilify_cli.errors import ResilifyError
from resilify_cli.sync.names import DeviceFiles, KeyName, SegmentName, SegmentStamp, content_hash

FORMAT = 1
_MANIFEST, _KEYS = "resilify-sync.json", "keys"
_DEVICE = re.compile(r"[0-9a-f]{16}", re.ASCII)
_FOLDER_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
# What cloud folders leave of a file whose content they have taken away for now.
_EVICTED = re.compile(r"\.(.+\.age)\.icloud|(.+\.age)\.(?:nextcloud|owncloud)", re.ASCII)
_KEY_KINDS = ("key", "keys", "proof")
_KEY_PART = re.compile(r"[1-9]\d{0,5}-[0-9a-f]{16}\.(?:key|keys|proof)", re.ASCII)
_MOST_BYTES = 1 << 30
_MOST_MANIFEST = 4096
_MOST_KEY_PART = 4 << 20


class SyncFolderError(ResilifyError):
    """A sync folder is missing, is another one, or can't be read or written."""


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """One sync folder. Nothing is made or looked for by naming it.

    Attributes:
        path: The folder.
    """

    path: Path

    def check_new(self) -> None:
        """Check that the folder may become a sync folder: it is not there yet, or nothing is in it.

        Raises:
            SyncFolderError: It is one already, or something else is in it.
        """
        with _system_errors(self.path):
            if self.path.exists() and not self.path.is_dir():
                raise SyncFolderError(f"{self.path} is no folder.", "Name a new or an empty folder.")
            if (self.path / _MANIFEST).exists():
                raise SyncFolderError(
                    f"{self.path} is a sync folder already.",
                    f"To use it here too: resilify sync join {self.path}",
                )
            if any(not name.startswith(".") for name in self._file_names(self.path)):
                raise SyncFolderError(f"{self.path} is not empty.", "Name a new or an empty folder.")

    def create(self) -> str:
        """Make the folder a sync folder, and return its id: 32 random hex digits.

        Raises:
            SyncFolderError: It is one already, or something else is in it, or it can't be made.
        """
        self.check_new()
        with _system_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            folder_id = os.urandom(16).hex()
            content = json.dumps({"application": "resilify", "sync_format": FORMAT, "id": folder_id})
            self._write_file(self.path / _MANIFEST, f"{content}\n".encode())
        return folder_id

    def read_id(self) -> str:
        """Return the id of the folder.

        Raises:
            SyncFolderError: It is no sync folder, or one of a newer resilify.
        """
        content = _read_file(self.path / _MANIFEST, most=_MOST_MANIFEST)
        if content is None:
            raise SyncFolderError(
                f"There is no sync folder at {self.path}: its {_MANIFEST} is missing. Nothing was changed.",
                "If what carries it has not brought it yet, wait, and try again.",
            )
        try:
            found = json.loads(content)
            newer, folder_id = found["sync_format"] > FORMAT, found["id"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise SyncFolderError(
                f"{_MANIFEST} in {self.path} is damaged. Nothing was changed.",
                "Put it back from another machine's folder: it is the same on all of them.",
            ) from error
        if newer:
            raise SyncFolderError(
                f"The folder {self.path} was made by a newer resilify. Nothing was changed.",
                "Update resilify: pip install --upgrade resilify-cli",
            )
        if not isinstance(folder_id, str) or not _FOLDER_ID.fullmatch(folder_id):
            raise SyncFolderError(f"{_MANIFEST} in {self.path} is damaged. Nothing was changed.")
        return folder_id

    def devices(self) -> list[str]:
        """Return the names of the folders of devices."""
        return [name for name in self._file_names(self.path) if _DEVICE.fullmatch(name)]

    def files(self, device: str) -> DeviceFiles:
        """Return what lies in the folder of a device."""
        segments, evicted, strange = [], [], []
        for name in self._file_names(self.path / device):
            if parsed := SegmentName.parse(name):
                segments.append(parsed)
            elif found := _EVICTED.fullmatch(name):
                evicted.append(found[1] or found[2])
            elif not name.startswith("."):
                strange.append(name)
        return DeviceFiles(tuple(sorted(segments)), tuple(evicted), tuple(strange))

    def segment_path(self, device: str, name: SegmentName) -> Path:
        """Return where a segment of a device lies."""
        return self.path / device / str(name)

    def read(self, device: str, name: SegmentName) -> bytes | None:
        """Return the content of a segment; None if it can't be read, or is not what its name says."""
        content = _read_file(self.segment_path(device, name))
        return content if content is not None and content_hash(content) == name.hash else None

    def place(self, device: str, name: SegmentName, content: bytes) -> None:
        """Write a new segment of this device, whole or not at all.

        Raises:
            SyncFolderError: It can't be written.
        """
        with _system_errors(self.path):
            (self.path / device).mkdir(exist_ok=True)
            self._write_file(self.segment_path(device, name), content)

    def remove(self, device: str, names: list[SegmentName]) -> None:
        """Remove segments of this device. One that can't be removed stays, and goes another time."""
        for name in names:
            # What stands for content that a carrier has taken away goes too: it would bring that back.
            for file in (str(name), f".{name}.icloud", f"{name}.nextcloud", f"{name}.owncloud"):
                with suppress(OSError):
                    (self.path / device / file).unlink(missing_ok=True)
        sync_folder(self.path / device)

    def stamp(self, device: str, name: SegmentName) -> SegmentStamp | None:
        """Return the size and time of a segment; None if it is not there."""
        try:
            found = os.lstat(self.segment_path(device, name))
        except OSError:
            return None
        return SegmentStamp(found.st_size, found.st_mtime_ns)

    def key_names(self) -> list[KeyName]:
        """Return the names of the keys that are there, in order."""
        files = [name for name in self._file_names(self.path / _KEYS) if name.endswith(".key")]
        names = [name for file in files if (name := KeyName.parse(file.removesuffix(".key")))]
        # A pipe would wait for ever, and a link lead out of the folder.
        return sorted(name for name in names if _is_regular(self.key_file(name)))

    def key_file(self, name: KeyName) -> Path:
        """Return where a key lies, wrapped."""
        return self._key_part(name, "key")

    def place_key_part(self, name: KeyName, kind: str, content: bytes) -> None:
        """Write one of the files beside a key file: `keys`, what it opens, or `proof`, who made it.

        Raises:
            SyncFolderError: It can't be written.
        """
        with _system_errors(self.path):
            (self.path / _KEYS).mkdir(exist_ok=True)
            self._write_file(self._key_part(name, kind), content)

    def set_aside_key(self, name: KeyName) -> Path:
        """Give the files of a key other names, by which no machine looks for them.

        Returns:
            Where its key file lies now.

        Raises:
            SyncFolderError: They can't be given others.
        """
        with _system_errors(self.path):
            # Without its key file the others are no key.
            for kind in _KEY_KINDS:
                path = self._key_part(name, kind)
                with suppress(FileNotFoundError):
                    path.rename(_set_aside_name(path))
        return _set_aside_name(self.key_file(name))

    def strange_key_files(self) -> list[str]:
        """Return the names of files among the keys that no machine of ours writes."""
        names = self._file_names(self.path / _KEYS)
        return [name for name in names if not _KEY_PART.fullmatch(name) and not name.startswith(".")]

    def read_key_part(self, name: KeyName, kind: str) -> bytes | None:
        """Return the content of one of the files beside a key file; None if it can't be read."""
        return _read_file(self._key_part(name, kind), most=_MOST_KEY_PART)

    def _key_part(self, name: KeyName, kind: str) -> Path:
        return self.path / _KEYS / f"{name}.{kind}"

    def _file_names(self, folder: Path) -> Iterator[str]:
        try:
            yield from sorted(os.listdir(folder))
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise SyncFolderError(f"{folder} can't be read: {error.strerror}.") from error

    def _write_file(self, path: Path, content: bytes) -> None:
        with scratch_file(path.parent) as scratch:
            scratch.write_bytes(content)
            sync_file(scratch)
            place_file(scratch, path, force=False)


def _set_aside_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.set-aside")


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _read_file(path: Path, most: int = _MOST_BYTES) -> bytes | None:
    """Return the content of a regular file; None if there is none, or it is too long."""
    try:
        # A pipe would wait for ever, and a link lead out of the folder.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(number, "rb") as file:
            return file.read() if 0 < os.fstat(number).st_size <= most else None
    except OSError:
        return None


@contextmanager
def _system_errors(folder: Path) -> Iterator[None]:
    """Turn an `OSError` inside the context into a `SyncFolderError`."""
    try:
        yield
    except OSError as error:
        raise SyncFolderError(
            f"The folder {folder} can't be written: {error.strerror or 'unknown error'}."
            " Your journal is as it was.",
            "Call the command again once it can be written.",
        ) from error
