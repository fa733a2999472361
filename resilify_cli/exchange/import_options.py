"""The options of an import: what the person gave, and what is known of this computer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache

from resilify_cli.days import in_zone
from resilify_cli.exchange.file_dates.entry_date import (
    DateGuess,
    DateOrder,
    DateOrderDetector,
    EntryDate,
    date_without_time,
)
from resilify_cli.exchange.file_dates.time_parsing import check_time_range, to_local_time


@lru_cache(maxsize=1_000)
def _is_in_program(place: str, programs: frozenset[str]) -> bool:
    return any(
        place == title or place.startswith(f"{title} · ")
        for title in (" ".join(program.split()) for program in programs)
        if title
    )


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of an import.

    Attributes:
        order: The order of day and month, from `--date-format`.
        pattern: A pattern of dates as `strptime` takes it, from `--date-format`.
        date: The day of entries whose file tells none, from `--date`.
        moods: Numbers from 1 to 5 for words in lower case, from `--mood`.
        split: Whether a file with several days under headings becomes an entry for each.
        programs: Returns the titles of the programs that are known here. It is called only where there may
            be a question.
        mine: Whether a complete export is of the person's own other store, to be merged with this one.
        now: The time of the import, aware of its zone.
        zone: The zone of times that tell none.
    """

    order: DateOrder | None = None
    pattern: str = ""
    date: date | None = None
    moods: Mapping[str, int] = field(default_factory=dict)
    split: bool = False
    programs: Callable[[], Collection[str]] = tuple
    mine: bool = False
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    zone: tzinfo = UTC

    def date_order(self, learn: Callable[[], DateOrder | None] = lambda: None) -> DateOrderDetector:
        """Return a detector of the order of day and month, for a file or several that belong together.

        Args:
            learn: Returns the order that other dates show, once it is needed.
        """
        return DateOrderDetector(self.order, learn)

    def is_known_place(self, place: str) -> bool:
        """Return whether a question can have been asked at this place: in a program that is known here."""
        return _is_in_program(place, frozenset(self.programs()))

    def fallback_date(self, modified: datetime | None = None) -> EntryDate:
        """Return the date of an entry whose file tells none.

        Args:
            modified: When the file was modified last, if it is one.

        Raises:
            ValueError: No entry can be of that time.
        """
        if self.date is not None:
            return date_without_time(self.date, self.zone)._replace(guess=DateGuess.GIVEN)
        if modified is not None:
            return EntryDate(check_time_range(in_zone(modified, self.zone)), guess=DateGuess.FILE_TIME)
        return EntryDate(self.now, guess=DateGuess.NOW)

    def parse_pattern(self, text: str) -> EntryDate | None:
        """Return the date that a text tells in the person's own pattern, or None if it does not fit.

        Raises:
            ValueError: No entry can be of that time.
        """
        if not self.pattern:
            return None
        try:
            at = datetime.strptime(text.strip(), self.pattern)
        except ValueError:
            return None
        if not any(f"%{letter}" in self.pattern for letter in "HIcXsT"):
            return date_without_time(at.date(), self.zone)
        return EntryDate(to_local_time(at, self.zone) if at.tzinfo is None else check_time_range(at))
