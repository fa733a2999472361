"""`resilify undo` takes back the last thing, and says first what it will do."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.vault.opening.stores import open_store
from tests.commands.journal.conftest import add, answer, texts
from tests.conftest import FixedClock, Run


@pytest.mark.parametrize("command", [("undo",), ("journal", "undo")])
def test_a_note_is_taken_back(resilify: Run, command: tuple[str, ...]) -> None:
    """It is told with its words and its day, goes into the trash, and the way back is named and works."""
    add(resilify, "stays")
    handle = add(resilify, "the walrus")
    done = resilify(*command, "--yes", check=True)
    assert f"to keep the note {handle} of " in done.stderr
    assert "the walrus" in done.stderr
    assert texts(resilify) == ["stays"]
    assert f"resilify journal restore {handle}" in done.stderr
    resilify("journal", "restore", handle, check=True)
    assert texts(resilify) == ["the walrus", "stays"]


def test_nothing_is_done_without_a_word(resilify: Run) -> None:
    """In a pipe it asks for --yes; with --dry-run it tells, and changes nothing."""
    add(resilify, "words")
    refused = resilify("undo")
    assert (refused.returncode, "--yes" in refused.stderr) == (2, True)
    assert "Nothing was changed." in resilify("undo", "--dry-run", check=True).stderr
    assert texts(resilify) == ["words"]


@pytest.mark.parametrize(("typed", "left"), [("2\n", []), ("1\n", ["words"]), ("", ["words"])])
def test_it_asks_first(resilify: Run, typed: str, left: list[str]) -> None:
    """What it says, and what it will do, stand above the question; whatever is no yes changes nothing."""
    add(resilify, "words")
    asked = resilify("undo", "--plain", stdin=typed)
    assert "It goes into the trash. What it says: words Take it back?" in " ".join(asked.stderr.split())
    assert "words" in asked.stderr
    assert texts(resilify) == left


def test_each_call_goes_one_step_further(resilify: Run) -> None:
    """A deletion, then a change, then the note itself are taken back in turn; at the end it says so."""
    handle = add(resilify, "one")
    resilify("journal", "edit", handle, "two", check=True)
    resilify("journal", "delete", handle, "--yes", check=True)
    seen = []
    for _ in range(3):
        resilify("undo", "--yes", check=True)
        seen.append(texts(resilify))
    assert seen == [["two"], ["one"], []]
    assert "nothing to take back" in resilify("undo", "--yes", check=True).stderr


def test_an_undone_change_stays_in_the_history(resilify: Run) -> None:
    """Both texts are told beforehand, and the history has the words that were undone."""
    handle = add(resilify, "one")
    resilify("journal", "edit", handle, "two", check=True)
    told = resilify("undo", "--yes", check=True).stderr
    assert "What it says now:\ntwo" in told
    assert "What it said before:\none" in told
    assert "two" in resilify("journal", "history", handle, check=True).stdout


def test_an_import_is_taken_back_whole_and_can_come_again(resilify: Run, tmp_path: Path) -> None:
    """Its summary names the way; its entries are in the trash, and the same import brings them again."""
    add(resilify, "before")
    folder = tmp_path / "notes"
    folder.mkdir()
    for day in (1, 2):
        (folder / f"2026-10-0{day}.md").write_text(f"note of day {day}\n")
    brought = resilify("journal", "import", str(folder), check=True)
    assert "To take what came in back: resilify undo" in brought.stderr
    told = resilify("undo", "--yes", check=True).stderr
    assert "an import (markdown): 2 entries" in told
    assert texts(resilify) == ["before"]
    assert texts(resilify, "restore") == ["note of day 2", "note of day 1"]
    again = resilify("journal", "import", str(folder), check=True)
    assert "Came in: 2." in again.stdout
    assert texts(resilify) == ["before", "note of day 2", "note of day 1"]
    resilify("undo", "--yes", check=True)
    assert texts(resilify) == ["before"]


def test_an_import_that_brings_nothing_names_no_way_back(resilify: Run, tmp_path: Path) -> None:
    """There would be something else taken back."""
    note = tmp_path / "2026-10-01.md"
    note.write_text("a note\n")
    resilify("journal", "import", str(note), check=True)
    assert "resilify undo" not in resilify("journal", "import", str(note)).stderr


def test_an_answer_in_a_program_is_left(resilify: Run, home: Path) -> None:
    """It is said that it is not taken back, and how it is changed; the note before it is offered."""
    clock = FixedClock()
    with open_store(home / "resilify.db", clock) as store:
        store.notes.add("a note")
        answer(store, "an answer")
    told = resilify("undo", "--yes", check=True).stderr
    assert "An answer inside a program is not taken back by this" in told
    assert texts(resilify) == ["an answer"]


def test_without_a_store_nothing_is_made(resilify: Run, home: Path) -> None:
    """There is nothing to take back, and it is no error."""
    assert "nothing to take back" in resilify("undo", check=True).stderr
    assert not home.exists()
