"""Runs an import: detects the format of a source and brings it into the store, in one transaction."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.describe import describe_contents
from resilify_cli.exchange.file_dates.daily_zone import DailyZone
from resilify_cli.exchange.formats.registry import import_formats
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.importer import Importer
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.notes.note_file import NOTE_SUFFIXES
from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
from resilify_cli.store.acts import ImportBatch

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.format import ImportFormat
    from resilify_cli.store.database import Database


class _DryRun(Exception):
    """Rolls the transaction of a dry run back."""


def detect_format(source: ImportSource) -> ImportFormat:
    """Return the format of a source.

    Raises:
        ImportRefusedError: It is of no format that is known.
    """
    for form in import_formats().values():
        if form.recognizes(source):
            return form
    # Plain text that is no journal of ours or of jrnl is a note.
    if source.name.lower().endswith(NOTE_SUFFIXES) and b"\0" not in source.head and source.head.strip():
        return import_formats()["markdown"]
    names = ", ".join(import_formats())
    there = describe_contents(source)
    raise ImportRefusedError(
        f"{source.name} is of no format that is known here.{f' There is: {there}.' if there else ''}",
        f"If it is one of {names}, say which: --format NAME",
    )


def run_import(
    database: Database,
    form: ImportFormat,
    source: ImportSource,
    options: ImportOptions | None = None,
    *,
    dry_run: bool = False,
) -> ImportSummary:
    """Import all that can be read of a source, in one transaction.

    Args:
        database: The store to import into.
        form: The format of the source.
        source: What to import.
        options: The options of the import; by default none, at the time of the store's clock. The programs
            that were begun here are known besides those of the options.
        dry_run: Whether to leave the store as it was, and only tell what would come in.

    Returns:
        What came in, or would.

    Raises:
        ImportRefusedError: Nothing of it can be read.
        StoreError: The store can't be written. Nothing came in.
    """
    options = _with_begun_programs(options or ImportOptions(now=database.clock()), database)
    options = replace(options, zone=DailyZone(options.zone))
    summary = ImportSummary()
    try:
        with (
            database.large_cache(),
            database.transaction() as connection,
            DeferredFtsIndex(connection) as index,
        ):
            batch = ImportBatch(connection, database.clock(), form.name)
            importer = Importer(database, index, summary, options, batch)
            importer.add_all(form, form.read(source, options))
            importer.finish()
            batch.close()
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return summary


def _with_begun_programs(options: ImportOptions, database: Database) -> ImportOptions:
    known = options.programs
    return replace(options, programs=cache(lambda: frozenset((*known(), *_begun_programs(database)))))


def _begun_programs(database: Database) -> set[str]:
    """Return the titles of the programs that were begun here."""
    return {str(row["title"]) for row in database.rows("SELECT DISTINCT title FROM enrollments")}
