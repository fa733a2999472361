"""Reads one entry of Day One's JSON: its words, its date, and what of it is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from resilify_cli.exchange.containers.json_stream import UnreadableEntryError
from resilify_cli.exchange.entries.portable_entry import EmptyEntry, ImportProblem, LeftOutKind, PortableEntry
from resilify_cli.exchange.entries.quoted_questions import accept_any_place, split_question
from resilify_cli.exchange.entries.tag_lists import append_listed_tags
from resilify_cli.exchange.file_dates.entry_date import EntryDate
from resilify_cli.exchange.file_dates.time_parsing import check_time_range, to_zone
from resilify_cli.exchange.formats.dayone.escapes import remove_escapes
from resilify_cli.exchange.formats.dayone.rich_text import read_rich_text
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions

# A name in Day One has 32 digits, an id of ours 28.
_OURS = re.compile(r"(0[0-6][0-9a-f]{26})0{4}", re.IGNORECASE)
_THEIRS = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
_UNDATED = "0" * 12
# Where a photo or the like stands in the text.
_MOMENT = re.compile(r"!?\[[^\]\n]{0,200}\]\(dayone-moment:/{0,2}(?:(\w+)/)?([^)\s]{1,200})\)")
_MOMENTS = {"video": LeftOutKind.VIDEO, "audio": LeftOutKind.AUDIO, "pdfAttachment": LeftOutKind.PDF}
_LISTS = {
    "photos": LeftOutKind.PHOTO,
    "videos": LeftOutKind.VIDEO,
    "audios": LeftOutKind.AUDIO,
    "pdfAttachments": LeftOutKind.PDF,
    "drawings": LeftOutKind.DRAWING,
    "sketches": LeftOutKind.DRAWING,
    "attachments": LeftOutKind.ATTACHMENT,
}
_PARTS = {
    "location": LeftOutKind.PLACE,
    "locations": LeftOutKind.PLACE,
    "weather": LeftOutKind.WEATHER,
    "music": LeftOutKind.MUSIC,
    "steps": LeftOutKind.STEP_COUNT,
    "stepCount": LeftOutKind.STEP_COUNT,
    "activity": LeftOutKind.ACTIVITY,
    "workout": LeftOutKind.ACTIVITY,
    "health": LeftOutKind.HEALTH,
}
_WITH_PARTS = frozenset({*_LISTS, *_PARTS, "userActivity"})
# What Day One tells of the entry as a file, or what is read here.
_TECHNICAL = re.compile(
    r"uuid|text|richText|tags|starred|timeZone|isPinned|isAllDay|duration|editingTime|userActivity|sourceString"
    r"|(?:creation|modified|edit|last|sync|template|journal|publish|client|owner|editor|feature)\w*|entryType"
)


def read_entry(
    entry: Mapping[str, Any],
    place: str,
    options: ImportOptions,
    *,
    modified: datetime | None = None,
    escaped: bool = True,
) -> PortableEntry | EmptyEntry:
    """Return the entry of an item of a journal.

    Args:
        entry: The item.
        place: Where it stands, for messages.
        options: The options of the import.
        modified: When its file was changed last, for an entry that tells no time.
        escaped: Whether it is of an editor that writes a backslash before marks.

    Raises:
        UnreadableEntryError: its text can't be read.
        ValueError: No entry can be of its file's time.
    """
    name = entry.get("uuid")
    is_ours = isinstance(name, str) and _OURS.fullmatch(name) is not None
    words, left_out = _read_words(entry, escaped=escaped and not is_ours)
    if not words.strip() and not is_ours and not _has_tags(entry):
        return EmptyEntry(place, left_out)
    text, prompt, asked_at = split_question(words, accept_any_place if is_ours else options.is_known_place)
    entry_date = _parse_date(entry, options.zone)
    remarks = () if entry_date else (ImportProblem(place, "its date can't be read"),)
    if entry_date is None:
        text = _unread_date(entry) + text
    at, day, guess = entry_date or options.fallback_date(modified)
    return PortableEntry(
        append_listed_tags(text, dict(entry)),
        at,
        _entry_id(name, None if guess.is_undated else at),
        prompt=prompt,
        place=asked_at,
        day=day,
        guess=guess,
        left_out=left_out,
        remarks=remarks,
        location=place,
    )


def _unread_date(entry: Mapping[str, Any]) -> str:
    """Return a date that can't be read as a part of the words, with an empty line below it."""
    created = entry.get("creationDate")
    return f"creationDate: {created}\n\n" if isinstance(created, str | int | float) and created != "" else ""


