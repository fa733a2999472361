"""What travels: one entry as every format but the complete one knows it, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from resilify_cli.checkin.model import Checkin


@dataclass(frozen=True, slots=True)
class Record:
    """One entry. `at` is aware of its zone; `id` is ours, or empty where a format has none.

    `place` is where it was asked: program · session. `session` and `program` are its parts, known only
    on the way out. A check-in has its parts in `checkin`, and the whole of it in words as its `text`.
    """

    text: str
    at: datetime
    id: str = ""
    kind: str = "note"
    prompt: str = ""
    place: str = ""
    checkin: Checkin | None = None
    program: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: where, and what is wrong with it. Never a person's words."""

    place: str
    wrong: str


def place_of(program: str, session: str) -> str:
    """Return where something was asked, on one line."""
    return " · ".join(part for part in (" ".join(program.split()), " ".join(session.split())) if part)
