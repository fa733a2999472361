"""When the screen is cleared, in a terminal of which the tests say what kind it is."""

from __future__ import annotations

import io

import pytest

from resilify_cli.terminal import private_screen
from resilify_cli.terminal.private_screen import clear_screen, read_terminal_kind


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "cleared"), [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({}, False)], ids=str
)
def test_a_dumb_terminal_is_not_cleared(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], cleared: bool
) -> None:
    """What kind of terminal it is comes from the environment that is passed in, not from the process."""
    monkeypatch.setattr(private_screen, "_requests", private_screen._Requests())
    monkeypatch.setenv("TERM", "dumb" if cleared else "xterm")
    screen = _Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    read_terminal_kind(environment)
    clear_screen()
    assert bool(screen.getvalue()) == cleared
