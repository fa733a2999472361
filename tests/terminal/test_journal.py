"""Writing a note in a real pseudo-terminal, from the person's side."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.terminal.terminal import Terminal


@pytest.mark.parametrize(("ending", "code"), [(("enter", "ctrl-d"), 0), (("ctrl-c",), 130)])
def test_a_note_keeps_all_that_was_typed(
    terminal: Callable[..., Terminal], resilify: Run, ending: tuple[str, ...], code: int
) -> None:
    """A line longer than a terminal's line mode keeps arrives whole, and Ctrl-C loses nothing of it."""
    long = "It rained. " * 500 + "And then it stopped."
    run = terminal("journal", "add").wait_for("end with Ctrl-D")
    run.press("A day", "enter", long).wait_for("And then it stopped.").press(*ending).wait_for("Kept as")
    assert run.exit_code() == code
    assert json.loads(resilify("journal", "--json").stdout)["entries"][0]["text"] == f"A day\n{long}"


def test_a_note_that_cannot_be_kept_is_not_begun(terminal: Callable[..., Terminal], home: Path) -> None:
    """Where there is no store to write to, that is said before a word is typed."""
    home.mkdir()
    (home / "resilify.db").write_text("no store")
    run = terminal("journal", "add").wait_for("is not a resilify store")
    assert run.exit_code() == 1
    assert "Ctrl-D" not in run.text
