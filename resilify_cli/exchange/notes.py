"""Makes an entry of a note that another program keeps: none of its words is lost.

What is not understood of its front matter stands as it was written, between the title and the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from unicodedata import normalize

from resilify_cli.content.yaml_text import Node
from resilify_cli.exchange.day_headings import Section, heading_day, sections
from resilify_cli.exchange.file_kinds import embedded
from resilify_cli.exchange.file_names import Named, read_name
from resilify_cli.exchange.former_notes import former_ids
from resilify_cli.exchange.front_matter import FrontMatter, Part, split_front_matter
from resilify_cli.exchange.import_options import Dated, DayAndMonth, ImportOptions
from resilify_cli.exchange.note_dates import Told, date_of, plain_key
from resilify_cli.exchange.record import Blank, LeftOut, Problem, Read, Record
from resilify_cli.exchange.starred import STARRED
from resilify_cli.store.labels import as_tag, with_tags

_TAG_KEYS = frozenset({"tags", "tag", "keywords", "keyword"})
_STAR_KEYS = frozenset({"starred", "star", "favorite", "favourite", "isstarred", "isfavorite"})
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0", ""})
# Logseq and others keep what others have in front matter in lines such as `tags:: a, b`, at the beginning.
_PROPERTY = re.compile(r"(?:[-*] )?([A-Za-z][\w -]{0,40}):: ?([^\n]*)(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note as it lies somewhere.

    `name` is how it is told in a message, `path` the whole path, with `/` between its parts, and empty where
    there is none. `changed` is when its file was changed. `beside` are the names of the files that are
    counted anyway, so that what shows them in the text is not. `created` is when it was made, as something
    beside it tells.
    """

    name: str
    path: str
    text: str
    changed: datetime | None = None
    beside: Collection[str] = ()
    created: str = ""


def read_note(file: NoteFile, days: DayAndMonth, options: ImportOptions) -> Iterator[Read]:
    """Yield what comes of a note: one entry, or several where it is split; or that it has no words."""
    text = file.text.replace("\r\n", "\n")
    front = split_front_matter(text)
    if file.created:
        front = replace(front, parts=(*front.parts, Part("created", file.created, "")))
    named = read_name(file.path, days, options) if file.path else Named(None, "")
    told = date_of(_with_properties(front), named, days, options)
    title = "" if not file.path else named.title
    if named.dated is not None and not told.named:
        title = re.sub(r"\.\w{1,9}\Z", "", file.path.rpartition("/")[2])
    body = front.body.strip("\n")
    remarks = [Problem(f"{file.name}:{line}", wrong) for line, wrong in front.wrong]
    remarks += [Problem(file.name, wrong) for wrong in told.wrong]
    dated = told.dated or heading_day(body, days) or options.undated(file.changed)
    left_out = embedded(body, file.beside)
    found = sections(body, days)
    tags = _tags(front)
    above = _kept(front, told, tags, title, body)
    if len({section.day for section in found if section.day}) > 1:
        if options.split:
            yield from _split(file, found, above, dated, tags, tuple(remarks))
            return
        count = len({section.day for section in found if section.day})
        wrong = f"it holds {count} days under headings, kept as one entry; --split makes an entry of each"
        remarks.append(Problem(file.name, wrong))
    whole = _joined(*above, body)
    if not whole.strip():
        yield Blank(file.name, left_out)
        return
    yield _record(file, with_tags(whole, tags), dated, left_out, tuple(remarks))


def _record(
    file: NoteFile, text: str, dated: Dated, left_out: Counter[LeftOut], remarks: tuple[Problem, ...]
) -> Record:
    return Record(
        text,
        dated.at,
        day=dated.day,
        guess=dated.guess,
        left_out=left_out,
        remarks=remarks,
        found_at=file.name,
        known_as=tuple(former_ids(file.text, file.path, file.changed)),
    )


