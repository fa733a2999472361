"""What SQLite's file format says of a file without opening it (https://www.sqlite.org/fileformat2.html).

And the two numbers by which the header of a file tells that it is a store of ours, and of which version.
"""

from __future__ import annotations

from pathlib import Path

MAGIC = b"SQLite format 3\0"
HEADER_BYTES = 100
# "rslf", so that `file` and we can tell a store of ours from any other SQLite file.
APPLICATION_ID = 0x72736C66
# How many steps of `schema.MIGRATIONS` a store of today has had (`user_version`). It stands here so that one
# which needs none of them is opened without loading them.
SCHEMA_VERSION = 14
_JOURNAL = "-journal"
_LARGEST_PAGE = 65_536


def application_id(header: bytes) -> int:
    """Return the application id in the header of a database file."""
    return int.from_bytes(header[68:72], "big")


def expected_size(header: bytes) -> int:
    """Return how many bytes a database file with this header has at least."""
    page = int.from_bytes(header[16:18], "big")
    # The count of pages holds only if the program that wrote it was also the last one to change the file.
    pages = int.from_bytes(header[28:32], "big") if header[24:28] == header[92:96] else 1
    return (_LARGEST_PAGE if page == 1 else page) * pages


def journal_of(path: Path) -> Path:
    """Return the rollback journal of a database file: what takes back a write that was cut off."""
    return path.with_name(f"{path.name}{_JOURNAL}")


def is_journal(path: Path) -> bool:
    """Return whether a path has the name of a rollback journal."""
    return path.name.endswith(_JOURNAL)


def without_journal(path: Path) -> Path:
    """Return the database file that a rollback journal belongs to; any other path as it is."""
    return path.with_name(path.name.removesuffix(_JOURNAL)) if is_journal(path) else path
