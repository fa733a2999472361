"""`preview --watch` in a real pseudo-terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]


def test_a_save_is_drawn_again_with_the_problems_below(
    terminal: Start, full_program: Callable[..., Path]
) -> None:
    """What was saved is on the screen without a key, and Ctrl-C ends it."""
    folder = full_program(":::{note} word\nOne word?\n:::\n")
    file = folder / "sessions" / "1.md"
    run = terminal("preview", str(folder), "--step", "word", "--watch").wait_for("One word?")
    file.write_text(file.read_text().replace("One word", "Two words") + ":::{nonsense} a\nx\n:::\n")
    run.wait_for("Two words?").wait_for("there is no activity kind")
    assert "One word?" not in run.text
    run.press("ctrl-c")
    assert run.exit_code() in (0, 130)
