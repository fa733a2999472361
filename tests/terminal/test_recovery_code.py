"""How a new recovery code is shown, and taken off the screen."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest

from resilify_cli.errors import LeftEarlyError
from resilify_cli.terminal import private_screen
from resilify_cli.terminal.recovery_code import show_recovery_code
from tests.terminal.test_private_screen import CLEARS


class _Screen(io.StringIO):
    """A terminal's output, at which Ctrl-C is pressed when some words are written."""

    def __init__(self, interrupted_at: str = "") -> None:
        super().__init__()
        self._interrupted_at = interrupted_at

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        written = super().write(text)
        if self._interrupted_at and self._interrupted_at in text:
            raise KeyboardInterrupt
        return written


@pytest.fixture(autouse=True)
def _in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal be one that can be cleared."""
    monkeypatch.setattr(private_screen, "_requests", private_screen._Requests())
    private_screen.read_terminal_kind({"TERM": "xterm"})


def _show(screen: _Screen, *, yes: bool = False) -> None:
    with redirect_stdout(screen), redirect_stderr(screen):
        show_recovery_code("Read this.", "12345-ABCDE", yes=yes)


@pytest.mark.parametrize("words", ["Read this", "type yes"])
def test_it_goes_whenever_ctrl_c_is_pressed(words: str) -> None:
    """Also while it is shown, or between the question and the wait for an answer."""
    screen = _Screen(words)
    with pytest.raises(LeftEarlyError):
        _show(screen)
    assert screen.getvalue().endswith(CLEARS.decode())


@pytest.mark.parametrize(
    ("answer", "goes_on"), [("yes\n", True), ("Y\n", True), ("no\n", False), ("", False)]
)
def test_it_goes_after_the_answer(answer: str, goes_on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only yes goes on."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    screen = _Screen()
    if goes_on:
        _show(screen)
    else:
        with pytest.raises(LeftEarlyError, match="Nothing was changed"):
            _show(screen)
    assert "12345-ABCDE" in screen.getvalue()
    assert screen.getvalue().endswith(CLEARS.decode())


def test_it_stays_where_nobody_is_asked() -> None:
    """With `--yes` it is for whoever called the command to keep."""
    screen = _Screen()
    _show(screen, yes=True)
    assert screen.getvalue() == "Read this.\n\n    12345-ABCDE\n\n"
