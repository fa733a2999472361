"""What is asked before something is done for good: all of it stands on one screen, and its keys are true."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import private
from tests.conftest import Run
from tests.prepared_homes import copy_prepared
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]
_CANCELS = "Esc or Ctrl-C cancel"


def _unbroken(text: str) -> str:
    """Return a text without spaces and line breaks, wherever the screen broke it."""
    return "".join(text.split())


def _write_two(resilify: Run, home: Path) -> str:
    resilify("journal", "add", "a wombat")
    resilify("journal", "add", "an otter")
    found = json.loads(resilify("journal", "--json").stdout)["entries"]
    return str(next(one["id"] for one in found if one["text"] == "a wombat"))


@pytest.fixture
def entry(home: Path) -> str:
    """The id of an entry that a copy of the store has too."""
    return copy_prepared(home, _write_two)


@pytest.mark.parametrize("rows", [24, 16])
def test_erasing_all_says_what_goes_beside_its_question(terminal: Start, entry: str, rows: int) -> None:
    """What goes and what stays stands on the same screen as the word to type."""
    run = terminal("erase", "--all", rows=rows).wait_for("type the word", _CANCELS)
    assert "This erases all that you wrote: 2 files in" in run.text
    assert "Your settings and your own programs stay." in run.text
    assert "Erase" in run.text.split("This erases")[0]
    assert "save and leave" not in run.text


def test_erasing_an_entry_says_what_goes_beside_its_question(
    terminal: Start, resilify: Run, home: Path, entry: str
) -> None:
    """The entry, its copies, and the stores that keep it stand on the same screen as the word to type."""
    resilify("backup", str(home / "mine.db"), check=True)
    run = terminal("erase", "--entry", entry).wait_for("type the word", _CANCELS)
    for words in ("1 entry", "from 1 copy of your store", "stays as it is", "mine.db", "a wombat"):
        assert _unbroken(words) in _unbroken(run.text)


@pytest.mark.parametrize("keys", [("\x1b",), ("ctrl-c",), ("ctrl-d",), ("erased", "enter"), ("y", "enter")])
def test_without_the_word_nothing_is_erased(
    terminal: Start, home: Path, entry: str, keys: tuple[str, ...]
) -> None:
    """Esc, Ctrl-C, the end of input and any other word cancel: exit 130, and all is there."""
    before = private.everything_in(home)
    run = terminal("erase", "--all").wait_for("type the word").press(*keys).wait_for("Nothing was erased.")
    assert run.exit_code() == 130
    assert private.everything_in(home) == before


def test_going_back_to_a_copy_is_asked_under_its_name(terminal: Start, entry: str) -> None:
    """The heading says "Restore", and what becomes of the present store stands beside the question."""
    run = terminal("restore", "today").wait_for("Go back to the copy of", "Yes", _CANCELS)
    assert run.text.split()[0] == "Restore"
    for words in ("with one entry?", "What you wrote since is not in the copy", "is set aside, not deleted"):
        assert words in run.text
    run.press("n").wait_for("Your store is as it was.")
    assert run.exit_code() == 0


def test_decrypting_is_asked_under_its_name(terminal: Start, home: Path, tmp_path: Path) -> None:
    """The heading says "Decrypt", who can read then stands beside the question, and Esc cancels."""
    private.make_encrypted(home)
    given = {"RESILIFY_PASSPHRASE_FILE": private.secret(tmp_path / "secrets")}
    run = terminal("decrypt", **given).wait_for("Make the store plain again?", "Yes", _CANCELS)
    assert run.text.split()[0] == "Decrypt"
    assert "can then read your words." in run.text
    run.press("\x1b").wait_for("It stays encrypted.")
    assert run.exit_code() == 130


def test_a_word_said_before_a_screen_can_be_read_on_it(terminal: Start, home: Path, entry: str) -> None:
    """What is told before a question clears the screen stands above that question too."""
    (home / "settings.toml").write_text("plane = true\n")
    home.chmod(0o755)
    run = terminal("journal", "add").wait_for("What would you like to write down?", "Ctrl-D done")
    assert _unbroken("has a setting named 'plane'") in _unbroken(run.text)
    assert _unbroken("Others on this computer could open") in _unbroken(run.text)
    run.press("x", "ctrl-d").wait_for("Kept as").exit_code()


def test_such_words_leave_the_keys_in_sight(terminal: Start, home: Path, entry: str) -> None:
    """The rows that such words take are counted: question and keys stay on the screen."""
    (home / "settings.toml").write_text("plane = true\nxyz = 1\n")
    run = terminal("checkin", columns=60, rows=20).wait_for("How is your mood", "Ctrl-C")
    assert "plane" in run.text
