"""`dayone`: Day One's JSON, the .zip or folder that it comes in, and the files of its first version."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, time
from typing import TYPE_CHECKING, TextIO

from resilify_cli.exchange.containers.json_stream import read_list
from resilify_cli.exchange.containers.source import LARGEST_ENTRY
from resilify_cli.exchange.entries.portable_entry import ImportProblem, PortableEntry, ReadResult
from resilify_cli.exchange.entries.quoted_questions import add_question
from resilify_cli.exchange.entries.tag_lists import STARRED
from resilify_cli.exchange.file_dates.time_parsing import zone_name
from resilify_cli.exchange.format import FileExportFormat, ImportFormat
from resilify_cli.exchange.formats.dayone.entry import read_entry
from resilify_cli.exchange.formats.dayone.files import DayOneFile, contains_journal, journal_files
from resilify_cli.exchange.formats.dayone.first_version import (
    SUFFIX,
    is_first_version,
    read_first_version,
)
from resilify_cli.store.hashtags import tags_in

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.export_reader import ExportReader
    from resilify_cli.exchange.import_options import ImportOptions


class DayOne(FileExportFormat, ImportFormat):
    """Entries with a time, its zone and tags."""

    name = "dayone"
    description = "for Day One"

    def write(self, reader: ExportReader, file: TextIO) -> None:
        """Write each entry on a line."""
        file.write('{"metadata": {"version": "1.0"},\n"entries": [')
        before = "\n"
        for record in reader.entries():
            tags = tags_in(record.text)
            entry = {
                "uuid": f"{record.id}0000".upper(),
                "creationDate": f"{record.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
                "timeZone": zone_name(record.at),
                "starred": STARRED in tags,
                "tags": tags,
                "text": self.comparable_text(record),
            }
            if record.day == record.at.date() and record.at.time() == time():
                entry["isAllDay"] = True
            file.write(before + json.dumps(entry, ensure_ascii=False))
            before = ",\n"
        file.write("\n]}\n")

    def comparable_text(self, record: PortableEntry) -> str:
        """Return the question and the text."""
        return add_question(record)

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a source is of Day One: by its first keys, or by the files in a .zip or a folder."""
        return contains_journal(source)

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield each entry, of each journal in a .zip or in a folder."""
        for file in journal_files(source):
            if not isinstance(file, DayOneFile):
                yield file
            elif file.name.lower().endswith(SUFFIX) or is_first_version(file.source.head):
                data = file.source.open().read(LARGEST_ENTRY + 1)
                name = file.name or os.path.basename(source.name)
                yield read_first_version(data, name, options, file.modified, file.photos)
            else:
                yield from _read_json(file, options)


def _read_json(file: DayOneFile, options: ImportOptions) -> Iterator[ReadResult]:
    before = f"{file.name}:" if file.name else ""

    def entry(item: dict[str, object], place: str) -> ReadResult:
        return read_entry(item, before + place, options, modified=file.modified)

    for found in read_list(file.source, "entries", entry):
        yield (
            ImportProblem(before + found.location, found.message)
            if isinstance(found, ImportProblem)
            else found
        )
