"""The one screen of a sitting in a real pseudo-terminal, under a shell with jobs."""

from __future__ import annotations

from collections.abc import Callable

from tests.terminal.terminal import Terminal

_SHELL = ("bash", "--norc", "--noprofile", "-ic", '"$@"; echo IT STOPPED; read -r _; fg', "bash")


def test_a_sitting_is_paused_and_comes_back_redrawn(terminal: Callable[..., Terminal]) -> None:
    """Ctrl-Z gives the screen back, fg draws all of it again; no cursor position is asked for."""
    run = terminal("journal", "add", before=_SHELL).wait_for("What would you like to write", "Ctrl-D done")
    run.press("half a thou").wait_for("half a thou").press("\x1a").wait_for("IT STOPPED")
    assert "half a thou" not in run.text
    run.press("\r").wait_for("What would you like to write", "half a thou", "Ctrl-D done")
    run.press("ght", "ctrl-d").wait_for("Kept as")
    run.exit_code()
    assert b"\x1b[6n" not in run.raw
    assert run.raw.count(b"\x1b[?1049h") == run.raw.count(b"\x1b[?1049l") == 2
