"""Check-ins as the command takes, tells and offers them."""

from __future__ import annotations

import json
from typing import Any

from tests.conftest import Run

# The answers to its four parts in plain lines.
PARTS = ("2\n", "sad? my own\n", "1 2\n", "a #long day\nand more\n.\n")


def ask_in_plain_lines(resilify: Run, stdin: str) -> tuple[int, str]:
    """Give lines to a check-in that asks; return its exit code and what it tells."""
    ran = resilify("checkin", "--plain", stdin=stdin)
    assert "Traceback" not in ran.stderr
    assert "\x1b" not in ran.stderr
    return ran.returncode, ran.stderr


def checkins(resilify: Run, *arguments: str) -> list[dict[str, Any]]:
    """Return the check-ins of the journal, the newest first."""
    found = json.loads(resilify("journal", "--kind", "checkin", *arguments, "--json", check=True).stdout)
    return [entry["checkin"] for entry in found["entries"]]


def offered_words(resilify: Run) -> dict[str, Any]:
    """Return the words that a check-in offers."""
    found: dict[str, Any] = json.loads(resilify("checkin", "--json", check=True).stdout)
    return found
