"""Makes entries of a note from another program, without losing a word.

What is not understood of its front matter stands as it was written, between the title and the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from resilify_cli.exchange.entries.portable_entry import EmptyEntry, ImportProblem, PortableEntry, ReadResult
from resilify_cli.exchange.entries.tag_lists import STARRED
from resilify_cli.exchange.file_dates.entry_date import DateOrder, DateOrderDetector, EntryDate
from resilify_cli.exchange.notes.attachments import count_embedded
from resilify_cli.exchange.notes.day_headings import DaySection, first_heading_date, split_by_day
from resilify_cli.exchange.notes.file_name_dates import FileNameDate, parse_file_name
from resilify_cli.exchange.notes.front_matter import FrontMatter, FrontMatterField, split_front_matter
from resilify_cli.exchange.notes.legacy_ids import legacy_ids
from resilify_cli.exchange.notes.note_dates import DATE_KEYS, NoteDate, normalize_key, note_date
from resilify_cli.exchange.notes.note_identity import note_id
from resilify_cli.store.labels import as_tag, with_tags

if TYPE_CHECKING:
    from resilify_cli.content.strict_yaml import Node
    from resilify_cli.exchange.import_options import ImportOptions

_TAG_KEYS = frozenset({"tags", "tag", "keywords", "keyword"})
_STAR_KEYS = frozenset({"starred", "star", "favorite", "favourite", "isstarred", "isfavorite"})
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0", ""})
# Logseq and others keep what others have in front matter in lines such as `tags:: a, b`, at the beginning.
_PROPERTY = re.compile(r"(?:[-*] )?([A-Za-z][\w -]{0,40}):: ?([^\n]*)(?:\n|\Z)")

# A date whose order is not told, where such a date counts: in the name, or in front matter.
_IN_SOME_ORDER = re.compile(r"(?<![0-9])[0-9]{1,2}[-_/.] ?[0-9]{1,2}[-_/.] ?[0-9]{4}(?![0-9])")
_BEGINNING = 4096


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note in a file, a .zip or on standard input.

    `name` is how it is told in a message, `path` the whole path, with `/` between its parts, and empty where
    there is none. `modified` is when its file was modified. `beside` are the names of the files that are
    counted anyway, so that what shows them in the text is not. `created` is when it was made, as something
    beside it tells.
    """

    name: str
    path: str
    text: str
    modified: datetime | None = None
    beside: Collection[str] = ()
    created: str = ""


class _Note(NamedTuple):
    """A note that was read: when it is of, what stands above its body, its tags, and what to tell of it."""

    entry_date: EntryDate
    above: list[str]
    body: str
    tags: list[str]
    remarks: list[ImportProblem]

    @property
    def whole(self) -> str:
        """All of its text, as one entry has it."""
        return with_tags(_join_paragraphs(*self.above, self.body), self.tags)


def read_note(file: NoteFile, date_order: DateOrderDetector, options: ImportOptions) -> Iterator[ReadResult]:
    """Yield the entry of a note, or an entry for each of its days with `--split`."""
    note = _read_note(file, date_order, options)
    if not _join_paragraphs(*note.above, note.body).strip():
        yield EmptyEntry(file.name, count_embedded(note.body, file.beside))
        return
    found = split_by_day(note.body, date_order, options.zone)
    told = {section.day for section in found if section.day}
    other_ids = _other_ids(file, note, options)
    parts: tuple[ReadResult, ...] = ()
    if len(told) > 1:
        parts = tuple(_split_by_day(file, note, found, (*other_ids, note_id(note.whole, note.entry_date))))
    if parts and options.split:
        yield from parts
        return
    if parts:
        wrong = (
            f"it holds {len(told):,} days under headings, kept as one entry; --split makes an entry of each"
        )
        note.remarks.append(ImportProblem(file.name, wrong))
    yield PortableEntry(
        note.whole,
        note.entry_date.at,
        day=note.entry_date.day,
        guess=note.entry_date.guess,
        left_out=count_embedded(note.body, file.beside),
        remarks=tuple(note.remarks),
        location=file.name,
        other_ids=other_ids,
        parts=tuple(part for part in parts if isinstance(part, PortableEntry)),
    )


def _read_note(file: NoteFile, date_order: DateOrderDetector, options: ImportOptions) -> _Note:
    front = split_front_matter(file.text.replace("\r\n", "\n"))
    if file.created:
        front = front._replace(parts=(*front.parts, FrontMatterField("created", file.created, "")))
    named = parse_file_name(file.path, date_order, options) if file.path else FileNameDate(None, "")
    told = note_date(_with_properties(front), named, date_order, options)
    title = named.title
    if named.entry_date is not None and not told.named:
        title = re.sub(r"\.\w{1,9}\Z", "", file.path.rpartition("/")[2])
    body = front.body.strip("\n")
    remarks = [ImportProblem(f"{file.name}:{line}", wrong) for line, wrong in front.errors]
    remarks += [ImportProblem(file.name, wrong) for wrong in told.errors]
    entry_date = (
        told.entry_date
        or first_heading_date(body, date_order, options.zone)
        or options.fallback_date(file.modified)
    )
    tags = _read_tags(front)
    return _Note(entry_date, _kept_front_matter(front, told, tags, title, body), body, tags, remarks)


