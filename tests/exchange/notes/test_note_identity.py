"""The ids of notes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from resilify_cli.exchange.file_dates.entry_date import EntryDate
from resilify_cli.exchange.notes.note_identity import note_id

AT = datetime(2024, 3, 1, 20, 15, tzinfo=UTC)


def test_one_moment_gives_one_id_whatever_the_zone() -> None:
    """A note tells its zone, so that one time on two clocks is two moments."""
    east = timezone(timedelta(hours=2))
    assert note_id("words", EntryDate(AT)) == note_id("words", EntryDate(AT.astimezone(east)))
    assert note_id("words", EntryDate(AT)) != note_id("words", EntryDate(AT.replace(tzinfo=east)))
