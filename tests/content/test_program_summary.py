"""What a list says of a program."""

from __future__ import annotations

import pytest

from resilify_cli.content.program_summary import ProgramSummary


@pytest.mark.parametrize(
    ("sessions", "minutes", "full", "length"),
    [
        (1, 20, True, "one sitting, 20 minutes"),
        (8, 200, True, "8 sessions, 25 minutes each"),
        (8, 200, False, "8 sessions, 25 minutes each, outline"),
    ],
)
def test_the_length_is_that_of_a_session(sessions: int, minutes: float, full: bool, length: str) -> None:
    """All minutes, divided by the sessions."""
    summary = ProgramSummary("a", "a", "A", "a", full=full, session_count=sessions, minutes=minutes)
    assert summary.length == length
