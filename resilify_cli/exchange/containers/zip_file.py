"""Reads files out of a .zip as streams, within limits of size, without unpacking it to disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, BinaryIO, cast

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.describe import describe_contents
from resilify_cli.exchange.containers.json_stream import BrokenJsonError
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import ImportProblem

# A few kilobytes can unpack to anything; no journals in words come near this, all of them together.
LARGEST = 1024**3
# What a .zip with wrong bytes raises, by where they are: a name, a place, a checksum, what is packed.
_DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    # As `_Unpacked` tells it.
    BrokenJsonError,
)
with suppress(ImportError):
    # A Python may be built without it; then zipfile says so itself.
    from lzma import LZMAError

    _DAMAGE += (LZMAError,)
# A RuntimeError is a password that would be needed, or a way of packing that is not known here.
UNREADABLE: tuple[type[Exception], ...] = (*_DAMAGE, RuntimeError)
_DAMAGED = "the .zip is damaged from here on"


def is_zip(head: bytes) -> bool:
    """Return whether a file is a .zip, by its first bytes."""
    return head.startswith(b"PK\x03\x04")


def zip_names(source: ImportSource) -> list[str] | None:
    """Return the names of the files in a .zip; None if they can't be read."""
    if source.path is None:
        return None
    try:
        with zipfile.ZipFile(source.path) as archive:
            return [one.filename for one in archive.infolist() if not one.is_dir()]
    except UNREADABLE:
        return None


def open_zip_files(
    source: ImportSource, is_wanted: Callable[[str], bool]
) -> Iterator[ImportSource | ImportProblem]:
    """Yield each wanted file of a .zip as a source, or the problem of one that is damaged.

    Args:
        source: The .zip.
        is_wanted: Returns whether to read a file, given its name.

    Raises:
        ImportRefusedError: The .zip can't be read, holds no such file, or one that is too large.
    """
    if source.path is None:
        raise ImportRefusedError("A .zip can't be read from standard input.", "Name the file.")
    try:
        with zipfile.ZipFile(source.path) as archive:
            for journal in _wanted_members(archive, source, is_wanted):
                yield from _in_file(archive, journal, source)
    except UNREADABLE as error:
        raise ImportRefusedError(
            f"{source.name} is a .zip that can't be read.", "Unpack it first."
        ) from error


def _wanted_members(
    archive: zipfile.ZipFile, source: ImportSource, is_wanted: Callable[[str], bool]
) -> list[zipfile.ZipInfo]:
    wanted = [one for one in archive.infolist() if not one.is_dir() and is_wanted(one.filename)]
    if not wanted:
        raise ImportRefusedError(
            f"There is no journal in {source.name}. There is: {describe_contents(source)}.",
            "It should hold a .json file.",
        )
    if sum(one.file_size for one in wanted) > LARGEST:
        raise ImportRefusedError(f"What {source.name} holds is too large for a journal.", "Unpack it first.")
    return wanted


def _in_file(
    archive: zipfile.ZipFile, journal: zipfile.ZipInfo, source: ImportSource
) -> Iterator[ImportSource | ImportProblem]:
    try:
        with archive.open(journal) as stream:
            yield ImportSource(journal.filename, cast(BinaryIO, _Unpacked(stream)), source.on_progress)
    except _DAMAGE:
        yield ImportProblem(journal.filename, _DAMAGED)


class _Unpacked(io.RawIOBase):
    """A stream of a file in a .zip, which raises a `BrokenJsonError` where it is damaged."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            got = self._stream.read(len(buffer))
        except _DAMAGE as error:
            raise BrokenJsonError(_DAMAGED) from error
        buffer[: len(got)] = got
        return len(got)
