"""An entry as every format but the complete one knows it, and the other results of reading a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from resilify_cli.exchange.file_dates.entry_date import DateGuess

if TYPE_CHECKING:
    from resilify_cli.checkin.model import Checkin


class LeftOutKind(Enum):
    """A kind of thing that a file has and that is not imported: its noun for one, and for several."""

    PHOTO = ("photo", "photos")
    VIDEO = ("video", "videos")
    AUDIO = ("audio", "audios")
    PDF = ("PDF", "PDFs")
    DRAWING = ("drawing", "drawings")
    ATTACHMENT = ("attachment", "attachments")
    PLACE = ("place", "places")
    WEATHER = ("weather", "weather")
    STEP_COUNT = ("step count", "step counts")
    MUSIC = ("piece of music", "pieces of music")
    ACTIVITY = ("activity", "activities")
    HEALTH = ("health reading", "health readings")
    OTHER = ("other part", "other parts")
    FILE = ("other file", "other files")
    HIDDEN_NOTE = ("note in a hidden folder or the trash", "notes in hidden folders or the trash")

    def counted(self, number: int) -> str:
        """Return the kind with its number, as in `2 photos`."""
        return f"{number:,} {self.value[number != 1]}"


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something that could not be read, or that the person should know of an entry.

    Attributes:
        location: Where it stands: a file in a folder, a line, an item.
        message: What is wrong, in our words; never a person's own.
    """

    location: str
    message: str


# Not frozen, which would make each of many take three times as long; nothing changes one all the same.
@dataclass(slots=True)
class PortableEntry:
    """An entry on its way into the store or out of it.

    Attributes:
        text: The words; for a check-in, the whole of it in words.
        at: The time, aware of its zone; where only a day is told, the midnight that it begins with.
        id: Our id; empty where the format has none.
        kind: `note`, `response` or `checkin`.
        prompt: The question, if it answers one.
        place: Where the question was asked: program · session.
        checkin: The parts of a check-in.
        program: The program's title; known only on the way out.
        session: The session's title; known only on the way out.
        day: The day, where it is told without a time or differs from that of the time, so that no day
            start moves it.
        guess: Where the date comes from, if the file does not tell it beyond doubt. This and what follows
            is known only on the way in.
        left_out: How many things of each kind the file has with the entry, that are not imported.
        remarks: What the person should know about the entry, though its words came in.
        location: Where the entry stands: a file in a folder, a line, an item.
        other_ids: Other ids that the entry may be here under, as earlier versions or other options made them.
        parts: The entries that it would be with `--split`, where there are several.
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
    day: date | None = None
    guess: DateGuess = DateGuess.NONE
    left_out: Mapping[LeftOutKind, int] = field(default_factory=dict)
    remarks: tuple[ImportProblem, ...] = ()
    location: str = ""
    other_ids: tuple[str, ...] = ()
    parts: tuple[PortableEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class EmptyEntry:
    """An entry without words, which is not imported: where it stands, and what it has instead."""

    location: str
    left_out: Mapping[LeftOutKind, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOutCounts:
    """How many things of each kind a source has beside its entries, that are not imported."""

    left_out: Mapping[LeftOutKind, int]


# Not frozen, as `PortableEntry`.
@dataclass(slots=True)
class StoreRecord:
    """A record of the complete export, to be merged row by row.

    Attributes:
        kind: The list that it is in, such as `entries`.
        record: What the file has there.
        location: Where it stands, for messages.
    """

    kind: str
    record: object
    location: str


# What a format yields when it reads a source.
ReadResult = PortableEntry | EmptyEntry | LeftOutCounts | ImportProblem | StoreRecord


def place_line(program: str, session: str) -> str:
    """Return where a question was asked, on one line: program · session."""
    return " · ".join(part for part in (" ".join(program.split()), " ".join(session.split())) if part)
