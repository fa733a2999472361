"""What the tests of export and import share: stores in memory, and a way out and back in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.exporting.export import run_export
from resilify_cli.exchange.formats.registry import export_formats, import_formats
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from tests.stores_in_memory import store_in_memory


def noon() -> datetime:
    """A clock that stands still."""
    return datetime(2026, 11, 3, 12, tzinfo=UTC)


def new_store() -> Database:
    """Return an empty store in memory."""
    return store_in_memory("nowhere", noon)


def written(database: Database, name: str = "json") -> bytes:
    """Return what a format of one file makes of a store."""
    file = io.StringIO(newline="")
    run_export(database, export_formats()[name], Filter(), file)
    return file.getvalue().encode()


def read(database: Database, data: bytes, name: str = "json", *, mine: bool = False) -> ImportSummary:
    """Bring a file of this content into a store, as somebody's or as `mine`."""
    options = ImportOptions(mine=mine, now=database.clock().astimezone())
    with ImportSource("a file", io.BytesIO(data)) as source:
        return run_import(database, import_formats()[name], source, options)


@pytest.fixture
def empty() -> Iterator[Database]:
    database = new_store()
    yield database
    database.close()


@pytest.fixture
def brought(empty: Database) -> Callable[..., list[tuple[str, str]]]:
    """Bring a text in and return the times (on the wall) and the texts of the entries that came, in order."""

    def bring_in(text: str, name: str) -> list[tuple[str, str]]:
        account = read(empty, text.encode(), name)
        assert not account.problems, account.problems
        return told(empty)

    return bring_in


def told(database: Database) -> list[tuple[str, str]]:
    """Return the times on the wall and the texts of all entries, oldest first."""
    from resilify_cli.exchange.transfer.entry_reader import EntryReader

    return [(f"{e.at:%Y-%m-%d %H:%M:%S}", e.text) for e in EntryReader(database).entries(Filter())]
