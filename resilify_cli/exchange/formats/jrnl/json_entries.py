"""jrnl's JSON: a journal with a list of entries, or an entry that was exported alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from resilify_cli.exchange.containers.json_stream import BrokenJsonError, items
from resilify_cli.exchange.containers.source import Source
from resilify_cli.exchange.formats.jrnl.entry import FormerId, jrnl_entry
from resilify_cli.exchange.formats.jrnl.timestamps import notice_stamp, read_stamp
from resilify_cli.exchange.import_options import Dated, DayAndMonth, ImportOptions
from resilify_cli.exchange.portable_entry import Blank, LeftOut, Problem, Read, Record

# What a journal that was one of Day One has besides.
_PARTS = {"location": LeftOut.PLACE, "weather": LeftOut.WEATHER, "photo": LeftOut.PHOTO}
_READ = ("title", "body", "date", "time", "tags", "starred", "uuid", "creator", *_PARTS)


def read_json(source: Source, name: str, options: ImportOptions, former_id: FormerId) -> Iterator[Read]:
    """Yield each entry of a file.

    Args:
        source: the file.
        name: stands before the places of its entries; may be empty.
        options: of the import.
        former_id: gives the id that an earlier version made for an entry.
    """
    before = f"{name}:" if name else ""
    days = DayAndMonth(options)
    alone: dict[str, Any] = {"tags": []}
    last = "the beginning"
    try:
        for item in items(source.open_text()):
            last = item.place
            if item.key == "entries" and item.in_list:
                yield _entry(item.value, before + item.place, days, options, former_id)
            elif item.key == "tags" and item.in_list:
                alone["tags"].append(item.value)
            elif item.key not in ("entries", "tags") and not item.in_list:
                alone[item.key] = item.value
    except BrokenJsonError as error:
        yield Problem(f"{before}after {last}", str(error))
    if "title" in alone:
        yield _entry(alone, name or "1", days, options, former_id)


def _entry(entry: object, place: str, days: DayAndMonth, options: ImportOptions, former_id: FormerId) -> Read:
    if not isinstance(entry, dict):
        return Problem(place, "this is no entry")
    # Where one of them is not told, the other has all of the words.
    title, body = (entry.get(key) or "" for key in ("title", "body"))
    if not isinstance(title, str) or not isinstance(body, str) or not {"title", "body"} & entry.keys():
        return Problem(place, "it has no title or no body")
    whole = "\n".join(part for part in (title, body) if part).rstrip("\n ")
    dated = _dated(entry, days, options)
    others = "\n".join(_others(entry, () if dated else ("date", "time")))
    try:
        record = jrnl_entry(
            "\n\n".join(part for part in (others, whole) if part),
            dated or options.undated(),
            options,
            place,
            former_id,
            tags=_tags(entry),
            starred=entry.get("starred") is True,
            marked=False,
        )
    except ValueError:
        return Problem(place, "no entry can be of this time")
    return _with_account(record, entry, () if dated else (Problem(place, "its date can't be read"),))


def _with_account(record: Record | Blank, entry: Mapping[str, Any], remarks: tuple[Problem, ...]) -> Read:
    from dataclasses import replace

    left_out = {kind: 1 for key, kind in _PARTS.items() if entry.get(key)}
    if others := sum(1 for key, value in entry.items() if key not in _READ and _is_no_words(value)):
        left_out[LeftOut.OTHER] = others
    if isinstance(record, Blank):
        return replace(record, left_out=left_out)
    return replace(record, left_out=left_out, remarks=remarks)


def _dated(entry: Mapping[str, Any], days: DayAndMonth, options: ImportOptions) -> Dated | None:
    day, time = entry.get("date"), entry.get("time", "")
    if not isinstance(day, str) or not isinstance(time, str):
        return None
    stamp = f"{day} {time}".strip()
    try:
        notice_stamp(stamp, days)
        return read_stamp(stamp, days, options)
    except (ValueError, OverflowError):
        return None


def _is_no_words(value: object) -> bool:
    """Return whether a value has parts that are no texts, so that it is not kept."""
    if isinstance(value, list):
        return any(not isinstance(one, str) for one in value)
    return isinstance(value, dict) and bool(value)


def _tags(entry: Mapping[str, Any]) -> list[str]:
    tags = entry.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def _others(entry: Mapping[str, Any], unread: tuple[str, ...]) -> Iterator[str]:
    """Yield a line for what stands under a key that jrnl does not know, or that is `unread`."""
    for key, value in entry.items():
        if key in _READ and key not in unread:
            continue
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            yield f"{key}: {', '.join(value)}"
        elif isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
            yield f"{key}: {value}"