def _split(
    file: NoteFile,
    found: list[Section],
    above: list[str],
    dated: Dated,
    tags: list[str],
    remarks: tuple[Problem, ...],
) -> Iterator[Read]:
    """Yield an entry for each day of a note, and one for what stands before the first of them."""
    first = _joined(*above, *(section.text for section in found if section.dated is None))
    if first.strip():
        left_out = embedded(first, file.beside)
        yield _record(file, with_tags(first, tags), dated, left_out, remarks)
        remarks = ()
    for section in found:
        if section.dated is None:
            continue
        if not section.text.strip():
            yield Blank(f"{file.name}:{section.line}")
            continue
        text = with_tags(section.text, tags)
        left_out = embedded(section.text, file.beside)
        record = _record(file, text, section.dated, left_out, remarks)
        yield Record(
            text,
            record.at,
            day=record.day,
            guess=record.guess,
            left_out=left_out,
            remarks=remarks,
            found_at=f"{file.name}:{section.line}",
        )
        remarks = ()


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def _with_properties(front: FrontMatter) -> FrontMatter:
    """Return front matter with the properties that stand as lines at the beginning of the text."""
    parts, body = list(front.parts), front.body.lstrip("\n")
    while found := _PROPERTY.match(body):
        parts.append(Part(found[1], found[2].strip(), found[0].rstrip("\n")))
        body = body[found.end() :]
    return FrontMatter(tuple(parts), front.body)


def _tags(front: FrontMatter) -> list[str]:
    """Return the tags in a note's front matter and properties, in whichever form they stand."""
    found: list[str] = []
    for part in _with_properties(front).parts:
        key = plain_key(part.key)
        if key in _TAG_KEYS and part.value is not None:
            found += _listed(part.value)
        elif key in _STAR_KEYS and str(part.value).strip().lower() in _YES:
            found.append(STARRED)
    return found


def _listed(value: Node) -> list[str]:
    """Return the tags of a value: a list, or a text with commas or spaces between them."""
    if isinstance(value, str):
        value = value.strip().strip("[]")
        parts = value.split(",") if "," in value else value.split()
        return [part.strip().strip("\"'[]") for part in parts if part.strip()]
    if isinstance(value, list):
        return [item.strip() for item in value if isinstance(item, str) and item.strip()]
    return []


def _kept(front: FrontMatter, told: Told, tags: list[str], title: str, body: str) -> list[str]:
    """Return what stands above the text: the titles, and the front matter that is not understood."""
    called = (part.value for part in front.parts if part.key.lower() == "title")
    given = next((value.strip() for value in called if isinstance(value, str) and value.strip()), "")
    shown = _words(" ".join(as_tag(name) for name in tags))
    kept = [
        part.written.strip("\n")
        for part in front.parts
        if part.written.strip() and not _is_shown(part, told, given, shown)
    ]
    titles = [one for one in (title, given) if one and not _within(one, _first_line(body))]
    if len(titles) == 2 and _within(title, given):
        titles = [given]
    return ["\n".join(titles), "\n".join(kept)]


def _is_shown(part: Part, told: Told, title: str, tags: set[str]) -> bool:
    """Return whether all that a part of the front matter says stands in the entry anyway."""
    key = plain_key(part.key)
    if re.search(r"\s#", part.written) and "#" not in str(part.value):
        # A comment stands beside it.
        return False
    if part in told.used:
        return True
    if key in _STAR_KEYS:
        return str(part.value).strip().lower() in _YES | _NO
    if key == "title":
        return not _words(part.written) - _words(title) - {key}
    return key in _TAG_KEYS and not _words(part.written) - tags - {key}


def _first_line(body: str) -> str:
    return next((line for line in body.split("\n") if line.strip()), "")


def _within(words: str, line: str) -> bool:
    """Return whether some words stand in a line already, one after the other."""
    sought, there = _in_order(words), _in_order(line)
    return bool(sought) and f" {' '.join(sought)} " in f" {' '.join(there)} "


def _words(text: str) -> set[str]:
    return set(_in_order(text))


def _in_order(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", normalize("NFC", text).casefold())
