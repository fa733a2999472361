"""The kinds that ask for several things, in a narrow pseudo-terminal, from the person's side."""

from __future__ import annotations

from collections.abc import Callable

from tests.terminal.terminal import Terminal


def test_kinds_of_several_parts_in_a_narrow_terminal(
    terminal: Callable[..., Terminal], every_kind: str
) -> None:
    """At 40 columns each is answered to its end, and one can go back into it."""
    run = terminal("start", every_kind, "--session", "2", "--no-animation", columns=40, rows=24)
    run.wait_for("Session 2").press("enter").wait_for("About 29 minutes").press("enter")
    run.wait_for("Which guess", "I expect").press("they laugh", "enter")
    run.wait_for("How much do you believe that now?").press("80", "enter")
    run.wait_for("I will", "So far").press("ask anyway", "enter")
    run.wait_for("When and where").press("page up").wait_for("I will  › ask anyway").press("enter")
    run.wait_for("When and where").press("Monday", "enter")
    run.wait_for("Which situations", "Step 1").press("ask a shop", "enter")
    run.wait_for("Step 2").press("call home", "enter").wait_for("Step 3").press("enter")
    run.wait_for("ask a shop", "Fear").press("60", "enter").wait_for("call home", "Fear").press("30", "enter")
    run.wait_for("Which step would you like to take?").press("enter")
    run.wait_for("Who had a share").press("me", "enter").wait_for("Item 2").press("enter")
    run.wait_for("Share of 100: 100 are left.").press("70", "enter").wait_for("me: 70").press("enter")
    run.wait_for("work: now").press("3", "enter").wait_for("work: wanted").press("7", "enter")
    run.wait_for("work: why").press("tired", "enter").wait_for("home: now").press("page down")
    run.wait_for("Which would you like to take along?").press("space", "enter")
    run.wait_for("Describe").press("you are late", "enter").wait_for("Feel").press("sad", "enter")
    run.wait_for("Ask:").press("a call", "enter")
    run.wait_for("Here it is as one text.", "would like a call.").press("ctrl-d")
    run.wait_for("Lights out").press("23:30", "enter").wait_for("Woke").press("6:45", "enter")
    run.wait_for("In bed").press("page down")
    run.wait_for("Half a minute away").press("page down")
    run.wait_for("License: made up", "I woke up rested.", "1 of 3").press("3", "enter")
    run.wait_for("2 of 3").press("1", "enter").wait_for("3 of 3").press("4", "enter")
    run.wait_for("44 on a scale from 0 to 60", "Night", "Day").press("ctrl-c")
    assert run.exit_code() == 130
