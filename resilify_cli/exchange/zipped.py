"""Reads JSON files out of a .zip, within bounds, without unpacking it to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.source import Source

# A few kilobytes can unpack to anything; no journal in words comes near this.
LARGEST = 1024**3


def is_zip(head: bytes) -> bool:
    """Return whether a file that begins so is a .zip."""
    return head.startswith(b"PK\x03\x04")


def in_zip(source: Source) -> Iterator[Source]:
    """Yield each JSON file at the top of a .zip.

    Raises:
        ImportRefusedError: it can't be read, holds no such file, or one that is too large.
    """
    if source.path is None:
        raise ImportRefusedError("A .zip can't be read from standard input.", "Name the file.")
    try:
        with zipfile.ZipFile(source.path) as archive:
            journals = [one for one in archive.infolist() if _is_journal(one)]
            if not journals:
                raise ImportRefusedError(
                    f"There is no journal in {source.name}.", "It should hold a .json file."
                )
            for journal in journals:
                with archive.open(journal) as stream:
                    yield Source(journal.filename, cast(BinaryIO, stream), source.tick)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        # A RuntimeError is a password that would be needed.
        raise ImportRefusedError(
            f"{source.name} is a .zip that can't be read.", "Unpack it first."
        ) from error


def _is_journal(file: zipfile.ZipInfo) -> bool:
    if "/" in file.filename or not file.filename.lower().endswith(".json"):
        return False
    if file.file_size > LARGEST:
        raise ImportRefusedError("A file in the .zip is too large for a journal.", "Unpack it first.")
    return True
