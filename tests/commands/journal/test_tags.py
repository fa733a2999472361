"""`resilify journal tags`."""

from __future__ import annotations

from pathlib import Path

from tests.commands.journal.conftest import add, told
from tests.conftest import Run


def test_tags_are_listed_with_their_numbers(resilify: Run) -> None:
    """Every tag stands on a line with how many entries have it, the commonest first."""
    for text in ("#sea", "a #walk #sea", "#हिन्दी C# #1 https://x.org/#y"):
        add(resilify, text)
    lines = resilify("journal", "tags", check=True).stdout.splitlines()
    assert lines == ["    2  #sea", "    1  #walk", "    1  #हिन्दी"]
    assert told(resilify, "tags") == {
        "schema_version": 1,
        "tags": [
            {"tag": "sea", "entries": 2},
            {"tag": "walk", "entries": 1},
            {"tag": "हिन्दी", "entries": 1},
        ],
    }


def test_without_tags_it_says_what_they_are(resilify: Run, home: Path) -> None:
    """Where there is no tag, or no journal yet, it tells how to write one, and makes nothing."""
    ran = resilify("journal", "tags", check=True)
    assert ran.stdout == ""
    assert "# before it" in ran.stderr
    assert told(resilify, "tags")["tags"] == []
    assert not home.exists()
