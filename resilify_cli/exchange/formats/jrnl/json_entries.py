"""Reads jrnl's JSON: a journal with a list of entries, or an entry that was exported alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from resilify_cli.exchange.containers.json_stream import BrokenJsonError, read_json_items
from resilify_cli.exchange.entries.portable_entry import (
    EmptyEntry,
    ImportProblem,
    LeftOutKind,
    PortableEntry,
    ReadResult,
)
from resilify_cli.exchange.formats.jrnl.entry import LegacyId, build_entry
from resilify_cli.exchange.formats.jrnl.timestamps import observe_timestamp, parse_timestamp

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector, EntryDate
    from resilify_cli.exchange.import_options import ImportOptions

# What a journal that was one of Day One has besides.
_PARTS = {"location": LeftOutKind.PLACE, "weather": LeftOutKind.WEATHER, "photo": LeftOutKind.PHOTO}
_READ = frozenset({"title", "body", "date", "time", "tags", "starred", "uuid", "creator", *_PARTS})
_PLAIN = _READ - _PARTS.keys()


def read_json_journal(
    source: ImportSource, name: str, options: ImportOptions, legacy_id: LegacyId
) -> Iterator[ReadResult]:
    """Yield each entry of a file.

    Args:
        source: The file.
        name: Its name, which goes before the locations of its entries; may be empty.
        options: The options of the import.
        legacy_id: Makes the id that an earlier version made for an entry.
    """
    before = f"{name}:" if name else ""
    date_order = options.date_order()
    alone: dict[str, Any] = {"tags": []}
    last = "the beginning"
    try:
        for item in read_json_items(source.open_text()):
            last = item.location
            if item.key == "entries" and item.in_list:
                yield _read_entry(item.value, before + item.location, date_order, options, legacy_id)
            elif item.key == "tags" and item.in_list:
                alone["tags"].append(item.value)
            elif item.key not in ("entries", "tags") and not item.in_list:
                alone[item.key] = item.value
    except BrokenJsonError as error:
        yield ImportProblem(f"{before}after {last}", str(error))
    if "title" in alone:
        yield _read_entry(alone, name or "1", date_order, options, legacy_id)


def _read_entry(
    entry: object, place: str, date_order: DateOrderDetector, options: ImportOptions, legacy_id: LegacyId
) -> ReadResult:
    if not isinstance(entry, dict):
        return ImportProblem(place, "this is no entry")
    # Where one of them is not told, the other has all of the words.
    title, body = entry.get("title") or "", entry.get("body") or ""
    if not isinstance(title, str) or not isinstance(body, str) or not ("title" in entry or "body" in entry):
        return ImportProblem(place, "it has no title or no body")
    whole = (f"{title}\n{body}" if title and body else title or body).rstrip("\n ")
    entry_date = _parse_date(entry, date_order, options)
    is_plain = entry_date is not None and _PLAIN.issuperset(entry)
    if not is_plain:
        others = "\n".join(_unknown_key_lines(entry, () if entry_date else ("date", "time")))
        whole = "\n\n".join(part for part in (others, whole) if part)
    try:
        record = build_entry(
            whole,
            entry_date or options.fallback_date(),
            options,
            place,
            legacy_id,
            tags=_read_tags(entry),
            starred=entry.get("starred") is True,
            marked=False,
        )
    except ValueError:
        return ImportProblem(place, "no entry can be of this time")
    if is_plain:
        return record
    return _with_left_out(
        record, entry, () if entry_date else (ImportProblem(place, "its date can't be read"),)
    )


def _with_left_out(
    record: PortableEntry | EmptyEntry, entry: Mapping[str, Any], remarks: tuple[ImportProblem, ...]
) -> ReadResult:
    left_out = {kind: 1 for key, kind in _PARTS.items() if entry.get(key)}
    if others := sum(1 for key, value in entry.items() if key not in _READ and _is_no_words(value)):
        left_out[LeftOutKind.OTHER] = others
    if not left_out and not remarks:
        return record
    if isinstance(record, EmptyEntry):
        return replace(record, left_out=left_out)
    return replace(record, left_out=left_out, remarks=remarks)


def _parse_date(
    entry: Mapping[str, Any], date_order: DateOrderDetector, options: ImportOptions
) -> EntryDate | None:
    day, time = entry.get("date"), entry.get("time", "")
    if not isinstance(day, str) or not isinstance(time, str):
        return None
    timestamp = f"{day} {time}".strip()
    try:
        observe_timestamp(timestamp, date_order)
        return parse_timestamp(timestamp, date_order, options)
    except (ValueError, OverflowError):
        return None


def _is_no_words(value: object) -> bool:
    """Return whether a value has parts that are no texts, so that it is left out."""
    if isinstance(value, list):
        return any(not isinstance(one, str) for one in value)
    return isinstance(value, dict) and bool(value)


def _read_tags(entry: Mapping[str, Any]) -> list[str]:
    tags = entry.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def _unknown_key_lines(entry: Mapping[str, Any], unread: tuple[str, ...]) -> Iterator[str]:
    """Yield a line for what stands under a key that jrnl does not know, or that is `unread`."""
    for key, value in entry.items():
        if key in _READ and key not in unread:
            continue
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            yield f"{key}: {', '.join(value)}"
        elif isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
            yield f"{key}: {value}"
