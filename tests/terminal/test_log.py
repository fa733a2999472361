"""A row of a log, filled in a real pseudo-terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from resilify_cli.content.loader import load_program
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.terminal.terminal import Terminal

_BODY = """## One

:::{log} nights
:name: sleep diary
:sum: asleep = woke - out
How was the night?
- Lights out: When? {#out .time}
- Woke: When? {#woke .time}
- Calm: How calm was it? {#calm .0-10}
:::
"""


def test_a_row_is_filled_in_a_narrow_terminal(
    terminal: Callable[..., Terminal], full_program: Callable[..., Path], home: Path
) -> None:
    """Field by field, with what comes of it at the end; one that is left is gone on with."""
    folder = full_program(_BODY)
    program = load_program(folder)
    with open_store(home / "resilify.db", FixedClock()) as store:
        enrollment = store.enrollments.begin(program.key, program.slug, program.title, str(folder))
        store.enrollments.move(enrollment, "session-1", "")
    run = terminal("log", "sleep", columns=40, rows=24)
    run.wait_for("How was the night?", "Lights out").press("23:40", "enter")
    run.wait_for("Woke").press("ctrl-c")
    run.wait_for("What you typed is kept.", "resilify log", "nights")
    assert run.exit_code() == 130
    run = terminal("log", "sleep", columns=40, rows=24)
    run.wait_for("Woke", "23:40").press("7:00", "enter")
    run.wait_for("How calm was it?", "0", "10").press("7", "enter")
    run.wait_for("Asleep: 7 h 20 min").press("enter")
    run.wait_for("Kept as", "1 row")
    assert run.exit_code() == 0
