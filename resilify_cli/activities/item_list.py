"""`list`: a list that the person writes: a ladder, evidence, shares of a whole, a line from low to high."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.answer_history import AnswerHistory, Reading
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.limits import MOST_ROWS
from resilify_cli.activities.questions import (
    AnswerValue,
    Block,
    ChoiceOption,
    LineQuestion,
    MarkdownBlock,
    Message,
    MultipleChoice,
    OwnWords,
    Question,
    ScaleQuestion,
    SingleChoice,
)
from resilify_cli.activities.reading_comparison import draw_readings

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive

_NUMBER = re.compile(r"(?P<name>.*?)\s*\{0-(?P<top>10|100)\}\s*\Z")
_USUAL_ITEMS = 3
_USUAL_MOST = 10
# What a list takes over from the one that it grows: options of which it has none, and their fields.
_TAKEN_OVER = (
    ({"item"}, ("item",)),
    ({"most"}, ("most",)),
    ({"number", "total", "low", "high"}, ("number_name", "top", "total", "low_label", "high_label")),
    ({"sort"}, ("descending",)),
    ({"pick"}, ("picks",)),
)
# The end of a list among its values: nobody can type it, since a line that is kept is never blank.
_END = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer taken apart: the items, whether all are there, their numbers, and what was picked."""

    texts: tuple[str, ...]
    is_complete: bool
    numbers: tuple[AnswerValue, ...]
    picked: tuple[AnswerValue, ...]


