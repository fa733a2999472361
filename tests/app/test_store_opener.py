"""The store is opened so that no command can write to it before it is copied."""

from __future__ import annotations

import sqlite3
from datetime import UTC
from pathlib import Path

import pytest

from resilify_cli.app.context import AppContext
from resilify_cli.app.paths import find_paths
from resilify_cli.errors import StoreReadOnlyError
from resilify_cli.settings import Settings
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock


@pytest.fixture
def ctx(home: Path, clock: FixedClock) -> AppContext:
    """A context whose store was written to, and never copied."""
    with open_store(home / "resilify.db", clock) as store:
        store.notes.add("from before")
    environment = {"RESILIFY_HOME": str(home)}
    return AppContext(environment, find_paths(environment), Settings(), clock, UTC)


def _copied(ctx: AppContext) -> list[list[str]]:
    """Return the texts in each copy of the store."""
    found = []
    for path in sorted(ctx.paths.backups.glob("*.db")):
        connection = sqlite3.connect(path)
        found.append([text for (text,) in connection.execute("SELECT text FROM entries")])
        connection.close()
    return found


def _existing(ctx: AppContext) -> Store:
    store = ctx.stores.open_existing()
    assert store is not None
    return store


def test_a_store_that_is_read_is_not_copied(ctx: AppContext) -> None:
    """Opening and reading keep no copy."""
    with _existing(ctx) as store:
        assert store.journal.newest() is not None
    assert _copied(ctx) == []


def test_the_first_write_copies_what_was_before(ctx: AppContext) -> None:
    """Whoever opened it to read and then writes gets a copy without what is written."""
    with _existing(ctx) as store:
        store.notes.add("new")
        store.notes.add("newer")
    assert _copied(ctx) == [["from before"]]


def test_getting_ready_to_write_copies_at_once(ctx: AppContext) -> None:
    """A command that asks first has its copy before anything is typed."""
    with _existing(ctx) as store:
        store.begin_writing()
        assert _copied(ctx) == [["from before"]]


def test_a_store_opened_for_writing_is_copied_at_once(ctx: AppContext) -> None:
    """The one call has done all of it when it returns."""
    with ctx.stores.open_for_writing():
        assert _copied(ctx) == [["from before"]]


def test_what_is_erased_is_not_copied_first(ctx: AppContext) -> None:
    """A copy made before an erasing would keep what is to be gone."""
    store = ctx.stores.open_to_erase()
    assert store is not None
    with store:
        store.notes.add("new")
    assert _copied(ctx) == []


def test_a_read_only_store_is_refused_before_it_is_copied(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing could be kept, so nothing is prepared."""
    with _existing(ctx) as store:
        monkeypatch.setattr(store.database, "writable", False)
        with pytest.raises(StoreReadOnlyError):
            store.begin_writing()
    assert _copied(ctx) == []
