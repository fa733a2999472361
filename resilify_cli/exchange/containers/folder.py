"""Lists the files of a folder that another program keeps its entries in, and checks them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import ImportProblem

_PIECE = 1024 * 1024
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class FolderFile(NamedTuple):
    """A file in a folder: its path, and its path relative to that folder."""

    path: str
    name: str


class WholeFile(NamedTuple):
    """What is in a file, when it was modified last, in seconds since 1970, and whether it is a link."""

    data: bytes
    modified: float
    is_link: bool


class _Regular(NamedTuple):
    """A regular file, as the system tells it, and whether it was reached by a link."""

    status: os.stat_result
    is_link: bool


class OpenFile(NamedTuple):
    """A file in a folder, opened for an import; without a source if it is not wanted."""

    path: str
    name: str
    source: ImportSource | None


def open_files(
    folder: ImportSource,
    without: Collection[str] = (),
    is_wanted: Callable[[str], bool] = lambda name: True,
) -> Iterator[OpenFile | ImportProblem]:
    """Open the files of a folder one after the other, each until the next is asked for.

    Args:
        folder: The folder.
        without: Names of folders to skip, in lower case.
        is_wanted: Returns whether to open a file, given its path relative to the folder.

    Yields:
        Each file, or its problem if it can't be read.
    """
    for file in walk_files(folder.name, without):
        folder.on_progress(1)
        if not is_wanted(file.name):
            yield OpenFile(file.path, file.name, None)
        elif problem := check_file(file):
            yield problem
        else:
            try:
                source = ImportSource(file.path)
            except ImportRefusedError:
                yield ImportProblem(file.name, "it can't be read")
                continue
            with source:
                yield OpenFile(file.path, file.name, source)


def walk_files(folder: str, without: Collection[str] = ()) -> Iterator[FolderFile]:
    """Yield the files in a folder and those below it, in the order of their names.

    Hidden files and folders are skipped: programs keep their settings and their trash there.

    Args:
        folder: The path of the folder.
        without: Names of folders to skip, in lower case.

    Raises:
        ImportRefusedError: The folder can't be read.
    """

    def refuse(error: OSError) -> None:
        if error.filename == folder:
            raise ImportRefusedError(f"{folder} can't be read: {error.strerror}.", "Check its rights.")

    for at, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name.lower() not in without
        )
        for name in sorted(files):
            if not name.startswith("."):
                path = os.path.join(at, name)
                yield FolderFile(path, path[len(folder) :].lstrip(os.sep))


def check_file(file: FolderFile) -> ImportProblem | None:
    """Return the problem with a file that is a device or a link out of its folder; else None."""
    found = _look_at(file)
    return found if isinstance(found, ImportProblem) else None


def read_whole(file: FolderFile, most: int) -> WholeFile | ImportProblem:
    """Read a file that `check_file` finds nothing wrong with.

    Args:
        file: The file.
        most: How many bytes are read of a larger one.

    Returns:
        What is in it, or the problem with it.
    """
    found = _look_at(file)
    if isinstance(found, ImportProblem):
        return found
    try:
        # Not by `open`, which asks the system once more about each file, and whose objects take as long.
        descriptor = os.open(file.path, _READ)
        try:
            # Python makes room for as much as is asked for, so no more than that, and one byte for its end.
            data = os.read(descriptor, min(found.status.st_size + 1, most))
            while len(data) < most and (more := os.read(descriptor, min(_PIECE, most - len(data)))):
                data += more
        finally:
            os.close(descriptor)
    except OSError as error:
        return ImportProblem(file.name, f"it can't be read ({error.strerror})")
    return WholeFile(data, found.status.st_mtime, found.is_link)


def _look_at(file: FolderFile) -> _Regular | ImportProblem:
    try:
        status = os.lstat(file.path)
        is_link = stat.S_ISLNK(status.st_mode)
        if is_link:
            if _leads_out(file):
                return ImportProblem(file.name, "this is a link that leads out of the folder")
            status = os.stat(file.path)
    except OSError as error:
        return ImportProblem(file.name, f"it can't be read ({error.strerror})")
    if not stat.S_ISREG(status.st_mode):
        return ImportProblem(file.name, "this is no regular file")
    return _Regular(status, is_link)


def _leads_out(link: FolderFile) -> bool:
    folder = os.path.realpath(link.path.removesuffix(link.name))
    return not os.path.realpath(link.path).startswith(os.path.join(folder, ""))


def modified_at(path: os.PathLike[str] | str | None) -> datetime | None:
    """Return when a file was modified last, in whole seconds; None if it can't be known."""
    try:
        return datetime.fromtimestamp(int(os.stat(path).st_mtime), UTC) if path else None
    except (OSError, ValueError, OverflowError):
        return None
