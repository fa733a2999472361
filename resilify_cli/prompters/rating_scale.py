"""The state of a rating: a number on a scale that has no value until a key gives it one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class RatingScale:
    """A whole number from `low` to `high`, both included.

    Attributes:
        low: The lowest.
        high: The highest.
        value: The number that the dot stands on; None until the scale is touched.
        typed: The digits that were typed since the last other key, with a minus before them if there is one.
        refused: Whether the last key or the last Enter was refused.
    """

    low: int
    high: int
    value: int | None = None
    typed: str = ""
    refused: bool = False

    @property
    def middle(self) -> int:
        """The number in the middle, or just below it."""
        return (self.low + self.high) // 2

    def move(self, by: int) -> None:
        """Move the dot, no further than the ends; the first move puts it into the middle."""
        self.typed, self.refused = "", False
        if self.value is None:
            self.value = self.middle
        else:
            self.value = max(self.low, min(self.high, self.value + by))

    def move_to(self, value: int) -> None:
        """Put the dot on a number of the scale."""
        self.typed, self.refused, self.value = "", False, value

    def type(self, character: str) -> None:
        """Take a digit, or a minus where numbers are below zero; refuse anything else, and change nothing.

        A digit goes on with the number that is typed. Where that leads beyond the scale, it begins anew.
        """
        for typed in (self.typed + character, character):
            if self._may_become_number(typed):
                self.typed, self.refused = typed, False
                self.value = self._read_number(typed)
                return
        self.refused = True

    def erase(self) -> None:
        """Take back the last digit; without one, take the dot off the scale."""
        self.typed = self.typed[:-1]
        self.refused = False
        self.value = self._read_number(self.typed)

    def enter(self) -> int | None:
        """Return the value; None, and it counts as refused, if there is none."""
        self.refused = self.value is None
        return self.value

    def place(self, columns: int) -> int | None:
        """Return the column of the dot on a line of so many columns, from 0; None if there is no dot."""
        return None if self.value is None else self.column_of(self.value, columns)

    def column_of(self, number: int, columns: int) -> int:
        """Return the column of a number on a line of so many columns, from 0."""
        return round((number - self.low) * (columns - 1) / (self.high - self.low))

    def _read_number(self, typed: str) -> int | None:
        if typed in {"", "-"}:
            return None
        number = int(typed)
        return number if self.low <= number <= self.high else None

    def _may_become_number(self, typed: str) -> bool:
        """Return whether a number of the scale begins so."""
        digits = typed.removeprefix("-")
        # Other alphabets have digits of their own, which `int` would take.
        if not (digits.isascii() and digits.isdecimal()) and typed != "-":
            return False
        negative = typed.startswith("-")
        if (negative and self.low >= 0) or len(digits) > len(str(max(-self.low, self.high))):
            return False
        if typed == "-" or self._read_number(typed) is not None:
            return True
        if digits[0] == "0":
            return False
        # More digits may follow: of 10 to 50, a 1 is the beginning of 10 to 19.
        least, most = (max(1, -self.high), -self.low) if negative else (max(0, self.low), self.high)
        first = int(digits)
        longer = range(1, len(str(max(most, 0))) - len(digits) + 1)
        return any(first * 10**more <= most and (first + 1) * 10**more > least for more in longer)