def _other_ids(file: NoteFile, note: _Note, options: ImportOptions) -> tuple[str, ...]:
    """Return other ids the note may be here under: of the first version, and of the other date order.

    Whoever finds out that day and month were read the wrong way round, and says so, gets nothing twice.
    """
    ids = [*legacy_ids(file.text, file.path, options.zone)]
    if _IN_SOME_ORDER.search(file.path.rpartition("/")[2]) or _IN_SOME_ORDER.search(file.text[:_BEGINNING]):
        for order in DateOrder:
            said = replace(options, order=order)
            other = _read_note(file, said.date_order(), said)
            if other.entry_date.at != note.entry_date.at:
                ids.append(note_id(other.whole, other.entry_date))
    return tuple(ids)


def _split_by_day(
    file: NoteFile, note: _Note, found: list[DaySection], other_ids: tuple[str, ...]
) -> Iterator[ReadResult]:
    """Yield an entry for each day of a note, and one for what stands before the first of them."""
    first = _join_paragraphs(*note.above, *(section.text for section in found if section.entry_date is None))
    parts = [(first, note.entry_date, file.name)] if first.strip() else []
    parts += [
        (section.text, section.entry_date, f"{file.name}:{section.line}")
        for section in found
        if section.entry_date
    ]
    remarks = tuple(note.remarks)
    for text, entry_date, place in parts:
        if not text.strip():
            yield EmptyEntry(place)
            continue
        yield PortableEntry(
            with_tags(text, note.tags),
            entry_date.at,
            day=entry_date.day,
            guess=entry_date.guess,
            left_out=count_embedded(text, file.beside),
            remarks=remarks,
            location=place,
            # All of its words are here where the note is as a whole.
            other_ids=other_ids,
        )
        remarks = ()


def _join_paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def _with_properties(front: FrontMatter) -> FrontMatter:
    """Return front matter with the properties that stand as lines at the beginning of the text."""
    parts, body, at = list(front.parts), front.body.lstrip("\n"), 0
    while found := _PROPERTY.match(body, at):
        parts.append(FrontMatterField(found[1], found[2].strip(), found[0].rstrip("\n")))
        at = found.end()
    return FrontMatter(tuple(parts), front.body)


def _read_tags(front: FrontMatter) -> list[str]:
    """Return the tags in a note's front matter and properties, in whichever form they stand."""
    found: list[str] = []
    for part in _with_properties(front).parts:
        key = normalize_key(part.key)
        if key in _TAG_KEYS and part.value is not None:
            found += _split_tags(part.value)
        elif key in _STAR_KEYS and str(part.value).strip().lower() in _YES:
            found.append(STARRED)
    return found


def _split_tags(value: Node) -> list[str]:
    """Return the tags of a value: a list, or a text with commas or spaces between them."""
    if isinstance(value, str):
        value = value.strip().strip("[]")
        parts = value.split(",") if "," in value else value.split()
        return [part.strip().strip("\"'[]") for part in parts if part.strip()]
    if isinstance(value, list):
        return [item.strip() for item in value if isinstance(item, str) and item.strip()]
    return []


def _kept_front_matter(
    front: FrontMatter, told: NoteDate, tags: list[str], title: str, body: str
) -> list[str]:
    """Return the lines that go above the text: the titles, and the front matter that is not understood."""
    called = (part.value for part in front.parts if part.key.lower() == "title")
    given = next((value.strip() for value in called if isinstance(value, str) and value.strip()), "")
    shown = _words_in(" ".join(as_tag(name) for name in tags))
    kept = [
        part.written.strip("\n")
        for part in front.parts
        if part.written.strip() and not _is_shown(part, told, given, shown)
    ]
    titles = [one for one in (title, given) if one and not _contains_words(one, _first_line(body))]
    if len(titles) == 2 and _contains_words(title, given):
        titles = [given]
    return ["\n".join(titles), "\n".join(kept)]


def _is_shown(part: FrontMatterField, told: NoteDate, title: str, tags: set[str]) -> bool:
    """Return whether the entry has all the words of a part of the front matter anyway."""
    key = normalize_key(part.key)
    if re.search(r"\s#", part.written) and "#" not in str(part.value):
        # A comment stands beside it.
        return False
    if part in told.used:
        return True
    if part.value in ("", []) and key in _TAG_KEYS | _STAR_KEYS | DATE_KEYS | {"title"}:
        return True
    if key in _STAR_KEYS:
        return str(part.value).strip().lower() in _YES | _NO
    if key == "title":
        return not _words_in(part.written) - _words_in(title) - {key}
    return key in _TAG_KEYS and not _words_in(part.written) - tags - {key}


def _first_line(body: str) -> str:
    return next((line for line in body.split("\n") if line.strip()), "")


def _contains_words(words: str, line: str) -> bool:
    """Return whether a line contains some words, one after the other."""
    sought, there = _word_list(words), _word_list(line)
    return bool(sought) and f" {' '.join(sought)} " in f" {' '.join(there)} "


def _words_in(text: str) -> set[str]:
    return set(_word_list(text))


def _word_list(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", normalize("NFC", text).casefold())
