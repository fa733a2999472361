"""What a person says about an import, and the dates that are read by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import NamedTuple

from resilify_cli.exchange.file_dates.time_parsing import check_time_range, to_local_time
from resilify_cli.exchange.portable_entry import DateGuess


class DateOrder(Enum):
    """Which comes first in a date such as 03-01-2023."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class EntryDate(NamedTuple):
    """The time of an entry, its day if the file tells no time, and whether that is a guess."""

    at: datetime
    day: date | None = None
    guess: DateGuess = DateGuess.NONE


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says about an import.

    `order` and `pattern` (as `strptime` takes it) are what `--date-format` says. `date` is the day of
    entries whose file tells none. `moods` are numbers from 1 to 5 for words in lower case. With `split`,
    a file with several days under headings is one entry for each. `programs` gives the titles of those
    that are known here; it is asked only where there may be a question. `mine` is whether a complete export
    is of the person's own other store, to be merged with this one. `now` is aware of its zone.
    """

    order: DateOrder | None = None
    pattern: str = ""
    date: date | None = None
    moods: Mapping[str, int] = field(default_factory=dict)
    split: bool = False
    programs: Callable[[], Collection[str]] = tuple
    mine: bool = False
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def is_known_place(self, place: str) -> bool:
        """Return whether a question can have been asked at this place: in a program that is known here."""
        return any(
            place == title or place.startswith(f"{title} · ")
            for title in (" ".join(program.split()) for program in self.programs())
            if title
        )

    def fallback_date(self, changed: datetime | None = None) -> EntryDate:
        """Return when an entry is of whose file tells no date.

        Args:
            changed: when the file was changed last, if it is one.

        Raises:
            ValueError: no entry can be of that time.
        """
        if self.date is not None:
            return date_without_time(self.date)._replace(guess=DateGuess.SAID)
        if changed is not None:
            return EntryDate(check_time_range(changed), guess=DateGuess.FILE_TIME)
        return EntryDate(self.now, guess=DateGuess.NOW)

    def parse_pattern(self, text: str) -> EntryDate | None:
        """Return the time that a text tells in the person's own pattern, or None if it does not fit.

        Raises:
            ValueError: no entry can be of that time.
        """
        if not self.pattern:
            return None
        try:
            at = datetime.strptime(text.strip(), self.pattern)
        except ValueError:
            return None
        if not any(f"%{letter}" in self.pattern for letter in "HIcXsT"):
            return date_without_time(at.date())
        return EntryDate(to_local_time(at) if at.tzinfo is None else check_time_range(at))


class DateOrderDetector:
    """Reads the days of one file whose order of day and month is not told, such as 03-01-2023.

    What the person says comes first, then what other dates of the file show, then day first, which is a
    guess. A number over twelve is always the day.
    """

    def __init__(self, options: ImportOptions) -> None:
        self._said = options.order
        self.shown: DateOrder | None = None

    @property
    def known(self) -> bool:
        """Whether the order is known, so that no date is a guess."""
        return (self._said or self.shown) is not None

    def notice(self, first: int, second: int) -> None:
        """Learn the order from the first two numbers of a date, if they show it."""
        if self.shown is None and (first > 12) != (second > 12):
            self.shown = DateOrder.DAY_FIRST if first > 12 else DateOrder.MONTH_FIRST

    def read(self, first: int, second: int, year: int) -> tuple[date, DateGuess]:
        """Return the day, and whether the order is a guess.

        Raises:
            ValueError: there is no such day.
        """
        self.notice(first, second)
        if (first > 12) != (second > 12):
            return (date(year, second, first) if first > 12 else date(year, first, second)), DateGuess.NONE
        order = self._said or self.shown or DateOrder.DAY_FIRST
        day = date(year, second, first) if order is DateOrder.DAY_FIRST else date(year, first, second)
        # The third of the third is one day in either order.
        sure = self.known or first == second
        return day, DateGuess.NONE if sure else DateGuess.DAY_FIRST


def date_without_time(day: date) -> EntryDate:
    """Return the day of an entry that tells no time, as it begins in this computer's zone.

    Raises:
        ValueError: no entry can be of that day.
    """
    return EntryDate(to_local_time(datetime.combine(day, time())), day)
