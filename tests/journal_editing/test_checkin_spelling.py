"""Words of a check-in that are spelt like others."""

from __future__ import annotations

import json
from typing import Any

from resilify_cli.checkin.word_lists import FEELINGS
from tests.conftest import Run


def _checkins(resilify: Run, *arguments: str) -> list[dict[str, Any]]:
    found = json.loads(resilify("journal", "--kind", "checkin", *arguments, "--json", check=True).stdout)
    return [entry["checkin"] for entry in found["entries"]]


def _words(resilify: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resilify("checkin", "--json", check=True).stdout)
    return found


def test_a_mistyped_word_is_named_with_the_way_to_mend_it(resilify: Run) -> None:
    """In a pipe it is kept as it is; the command that puts it right keeps the others, and works."""
    said = resilify("checkin", "-f", "calm", "-f", "anxoius", check=True).stderr
    assert "Did you mean 'anxious'?" in said
    (command,) = [line for line in said.splitlines() if line.startswith("resilify journal edit")]
    resilify(*command.split()[1:], check=True)
    assert _checkins(resilify)[0]["feelings"] == ["calm", "anxious"]
    assert _words(resilify)["offered"]["feeling"] == list(FEELINGS)
