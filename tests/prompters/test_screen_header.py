"""The top of a screen."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.screen_header import screen_header


def _drawn(screen: Screen) -> list[str]:
    out = StringIO()
    Console(file=out, width=70).print(screen_header(screen, 70))
    return [" ".join(line.split()) for line in out.getvalue().splitlines() if line.strip()]


def test_a_session_stands_below_its_program() -> None:
    """Each has a line, with the place in the program beside one and in the session beside the other."""
    first, second = _drawn(Screen("Rest", "Putting down", "Session 1 of 2", step=1, steps=3))
    assert first == "Rest Session 1 of 2"
    assert second.startswith("Putting down")
    assert second.endswith("1 of 3")


def test_a_single_sitting_has_one_line() -> None:
    """Its title is not said twice; how far one has come stands beside it, or before that what it is."""
    (line,) = _drawn(Screen("Rest", "", "One sitting", step=2, steps=3))
    assert line.startswith("Rest")
    assert line.endswith("2 of 3")
    assert _drawn(Screen("Rest", "", "One sitting")) == ["Rest One sitting"]


def test_a_long_title_keeps_its_margin() -> None:
    """What goes on in a second row begins below the first, in a session's title and in a step's."""
    long = "Understanding assertiveness and recognizing assertive behavior"
    out = StringIO()
    Console(file=out, width=40).print(screen_header(Screen("Speak up", long, heading=long), 40))
    rows = [line.rstrip() for line in out.getvalue().splitlines()]
    assert " recognizing assertive behavior" in rows
    assert "   recognizing assertive behavior" in rows
