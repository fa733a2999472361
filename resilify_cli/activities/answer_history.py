"""What an activity may know of the person's earlier answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

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
        fields: The values of the parts that have a name.
        number: The number of the whole answer, such as the score of a check-up; without it the first number
            among the parts counts.
        kind: The kind of the activity, as the program has it now.
        private: Whether it is never shown again by itself.
        shown: How its named parts read where their values are not the words, such as a choice's label.
        program: The title of the program that it was given in, where that is another one; else empty.
        title: The title of the activity, or an empty text.
    """

    text: str
    values: tuple[AnswerValue, ...]
    day: date
    session_number: int | None = None
    fields: Mapping[str, AnswerValue] = field(default_factory=dict)
    number: float | None = None
    kind: str = ""
    private: bool = False
    shown: Mapping[str, str] = field(default_factory=dict)
    program: str = ""
    title: str = ""

    def words(self, name: str = "") -> str:
        """Return the whole answer or one named part of it to be shown; nothing of a private one."""
        if self.private:
            return ""
        if not name:
            return self.text
        words = self.shown.get(name)
        return words if words is not None else join_words(self.part(name))

    def part(self, name: str) -> tuple[object, ...]:
        """Return the values of one named part, or of the whole answer for an empty name."""
        values = (self.fields[name],) if name in self.fields else () if name else self.values
        return tuple(one for value in values for one in (value if isinstance(value, list) else [value]))

    def number_of(self, name: str = "") -> float | None:
        """Return the number of a named part, or of the whole answer; None where there is none."""
        if not name and self.number is not None:
            return self.number
        numbers = (one for one in self.part(name) if isinstance(one, int | float))
        return next((float(one) for one in numbers), None)


def join_words(values: Iterable[object]) -> str:
    """Return values as words in a row, without those that are empty."""
    return ", ".join(str(one) for one in values if one not in ("", None))


class Reading(NamedTuple):
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


class NumberRange(NamedTuple):
    """The numbers that an answer can be, both ends included; `whole` is whether only whole ones."""

    low: float
    high: float
    whole: bool = True


class AnswerHistory(Protocol):
    """The earlier answers and readings of one enrollment, and the answers in other programs."""

    def latest(self, activity_id: str) -> StoredAnswer | None:
        """Return the newest answer to an activity, from a session or a practice; None if there is none."""
        ...

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        """Return all answers to an activity, oldest first, with those of practices."""
        ...

    def readings(self, measure: str, except_by: str) -> Sequence[Reading]:
        """Return the readings of a measure, oldest first, without those of the activity `except_by`."""
        ...

    def latest_elsewhere(self, program: str, activity_id: str) -> StoredAnswer | None:
        """Return the newest answer to an activity of another program, named by its slug or `programId`."""
        ...


class _NoAnswers:
    """The history of a person who has answered nothing yet."""

    def latest(self, activity_id: str) -> StoredAnswer | None:
        """Return None."""
        return None

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        """Return nothing."""
        return ()

    def readings(self, measure: str, besides: str) -> Sequence[Reading]:
        """Return nothing."""
        return ()

    def latest_elsewhere(self, program: str, activity_id: str) -> StoredAnswer | None:
        """Return None."""
        return None


NO_ANSWERS: AnswerHistory = _NoAnswers()
