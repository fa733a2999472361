"""`private = true` in a real pseudo-terminal: what is shown can be read, and is gone after Enter."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.prepared_homes import copy_prepared
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]
CLEARS = b"\x1b[H\x1b[2J\x1b[3J"
_ASKS = "Press Enter to clear the screen."
_PROGRAM = "cultivating-self-compassion"


def _write_two(resilify: Run, home: Path) -> None:
    for words in ("a wombat", "an otter"):
        resilify("journal", "add", words)
    (home / "settings.toml").write_text("private = true\n")


@pytest.fixture
def private(home: Path) -> Path:
    """A home with two notes, whose settings have the screen cleared."""
    copy_prepared(home, _write_two)
    return home


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], "In a crisis"),
        (["list"], "To see more of one"),
        (["journal"], "a wombat"),
        (["journal", "search", "otter"], "an otter"),
        (["journal", "tags"], "no tags yet"),
        (["journal", "restore"], "trash is empty"),
        (["journal", "add", "a quail"], "Kept as"),
        (["paths"], "your words and your progress"),
        (["show", _PROGRAM], "To begin or go on"),
        (["insights"], "nothing to show yet"),
        (["doctor"], "In it: 2 entries"),
        (["backup", "list"], "one entry"),
    ],
    ids=str,
)
def test_what_is_shown_stays_until_enter(
    terminal: Start, private: Path, arguments: list[str], shown: str
) -> None:
    """Whatever a command shows can be read for as long as one likes, and Enter clears it."""
    run = terminal(*arguments, rows=60).wait_for(shown, _ASKS)
    assert CLEARS not in run.raw
    run.press("enter").exit_code()
    assert run.raw.endswith(CLEARS)
    assert run.text.strip() == ""


@pytest.mark.parametrize("arguments", [["help-now"], ["--private", "help-now", "--country", "uk"]], ids=str)
def test_help_is_never_cleared(terminal: Start, private: Path, arguments: list[str]) -> None:
    """Who to call in a crisis stays on the screen, and no key needs to be pressed."""
    run = terminal(*arguments, rows=60)
    assert run.exit_code() == 0
    assert CLEARS not in run.raw
    assert "Numbers change" in run.text


def test_a_key_pressed_before_is_not_the_one_that_clears(terminal: Start, private: Path) -> None:
    """Whoever presses the last key twice can still read what stands there."""
    run = terminal("journal", "add").wait_for("Ctrl-D done").press("a quail", "ctrl-d", "ctrl-d", "ctrl-d")
    run.wait_for("Kept as", _ASKS).settle(0.5)
    assert CLEARS not in run.raw
    assert run.press("enter").exit_code() == 0
    assert "Kept as" not in run.text


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d", "\x1c"], ids=["ctrl-c", "ctrl-d", "ctrl-backslash"])
def test_any_way_to_go_on_clears(terminal: Start, private: Path, key: str) -> None:
    """Ctrl-C, Ctrl-D and Ctrl-\\ at that question clear the screen too."""
    run = terminal("journal").wait_for("a wombat", _ASKS).press(key)
    run.exit_code()
    assert "wombat" not in run.text
    assert CLEARS in run.raw


@pytest.mark.parametrize("name", ["SIGQUIT", "SIGTERM", "SIGHUP"])
def test_a_signal_at_that_question_clears(terminal: Start, private: Path, name: str) -> None:
    """A command that is ended while it waits for Enter leaves nothing on the screen."""
    run = terminal("journal").wait_for("a wombat", _ASKS)
    run.end(signal.Signals[name])
    assert "wombat" not in run.text
    assert CLEARS in run.raw


@pytest.mark.parametrize("key", ["\x1c", "ctrl-c"], ids=["ctrl-backslash", "ctrl-c"])
@pytest.mark.parametrize(
    ("arguments", "shown"),
    [(["journal"], "Passphrase:"), (["journal", "add", "--plain"], "End with a line")],
    ids=["passphrase", "plain"],
)
def test_leaving_a_question_clears_at_once(
    terminal: Start, private: Path, tmp_path: Path, arguments: list[str], shown: str, key: str
) -> None:
    """Ctrl-C and Ctrl-\\ where something is typed leave nothing on the screen, and ask nothing more."""
    from tests import private as encryption

    if shown == "Passphrase:":
        given = {"RESILIFY_PASSPHRASE_FILE": encryption.secret(tmp_path / "secrets")}
        terminal("encrypt", "--yes", **given).wait_for("Press Enter").press("enter").exit_code()
    run = terminal(*arguments).wait_for(shown)
    if shown == "Passphrase:":
        run.wait_until_hidden()
    run.press("a secret", key)
    assert run.exit_code() in {130, 131}
    assert CLEARS in run.raw
    assert shown not in run.text
    assert _ASKS.encode() not in run.raw


def test_words_in_a_pipe_clear_nothing(terminal: Start, private: Path) -> None:
    """Where the results go to another program the terminal is left alone, and no key is waited for."""
    run = terminal("journal", through="| cat")
    run.exit_code()
    assert CLEARS not in run.raw
    assert "a wombat" in run.text
    assert _ASKS not in run.text


def test_input_from_elsewhere_asks_at_the_keyboard(terminal: Start, private: Path) -> None:
    """With a file as its input a command still waits for Enter before it clears."""
    run = terminal("journal", through="</dev/null").wait_for("a wombat", _ASKS)
    assert CLEARS not in run.raw
    run.press("enter").exit_code()
    assert "wombat" not in run.text


def test_completion_clears_nothing(terminal: Start, private: Path) -> None:
    """While a shell completes, nothing is written to the screen, neither to clear it nor in words."""
    (private / "settings.toml").write_text("private = true\nprivat = true\n")
    run = terminal(
        through="| cat >/dev/null",
        _RESILIFY_COMPLETE="complete_bash",
        COMP_WORDS="resilify show ",
        COMP_CWORD="2",
    )
    run.exit_code()
    assert run.raw == b""


@pytest.mark.parametrize(
    ("set_so", "option", "cleared"),
    [("true", "--no-private", False), ("false", "--private", True), ("true", "--private", True)],
)
def test_the_option_outweighs_the_setting(
    terminal: Start, private: Path, set_so: str, option: str, cleared: bool
) -> None:
    """`--private` and `--no-private` count more than the settings, each way."""
    (private / "settings.toml").write_text(f"private = {set_so}\n")
    run = terminal(option, "journal").wait_for("a wombat")
    if cleared:
        # A key that is pressed before the question is none to it.
        run.wait_for(_ASKS).press("enter")
    run.exit_code()
    assert (CLEARS in run.raw) == cleared
