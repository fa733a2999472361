"""The date of an entry: its time or day, how sure that is, and which of two numbers is the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from enum import Enum
from functools import cached_property
from typing import NamedTuple, Self

from resilify_cli.exchange.file_dates.time_parsing import to_local_time


class DateGuess(Enum):
    """Where the date of an entry comes from, if its file does not tell it beyond doubt.

    Attributes:
        is_undated: Whether the file tells no date at all.
        is_guess: Whether the date may be wrong.
    """

    is_undated: bool
    is_guess: bool

    NONE = "none", False, False
    FILE_TIME = "file_time", True, True
    NOW = "now", True, True
    # The person gave the day of all entries without a date.
    GIVEN = "said", True, False
    DAY_FIRST = "day_first", False, True

    def __new__(cls, name: str, is_undated: bool, is_guess: bool) -> Self:
        """Create a kind of guess, whose value is its name in JSON."""
        guess = object.__new__(cls)
        guess._value_ = name
        guess.is_undated, guess.is_guess = is_undated, is_guess
        return guess


class DateOrder(Enum):
    """Which number comes first in a date such as 03-01-2023."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class EntryDate(NamedTuple):
    """When an entry is from.

    Attributes:
        at: The time, aware of its zone; the midnight that the day begins with where only a day is told.
        day: The day, where the file tells no time.
        guess: Where the date comes from, if it is not certain.
    """

    at: datetime
    day: date | None = None
    guess: DateGuess = DateGuess.NONE


def date_without_time(day: date, zone: tzinfo) -> EntryDate:
    """Return the date of an entry that tells a day and no time, whose midnight is one of the zone.

    Raises:
        ValueError: No entry can be of that day.
    """
    return EntryDate(to_local_time(datetime.combine(day, time()), zone), day)


class DateOrderDetector:
    """Parses dates such as 03-01-2023, whose order of day and month the file does not tell.

    What the person gave counts first, then what other dates of the file show, then day first, which is a
    guess. A number over twelve is always the day.

    Args:
        given: The order that the person gave.
        learn: Returns the order that other dates show. It is called once, before a date that needs it.
    """

    def __init__(
        self, given: DateOrder | None = None, learn: Callable[[], DateOrder | None] = lambda: None
    ) -> None:
        self._given = given
        self._learn = learn

    @cached_property
    def detected(self) -> DateOrder | None:
        """The order that the dates show which were seen so far."""
        return self._learn()

    @property
    def is_known(self) -> bool:
        """Whether the order is known, so that no date is a guess."""
        return (self._given or self.detected) is not None

    def observe(self, first: int, second: int) -> None:
        """Learn the order from the first two numbers of a date, if they show it."""
        if self.detected is None and (first > 12) != (second > 12):
            self.detected = DateOrder.DAY_FIRST if first > 12 else DateOrder.MONTH_FIRST

    def parse(self, first: int, second: int, year: int) -> tuple[date, DateGuess]:
        """Return the day, and whether the order is a guess.

        Args:
            first: The first number of the date.
            second: The second number.
            year: The year, with four digits.

        Raises:
            ValueError: There is no such day.
        """
        self.observe(first, second)
        if (first > 12) != (second > 12):
            day = date(year, second, first) if first > 12 else date(year, first, second)
            return day, DateGuess.NONE
        order = self._given or self.detected or DateOrder.DAY_FIRST
        day = date(year, second, first) if order is DateOrder.DAY_FIRST else date(year, first, second)
        # The third of the third is one day in either order.
        is_certain = self.is_known or first == second
        return day, DateGuess.NONE if is_certain else DateGuess.DAY_FIRST
