"""What can be asked of a person, said without any terminal.

An activity hands over one question at a time; a prompter shows it and gives back a reply. The blocks
are what stands on the screen above the place to answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class MarkdownBlock:
    """Markdown that an author wrote."""

    markdown: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words of the person's own, shown as they are, with a line that says whence they come."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A quiet line of ours. `label` comes first, set apart: "Take care", "Aim"."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A small drawing, and the sentence that says the same for whoever can't see it."""

    lines: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Lines of ours that must not be overlooked, shown as they are."""

    text: str


Block = MarkdownBlock | OwnWords | Aside | Drawing | Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseQuestion:
    """What every question has: the blocks above it."""

    body: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(BaseQuestion):
    """Something to read; the reply's value is None."""

    continue_label: str = "go on"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion(BaseQuestion):
    """A longer text of several lines; the value is a str, empty only if `optional`.

    `minutes` is how long to write, if it is timed; the time's end stops nothing.
    """

    hint: str = ""
    default: str = ""
    optional: bool = False
    minutes: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineQuestion(BaseQuestion):
    """One line; the value is a str, empty only if `optional`."""

    label: str = ""
    hint: str = ""
    default: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleQuestion(BaseQuestion):
    """A whole number from `low` to `high`, both included; the value is an int."""

    low: int
    high: int
    low_label: str = ""
    high_label: str = ""
    default: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """One of the things to choose from."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(BaseQuestion):
    """One of `options`; the value is an option's id, or the person's own words if `other`."""

    options: tuple[ChoiceOption, ...]
    other: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(BaseQuestion):
    """Any number of `options`; the value is a list of ids and, if `other`, of own words."""

    options: tuple[ChoiceOption, ...]
    other: bool = False
    default: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmQuestion(BaseQuestion):
    """Whether to do something; the value is a bool. With a `word`, only typing that is a yes."""

    word: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to follow for `seconds`; `fill` from 0 to 1 is the fullness it ends at, if drawn."""

    text: str
    seconds: float
    fill: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PacedCues(BaseQuestion):
    """Cues told one after the other in their time; the value is None.

    `without_timing` says the whole thing for whoever does without the animation.
    """

    cues: tuple[Cue, ...]
    without_timing: tuple[str, ...] = field(default=())


Question = (
    Message
    | TextQuestion
    | LineQuestion
    | ScaleQuestion
    | SingleChoice
    | MultipleChoice
    | ConfirmQuestion
    | PacedCues
)

AnswerValue = str | int | None | list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The person answered."""

    value: AnswerValue


class Move(Enum):
    """The person did something else than answer."""

    BACK = "back"
    SKIP = "skip"
    LEAVE = "leave"


Reply = Answer | Move
