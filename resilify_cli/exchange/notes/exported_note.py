"""Reads the notes that our own export to Markdown writes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from resilify_cli.checkin.model import Checkin
from resilify_cli.exchange.entries.portable_entry import ImportProblem, PortableEntry, place_line
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.exchange.file_dates.time_parsing import parse_iso_time
from resilify_cli.store.labels import with_tags
from resilify_cli.store.stamps import is_id

if TYPE_CHECKING:
    from resilify_cli.content.strict_yaml import Node
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.notes.front_matter import FrontMatter

_KEYS = frozenset({"id", "date", "day", "kind", "program", "session", "question", "tags"})
_OF_CHECKINS = frozenset({"mood", "mood_word", "feelings", "activities"})


def is_exported_note(front: FrontMatter) -> bool:
    """Return whether a note is from our own export: it has an id of ours, and a kind."""
    return not front.errors and is_id(_read_text(front.mapping().get("id"))) and front.has("kind")


def read_exported_note(front: FrontMatter, name: str, options: ImportOptions) -> PortableEntry:
    """Return the entry of a note from our own export; new front matter goes above its words."""
    found = front.mapping()
    # It may have been given other line ends; within the words they are as they were.
    body = front.body.removeprefix("\n").removesuffix("\n")
    is_checkin = found["kind"] == "checkin"
    known = _KEYS | _OF_CHECKINS if is_checkin else _KEYS
    mood = _read_text(found.get("mood"))
    odd = {"mood"} if mood and mood not in "12345" else set()
    added = [part.written for part in front.parts if part.key not in known - odd and part.written.strip()]
    body = "\n\n".join(["\n".join(added), body]) if added else body
    remarks: tuple[ImportProblem, ...] = ()
    try:
        at = parse_iso_time(_read_text(found.get("date")), options.zone)
        day, guess = _read_day(found.get("day")), DateGuess.NONE
    except ValueError:
        at, day, guess = options.fallback_date()
        remarks = (ImportProblem(name, "no entry can be of its date"),)
    checkin = _read_checkin(found, mood, body) if is_checkin else None
    return PortableEntry(
        checkin.text if checkin else with_tags(body, _read_texts(found.get("tags"))),
        at,
        _read_text(found.get("id")),
        kind="checkin" if checkin else "note",
        prompt="" if checkin else _read_text(found.get("question")),
        place=""
        if checkin
        else place_line(_read_text(found.get("program")), _read_text(found.get("session"))),
        checkin=checkin,
        day=day,
        guess=guess,
        location=name,
        remarks=remarks,
    )


def _read_checkin(found: dict[str, Node], mood: str, note: str) -> Checkin:
    return Checkin(
        int(mood) if mood and mood in "12345" else None,
        tuple(_read_texts(found.get("feelings"))),
        tuple(_read_texts(found.get("activities"))),
        note,
        _read_text(found.get("mood_word")),
    )


def _read_day(value: Node | None) -> date | None:
    try:
        return date.fromisoformat(_read_text(value))
    except ValueError:
        return None


def _read_text(value: Node | None) -> str:
    return value if isinstance(value, str) else ""


def _read_texts(value: Node | None) -> list[str]:
    """Return a list of texts, which may also be written on one line with commas."""
    if isinstance(value, str):
        value = [part.strip().removeprefix("#") for part in value.split(",")]
    return [item for item in value or [] if isinstance(item, str) and item.strip()]
