"""A practice that is offered after a session, in a real pseudo-terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]
_BODY = "## One\n\n:::{rate} wound\n:measure: how wound up\nHow wound up are you?\n:::\n"


def test_a_rating_of_a_session_may_lead_to_a_practice(
    terminal: Start, full_program: Callable[..., Path]
) -> None:
    """It is done with a number before and after, and the session is kept all the same."""
    run = terminal("start", str(full_program(_BODY)), "--no-animation").wait_for("self-help for adults")
    run.press("enter").wait_for("About 10 minutes")
    # The beginning stands with the first question where the window has room.
    if "How wound up" not in run.text:
        run.press("enter")
    run.wait_for("How wound up are you?").press("8", "enter").wait_for("That was").press("enter")
    run.wait_for("You rated how wound up 8 of 10.", "Would it suit this moment?").press("enter")
    run.wait_for("How tense are you").press("7", "enter")
    run.wait_for("What it is for", "and no treatment").press("enter")
    run.wait_for("Usual").press("enter").wait_for("Breathe in for a slow count").press("enter")
    run.wait_for("How tense are you").press("4", "enter")
    run.wait_for("Before: 7. After: 4.", "All of it is kept.")
    assert run.exit_code() == 0
