"""Choosing a program to begin, in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]


def test_typing_narrows_a_long_list_of_programs(terminal: Start, home: Path) -> None:
    """A few letters, of any alphabet, leave the programs that have them; Enter begins the first."""
    folder = home / "programs"
    folder.mkdir(parents=True, mode=0o700)
    for number, title in enumerate(["Äpfel und Birnen", *(f"Outline {n}" for n in range(1, 10))]):
        text = f"---\ntitle: {title}\nsequence: {number}\nsessions: [One]\n---\n"
        (folder / f"p{number}.md").write_text(text, encoding="utf-8")
    run = terminal("start", rows=40).wait_for("Which program", "filter", "Outline 7")
    run.press("äpf").wait_for("/äpf")
    assert "Outline 7" not in run.text
    run.press("enter").wait_for("Äpfel und Birnen", "self-help")
