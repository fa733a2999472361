"""Runs an export: to one file, a folder of files, or a stream."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from resilify_cli.atomic_files import atomic_write
from resilify_cli.exchange.containers.source import ProgressCallback, ignore_progress
from resilify_cli.exchange.export_reader import ExportReader
from resilify_cli.exchange.exporting.folder_writer import open_folder_writer
from resilify_cli.exchange.format import ExportFormat, FolderExportFormat
from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.exchange.transfer.record_reader import RecordReader

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.store.journal import Filter


def expected_count(database: Database, form: ExportFormat, wanted: Filter) -> int:
    """Return about how many things an export will write, for the display of progress."""
    return RecordReader(database).count() if form.complete else EntryReader(database).count(wanted)


def run_export(
    database: Database,
    form: ExportFormat,
    wanted: Filter,
    target: Path | TextIO,
    *,
    force: bool = False,
    on_progress: ProgressCallback = ignore_progress,
) -> int:
    """Export the journal, all of it as of one moment.

    Args:
        database: The store.
        form: The format to write.
        wanted: Which entries to write; a complete format takes no notice of it.
        target: The path of a file or a folder, or a stream.
        force: Whether to replace what is there.
        on_progress: Is called with the number of things written since its last call.

    Returns:
        How many things were written: entries, or rows of a table.

    Raises:
        FileNotWrittenError: It can't be written, or something is there and `force` is not set. Nothing of
            it is left.
        StoreError: The store can't be read.
    """
    reader = ExportReader(database, wanted, on_progress)
    with database.snapshot():
        if isinstance(form, FolderExportFormat):
            assert isinstance(target, Path), "a folder has a path"
            with open_folder_writer(target, force=force) as write:
                for name, text in form.files(reader):
                    write(name, text)
        elif isinstance(target, Path):
            with atomic_write(target, force=force) as file:
                form.write(reader, file)
        else:
            form.write(reader, target)
    return reader.count
