"""Copies the pages of a store's file that say where each table is from one file into another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from resilify_cli.store.engine import connect
from resilify_cli.store.migrations import migrate
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.vault.scratch import scratch_database

Pages = dict[int, bytes]

# https://www.sqlite.org/fileformat.html names these places of a file's header and of a b-tree page's.
_PAGE_SIZE = slice(16, 18)
_CHANGES, _COUNT, _VALID_FOR = slice(24, 28), slice(28, 32), slice(92, 96)
_HEADER = 100
_INTERIOR = 5
# The schema is written first, so its pages lie near the beginning, but for those of an upgrade.
_LONGEST = 1 << 24


def candidates(copies: Iterable[Path], folder: Path) -> Iterator[Pages]:
    """Yield the schema's pages of each copy that has any, and those of a new store, made in `folder`."""
    for copy in copies:
        if pages := _schema_pages(copy):
            yield pages
    with scratch_database(folder) as new:
        with closing(connect(new)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection, 0, MIGRATIONS)
        pages = _schema_pages(new)
    yield pages


def read_pages(path: Path, like: Pages) -> Pages:
    """Return the pages of a file that have the numbers of those in `like`, as far as it has them."""
    size = len(like[1])
    found: Pages = {}
    with open(path, "rb") as file:
        for number in like:
            file.seek((number - 1) * size)
            found[number] = file.read(size)
    return found


def put_pages(pages: Pages, path: Path) -> None:
    """Write pages over those of a file."""
    size = len(pages[1])
    with open(path, "r+b") as file:
        for number, page in pages.items():
            file.seek((number - 1) * size)
            file.write(page)


def fitted(pages: Pages, path: Path) -> Pages:
    """Return pages in which it says that the file is as long as the one at `path`, with them in it."""
    first = bytearray(pages[1])
    count = max(-(-path.stat().st_size // len(first)), *pages)
    first[_COUNT] = count.to_bytes(4, "big")
    first[_VALID_FOR] = first[_CHANGES]
    return {**pages, 1: bytes(first)}


def _schema_pages(path: Path) -> Pages:
    """Return the first page of a plain store, and those that it leads to if it does not hold all."""
    try:
        with open(path, "rb") as file:
            data = file.read(_LONGEST)
    except OSError:
        return {}
    size = int.from_bytes(data[_PAGE_SIZE], "big")
    size = 65536 if size == 1 else size
    if not data.startswith(b"SQLite") or size < 512 or len(data) < size:
        return {}
    numbers = [1, *(_child_pages(data[:size]) if data[_HEADER] == _INTERIOR else ())]
    return {number: data[(number - 1) * size : number * size] for number in numbers}


def _child_pages(page: bytes) -> list[int]:
    cells = int.from_bytes(page[_HEADER + 3 : _HEADER + 5], "big")
    places = [_HEADER + 12 + 2 * cell for cell in range(cells)]
    offsets = [int.from_bytes(page[place : place + 2], "big") for place in places]
    pointers = [*offsets, _HEADER + 8]
    return [int.from_bytes(page[place : place + 4], "big") for place in pointers]
