"""`jrnl`: a journal of jrnl in plain text, as `jrnl --import` takes it (jrnl reads no JSON)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from resilify_cli.exchange.format import FileFormat, RecordFormat
from resilify_cli.exchange.questions import with_question, without_question, words_of
from resilify_cli.exchange.record import Problem, Read, Record
from resilify_cli.exchange.source import TOO_LARGE, EntryLines, first_line
from resilify_cli.exchange.times import looks_like_time, wall_time

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.outgoing import Outgoing
    from resilify_cli.exchange.source import Source

_HEADER = re.compile(r"\[([^\]\n]+)\](?: |\r?$)")
# jrnl begins an entry at any line that begins with something in brackets that it takes for a time. It knows
# no way to write such a line, and takes spaces away that it begins with; so it gets a backslash.
_LIKE_HEADER = re.compile(r"^(\\*\[[^\]\n]+\](?: |$))", re.MULTILINE)
_ESCAPED = re.compile(r"^\\(\\*\[[^\]\n]+\](?: |$))", re.MULTILINE)


class Jrnl(FileFormat, RecordFormat):
    """A text in which each entry begins with its time in brackets, that of the clock on the wall."""

    name = "jrnl"
    says = "a journal of jrnl, for jrnl --import"
    zoned = False

    def write(self, outgoing: Outgoing, file: TextIO) -> None:
        """Write each entry with an empty line behind it."""
        for record in outgoing.records():
            first, line_end, rest = _plain(with_question(record)).partition("\n")
            escaped = _LIKE_HEADER.sub(r"\\\1", rest)
            file.write(f"[{_stamp(record.at)}] {first}{line_end}{escaped}\n\n")

    def shown(self, record: Record) -> str:
        """Return the words of question and text. The spaces between them are not always as they were:
        jrnl breaks the line behind the first sentence.
        """
        return words_of(record)

    def recognizes(self, source: Source) -> bool:
        """Its first line begins with a time in brackets."""
        return _begun(first_line(source.head)) is not None

    def read(self, source: Source, options: ImportOptions) -> Iterator[Read]:
        """Yield each entry; one holds all lines up to the next that begins with a time."""
        at, stamp = 0, ""
        lines = EntryLines()
        for number, line in source.text_lines():
            if header := _begun(line):
                if stamp:
                    yield _entry(at, stamp, lines, options)
                at, stamp, lines = number, header[1], EntryLines()
                lines.append(line[len(header[0]) :])
            elif stamp:
                lines.append(line)
            elif line.strip() and not at:
                at = number
                yield Problem(f"{number}", "this stands before the first entry")
        if stamp:
            yield _entry(at, stamp, lines, options)


def _stamp(at: datetime) -> str:
    # jrnl's usual format, "%F %r", in English wherever this runs.
    return f"{at:%Y-%m-%d} {at.hour % 12 or 12:02}:{at:%M:%S} {'AM' if at.hour < 12 else 'PM'}"


def _plain(text: str) -> str:
    return re.sub(r"\r+\n", "\n", text).rstrip("\r\n ")


def _begun(line: str) -> re.Match[str] | None:
    header = _HEADER.match(line) if line.startswith("[") else None
    return header if header and looks_like_time(header[1]) else None


def _entry(number: int, stamp: str, lines: EntryLines, options: ImportOptions) -> Record | Problem:
    if lines.too_large:
        return Problem(f"{number}", TOO_LARGE)
    try:
        at = wall_time(stamp)
    except ValueError:
        return Problem(f"{number}", "no entry can be of this time")
    whole = _plain("\n".join(lines))
    first, line_end, rest = whole.partition("\n")
    whole = first + line_end + _ESCAPED.sub(r"\1", rest)
    text, prompt, place = without_question(whole, options.knows_place)
    return Record(text, at, prompt=prompt, place=place)
