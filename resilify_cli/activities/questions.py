"""The questions that can be asked, the blocks shown above them, and the replies.

They know nothing of a terminal: an activity returns one question at a time, and a prompter shows it and
returns a reply.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.activities.quantities import LineFormat


@dataclass(frozen=True, slots=True)
class MarkdownBlock:
    """Markdown that an author wrote."""

    markdown: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Text that the person wrote, shown as it is.

    Attributes:
        text: The words.
        label: Where they come from.
        has_days: Whether each line begins with a day and a colon, which are no words of the person's.
    """

    text: str
    label: str = ""
    has_days: bool = False


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two texts of the person that are to be compared, beside each other where there is room."""

    left: OwnWords
    right: OwnWords


@dataclass(frozen=True, slots=True)
class Aside:
    """A line in the background, with an optional label before it such as "Take care" or "Aim"."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A small drawing, and a sentence that says the same to whoever can't see it."""

    lines: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Lines that must not be overlooked, shown as they are."""

    text: str


Block = MarkdownBlock | OwnWords | SideBySide | Aside | Drawing | Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseQuestion:
    """The base of all questions; `body` is the blocks shown above."""

    body: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(BaseQuestion):
    """Something to read; the value of the answer is None. `continue_label` says how it goes on."""

    continue_label: str = "go on"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion(BaseQuestion):
    """Asks for several lines; the value is a str, empty only if `optional`.

    `minutes` is how long to write if it is timed, else 0. The end of the time stops nothing.
    """

    hint: str = ""
    default: str = ""
    optional: bool = False
    minutes: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineQuestion(BaseQuestion):
    """Asks for one line; the value is a str, empty only if `optional`.

    `format` is what it should read as. Another line can be kept all the same, once that was told.
    """

    label: str = ""
    hint: str = ""
    default: str = ""
    optional: bool = False
    format: LineFormat | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleQuestion(BaseQuestion):
    """Asks for a whole number from `low` to `high`, both included; the value is an int."""

    low: int
    high: int
    low_label: str = ""
    high_label: str = ""
    default: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """One option to choose."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(BaseQuestion):
    """Asks for one of `options`; the value is its id, or the person's own words if `other` is true.

    With `searchable`, typing narrows the options to those whose label has what is typed. With `by_key`, the
    number of an option chooses it at once. With `as_scale`, the options stand in an order, least
    first, and none is chosen beforehand. With `is_preset`, nobody has chosen the default yet.
    """

    options: tuple[ChoiceOption, ...]
    other: bool = False
    default: str | None = None
    as_scale: bool = False
    searchable: bool = False
    by_key: bool = False
    is_preset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(BaseQuestion):
    """Asks for any number of `options`; the value is a list of ids and, if `other` is true, own words."""

    options: tuple[ChoiceOption, ...]
    other: bool = False
    default: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmQuestion(BaseQuestion):
    """Asks whether to do something; the value is a bool. With a `word`, only typing that word is a yes."""

    word: str = ""


# What is answered where timed cues were ended early.
CUT_SHORT = "cut short"


@dataclass(frozen=True, slots=True)
class Cue:
    """A text to follow for `seconds`; `fill`, from 0 to 1, is how full a drawn bar is at its end."""

    text: str
    seconds: float
    fill: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PacedCues(BaseQuestion):
    """Cues shown one after the other, each for its seconds.

    The value is None, or `CUT_SHORT` where the person ended them well before their time.
    `without_timing` says the same to whoever turns the animation off.
    """

    cues: tuple[Cue, ...]
    without_timing: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerQuestion(BaseQuestion):
    """A stretch of time that runs on its own once it is begun; the value is None, or `CUT_SHORT`.

    Attributes:
        minutes: How long it runs.
        bell: Whether the terminal's bell sounds at its end.
        started: When it was begun, as ISO 8601 with a zone, which is its draft; empty before.
    """

    minutes: float
    bell: bool = False
    started: str = ""


Question = (
    Message
    | TextQuestion
    | LineQuestion
    | ScaleQuestion
    | SingleChoice
    | MultipleChoice
    | ConfirmQuestion
    | PacedCues
    | TimerQuestion
)

AnswerValue = str | int | float | None | list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that answers the question."""

    value: AnswerValue


class Move(Enum):
    """A reply that goes elsewhere instead of answering."""

    BACK = "back"
    SKIP = "skip"
    LEAVE = "leave"


Reply = Answer | Move
