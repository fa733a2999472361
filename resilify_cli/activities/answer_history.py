"""What an activity may know of the person's earlier answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue


# No scale of a program, nor the sum of a checkup, ends beyond it.
_LARGEST = 1e9


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One earlier answer.

    Attributes:
        text: The answer as words.
        values: The value of each part.
        day: The person's day on which it was given.
        session_number: The session it was given in, counted from 1; None for one that is no longer there.
    """

    text: str
    values: tuple[AnswerValue, ...]
    day: date
    session_number: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a measure at one time, with the ends of its scale."""

    name: str
    value: float
    low: float
    high: float

    @classmethod
    def from_store(cls, name: str, value: float, low: float, high: float) -> Self | None:
        """Make a reading from a store, which may hold anything.

        Returns:
            The reading, with its value moved into its scale; None if it has no scale that can be drawn.
        """
        if not -_LARGEST <= low < high <= _LARGEST:
            return None
        return cls(name, max(low, min(high, value)), low, high)


class AnswerHistory(Protocol):
    """The earlier answers and readings of one enrollment."""

    def latest(self, activity_id: str) -> StoredAnswer | None:
        """Return the newest answer to an activity, from a session or a practice; None if there is none."""
        ...

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        """Return all answers to an activity, oldest first, with those of practices."""
        ...

    def readings(self, measure: str, except_by: str) -> Sequence[Reading]:
        """Return the readings of a measure, oldest first, without those of the activity `except_by`."""
        ...
