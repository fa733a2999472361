"""Brings a file or a folder into the store, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.describe import describe_contents
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.format import Format
from resilify_cli.exchange.formats.markdown.folder import NOTE_SUFFIXES
from resilify_cli.exchange.formats.registry import formats
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.importer import Importer
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.deferred_index import LateIndex
from resilify_cli.store.acts import Batch
from resilify_cli.store.database import Database


class _LookedAtOnly(Exception):
    """Everything was read and kept; now it is to be as if it had not been."""


def import_formats() -> Mapping[str, Format]:
    """Return the formats that can be read, by their names."""
    return {name: form for name, form in formats().items() if form.can_read}


def detect_format(source: ImportSource) -> Format:
    """Return the format of what is to be imported.

    Raises:
        ImportRefusedError: it is of none that is known.
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
    form: Format,
    source: ImportSource,
    options: ImportOptions | None = None,
    *,
    dry_run: bool = False,
) -> ImportSummary:
    """Bring in all that can be read, or with `dry_run` tell what would come; the store is one or the other.

    Without `options` nothing is said about the import, and it is now by the store's clock. The programs that
    were begun here are known besides those of the `options`.

    Raises:
        ImportRefusedError: nothing of it can be read.
        StoreError: it can't be written. Nothing came in.
    """
    options = options or ImportOptions(now=database.clock().astimezone())
    known = options.programs
    options = replace(options, programs=cache(lambda: {*known(), *_begun(database)}))
    account = ImportSummary()
    try:
        with database.transaction() as connection, LateIndex(connection) as index:
            batch = Batch(connection, database.clock(), form.name)
            incoming = Importer(database, index, account, options, batch)
            form.bring(source, incoming)
            incoming.end()
            batch.close()
            if dry_run:
                raise _LookedAtOnly
    except _LookedAtOnly:
        pass
    return account


def _begun(database: Database) -> set[str]:
    """Return the titles of the programs that were begun here."""
    return {str(row["title"]) for row in database.rows("SELECT DISTINCT title FROM enrollments")}
