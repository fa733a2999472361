"""The options of a list in plain lines, ten at a time: more are hard to keep in mind when they are heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue, ChoiceOption
    from resilify_cli.prompters.plain_console import PlainConsole

AT_ONCE = 10
_MORE = ":more"


@dataclass(slots=True)
class OptionPages:
    """Writes the options, each with its number; `:more` writes the next ten.

    Where nobody types the lines, all are written at once.

    Attributes:
        console: Where they are written.
        options: What can be chosen.
        chosen: What was chosen before: ids, or own words.
        other: Whether own words may be given.
        written: How many were written so far.
        mark: What is told behind one that was chosen before.
    """

    console: PlainConsole
    options: Sequence[ChoiceOption]
    chosen: Sequence[AnswerValue]
    other: bool = False
    written: int = 0
    mark: str = "(chosen before)"

    def write_next(self) -> None:
        """Write the next options, how many there are if these are not all, and what else can be typed."""
        total = len(self.options)
        end = min(total, self.written + AT_ONCE) if self.console.is_interactive else total
        for number, option in enumerate(self.options[self.written : end], self.written + 1):
            before = f" {self.console.translate(self.mark)}" if option.id in self.chosen else ""
            self.console.write(f"{number}. {safe_line(option.label)}{before}")
        first, self.written = not self.written, end
        if end < total:
            self.console.tell(f"These are {end} of {total}. :more tells the next.")
        if not first:
            return
        known = {option.id for option in self.options}
        for value in self.chosen:
            if value and value not in known:
                self.console.tell(f"Your own: {safe_line(str(value))} (Enter keeps it)")
        if self.other:
            self.console.tell("Or type words of your own.")

    def turned_by(self, typed: str) -> bool:
        """Return whether a line asked for more, and write them."""
        if typed.strip().lower() != _MORE:
            return False
        if self.written < len(self.options):
            self.write_next()
        else:
            self.console.tell("These were all.")
        return True
