"""`jrnl-json`: what `jrnl --format json` writes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, TextIO

from resilify_cli.exchange.format import FileFormat, RecordFormat
from resilify_cli.exchange.json_in import UnreadableError, listed
from resilify_cli.exchange.questions import with_question, without_question, words_of
from resilify_cli.exchange.record import Read, Record
from resilify_cli.exchange.starred import STARRED, with_their_tags
from resilify_cli.exchange.times import wall_time
from resilify_cli.store.labels import tags_in

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.outgoing import Outgoing
    from resilify_cli.exchange.source import Source


class JrnlJson(FileFormat, RecordFormat):
    """A title, which is the first line, and a body; times of the clock on the wall, by the minute."""

    name = "jrnl-json"
    says = "the JSON of jrnl"
    zoned = False
    # jrnl tells no seconds.
    resolution = RecordFormat.MINUTE

    def write(self, outgoing: Outgoing, file: TextIO) -> None:
        """Write each entry on a line, then how often there is each tag."""
        counts: Counter[str] = Counter()
        before = "\n"
        file.write('{"entries": [')
        for record in outgoing.records():
            title, _, body = with_question(record).rstrip("\n ").partition("\n")
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

    def shown(self, record: Record) -> str:
        """Return the words of question and text; jrnl breaks the line behind the first sentence."""
        return words_of(record)

    def recognizes(self, source: Source) -> bool:
        """Its entries, or the tags before them, are the first thing; and they are not those of Day One."""
        begins = re.match(rb'\s*\{\s*"(?:tags|entries)"\s*:', source.head)
        return begins is not None and b'"creationDate"' not in source.head

    def read(self, source: Source, options: ImportOptions) -> Iterator[Read]:
        """Yield each entry."""
        yield from listed(source, "entries", partial(self._record, options))

    def _record(self, options: ImportOptions, entry: dict[str, object], place_in_file: str) -> Record:
        title, body, day, time = (entry.get(name) for name in ("title", "body", "date", "time"))
        if not isinstance(title, str) or not isinstance(body, str):
            raise UnreadableError("it has no title or no body")
        if not isinstance(day, str) or not isinstance(time, str):
            raise UnreadableError("it has no date or no time")
        whole = f"{title}\n{body}" if body else title
        text, prompt, place = without_question(whole.rstrip("\n "), options.knows_place)
        return Record(with_their_tags(text, entry), wall_time(f"{day} {time}"), prompt=prompt, place=place)
