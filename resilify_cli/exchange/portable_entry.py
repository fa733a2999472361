"""What travels: one entry as every format but the complete one knows it, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from resilify_cli.checkin.model import Checkin


class DateGuess(Enum):
    """Where an entry's date comes from, if its file does not tell it beyond doubt."""

    NONE = "none"
    FILE_TIME = "file_time"
    NOW = "now"
    SAID = "said"
    DAY_FIRST = "day_first"

    @property
    def undated(self) -> bool:
        """Whether the file tells no date at all; with `SAID`, the person told the day of such entries."""
        return self in (DateGuess.FILE_TIME, DateGuess.NOW, DateGuess.SAID)

    @property
    def is_guess(self) -> bool:
        """Whether the date may be wrong."""
        return self not in (DateGuess.NONE, DateGuess.SAID)


class LeftOutKind(Enum):
    """A kind of thing that stands in a source and is not kept: its word for one, and for several."""

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
    """Something that could not be read: where, and what is wrong with it. Never a person's words."""

    location: str
    message: str


@dataclass(frozen=True, slots=True)
class PortableEntry:
    """One entry. `at` is aware of its zone; `id` is ours, or empty where a format has none.

    `place` is where it was asked: program · session. `session` and `program` are its parts, known only
    on the way out. A check-in has its parts in `checkin`, and the whole of it in words as its `text`.

    `day` is set where a date is told without a time, or another one than the time says, so that no day start
    moves it. Where there is no time, `at` is the midnight that it begins with.

    The others are known only on the way in. `guess` says where a date comes from that is not told beyond
    doubt. `left_out` counts what stands in the source and is not kept. `remarks` are about parts that could
    not be read, though the words came in. `location` is where it stands: a file in a folder, a line, an item.
    `other_ids` are other ids that it would be here under, had an earlier version of ours read it.
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


@dataclass(frozen=True, slots=True)
class EmptyEntry:
    """Something in a source that has no words, so that no entry comes of it: where, and what it has."""

    location: str
    left_out: Mapping[LeftOutKind, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOutCounts:
    """What stands in a source beside its entries, belongs to none of them, and is not kept."""

    left_out: Mapping[LeftOutKind, int]


# What reading a file yields.
ReadResult = PortableEntry | EmptyEntry | LeftOutCounts | ImportProblem


def place_line(program: str, session: str) -> str:
    """Return where something was asked, on one line."""
    return " · ".join(part for part in (" ".join(program.split()), " ".join(session.split())) if part)
