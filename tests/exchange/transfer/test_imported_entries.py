"""Entries that were written elsewhere, and those that are here already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
from resilify_cli.exchange.transfer.imported_entries import ImportedEntries
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store

AT = datetime(2026, 11, 3, 20, 15, 7, 250_000, tzinfo=timezone(timedelta(hours=1)))
SECOND = timedelta(seconds=1)
IDS = [f"{number:028x}" for number in range(4)]


def add(store: Store, entry_id: str, at: datetime, text: str = "words") -> None:
    with store.transaction() as connection, DeferredFtsIndex(connection) as index:
        ImportedEntries(store.database, index).add(entry_id, at, text, "Asked?", "A place")


def found(store: Store, since: datetime, length: timedelta = SECOND) -> list[str]:
    """Return what the entries of a span say, and said before."""
    with store.transaction() as connection, DeferredFtsIndex(connection) as index:
        imports = ImportedEntries(store.database, index)
        return [entry.text for there in imports.times(since, length) for entry in imports.of_id(there.id)]


def test_a_note_comes_in_as_what_it_was(store: Store) -> None:
    """With its time, its question and where that was asked; and it is found."""
    add(store, IDS[1], AT, "words #tag")
    (entry,) = store.journal.page(Filter(labels=(("tag", "tag"),)), 9, words="words").entries
    assert (entry.id, entry.at, entry.kind) == (IDS[1], AT, "note")
    assert (entry.text, entry.prompt, entry.session) == ("words #tag", "Asked?", "A place")
    assert entry.intact
    assert not entry.edited


def test_a_check_in_comes_in_with_its_mood_and_its_words(store: Store) -> None:
    """Words of the person's own are offered from then on."""
    with store.transaction() as connection, DeferredFtsIndex(connection) as index:
        checkin = Checkin(mood=4, feelings=("zesty",), note="n")
        ImportedEntries(store.database, index).add_checkin(IDS[1], AT, checkin)
    assert "zesty" in store.checkins.words("feeling")
    assert [row["value"] for row in store.database.rows("SELECT value FROM readings")] == [4]
    assert store.journal.page(Filter(labels=(("feeling", "zesty"),)), 9).entries[0].kind == "checkin"


@pytest.mark.parametrize(
    ("since", "length", "there"),
    [
        (AT.replace(microsecond=0), SECOND, True),
        (AT.replace(microsecond=0).astimezone(UTC), SECOND, True),
        (AT, timedelta(milliseconds=1), True),
        (AT.replace(second=8, microsecond=0), SECOND, False),
        (AT.replace(second=6, microsecond=250_000), SECOND, False),
        (AT.replace(tzinfo=UTC, microsecond=0), SECOND, False),
    ],
)
def test_the_entries_of_a_time_are_found(
    store: Store, since: datetime, length: timedelta, there: bool
) -> None:
    """From its beginning up to its end, in whichever zone it is told."""
    add(store, IDS[1], AT)
    assert bool(found(store, since, length)) is there


def test_a_store_without_entries_is_empty(store: Store) -> None:
    """What comes in during an import does not change that."""
    with store.transaction() as connection, DeferredFtsIndex(connection) as index:
        imports = ImportedEntries(store.database, index)
        imports.add(IDS[1], AT, "words", "", "")
        assert imports.was_empty
        assert not ImportedEntries(store.database, index).was_empty


def test_earlier_words_and_the_trash_are_found_too(store: Store) -> None:
    """So that what was changed or deleted here does not come back."""
    add(store, IDS[1], AT, "before")
    store.revisions.revise(store.journal.find(IDS[1]), "after", None)
    store.trash.put(store.journal.find(IDS[1]))
    assert sorted(found(store, AT.replace(microsecond=0))) == ["after", "before"]
    store.trash.empty()
    assert found(store, AT.replace(microsecond=0)) == []
    with store.transaction() as connection, DeferredFtsIndex(connection) as index:
        imports = ImportedEntries(store.database, index)
        assert [imports.has(entry_id) for entry_id in IDS[:2]] == [False, True]
