"""The first minutes: from a fresh install to the end of a practice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]


def test_one_key_leads_to_a_practice(terminal: Start, home: Path, resilify: Run) -> None:
    """`resilify` alone offers the ways by number, and the first one leads to a practice."""
    home.mkdir(mode=0o700)
    (home / "settings.toml").write_text("animation = false\n")
    run = terminal(own_python=True).wait_for(
        "1 Something for right now", "2 One sitting", "3 A program", "4 What brings"
    )
    run.press("2").wait_for("Which one?", "A small step on a low day").press("page up").wait_for(
        "3 A program"
    )
    run.press("1").wait_for("What would suit this moment?")
    run.press("enter").wait_for("Soles of the feet (about")
    run.press("soles").wait_for("Soles of the feet (about").press("enter").wait_for("Take care").press(
        "enter"
    )
    run.wait_for("heels").press("enter").wait_for("You have practiced this once.")
    assert run.exit_code() == 0
    practices = json.loads(resilify("practice", "--json", check=True).stdout)["practices"]
    assert {one["id"]: one["times"] for one in practices}["practice-soles"] == 1
