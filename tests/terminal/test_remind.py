"""Setting a reminder in a terminal: all that would be done can be read before the question is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (10, 40)])
def test_what_would_be_done_can_be_scrolled_to_beside_the_question(
    terminal: Start, home: Path, rows: int, columns: int
) -> None:
    """The question and its answers stand on the screen, the beginning is some keys away, and no is no."""
    place = str(home.parent / "x.ics")
    run = terminal("remind", "checkin", "--at", "21:00", "--calendar", place, rows=rows, columns=columns)
    run.wait_for("Set this reminder?", "› No")
    assert "This writes" not in run.text
    # More often than there is to scroll: the beginning is where it ends.
    run.press(*["page down"] * 2, *["page up"] * 90)
    run.wait_for("This writes", "› No").press("n").wait_for("No reminder was set.")
    assert run.exit_code() == 0
    assert not home.exists() or list(home.iterdir()) == []
    assert not Path(place).exists()


def test_the_line_for_a_shell_stays_on_the_screen(terminal: Start, home: Path) -> None:
    """It is there to be copied once the question is gone."""
    run = terminal("remind", "log", "--shell", columns=300).wait_for("Set this reminder?").press("y")
    run.wait_for("Set. It comes once", "--line --due")
    assert run.exit_code() == 0
    assert (home / "reminders.json").exists()
