"""An import that asks what a person's own words for moods mean, in a real pseudo-terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]
HEADER = "full_date,date,weekday,time,mood,activities,note_title,note"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "daylio.csv"
    rows = ("vaguely ok", "vaguely ok", "grim", "rad")
    lines = (f"2023-02-0{n},x,y,9:12,{word},,," for n, word in enumerate(rows, 1))
    path.write_text("\n".join([HEADER, *lines]) + "\n")
    return path


def moods(resilify: Run) -> list[tuple[int | None, str]]:
    """Return the mood and the text of each check-in, oldest first."""
    found = json.loads(resilify("journal", "--kind", "checkin", "--json", check=True).stdout)
    return [(entry["checkin"]["mood"], entry["text"]) for entry in reversed(found["entries"])]


def test_each_word_is_asked_for_once(terminal: Start, resilify: Run, table: Path) -> None:
    """The most frequent one first; one that is left stays a word, and is told."""
    run = terminal("journal", "import", str(table)).wait_for("Which mood is this word for you?", "vaguely ok")
    run.press("down", "down", "enter").wait_for("grim").press("page down")
    run.wait_for("Came in: 4.")
    assert run.exit_code() == 0
    assert moods(resilify) == [
        (3, "Mood: vaguely ok (3 of 5)"),
        (3, "Mood: vaguely ok (3 of 5)"),
        (None, "Mood: grim"),
        (5, "Mood: rad (5 of 5)"),
    ]


def test_what_is_said_is_not_asked_for(terminal: Start, resilify: Run, table: Path) -> None:
    """With a number for each word by option, nothing is asked."""
    run = terminal("journal", "import", str(table), "--mood", "vaguely ok=3", "--mood", "grim=1")
    run.wait_for("Came in: 4.")
    assert "Which mood" not in run.text
    assert [mood for mood, _ in moods(resilify)] == [3, 3, 1, 5]
