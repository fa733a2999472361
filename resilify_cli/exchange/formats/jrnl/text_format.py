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
from resilify_cli.exchange.entry_identity import made_id
from resilify_cli.exchange.format import FileFormat, RecordFormat
from resilify_cli.exchange.formats.jrnl.entry import plain
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
    JournalFile,
    form_of,
    is_encrypted,
    is_folder_of_jrnl,
    journal_files,
)
from resilify_cli.exchange.formats.jrnl.json_entries import read_json
from resilify_cli.exchange.formats.jrnl.text_journal import TextJournals
from resilify_cli.exchange.portable_entry import Problem, Read, Record
from resilify_cli.exchange.quoted_questions import with_question, words_of

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import Source
    from resilify_cli.exchange.export_reader import Outgoing
    from resilify_cli.exchange.import_options import ImportOptions

# jrnl begins an entry at any line that begins with something in brackets that it takes for a time. It knows
# no way to write such a line, and takes spaces away that it begins with; so it gets a backslash.
_LIKE_HEADER = re.compile(r"^(\\*\[[^\]\n]+\](?: |$))", re.MULTILINE)


class Jrnl(FileFormat, RecordFormat):
    """A text in which each entry begins with its time in brackets, that of the clock on the wall."""

    name = "jrnl"
    says = "a journal of jrnl, for jrnl --import"
    zoned = False

    def write(self, outgoing: Outgoing, file: TextIO) -> None:
        """Write each entry with an empty line behind it."""
        for record in outgoing.records():
            first, line_end, rest = plain(with_question(record)).partition("\n")
            escaped = _LIKE_HEADER.sub(r"\\\1", rest)
            file.write(f"[{_stamp(record.at)}] {first}{line_end}{escaped}\n\n")

    def shown(self, record: Record) -> str:
        """Return the words of question and text. The spaces between them are not always as they were:
        jrnl breaks the line behind the first sentence.
        """
        return words_of(record)

    def recognizes(self, source: Source) -> bool:
        """Its first line begins with a time; or it is of one of jrnl's exports, or a folder of those."""
        if source.is_folder:
            return is_folder_of_jrnl(source.name)
        form = form_of(source.name, source.head)
        return form in (TEXT, MARKDOWN, YAML) or is_encrypted(source.head)

    def read(self, source: Source, options: ImportOptions) -> Iterator[Read]:
        """Yield each entry, of each file of a folder."""
        if is_encrypted(source.head):
            yield Problem("1", ENCRYPTED)
            return
        if not source.is_folder:
            texts = TextJournals(options, self._former_id)
            form = form_of(source.name, source.head, options)
            yield from self._file(JournalFile("", form, source), texts, options)
            yield from texts.rest()
            return
        texts = TextJournals(options, self._former_id)
        for file in journal_files(source, options):
            if isinstance(file, JournalFile):
                yield from self._file(file, texts, options)
            else:
                yield file
        yield from texts.rest()

    def _file(self, file: JournalFile, texts: TextJournals, options: ImportOptions) -> Iterator[Read]:
        if file.form == JSON:
            yield from read_json(file.source, file.name, options, self._former_id)
        elif file.form in (MARKDOWN, YAML):
            data = file.source.open().read(LARGEST_ENTRY + 1)
            name = file.name or os.path.basename(file.source.name)
            if len(data) > LARGEST_ENTRY:
                yield Problem(name, TOO_LARGE)
            elif file.form == YAML:
                yield read_yaml_export(decode_text(data), name, options, self._former_id)
            else:
                yield from read_markdown_export(decode_text(data), name, options, self._former_id)
        else:
            yield from texts.read(file.name, file.source)

    def _former_id(self, text: str, at: datetime) -> str:
        return made_id(self, Record(text, at))


def _stamp(at: datetime) -> str:
    # jrnl's usual format, "%F %r", in English wherever this runs.
    return f"{at:%Y-%m-%d} {at.hour % 12 or 12:02}:{at:%M:%S} {'AM' if at.hour < 12 else 'PM'}"