@dataclass(frozen=True, kw_only=True)
class ItemList(Activity):
    """Asks for items one by one, then for a number for each, then which one is picked.

    The values are the items as lines, an empty line unless there are as many as may be, the numbers, and the
    picked item. `grow` names an earlier list: then the first value are those of its items that stay. `total`
    is what the numbers are shares of, 0 if of nothing; `number_name` says what a number tells, and `top` is
    its greatest. `own` names the options that it has itself: a list that grows another takes over the others.
    """

    kind = "list"
    options = frozenset({"item", "number", "sort", "most", "pick", "grow", "total", "low", "high"})
    has_labelled_parts = True
    keeps_partial = True
    default_minutes = 4

    item: str
    most: int
    number_name: str
    top: int
    total: int
    low_label: str
    high_label: str
    descending: bool | None
    picks: bool
    grow: str
    own: frozenset[str]

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read what is asked of the items."""
        super().read_own_fields(directive)
        total = directive.integer("total", 0, 0, 1_000)
        low, high = directive.text("low"), directive.text("high")
        name, top = _read_number(directive)
        if total:
            name, top = name or "share", total
        elif low or high:
            name, top = name or "place", 100
        return {
            "item": directive.text("item", "item"),
            "most": directive.integer("most", _USUAL_MOST, 1, MOST_ROWS),
            "number_name": name,
            "top": top,
            "total": total,
            "low_label": low,
            "high_label": high,
            "descending": _read_order(directive),
            "picks": _read_pick(directive),
            "grow": directive.text("grow"),
            "own": frozenset(directive.options),
        }

    def resolved(self, earlier: Mapping[str, Activity]) -> Activity | None:
        """Return it with what the list that it grows says of items, numbers, order and picking."""
        first = earlier.get(self.grow)
        if not isinstance(first, ItemList):
            return self
        fields = [field for options, fields in _TAKEN_OVER if not options & self.own for field in fields]
        return replace(self, **{field: getattr(first, field) for field in fields})

    def referenced_activities(self) -> Sequence[tuple[str, int]]:
        """Name the list that this one grows."""
        return ((self.grow, self.line),) if self.grow else ()

    @property
    def question_count(self) -> int:
        """A few items with their numbers, and the end of the list."""
        return min(self.most, _USUAL_ITEMS) * (2 if self.top else 1) + 1

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask for the next item, then for the numbers, then which one is picked; show the list at the end."""
        earlier = history.latest(self.grow) if self.grow else None
        known = _as_texts(earlier.fields.get("items")) if earlier and not earlier.private else ()
        if known and not values:
            options = tuple(ChoiceOption(text, text) for text in known)
            return MultipleChoice(
                body=(*self.body(), MarkdownBlock("Which of these stay?")), options=options, default=known
            )
        answer = self._parse(values)
        if not answer.is_complete:
            return self._ask_item(answer.texts)
        if not answer.texts:
            return None
        if self.top and len(answer.numbers) < len(answer.texts):
            before = (
                dict(zip(known, _as_texts(earlier.fields.get("numbers")), strict=False)) if earlier else {}
            )
            return self._ask_number(answer, before.get(answer.texts[len(answer.numbers)]))
        drawn = self._draw(answer)
        if not self.picks:
            return (
                Message(body=drawn) if drawn and len(values) == self._answer_length(answer, values) else None
            )
        if answer.picked:
            return None
        options = tuple(ChoiceOption(text, text) for text, _ in self._sorted_items(answer))
        asked = MarkdownBlock(f"Which {self.item} would you like to take?")
        return SingleChoice(body=(*drawn, asked), options=options)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep the items one a line, each with its number, and the one that was picked."""
        answer = self._parse(values)
        lines = [
            text if number is None else f"{text}: {number}" for text, number in self._sorted_items(answer)
        ]
        lines += [f"Picked: {picked}" for picked in answer.picked if picked]
        return ActivityResult("\n".join(lines), tuple(values))

    def field_names(self) -> tuple[str, ...]:
        """Return the names of its parts: the items, their numbers, and the one that was picked."""
        return ("items", "numbers", "picked")

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return the items and numbers in the order that they are shown in, and the picked one."""
        answer = self._parse(values)
        found: dict[str, AnswerValue] = {"items": [text for text, _ in self._sorted_items(answer)]}
        if answer.numbers:
            found["numbers"] = [str(number) for _, number in self._sorted_items(answer) if number is not None]
        if answer.picked and isinstance(answer.picked[0], str):
            found["picked"] = answer.picked[0]
        return found

    def numbers_of(self, values: Sequence[AnswerValue]) -> Mapping[str, int]:
        """Return the number of each item that has one."""
        return {
            text: number for text, number in self._sorted_items(self._parse(values)) if number is not None
        }

    def _parse(self, values: Sequence[AnswerValue]) -> _Answer:
        kept = tuple(values[0]) if values and isinstance(values[0], list) else ()
        rest = values[1:] if values and isinstance(values[0], list) else values
        room = max(self.most - len(kept), 0)
        typed = list(rest[:room])
        if _END in typed:
            typed = typed[: typed.index(_END)]
        is_complete = len(rest) > len(typed) if len(typed) < room else True
        texts = (*kept, *(str(one) for one in typed))
        after = tuple(rest[len(typed) + (len(typed) < room) :])
        numbers = after[: len(texts)] if self.top else ()
        return _Answer(texts, is_complete, numbers, after[len(numbers) :][:1] if self.picks else ())

    def _answer_length(self, answer: _Answer, values: Sequence[AnswerValue]) -> int:
        """Return how many values an answer has that is whole."""
        room = self.most - (len(_as_texts(values[0])) if values and isinstance(values[0], list) else 0)
        typed = len(answer.texts) - (self.most - room)
        return (room < self.most) + typed + (typed < room) + len(answer.numbers)

    def _sorted_items(self, answer: _Answer) -> list[tuple[str, int | None]]:
        numbers = [number if isinstance(number, int) else None for number in answer.numbers]
        pairs = list(zip(answer.texts, [*numbers, *[None] * len(answer.texts)], strict=False))
        if self.descending is None:
            return pairs
        return sorted(pairs, key=lambda pair: pair[1] or 0, reverse=self.descending)

    def _ask_item(self, texts: Sequence[str]) -> LineQuestion:
        sofar = (OwnWords("\n".join(f"- {text}" for text in texts), "So far"),) if texts else ()
        label = f"{self.item.capitalize()} {len(texts) + 1}"
        return LineQuestion(body=(*self.body(), *sofar), label=label, hint=self.hint, optional=True)

    def _ask_number(self, answer: _Answer, before: str | None) -> ScaleQuestion:
        left = self.total - sum(number for number in answer.numbers if isinstance(number, int))
        name = f"**{self.number_name.capitalize()}**"
        asked = f"{name} of {self.total}: {max(left, 0)} are left." if self.total else name
        return ScaleQuestion(
            body=(OwnWords(answer.texts[len(answer.numbers)]), MarkdownBlock(asked)),
            low=0,
            high=self.top,
            low_label=self.low_label,
            high_label=self.high_label,
            default=int(before) if before and before.isdigit() and int(before) <= self.top else None,
        )

    def _draw(self, answer: _Answer) -> tuple[Block, ...]:
        readings = [
            (text, Reading(self.number_name, number, 0, self.top))
            for text, number in self._sorted_items(answer)
            if number is not None
        ]
        if not readings:
            return ()
        says = ", ".join(f"{text}: {reading.value:g}" for text, reading in readings)
        return (draw_readings(readings, f"{says}."),)


def _as_texts(value: AnswerValue) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else ()


def _read_number(directive: Directive) -> tuple[str, int]:
    """Read the name and the greatest number of `:number: fear {0-100}`, or an empty name and 0."""
    found = directive.options.get("number")
    if found is None:
        return "", 0
    match = _NUMBER.match(found.text)
    if match is None:
        directive.problems.add(
            found.line, f":number: is {found.text[:40]!r}", "write a name and {0-10} or {0-100}"
        )
        return "", 0
    return match["name"] or "number", int(match["top"])


def _read_order(directive: Directive) -> bool | None:
    """Read whether the greatest number comes first; None where the order is the person's."""
    found = directive.options.get("sort")
    if found is None:
        return None
    if found.text not in ("up", "down"):
        directive.problems.add(found.line, f":sort: is {found.text[:40]!r}", "write up or down")
    return found.text == "down"


def _read_pick(directive: Directive) -> bool:
    found = directive.options.get("pick")
    if found is not None and found.text != "one":
        directive.problems.add(found.line, f":pick: is {found.text[:40]!r}", "write one")
    return found is not None
