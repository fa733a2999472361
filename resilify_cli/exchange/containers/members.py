"""Lists and reads the files of a folder or of a .zip alike, within limits of number and size."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.source import LARGEST_ENTRY
from resilify_cli.exchange.containers.zip_file import LARGEST, UNREADABLE, is_zip

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource

MOST_FILES = 200_000


class MemberError(Exception):
    """A file can't be read; the message says why, in our own words."""


class Member(NamedTuple):
    """A file in a folder or a .zip.

    Attributes:
        path: Its path relative to the folder, with `/` between its parts.
        modified: When it was modified, in seconds since 1970.
        read: Returns its bytes, at most one more than an entry can have; raises a `MemberError` if the file
            can't be read.
    """

    path: str
    modified: float | None
    read: Callable[[], bytes]

    @property
    def folder(self) -> str:
        """The path of its folder, empty at the top."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]


@contextmanager
def open_members(source: ImportSource) -> Iterator[list[Member]]:
    """Open a folder or a .zip, and list its files by path; a source of another kind has none.

    Links are not followed, and files that systems add are left out.

    Raises:
        ImportRefusedError: It can't be read, or is too large.
    """
    if source.is_folder:
        yield sorted(_in_folder(source.name))
        return
    if source.path is None or not is_zip(source.head):
        yield []
        return
    try:
        archive = zipfile.ZipFile(source.path)
    except UNREADABLE as error:
        raise ImportRefusedError(
            f"{source.name} is a .zip that can't be read.", "Unpack it first."
        ) from error
    with archive:
        infos = [one for one in archive.infolist() if not one.is_dir() and not _is_extra(one.filename)]
        if sum(one.file_size for one in infos if one.file_size <= LARGEST_ENTRY) > LARGEST:
            raise ImportRefusedError(f"What {source.name} holds is too large.", "Unpack it first.")
        yield sorted(Member(one.filename, _modified_seconds(one), _unpacked(archive, one)) for one in infos)


def member_paths(source: ImportSource) -> list[str]:
    """Return the paths of the files in a folder or a .zip; none if it can't be read."""
    try:
        with open_members(source) as found:
            return [member.path for member in found]
    except ImportRefusedError:
        return []


def _is_extra(path: str) -> bool:
    return path.startswith("__MACOSX/") or path.rpartition("/")[2] == ".DS_Store"


def _in_folder(folder: str) -> Iterator[Member]:
    count = 0
    for at, _, files in os.walk(folder):
        for name in files:
            whole = os.path.join(at, name)
            path = whole[len(folder) :].lstrip(os.sep).replace(os.sep, "/")
            count += 1
            if count > MOST_FILES:
                raise ImportRefusedError(f"There are too many files in {folder}.", "Name a folder in it.")
            try:
                found = os.lstat(whole)
            except OSError:
                continue
            if stat.S_ISREG(found.st_mode) and not _is_extra(path):
                yield Member(path, found.st_mtime, _from_disk(whole))


def _from_disk(path: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with open(path, "rb") as file:
                return file.read(LARGEST_ENTRY + 1)
        except OSError as error:
            raise MemberError(f"it can't be read ({error.strerror})") from error

    return read


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive.open(info) as file:
                return file.read(LARGEST_ENTRY + 1)
        except UNREADABLE as error:
            raise MemberError("the .zip is damaged here") from error

    return read


def _modified_seconds(info: zipfile.ZipInfo) -> float | None:
    try:
        return datetime(*info.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
