"""An import that is undone and called again brings the same entries, in whichever format they come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.exchange.transfer.merge_result import MergeOutcome
from resilify_cli.store.acts import ActKind
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.exchange.conftest import new_store, read, written

_AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
# The formats of one file that are read too.
_FORMATS = ["json", "txt", "jrnl", "jrnl-json", "dayone"]


def _filled() -> Database:
    database = new_store()
    store = Store(database)
    for number in range(4):
        store.notes.add(f"note {number} #tag{number}", _AT + timedelta(days=number))
    store.checkins.add(Checkin(3, ("calm",), ("work",), "a check-in"), _AT + timedelta(days=9))
    return database


def _texts(store: Store) -> list[str]:
    return [entry.text.strip() for entry in store.journal.page(Filter(), 100).entries]


def _undo(store: Store) -> ActKind:
    act = store.undoing.last()
    assert act
    store.undoing.undo(act)
    return act.kind


@pytest.mark.parametrize("name", _FORMATS)
def test_what_was_undone_comes_again(name: str) -> None:
    """Twice undone and three times called, it brings all of its entries each time, and each once."""
    data = written(_filled(), name)
    store = Store(new_store())
    store.notes.add("before", _AT - timedelta(days=1))
    counts = []
    for time in range(3):
        if time:
            assert _undo(store) is ActKind.IMPORTED
            assert _texts(store) == ["before"]
        account = read(store.database, data, name)
        counts.append(account.entries[MergeOutcome.NEW])
        texts = _texts(store)
        assert len(texts) == len(set(texts)) == 6, texts
    assert counts == [5, 5, 5]
    known = read(store.database, data, name)
    assert (known.entries[MergeOutcome.NEW], known.entries[MergeOutcome.KNOWN]) == (0, 5)


@pytest.mark.parametrize("name", _FORMATS)
def test_what_was_deleted_by_hand_does_not_come_again(name: str) -> None:
    """An entry of an import that the person put into the trash is known, and stays there."""
    data = written(_filled(), name)
    store = Store(new_store())
    read(store.database, data, name)
    gone = store.journal.page(Filter(), 1).entries[0]
    store.trash.put(gone)
    assert read(store.database, data, name).entries[MergeOutcome.NEW] == 0
    assert [entry.id for entry, _ in store.trash.entries()] == [gone.id]


def test_an_import_takes_back_only_its_own() -> None:
    """What was known already when it came is no part of it."""
    first = _filled()
    store = Store(new_store())
    read(store.database, written(first))
    Store(first).notes.add("one more", _AT + timedelta(days=30))
    read(store.database, written(first))
    act = store.undoing.last()
    assert act
    assert act.entries == 1
    store.undoing.undo(act)
    assert "one more" not in _texts(store)
    assert len(_texts(store)) == 5