def _has_tags(entry: Mapping[str, Any]) -> bool:
    tags = entry.get("tags")
    return isinstance(tags, list) and any(isinstance(tag, str) and tag.strip() for tag in tags)


def _read_words(entry: Mapping[str, Any], *, escaped: bool) -> tuple[str, Counter[LeftOutKind]]:
    """Return the words of an entry, and how many things of each kind it has besides."""
    text = entry.get("text") or ""
    if not isinstance(text, str):
        raise UnreadableEntryError("its text is none")
    in_text: Counter[LeftOutKind] = Counter()
    if "richText" in entry and not _MOMENT.sub("", text).strip():
        text, in_text = read_rich_text(entry["richText"])
    elif escaped:
        text = remove_escapes(text)
    if "dayone-moment:" in text:
        for moment in _MOMENT.finditer(text):
            in_text[_MOMENTS.get(moment[1] or "", LeftOutKind.PHOTO)] += 1
    if in_text:
        text = re.sub(r"\n{3,}", "\n\n", _MOMENT.sub("", text)).strip("\n")
    listed, captions = _count_parts(entry)
    # The same photo stands in the text and in the list.
    left_out = in_text | listed
    above = _unknown_keys(entry, left_out)
    return "\n\n".join(part for part in (above, text, *captions) if part.strip()), left_out


def _count_parts(entry: Mapping[str, Any]) -> tuple[Counter[LeftOutKind], list[str]]:
    """Count the photos and other parts of an entry, and return the captions and transcriptions with them."""
    counts: Counter[LeftOutKind] = Counter()
    captions: list[str] = []
    if _WITH_PARTS.isdisjoint(entry):
        return counts, captions
    for key, kind in _LISTS.items():
        things = entry.get(key)
        for thing in things if isinstance(things, list) else []:
            counts[kind] += 1
            said = (
                (thing.get(word) for word in ("caption", "transcription")) if isinstance(thing, dict) else ()
            )
            captions += [words.strip() for words in said if isinstance(words, str) and words.strip()]
    for key, kind in _PARTS.items():
        if part := entry.get(key):
            counts[kind] += len(part) if isinstance(part, list) else 1
    doing = entry.get("userActivity")
    if isinstance(doing, dict):
        counts[LeftOutKind.STEP_COUNT] += bool(doing.get("stepCount"))
        counts[LeftOutKind.ACTIVITY] += bool(doing.get("activityName"))
    return +counts, captions


def _unknown_keys(entry: Mapping[str, Any], left_out: Counter[LeftOutKind]) -> str:
    """Return the words under keys that are not known, as they were written, and count what else is there."""
    lines = []
    for key, value in entry.items():
        if _is_known(key) or value in ("", None, [], {}):
            continue
        if isinstance(value, str | int | float):
            if not isinstance(value, bool):
                lines.append(f"{key}: {value}")
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            lines.append(f"{key}: {', '.join(value)}")
        else:
            left_out[LeftOutKind.OTHER] += 1
    return "\n".join(lines)


@lru_cache(maxsize=1_000)
def _is_known(key: str) -> bool:
    return key in _LISTS or key in _PARTS or _TECHNICAL.fullmatch(key) is not None


def _parse_date(entry: Mapping[str, Any], zone: tzinfo) -> EntryDate | None:
    """Return the date of an entry; None if it has none that can be read.

    Args:
        entry: The entry.
        zone: The zone of an entry whose own is not known.
    """
    created = entry.get("creationDate")
    if not isinstance(created, str):
        return None
    try:
        at = datetime.fromisoformat(created)
        at = to_zone(
            check_time_range(at if at.tzinfo else at.replace(tzinfo=UTC)), entry.get("timeZone"), zone
        )
    except (ValueError, OverflowError):
        return None
    if entry.get("isAllDay") is True:
        return EntryDate(at.replace(hour=0, minute=0, second=0, microsecond=0), at.date())
    return EntryDate(at)


def _entry_id(name: object, at: datetime | None) -> str:
    """Return our id in an entry's uuid, or one made of its uuid and time; empty if it has no uuid."""
    if not isinstance(name, str):
        return ""
    name = name.replace("-", "")
    if not _THEIRS.fullmatch(name):
        return ""
    if ours := _OURS.fullmatch(name):
        return ours[1].lower()
    drawn = blake2b(name.upper().encode(), digest_size=8).hexdigest()
    return f"{max(0, milliseconds(at)):012x}{drawn}" if at else f"{_UNDATED}{drawn}"
