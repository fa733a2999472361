"""How it went with something that was left open, and what is to become of it: the answer of a `follow-up`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue

PREFIX, AGAIN = "follow-up-", "--"
PLAN, EXPERIMENT, LOG, PICK = "plan", "experiment", "log", "pick"
# The kinds of activities whose answers stay open until a follow-up closes them, or time does.
TRACKABLE_KINDS = (PLAN, EXPERIMENT, LOG, PICK)


class Went(Enum):
    """How it went."""

    DONE = "done"
    DIFFERENTLY = "differently"
    NOT_YET = "not-yet"


class Next(Enum):
    """What is to become of what was not done yet."""

    KEEP = "keep"
    CHANGE = "change"
    LET_GO = "let-go"


def follow_up_id(target: str, again: str = "") -> str:
    """Return the id of the follow-up of an activity; `again` tells a later one from the first."""
    return f"{PREFIX}{target}{AGAIN}{again}" if again else f"{PREFIX}{target}"


def followed_id(activity_id: str) -> str:
    """Return the id of the activity that a follow-up of this id asks about."""
    return activity_id.removeprefix(PREFIX).partition(AGAIN)[0]


def leaves_open(values: Sequence[AnswerValue]) -> bool:
    """Return whether a follow-up's answer leaves what it asked about open."""
    return went_of(values) is Went.NOT_YET and Next.LET_GO.value not in values[1:2]


def changed_words(values: Sequence[AnswerValue]) -> str:
    """Return the words that a follow-up changed an open item to; empty where it was not."""
    is_changed = went_of(values) is Went.NOT_YET and values[1:2] == (Next.CHANGE.value,)
    return str(values[2]) if is_changed and len(values) > 2 and values[2] else ""


def went_of(values: Sequence[AnswerValue]) -> Went | None:
    """Return how it went; None where that was not asked. What was ticked of a pick was done."""
    first = values[0] if values else None
    if isinstance(first, list):
        return Went.DONE if first else Went.NOT_YET
    return next((went for went in Went if went.value == first), None)
