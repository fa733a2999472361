"""Reads the notes that our own export to Markdown writes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.word_lists import MOODS
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
_KEYS_OF_CHECKINS = _KEYS | {"mood", "mood_word", "feelings", "activities"}
_MOODS = frozenset(map(str, MOODS))


def read_exported_note(front: FrontMatter, name: str, options: ImportOptions) -> PortableEntry | None:
    """Read a note from our own export, which has an id of ours and a kind; None of any other note.

    New front matter goes above its words.
    """
    found = front.mapping()
    entry_id = _read_text(found.get("id"))
    if front.errors or not is_id(entry_id) or "kind" not in found:
        return None
    # It may have been given other line ends; within the words they are as they were.
    body = front.body.removeprefix("\n").removesuffix("\n")
    is_checkin = found["kind"] == "checkin"
    known = _KEYS_OF_CHECKINS if is_checkin else _KEYS
    mood = _read_text(found.get("mood")) if is_checkin else ""
    if mood and mood not in _MOODS:
        known -= {"mood"}
    added = [written for key, _, written in front.parts if key not in known and written.strip()]
    body = "\n\n".join(["\n".join(added), body]) if added else body
    remarks: tuple[ImportProblem, ...] = ()
    try:
        at = parse_iso_time(_read_text(found.get("date")), options.zone)
        day, guess = _read_day(found.get("day")), DateGuess.NONE
    except ValueError:
        at, day, guess = options.fallback_date()
        remarks = (ImportProblem(name, "no entry can be of its date"),)
    checkin = _read_checkin(found, mood, body) if is_checkin else None
    if checkin:
        text, prompt, place = checkin.text, "", ""
    else:
        tags = _read_texts(found.get("tags"))
        text = with_tags(body, tags) if tags else body
        prompt = _read_text(found.get("question"))
        place = place_line(_read_text(found.get("program")), _read_text(found.get("session")))
    return PortableEntry(
        text,
        at,
        entry_id,
        kind="checkin" if checkin else "note",
        prompt=prompt,
        place=place,
        checkin=checkin,
        day=day,
        guess=guess,
        location=name,
        remarks=remarks,
    )


def _read_checkin(found: dict[str, Node], mood: str, note: str) -> Checkin:
    return Checkin(
        int(mood) if mood in _MOODS else None,
        tuple(_read_texts(found.get("feelings"))),
        tuple(_read_texts(found.get("activities"))),
        note,
        _read_text(found.get("mood_word")),
    )


def _read_day(value: Node | None) -> date | None:
    if value is None:
        return None
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
