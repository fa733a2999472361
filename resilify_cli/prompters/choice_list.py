"""The state of a list of options: what is pointed at, what is marked, and which options are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# The id of the option that stands for own words.
OTHER = "\0own words"
OTHER_LABEL = "Something else, in my own words"
OWN_WORDS_LABEL = "In my own words"


class ListRow(NamedTuple):
    """An option as a row of a list: its id, and what it says."""

    id: str
    label: str


@dataclass(slots=True)
class ChoiceList:
    """A list in which one option is pointed at, and any number are marked if it is for `many`.

    Attributes:
        rows: All options, with the one for own words last where there is one.
        many: Whether options are marked.
        pointer: The id of the option that is pointed at; it stays while the list is narrowed, if it can.
        marks: The ids of those that are marked.
        filter: What the labels of the options that are shown have in them.
        is_filtering: Whether letters go to the filter.
    """

    rows: tuple[ListRow, ...]
    many: bool = False
    pointer: str = ""
    marks: set[str] = field(default_factory=set)
    filter: str = ""
    is_filtering: bool = False
    top: int = 0

    def __post_init__(self) -> None:
        """Point at the first option, unless at another."""
        if self.pointer not in {row.id for row in self.rows}:
            self.pointer = self.rows[0].id if self.rows else ""

    @property
    def shown(self) -> list[ListRow]:
        """The options that have the filter in their label, and the one for own words, which stays."""
        wanted = self.filter.casefold()
        return [row for row in self.rows if wanted in row.label.casefold() or row.id == OTHER]

    @property
    def at(self) -> int:
        """The place of the pointer among those that are shown, from 0; -1 if none are."""
        return next((at for at, row in enumerate(self.shown) if row.id == self.pointer), -1)

    @property
    def marked_count(self) -> int:
        """How many options are marked, whether they are shown or not."""
        return len(self.marks)

    def move(self, by: int) -> None:
        """Move the pointer by so many rows, no further than the ends."""
        shown = self.shown
        if shown:
            self.pointer = shown[max(0, min(len(shown) - 1, self.at + by))].id

    def move_to_end(self, *, last: bool) -> None:
        """Point at the first option that is shown, or at the last."""
        if shown := self.shown:
            self.pointer = shown[-1 if last else 0].id

    def move_to_number(self, number: int) -> None:
        """Point at the option of a number, counted from 1; nothing happens if there is none."""
        if 1 <= number <= len(self.rows):
            self.pointer = self.rows[number - 1].id

    def toggle(self) -> None:
        """Mark the option that is pointed at, or take its mark away."""
        if self.many and self.at >= 0:
            self.marks ^= {self.pointer}

    def type(self, character: str) -> None:
        """Take a letter: j and k move, a digit points; others begin the filter, and all go on with it.

        A slash begins the filter too, for words with one of those first.
        """
        if self.is_filtering:
            self._narrow(self.filter + character)
        elif character in {"j", "k"}:
            self.move(1 if character == "j" else -1)
        elif character == "/":
            self.is_filtering = True
        elif character.isascii() and character.isdecimal():
            self.move_to_number(int(character))
        elif character.strip():
            self._narrow(character)

    def erase(self) -> None:
        """Take back the last letter of the filter; without one, the filter ends."""
        self._narrow(self.filter[:-1])

    def end_filter(self) -> None:
        """Show all options again, with the pointer where it is."""
        self.filter, self.is_filtering = "", False
        if self.at < 0:
            self.move_to_end(last=False)

    def _narrow(self, wanted: str) -> None:
        self.is_filtering = len(wanted) > 0
        self.filter = wanted
        shown = self.shown
        words = [row for row in shown if row.id != OTHER]
        begins = next((row for row in words if row.label.casefold().startswith(wanted.casefold())), None)
        # Whoever types looks for that option; those for own words are the last that is meant.
        if self.at < 0 or self.pointer == OTHER:
            first = begins or next(iter(words or shown), None)
            self.pointer = first.id if first else self.pointer

    def window(self, heights: Sequence[int], rows: int) -> range:
        """Return which of the options that are shown stand on the screen; it moves no more than it has to.

        Args:
            heights: How many rows each of them takes.
            rows: How many rows there are, those of the marks for more options included.
        """
        if sum(heights) <= rows:
            self.top = 0
            return range(len(heights))
        at = max(0, self.at)
        self.top = max(0, min(self.top, at))
        while self.top < at and at not in _fitting_range(heights, self.top, rows):
            self.top += 1
        # At the end of the list no row stays empty.
        while self.top and len(heights) - 1 in _fitting_range(heights, self.top - 1, rows):
            self.top -= 1
        return _fitting_range(heights, self.top, rows)


def _fitting_range(heights: Sequence[int], top: int, rows: int) -> range:
    """Return the options from `top` on that fit, beside a row for each mark that there are more."""
    left = rows - (1 if top else 0)
    if sum(heights[top:]) <= left:
        return range(top, len(heights))
    left -= 1
    end = top
    while end < len(heights) and heights[end] <= left:
        left -= heights[end]
        end += 1
    # One that is higher than the screen is shown as far as it goes.
    return range(top, max(end, top + 1))
