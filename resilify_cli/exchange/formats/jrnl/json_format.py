"""`jrnl-json`: what `jrnl --format json` writes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from resilify_cli.exchange.entries.entry_identity import derived_id
from resilify_cli.exchange.entries.portable_entry import PortableEntry, ReadResult
from resilify_cli.exchange.entries.quoted_questions import add_question, question_and_words
from resilify_cli.exchange.entries.tag_lists import STARRED
from resilify_cli.exchange.format import MINUTE, FileExportFormat, ImportFormat
from resilify_cli.exchange.formats.jrnl.files import JSON, jrnl_file_kind
from resilify_cli.exchange.formats.jrnl.json_entries import read_json_journal
from resilify_cli.store.hashtags import tags_in

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.export_reader import ExportReader
    from resilify_cli.exchange.import_options import ImportOptions


class JrnlJson(FileExportFormat, ImportFormat):
    """A title, which is the first line, and a body; times of the clock on the wall, by the minute."""

    name = "jrnl-json"
    description = "the JSON of jrnl"
    zoned = False
    # jrnl tells no seconds.
    resolution = MINUTE

    def write(self, reader: ExportReader, file: TextIO) -> None:
        """Write each entry on a line, then how often there is each tag."""
        counts: Counter[str] = Counter()
        before = "\n"
        file.write('{"entries": [')
        for record in reader.entries():
            title, _, body = add_question(record).rstrip("\n ").partition("\n")
            tags = [f"#{tag}" for tag in tags_in(record.text)]
            counts.update(tags)
            entry = {
                "title": title,
                "body": body,
                "date": f"{record.at:%Y-%m-%d}",
                "time": f"{record.at:%H:%M}",
                "tags": tags,
                "starred": f"#{STARRED}" in tags,
            }
            file.write(before + json.dumps(entry, ensure_ascii=False))
            before = ",\n"
        file.write(f'\n],\n"tags": {json.dumps(dict(counts.most_common()), ensure_ascii=False)}}}\n')

    def comparable_text(self, record: PortableEntry) -> str:
        """Return the words of question and text; jrnl breaks the line behind the first sentence."""
        return question_and_words(record)

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a source is JSON of jrnl, by its first keys: a journal, or an entry alone."""
        begins = re.match(rb'\s*\{\s*"(?:tags|entries)"\s*:', source.head)
        alone = b'"title"' in source.head and jrnl_file_kind("entry.json", source.head) == JSON
        return (begins is not None or alone) and b'"creationDate"' not in source.head

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield each entry."""
        yield from read_json_journal(source, "", options, self._legacy_id)

    def _legacy_id(self, text: str, at: datetime) -> str:
        return derived_id(self, PortableEntry(text, at))
