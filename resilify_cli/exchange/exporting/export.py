"""Takes the journal out of the store: into one file, a folder of files, or a stream."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from resilify_cli.atomic_files import atomic_write
from resilify_cli.exchange.containers.source import ProgressCallback, ignore_progress
from resilify_cli.exchange.export_reader import ExportReader
from resilify_cli.exchange.exporting.folder_writer import open_folder_writer
from resilify_cli.exchange.format import FileFormat, FolderFormat, Format
from resilify_cli.exchange.transfer.entry_reader import Leaving
from resilify_cli.exchange.transfer.records import Transfer
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter


def expected_count(database: Database, form: Format, wanted: Filter) -> int:
    """Return about how many things there are to export, to show how far it is."""
    return Transfer(database).count() if form.complete else Leaving(database).count(wanted)


def run_export(
    database: Database,
    form: Format,
    wanted: Filter,
    target: Path | TextIO,
    *,
    force: bool = False,
    on_progress: ProgressCallback = ignore_progress,
) -> int:
    """Write what is wanted to a file, a folder or a stream, all as of one moment, and return how many went.

    Raises:
        FileNotWrittenError: it can't be written, or something is there and `force` is not set. Nothing
            of it is left.
        StoreError: the store can't be read.
    """
    outgoing = ExportReader(database, wanted, on_progress)
    with database.snapshot():
        if isinstance(form, FolderFormat):
            assert isinstance(target, Path), "a folder is named"
            with open_folder_writer(target, force=force) as write:
                for name, text in form.files(outgoing):
                    write(name, text)
            return outgoing.count
        assert isinstance(form, FileFormat), "a format is of a file or of a folder"
        if isinstance(target, Path):
            with atomic_write(target, force=force) as file:
                form.write(outgoing, file)
        else:
            form.write(outgoing, target)
    return outgoing.count
