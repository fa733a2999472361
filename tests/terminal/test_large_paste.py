"""Pastes that are too long to be shown, in a real pseudo-terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.terminal.terminal import Terminal

START, END = "\x1b[200~", "\x1b[201~"
NOTE = "too many to show here"


def kept(resilify: Run) -> str:
    """Return the newest entry's text."""
    found: str = json.loads(resilify("journal", "--limit", "1", "--json").stdout)["entries"][0]["text"]
    return found


WAYS = {
    "bare lines": ("a line of words\r", "", ""),
    "bare line": ("word ", "", ""),
    "bracketed lines": ("a line of words\r", START, END),
    "bracketed line": ("word ", START, END),
}


@pytest.mark.parametrize(
    ("way", "size"),
    [("bare lines", 100_000), *(pytest.param(way, 10_000_000, marks=pytest.mark.slow) for way in WAYS)],
)
def test_a_large_paste_is_kept_whole(
    terminal: Callable[..., Terminal], resilify: Run, way: str, size: int
) -> None:
    """A paste too long to be shown, with brackets or without, says so and is kept to its last letter."""
    line, begins, ends = WAYS[way]
    text = line * (size // len(line)) + "the end"
    run = terminal("journal", "add").wait_for("Ctrl-D done")
    run.press("Before: ").wait_for("Before:")
    run.pour(f"{begins}{text}{ends}").wait_for(NOTE, timeout=120)
    run.press("!", "ctrl-d").wait_for("Kept as", timeout=120)
    assert run.exit_code() == 0
    assert kept(resilify) == f"Before: {text}!".replace("\r", "\n")


def test_a_large_paste_is_there_again_and_goes_to_the_editor(
    terminal: Callable[..., Terminal], resilify: Run, tmp_path: Path
) -> None:
    """Left and gone back to, it is there still; the editor can make it short, and then it is shown."""
    text = "word " * 20_000
    run = terminal("journal", "add").wait_for("Ctrl-D done").pour(f"{START}{text}{END}").wait_for(NOTE)
    run.press("ctrl-c").wait_for("kept")
    assert run.exit_code() == 130
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nwc -c < "$1" > "$0.size"; printf "much shorter" > "$1"\n')
    editor.chmod(0o700)
    run = terminal("journal", "add", EDITOR=str(editor)).wait_for(NOTE)
    run.press("ctrl-o").wait_for("much shorter").press(" now", "ctrl-d").wait_for("Kept as")
    assert int((tmp_path / "editor.size").read_text()) == len(text)
    assert kept(resilify) == "much shorter now"
