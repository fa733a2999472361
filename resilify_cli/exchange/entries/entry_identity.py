"""What makes two entries the same, whichever format, folder or zone they come by: words, day and time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, ClassVar, Protocol

from resilify_cli.exchange.entries.fingerprint import fingerprint
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.exchange.entries.portable_entry import PortableEntry

_UNDATED_PREFIX = "0" * 12
_MIDNIGHT = time()
_SECOND = timedelta(seconds=1)


class IdentityRules(Protocol):
    """How a format tells entries apart.

    Attributes:
        resolution: How exactly it tells a time.
        zoned: Whether it tells the zone of a time; if not, times are those of the clock on the wall.
    """

    resolution: ClassVar[timedelta]
    zoned: ClassVar[bool]

    def comparable_text(self, entry: PortableEntry) -> str:
        """Return everything that the format stores of an entry except its time.

        It is the same for an entry, and for what comes of it by way of a file.
        """


def words_fingerprint(entry: PortableEntry) -> str:
    """Return the fingerprint of an entry's words, in the order in which text formats have them."""
    return fingerprint(entry.prompt, entry.place, entry.text)


def derived_id(rules: IdentityRules, entry: PortableEntry) -> str:
    """Return the id of an entry that has none: always the same one for the same entry of a format.

    So the entry is known again after it was changed here, or deleted. One without a date is known by its
    words.

    Args:
        rules: How its format tells entries apart.
        entry: The entry.

    Returns:
        28 hexadecimal digits: 12 of the time in milliseconds since 1970, 16 of a hash.
    """
    if entry.guess is DateGuess.GIVEN:
        return _UNDATED_PREFIX + _hash(f"{entry.day}\0{words_fingerprint(entry)}")
    if entry.guess.is_undated:
        return _UNDATED_PREFIX + words_fingerprint(entry)
    at = floor_time(entry.at, rules.resolution)
    if not rules.zoned:
        # The same in whichever zone the file is read.
        at = at.replace(tzinfo=UTC)
    instant = milliseconds(at)
    # A day that the time does not tell is part of what the entry is. Earlier versions had none.
    day = entry.day
    if day is not None and day == entry.at.date() and at.time() == _MIDNIGHT:
        day = None
    prefix = f"{instant}\0{day}\0" if day else f"{instant}\0"
    return f"{max(0, instant):012x}" + _hash(f"{prefix}{rules.comparable_text(entry)}")


def other_ids_of(entry: PortableEntry) -> tuple[str, ...]:
    """Return the other ids that an entry may be here under."""
    if entry.guess.is_undated:
        return (*entry.other_ids, _UNDATED_PREFIX + words_fingerprint(entry))
    return entry.other_ids


def floor_time(at: datetime, resolution: timedelta) -> datetime:
    """Return a time without what is finer than `resolution`."""
    if resolution == _SECOND:
        return at.replace(microsecond=0) if at.microsecond else at
    return at - (at.replace(tzinfo=None) - datetime.min) % resolution


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
