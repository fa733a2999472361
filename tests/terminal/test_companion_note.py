"""A note to a companion in a terminal: what is half typed is not lost, and no key says it is saved."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.terminal.terminal import Terminal


@pytest.fixture
def store(home: Path) -> Path:
    """A store with one note."""
    with open_store(home / "resilify.db", FixedClock()) as store:
        store.notes.add("A walk")
    return home / "resilify.db"


def test_a_half_typed_sentence_is_there_again(store: Path, terminal: Callable[..., Terminal]) -> None:
    """A window that closes takes nothing away; once the note is made, nothing of it stays."""
    note = terminal("companion", "note").wait_for("A sentence of your own")
    assert "save" not in note.text
    note.pour("An ear, plea").wait_for_draft("An ear, plea")
    note.end(signal.SIGHUP)
    again = terminal("companion", "note").wait_for("An ear, plea")
    again.pour("se.").press("enter").wait_for("In my own words", "An ear, please.")
    assert again.exit_code() == 0
    with open_store(store, FixedClock()) as opened:
        assert opened.journal_drafts.find("companion") is None


def test_whoever_leaves_reads_how_to_go_on(store: Path, terminal: Callable[..., Terminal]) -> None:
    """Ctrl-C makes no note, and keeps the sentence."""
    note = terminal("companion", "note").wait_for("A sentence of your own").pour("An ear")
    note.press("ctrl-c").wait_for("Your sentence is kept. To go on: resilify companion note").close()
    assert store.exists()


def test_where_there_is_no_store_the_sentence_is_shown(home: Path, terminal: Callable[..., Terminal]) -> None:
    """None is made for it; it can be copied."""
    note = terminal("companion", "note").wait_for("A sentence of your own").pour("An ear")
    note.press("ctrl-c").wait_for("What you typed: An ear").close()
    assert not home.exists()
