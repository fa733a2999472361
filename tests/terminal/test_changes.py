"""Changing an entry in a real pseudo-terminal: a draft beside what is saved, and what is erased meanwhile."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.terminal.terminal import Terminal
from tests.terminal.test_session import to_thoughts

Start = Callable[..., Terminal]
_CTRL_U = "\x15"


@pytest.fixture
def note(resilify: Run) -> str:
    return resilify("journal", "add", "the saved words", check=True).stderr.split("Kept as ")[1][:7]


def _text(resilify: Run) -> str:
    (entry,) = json.loads(resilify("journal", "--json", check=True).stdout)["entries"]
    return str(entry["text"])


def _left(terminal: Start, note: str, *keys: str) -> Terminal:
    """Begin to change the note, and leave it."""
    run = terminal("journal", "edit", note).wait_for("the saved words")
    return run.press(*keys)


def test_an_emptied_text_is_no_draft(terminal: Start, resilify: Run, note: str) -> None:
    """After Ctrl-U and Page Down the entry is as it was, and the next edit begins from what is saved."""
    run = _left(terminal, note, _CTRL_U, "page down").wait_for("It is as it was.")
    assert run.exit_code() == 0
    terminal("journal", "edit", note).wait_for("the saved words", "done")


def test_what_was_typed_and_passed_over_is_told(terminal: Start, resilify: Run, note: str) -> None:
    """Page Down on a changed text says that it is kept, and how to go on."""
    _left(terminal, note, " and more", "page down").wait_for("What you typed is kept", "journal edit")
    assert _text(resilify) == "the saved words"


@pytest.mark.parametrize(
    ("keys", "offered", "draft_stays"),
    [
        ([], "the saved words and more", False),
        (["down"], "the saved words", True),
        (["down", "down"], "the saved words", False),
    ],
)
def test_a_draft_stands_beside_what_is_saved(
    terminal: Start, resilify: Run, note: str, keys: list[str], offered: str, draft_stays: bool
) -> None:
    """Both are shown, with a way to go on with each; what is left for later is offered again."""
    _left(terminal, note, " and more", "ctrl-c").exit_code()
    run = terminal("journal", "edit", note).wait_for("What you typed", "and more", "What is saved")
    run.press(*keys, "enter").wait_for("Your note:").press("!", "ctrl-d").wait_for("Changed").exit_code()
    assert _text(resilify) == f"{offered}!"
    again = terminal("journal", "edit", note)
    again.wait_for("What you typed" if draft_stays else "Your note:")
    assert ("What is saved" in again.text) is draft_stays


def test_words_for_an_entry_that_is_erased_meanwhile_are_shown(
    terminal: Start, resilify: Run, note: str, home: Path
) -> None:
    """They are neither kept nor lost: they stand on the screen, and no draft of them is left."""
    run = terminal("journal", "edit", note).wait_for("the saved words")
    resilify("erase", "--entry", note, "--yes-erase", check=True)
    run.press(" and more").settle(1.5).press("ctrl-d").wait_for("Here they are", "the saved words and more")
    run.press("enter").wait_for("erased meanwhile")
    assert run.exit_code() == 1
    resilify("journal", "add", "another", check=True)
    assert b"saved words" not in (home / "resilify.db").read_bytes()


@pytest.mark.parametrize(
    ("what", "key"), [(("--program", "{program}"), "ctrl-c"), (("--all",), "ctrl-c"), (("--all",), "ctrl-d")]
)
def test_a_session_whose_program_is_erased_meanwhile(
    terminal: Start, resilify: Run, every_kind: str, home: Path, what: tuple[str, ...], key: str
) -> None:
    """Nothing of it is written again, no place is promised, and the typed words are shown to copy.

    So it is for whoever leaves, and for whoever is done with the answer.
    """
    run = to_thoughts(terminal, every_kind).press("typed words").wait_for("typed words")
    arguments = [part.format(program=_program(home)) for part in what]
    resilify("erase", *arguments, "--yes-erase", check=True)
    run.press(key).wait_for("Here they are", "typed words").press("enter")
    assert run.exit_code() == 1
    assert "is damaged" not in run.text
    assert "Your place is kept" not in run.text
    assert _program(home) == ""


def _program(home: Path) -> str:
    """Return the slug of the program that the store knows of; nothing where there is none."""
    if not (home / "resilify.db").exists():
        return ""
    with closing(sqlite3.connect(home / "resilify.db")) as connection:
        rows = connection.execute("SELECT slug, session_id, step_id FROM enrollments").fetchall()
        traces = connection.execute("SELECT count(*) FROM drafts").fetchone()[0]
        traces += connection.execute("SELECT count(*) FROM progress").fetchone()[0]
    (row,) = rows
    assert row[0] or (row == ("", "", "") and not traces)
    return str(row[0])
