"""What makes two entries the same, whichever format, folder or zone they come by: words, day and time."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, ClassVar, Protocol

from resilify_cli.exchange.entries.fingerprint import fingerprint
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.exchange.entries.portable_entry import PortableEntry

_UNDATED_PREFIX = "0" * 12
_NO_TIME = timedelta()
_MILLISECOND = timedelta(milliseconds=1)
_DAY = timedelta(days=1) // _MILLISECOND


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
    if entry.guess.is_undated:
        words = words_fingerprint(entry)
        return _UNDATED_PREFIX + (_hash(f"{entry.day}\0{words}") if entry.guess is DateGuess.GIVEN else words)
    offset = (entry.at.utcoffset() or _NO_TIME) // _MILLISECOND
    wall = milliseconds(entry.at) + offset
    wall -= wall % (rules.resolution // _MILLISECOND)
    # Of the clock on the wall, it is the same in whichever zone the file is read.
    instant = wall - offset if rules.zoned else wall
    # A day that the time does not tell is part of what the entry is. Earlier versions had none.
    day = entry.day
    if day is not None and day == entry.at.date() and wall % _DAY == 0:
        day = None
    prefix = f"{instant}\0{day}\0" if day else f"{instant}\0"
    return f"{max(0, instant):012x}" + _hash(f"{prefix}{rules.comparable_text(entry)}")


def other_ids_of(entry: PortableEntry) -> tuple[str, ...]:
    """Return the other ids that an entry may be here under."""
    if entry.guess.is_undated:
        return (*entry.other_ids, _UNDATED_PREFIX + words_fingerprint(entry))
    return entry.other_ids


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
