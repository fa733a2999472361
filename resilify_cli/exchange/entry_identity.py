"""What an entry is, whichever format, folder or zone it comes by: its words, and its day and time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from resilify_cli.exchange.fingerprint import fingerprint
from resilify_cli.exchange.portable_entry import DateGuess, PortableEntry
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.exchange.format import RecordFormat

_UNDATED = "0" * 12
_MIDNIGHT = time()


def words_fingerprint(record: PortableEntry) -> str:
    """Return the fingerprint of an entry's words, in the order in which a format of texts has them."""
    return fingerprint(record.prompt, record.place, record.text)


def derived_id(form: RecordFormat, record: PortableEntry) -> str:
    """Return the id of an entry that has none: always the same one for the same entry of a format.

    So it is known again after it was changed here, or deleted. One that tells no date is known by its words.
    """
    if record.guess is DateGuess.SAID:
        return _UNDATED + _drawn(f"{record.day}\0{words_fingerprint(record)}")
    if record.guess.undated:
        return _UNDATED + words_fingerprint(record)
    at = floor_time(record.at, form.resolution)
    if not form.zoned:
        # The same in whichever zone the file is read.
        at = at.replace(tzinfo=UTC)
    told = milliseconds(at)
    # A day that the time does not say is part of what the entry is. Earlier versions told of none.
    day = record.day if record.day != record.at.date() or at.time() != _MIDNIGHT else None
    said = f"{told}\0{day}\0" if day else f"{told}\0"
    return f"{max(0, told):012x}" + _drawn(f"{said}{form.shown(record)}")


def other_ids_of(record: PortableEntry) -> tuple[str, ...]:
    """Return other ids under which an entry may be here."""
    return (
        (*record.other_ids, _UNDATED + words_fingerprint(record))
        if record.guess.undated
        else record.other_ids
    )


def floor_time(at: datetime, resolution: timedelta) -> datetime:
    """Return a time without what is finer than `resolution`."""
    return at - (at.replace(tzinfo=None) - datetime.min) % resolution


def _drawn(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
