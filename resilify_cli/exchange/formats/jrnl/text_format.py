"""`jrnl`: a journal of jrnl in plain text, as `jrnl --import` takes it (jrnl reads no JSON).

Read as well: its folders, and what it exports as Markdown and as YAML.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from resilify_cli.decoding import decode_text
from resilify_cli.exchange.containers.source import LARGEST_ENTRY, TOO_LARGE
from resilify_cli.exchange.entries.entry_identity import derived_id
from resilify_cli.exchange.entries.portable_entry import ImportProblem, PortableEntry, ReadResult
from resilify_cli.exchange.entries.quoted_questions import add_question, question_and_words
from resilify_cli.exchange.format import FileExportFormat, ImportFormat
from resilify_cli.exchange.formats.jrnl.entry import normalize_text
from resilify_cli.exchange.formats.jrnl.exports import (
    read_markdown_export,
    read_yaml_export,
)
from resilify_cli.exchange.formats.jrnl.files import (
    ENCRYPTED,
    JSON,
    MARKDOWN,
    TEXT,
    YAML,
    JrnlFile,
    is_encrypted,
    is_jrnl_folder,
    journal_files,
    jrnl_file_kind,
)
from resilify_cli.exchange.formats.jrnl.json_entries import read_json_journal
from resilify_cli.exchange.formats.jrnl.text_journal import TextJournalReader

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.export_reader import ExportReader
    from resilify_cli.exchange.import_options import ImportOptions

# jrnl begins an entry at any line that begins with something in brackets that it takes for a time. It knows
# no way to write such a line, and takes spaces away that it begins with; so it gets a backslash.
_LIKE_HEADER = re.compile(r"^(\\*\[[^\]\n]+\](?: |$))", re.MULTILINE)


class JrnlText(FileExportFormat, ImportFormat):
    """A text in which each entry begins with its time in brackets, that of the clock on the wall."""

    name = "jrnl"
    description = "a journal of jrnl, for jrnl --import"
    zoned = False

    def write(self, reader: ExportReader, file: TextIO) -> None:
        """Write each entry with an empty line behind it."""
        for record in reader.entries():
            first, line_end, rest = normalize_text(add_question(record)).partition("\n")
            escaped = _LIKE_HEADER.sub(r"\\\1", rest)
            file.write(f"[{_timestamp(record.at)}] {first}{line_end}{escaped}\n\n")

    def comparable_text(self, record: PortableEntry) -> str:
        """Return the words of question and text.

        The spaces between them are not always as they were: jrnl breaks the line behind the first sentence.
        """
        return question_and_words(record)

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a source is a journal in text, one of jrnl's exports, or a folder of those."""
        if source.is_folder:
            return is_jrnl_folder(source.name)
        form = jrnl_file_kind(source.name, source.head)
        return form in (TEXT, MARKDOWN, YAML) or is_encrypted(source.head)

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield each entry, of each file of a folder."""
        if is_encrypted(source.head):
            yield ImportProblem("1", ENCRYPTED)
            return
        if not source.is_folder:
            texts = TextJournalReader(options, self._legacy_id)
            form = jrnl_file_kind(source.name, source.head, options)
            yield from self._read_file(JrnlFile("", form, source), texts, options)
            yield from texts.flush()
            return
        texts = TextJournalReader(options, self._legacy_id)
        for file in journal_files(source, options):
            if isinstance(file, JrnlFile):
                yield from self._read_file(file, texts, options)
            else:
                yield file
        yield from texts.flush()

    def _read_file(
        self, file: JrnlFile, texts: TextJournalReader, options: ImportOptions
    ) -> Iterator[ReadResult]:
        if file.form == JSON:
            yield from read_json_journal(file.source, file.name, options, self._legacy_id)
        elif file.form in (MARKDOWN, YAML):
            data = file.source.open().read(LARGEST_ENTRY + 1)
            name = file.name or os.path.basename(file.source.name)
            if len(data) > LARGEST_ENTRY:
                yield ImportProblem(name, TOO_LARGE)
            elif file.form == YAML:
                yield read_yaml_export(decode_text(data), name, options, self._legacy_id)
            else:
                yield from read_markdown_export(decode_text(data), name, options, self._legacy_id)
        else:
            yield from texts.read(file.name, file.source)

    def _legacy_id(self, text: str, at: datetime) -> str:
        return derived_id(self, PortableEntry(text, at))


def _timestamp(at: datetime) -> str:
    # jrnl's usual format, "%F %r", in English wherever this runs.
    return f"{at:%Y-%m-%d} {at.hour % 12 or 12:02}:{at:%M:%S} {'AM' if at.hour < 12 else 'PM'}"
