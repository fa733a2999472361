"""Conditions on earlier answers: `:when: way is writing and (sting above 3 or not plan-1 answered)`."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory

CONDITION_FORMS = (
    "id is X, id is not X, id has X, id above 60, id below 30, id answered, id not answered, "
    "id fell by 10 from other-id, or several of them with and, or, not (...)"
)
LONGEST_CONDITION = 500
_DEEPEST = 8
_TOKEN = re.compile(r'\s*(?:(?P<quoted>"[^"]*")|(?P<mark>[()])|(?P<word>[^\s()"]+))')
# An answer, or one field of it.
_REFERENCE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)?\Z")
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,3})?\Z")


class Verb(Enum):
    """What a condition says of an answer."""

    ANSWERED = "answered"
    IS = "is"
    HAS = "has"
    ABOVE = "above"
    BELOW = "below"
    FELL = "fell by"
    ROSE = "rose by"


class Condition(ABC):
    """A condition on earlier answers."""

    @abstractmethod
    def holds(self, history: AnswerHistory) -> bool:
        """Return whether it holds now."""

    @abstractmethod
    def tests(self) -> Iterator[AnswerTest]:
        """Yield its tests of single answers, from left to right."""


@dataclass(frozen=True, slots=True)
class AnswerTest(Condition):
    """One thing asked of one answer.

    An unanswered activity is not, has not, and is no number. `field` names one field of the answer; `origin`
    is the answer that a change is measured from.
    """

    activity_id: str
    verb: Verb
    value: str = ""
    field: str = ""
    origin: str = ""

    @property
    def references(self) -> tuple[tuple[str, str], ...]:
        """The answers that it needs, each with the field that it names or an empty text."""
        origin_id, _, origin_field = self.origin.partition(".")
        return ((self.activity_id, self.field), *(((origin_id, origin_field),) if origin_id else ()))

    def holds(self, history: AnswerHistory) -> bool:
        """Return whether it holds now."""
        answer = history.latest(self.activity_id)
        if self.verb is Verb.ANSWERED:
            return answer is not None
        if answer is None:
            return False
        if self.verb in (Verb.IS, Verb.HAS):
            return self.value in map(str, answer.part(self.field))
        number = answer.number_of(self.field)
        if number is None:
            return False
        if self.verb in (Verb.ABOVE, Verb.BELOW):
            return number > float(self.value) if self.verb is Verb.ABOVE else number < float(self.value)
        origin_id, _, origin_field = self.origin.partition(".")
        origin = history.latest(origin_id)
        before = origin.number_of(origin_field) if origin else None
        if before is None:
            return False
        change = before - number if self.verb is Verb.FELL else number - before
        return change >= float(self.value)

    def tests(self) -> Iterator[AnswerTest]:
        """Yield itself."""
        yield self


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """Holds where another one does not."""

    inner: Condition

    def holds(self, history: AnswerHistory) -> bool:
        """Return whether the other one does not hold."""
        return not self.inner.holds(history)

    def tests(self) -> Iterator[AnswerTest]:
        """Yield what the other one asks."""
        yield from self.inner.tests()


@dataclass(frozen=True, slots=True)
class Both(Condition):
    """Holds where two others do."""

    left: Condition
    right: Condition

    def holds(self, history: AnswerHistory) -> bool:
        """Return whether both hold."""
        return self.left.holds(history) and self.right.holds(history)

    def tests(self) -> Iterator[AnswerTest]:
        """Yield what both ask."""
        yield from self.left.tests()
        yield from self.right.tests()


@dataclass(frozen=True, slots=True)
class Either(Condition):
    """Holds where one of two others does."""

    left: Condition
    right: Condition

    def holds(self, history: AnswerHistory) -> bool:
        """Return whether one of them holds."""
        return self.left.holds(history) or self.right.holds(history)

    def tests(self) -> Iterator[AnswerTest]:
        """Yield what both ask."""
        yield from self.left.tests()
        yield from self.right.tests()


def read_condition(text: str) -> Condition | None:
    """Read a condition, or return None if it has none of the forms of `CONDITION_FORMS`."""
    if len(text) > LONGEST_CONDITION:
        return None
    reader = _Reader(text)
    try:
        condition = reader.read_either(0)
    except _NoConditionError:
        return None
    return condition if reader.is_at_end() else None


class _NoConditionError(Exception):
    """The text has none of the forms."""


class _Reader:
    """Reads a condition from left to right: `or` binds least, then `and`, then `not`."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        at = 0
        while text[at:].strip():
            found = _TOKEN.match(text, at)
            if found is None:
                self._tokens = ["?"]
                break
            self._tokens.append(found.group().strip())
            at = found.end()

    def is_at_end(self) -> bool:
        """Return whether all was read."""
        return not self._tokens

    def read_either(self, depth: int) -> Condition:
        """Read one condition or more, joined by `or`."""
        condition = self._read_both(depth)
        while self._accept("or"):
            condition = Either(condition, self._read_both(depth))
        return condition

    def _read_both(self, depth: int) -> Condition:
        condition = self._read_one(depth)
        while self._accept("and"):
            condition = Both(condition, self._read_one(depth))
        return condition

    def _read_one(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            raise _NoConditionError
        if self._accept("not"):
            return Not(self._read_one(depth + 1))
        if self._accept("("):
            condition = self.read_either(depth + 1)
            if not self._accept(")"):
                raise _NoConditionError
            return condition
        return self._read_test()

    def _read_test(self) -> Condition:
        reference = self._peek(_REFERENCE)
        activity_id, _, field = reference.partition(".")
        if self._accept("not", "answered"):
            return Not(AnswerTest(activity_id, Verb.ANSWERED))
        if self._accept("answered"):
            return AnswerTest(activity_id, Verb.ANSWERED)
        if self._accept("is", "not"):
            return Not(AnswerTest(activity_id, Verb.IS, self._read_value(), field))
        for verb in (Verb.IS, Verb.HAS):
            if self._accept(verb.value):
                return AnswerTest(activity_id, verb, self._read_value(), field)
        for verb in (Verb.ABOVE, Verb.BELOW):
            if self._accept(verb.value):
                return AnswerTest(activity_id, verb, self._peek(_NUMBER), field)
        for verb in (Verb.FELL, Verb.ROSE):
            if self._accept(*verb.value.split()):
                amount = self._peek(_NUMBER)
                if not self._accept("from"):
                    raise _NoConditionError
                return AnswerTest(activity_id, verb, amount, field, self._peek(_REFERENCE))
        raise _NoConditionError

    def _read_value(self) -> str:
        """Take the words up to the next `and`, `or` or parenthesis; quoted ones may hold those too."""
        if self._tokens and self._tokens[0].startswith('"'):
            return self._tokens.pop(0).strip('"')
        words = []
        while self._tokens and self._tokens[0] not in ("and", "or", "(", ")"):
            words.append(self._tokens.pop(0))
        if not words:
            raise _NoConditionError
        return " ".join(words)

    def _peek(self, form: re.Pattern[str]) -> str:
        if not self._tokens or not form.match(self._tokens[0]):
            raise _NoConditionError
        return self._tokens.pop(0)

    def _accept(self, *words: str) -> bool:
        """Take words if they are the next ones."""
        if tuple(self._tokens[: len(words)]) != words:
            return False
        del self._tokens[: len(words)]
        return True
