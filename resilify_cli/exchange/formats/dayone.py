"""`dayone`: Day One's JSON, and the .zip that it comes in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, TextIO

from resilify_cli.exchange.format import FileFormat, RecordFormat
from resilify_cli.exchange.json_in import UnreadableError, listed
from resilify_cli.exchange.questions import any_place, with_question, without_question
from resilify_cli.exchange.record import Problem, Read, Record
from resilify_cli.exchange.starred import STARRED, with_their_tags
from resilify_cli.exchange.times import checked, in_zone, zone_name
from resilify_cli.exchange.zipped import in_zip, is_zip
from resilify_cli.store.labels import tags_in
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.outgoing import Outgoing
    from resilify_cli.exchange.source import Source

# A name in Day One has 32 digits, an id of ours 28.
_OURS = re.compile(r"(0[0-6][0-9a-f]{26})0{4}", re.IGNORECASE)
_THEIRS = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class DayOne(FileFormat, RecordFormat):
    """Entries with a time, its zone and tags."""

    name = "dayone"
    says = "for Day One"

    def write(self, outgoing: Outgoing, file: TextIO) -> None:
        """Write each entry on a line."""
        file.write('{"metadata": {"version": "1.0"},\n"entries": [')
        before = "\n"
        for record in outgoing.records():
            tags = tags_in(record.text)
            entry = {
                "uuid": f"{record.id}0000".upper(),
                "creationDate": f"{record.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
                "timeZone": zone_name(record.at),
                "starred": STARRED in tags,
                "tags": tags,
                "text": self.shown(record),
            }
            file.write(before + json.dumps(entry, ensure_ascii=False))
            before = ",\n"
        file.write("\n]}\n")

    def shown(self, record: Record) -> str:
        """Return the question and the text."""
        return with_question(record)

    def recognizes(self, source: Source) -> bool:
        """It begins with the version of its form, or its entries have their times as Day One's have."""
        if is_zip(source.head):
            return True
        begins = re.match(rb'\s*\{\s*"(?:metadata|entries)"\s*:', source.head)
        return begins is not None and b'"creationDate"' in source.head

    def read(self, source: Source, options: ImportOptions) -> Iterator[Read]:
        """Yield each entry, of each journal in a .zip."""
        record = partial(_record, options)
        if not is_zip(source.head):
            yield from listed(source, "entries", record)
            return
        for journal in in_zip(source):
            if isinstance(journal, Problem):
                yield journal
                continue
            for found in listed(journal, "entries", record):
                yield (
                    found
                    if isinstance(found, Record)
                    else Problem(f"{journal.name}:{found.place}", found.wrong)
                )


def _record(options: ImportOptions, entry: dict[str, object]) -> Record:
    text, created = entry.get("text", ""), entry.get("creationDate")
    if not isinstance(text, str):
        raise UnreadableError("its text is none")
    if not isinstance(created, str):
        raise UnreadableError("it has no creationDate")
    at = in_zone(checked(_utc(created)), entry.get("timeZone"))
    if "richText" in entry:
        # Day One's newer editor writes a backslash before each mark that Markdown would take for its own.
        text = _ESCAPED.sub(r"\1", text)
    name = entry.get("uuid")
    is_ours = isinstance(name, str) and _OURS.fullmatch(name) is not None
    said, prompt, place = without_question(text, any_place if is_ours else options.knows_place)
    entry_id = _id(name, at)
    return Record(with_their_tags(said, entry), at, entry_id, prompt=prompt, place=place)


def _utc(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _id(name: object, at: datetime) -> str:
    """Return the id of an entry of ours, or for one of Day One's always the same; empty if it has no name."""
    if not isinstance(name, str) or not _THEIRS.fullmatch(name):
        return ""
    if ours := _OURS.fullmatch(name):
        return ours[1].lower()
    drawn = blake2b(name.upper().encode(), digest_size=8).hexdigest()
    return f"{max(0, milliseconds(at)):012x}{drawn}"
