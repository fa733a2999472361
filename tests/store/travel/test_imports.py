"""Entries that were written elsewhere, and those that are here already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.store.travel.imports import Imports
from resilify_cli.store.travel.late_index import LateIndex

AT = datetime(2026, 11, 3, 20, 15, 7, 250_000, tzinfo=timezone(timedelta(hours=1)))
SECOND = timedelta(seconds=1)
IDS = [f"{number:028x}" for number in range(4)]


def add(store: Store, entry_id: str, at: datetime, text: str = "words") -> None:
    with store.transaction() as connection, LateIndex(connection) as index:
        Imports(store.database, index).add(entry_id, at, text, "Asked?", "A place")


def found(store: Store, at: datetime, resolution: timedelta = SECOND, *, zoned: bool = True) -> list[str]:
    with store.transaction() as connection, LateIndex(connection) as index:
        return [entry.text for entry in Imports(store.database, index).of_time(at, resolution, zoned=zoned)]


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
    with store.transaction() as connection, LateIndex(connection) as index:
        checkin = Checkin(mood=4, feelings=("zesty",), note="n")
        Imports(store.database, index).add_checkin(IDS[1], AT, checkin)
    assert "zesty" in store.checkins.words("feeling")
    assert [row["value"] for row in store.database.rows("SELECT value FROM readings")] == [4]
    assert store.journal.page(Filter(labels=(("feeling", "zesty"),)), 9).entries[0].kind == "checkin"


@pytest.mark.parametrize(
    ("at", "resolution", "known"),
    [
        (AT.replace(microsecond=0), SECOND, True),
        (AT.replace(microsecond=0).astimezone(UTC), SECOND, True),
        (AT.replace(second=0, microsecond=0), timedelta(minutes=1), True),
        (AT.replace(second=8, microsecond=0), SECOND, False),
        (AT.replace(second=6, microsecond=0), SECOND, False),
        (AT.replace(tzinfo=UTC, microsecond=0), SECOND, False),
    ],
)
def test_a_time_is_as_exact_as_it_is_told(
    store: Store, at: datetime, resolution: timedelta, known: bool
) -> None:
    """An entry is found by the second or the minute that it lies in, in whichever zone that is told."""
    add(store, IDS[1], AT)
    assert bool(found(store, at, resolution)) is known


def test_a_time_on_the_wall_is_the_same_in_every_zone(store: Store) -> None:
    """Where a file tells no zone, the entry may have been written in any."""
    add(store, IDS[1], AT, "one")
    add(store, IDS[2], AT.replace(tzinfo=timezone(timedelta(hours=-8))), "two")
    add(store, IDS[3], AT.astimezone(UTC), "another time on the wall")
    wall = AT.replace(tzinfo=timezone(timedelta(hours=5)), microsecond=0)
    assert sorted(found(store, wall, zoned=False)) == ["one", "two"]


def test_earlier_words_and_the_trash_are_found_too(store: Store) -> None:
    """So that what was changed or deleted here does not come back."""
    add(store, IDS[1], AT, "before")
    store.revisions.revise(store.journal.find(IDS[1]), "after", None)
    store.trash.put(store.journal.find(IDS[1]))
    assert sorted(found(store, AT.replace(microsecond=0))) == ["after", "before"]
    store.trash.empty()
    assert found(store, AT.replace(microsecond=0)) == []
    with store.transaction() as connection, LateIndex(connection) as index:
        imports = Imports(store.database, index)
        assert [imports.has(entry_id) for entry_id in IDS[:2]] == [False, True]
