"""What an activity may know of what the person gave before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue


# No scale of a program, nor the sum of a check-up, ends beyond it.
_LARGEST = 1e9


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One earlier answer: its text, the values of its parts, of which day and in which session."""

    text: str
    values: tuple[AnswerValue, ...]
    day: date
    session_number: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure's number at a time, with the ends of the scale that it was taken on."""

    name: str
    value: float
    low: float
    high: float

    @classmethod
    def from_store(cls, name: str, value: float, low: float, high: float) -> Self | None:
        """Return a reading as it lies in a store, which may hold anything: within its scale.

        None if it has no scale that can be drawn.
        """
        if not -_LARGEST <= low < high <= _LARGEST:
            return None
        return cls(name, max(low, min(high, value)), low, high)


class AnswerHistory(Protocol):
    """The earlier answers of this enrollment."""

    def latest(self, activity_id: str) -> StoredAnswer | None:
        """Return the newest answer to an activity, in its session or as a practice."""
        ...

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        """Return all answers to an activity, oldest first, practice included."""
        ...

    def readings(self, measure: str, besides: str) -> Sequence[Reading]:
        """Return a measure's readings, oldest first, but those that `besides` took itself."""
        ...
