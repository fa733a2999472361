"""A session in a real pseudo-terminal, from the person's side."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]


# A screen can arrive in pieces: this long for what is still to come of it.
_REST = 0.3


def to_thoughts(terminal: Start, program: str, **how: object) -> Terminal:
    """Begin the program and go to its first question."""
    run = terminal("start", program, "--no-animation", **how).wait_for("self-help for adults").press("enter")
    run.wait_for("About 20 minutes").settle(_REST)
    # The beginning stands with the first lesson where the window has room.
    if "A lesson with a claim" not in run.text:
        run.press("enter").wait_for("A lesson with a claim")
    run.press("enter")
    run.wait_for("To meet every kind", "Ctrl-C").settle(_REST)
    # What is said before an exercise stands with the first question where the window has room.
    if "Enter go on" in run.text:
        run.press("enter")
    return run.wait_for("What is on your mind?", "Ctrl-D done")


def _entries(resilify: Run) -> dict[str, str]:
    """Return the journal's texts by the kind of activity they answer."""
    found = json.loads(resilify("journal", "--limit", "100", "--json").stdout)
    return {entry["activity_kind"]: entry["text"] for entry in found["entries"]}


def test_every_kind(terminal: Start, every_kind: str, resilify: Run) -> None:
    """A session with every activity kind can be walked to its end, and the words are in the journal."""
    run = to_thoughts(terminal, every_kind)
    run.press("first line", "enter", "second line", "ctrl-d")
    run.wait_for("One word for today?").press("tired", "enter")
    run.wait_for("hard", "light").press("enter").wait_for("A number from 0 to 10")
    run.press("7", "enter")
    run.wait_for("Which way?").press("down", "enter")
    run.wait_for("What helps?").press("space", "down", "down", "space")
    run.wait_for("In my own words").press("my cat", "enter").wait_for("[x] In my own words").press("enter")
    run.wait_for("One small plan.", "If").press("it rains", "enter")
    run.wait_for("then I will").press("stay in", "enter")
    run.wait_for("When and where").press("at home", "enter")
    run.wait_for("Breathe in for a slow count of 2").press("enter")
    run.wait_for("Feel the floor.", "Look around.").press("enter")
    run.wait_for("Write a short letter.", "min left").press("Dear me", "escape enter")
    run.wait_for("You wrote this earlier.", "first line", "second line").press("enter")
    run.wait_for("I rested.", "1 of 2").press("4", "enter")
    run.wait_for("I rushed.", "2 of 2").press("2", "enter")
    run.wait_for("4 on a scale from 1 to 5").press("enter")
    run.wait_for("What set it off?").press("a call", "enter")
    run.wait_for("How much did it sting?").press("6", "enter")
    run.wait_for("What was said?").press("not much", "ctrl-d")
    run.wait_for("another moment?").press("enter")
    run.wait_for("Your page.", "A word", "tired", "If it rains").press("ctrl-d")
    run.wait_for("That was the session.", "If it rains, then I will stay in.", "help-now")
    run.wait_for("words, sources").press("ctrl-g")
    run.wait_for("Your words", "Enter read on").press("enter")
    run.wait_for("Where this comes from", "Someone, A. (2001).").press("enter")
    run.wait_for("That was the session.").press("page down")
    assert run.exit_code() == 0
    assert _entries(resilify) == {
        "reflect": "first line\nsecond line",
        "note": "tired",
        "choose": "In words",
        "select": "A walk\nmy cat",
        "plan": "If it rains, then I will stay in.\nWhen and where: at home",
        "write": "Dear me",
        "record": "Trigger: a call\nSting: 6\nWords: not much",
        "gather": "A word:\ntired\n\nA plan:\nIf it rains, then I will stay in.\nWhen and where: at home",
    }


def test_leaving_keeps_place_and_words(terminal: Start, every_kind: str) -> None:
    """Ctrl-C while typing exits with 130 and a kind line, and the next start is where one was."""
    run = to_thoughts(terminal, every_kind).press("half a thou").wait_for("half a thou")
    run.press("ctrl-c")
    assert run.exit_code() == 130
    assert "resilify continue" in run.text
    again = terminal("continue")
    again.wait_for("What is on your mind?", "half a thou", "as you left them")
    again.press("ght", "ctrl-d").wait_for("One word for today?").press("page up")
    again.wait_for("half a thought")


def test_killed_while_typing(terminal: Start, every_kind: str) -> None:
    """A command killed once its draft is on the disk has lost nothing."""
    to_thoughts(terminal, every_kind).press("not yet said").wait_for_draft("not yet said").kill()
    terminal("start", every_kind).wait_for("What is on your mind?", "not yet said")


def test_going_back_and_changing(terminal: Start, every_kind: str, resilify: Run) -> None:
    """Going back shows the earlier answer for change, and its earlier version is kept."""
    run = to_thoughts(terminal, every_kind).press("the first", "ctrl-d")
    run.wait_for("One word for today?").press("page up")
    run.wait_for("What is on your mind?", "the first").press(" and more", "ctrl-d")
    run.wait_for("One word for today?").press("ctrl-c")
    run.exit_code()
    entry = json.loads(resilify("journal", "--json").stdout)["entries"][0]
    assert (entry["text"], entry["edited"]) == ("the first and more", True)
    assert json.loads(resilify("journal", "show", entry["id"], "--json").stdout)["earlier_versions"] == [
        "the first"
    ]


def test_lines_are_edited_as_everywhere(terminal: Start, every_kind: str) -> None:
    """Ctrl-A, E, B, F, K, U and W edit the line as readline does."""
    run = to_thoughts(terminal, every_kind)
    run.press("wrong", "\x15", "two three four", "\x17", "\x01", "one ", "\x05", "x", "\x02", "\x0b", "\x06")
    run.wait_for("one two three")
    run.press("ctrl-d").wait_for("One word for today?").press("page up").wait_for("›  one two three")


def test_narrow_terminal(terminal: Start, every_kind: str) -> None:
    """At 40 columns nothing is cut off, and the keys are all there."""
    run = to_thoughts(terminal, every_kind, columns=40, rows=24)
    run.wait_for("Ctrl-D done", "Ctrl-C leave", "F1 keys").press("\x1bOP")
    run.wait_for("Enter", "new line", "PgUp", "PgDn", "Ctrl-O", "your own", "save and leave")
    run.press("\x1b", "enter")
    run.wait_for("Every kind of step", "Session 1 of 2", "3 of 14", "e.g. a line or two")


def test_without_colour(terminal: Start, every_kind: str) -> None:
    """With NO_COLOR no colour is sent to the terminal."""
    run = to_thoughts(terminal, every_kind, NO_COLOR="1").press("ctrl-c")
    run.exit_code()
    styles = {
        int(code) for found in re.findall(rb"\x1b\[([\d;]*)m", run.raw) for code in found.split(b";") if code
    }
    assert not {code for code in styles if (30 <= code <= 49 and code != 39) or 90 <= code <= 107}


def test_in_the_editor(terminal: Start, every_kind: str, tmp_path: Path, home: Path) -> None:
    """Ctrl-O goes on in the editor with what was typed, and comes back with what was written."""
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nstat -c %a "$1" > "$1.mode"; mv "$1.mode" "$0.mode"; echo " and more" >> "$1"\n'
    )
    editor.chmod(0o700)
    run = to_thoughts(terminal, every_kind, EDITOR=str(editor)).press("typed here", "ctrl-o")
    run.wait_for("typed here", "and more")
    assert (tmp_path / "editor.mode").read_text().strip() == "600"
    assert not (home / "editor").exists()


def test_breath_moves_pauses_and_ends(terminal: Start, every_kind: str) -> None:
    """A breath is paced on the screen, stops at Space, goes on, and leads on by itself."""
    run = terminal("start", every_kind)
    run.wait_for("self-help").press("enter").wait_for("About 20", "A lesson")
    run.press(*["page down"] * 7).wait_for("Enter begins").press("enter")
    run.wait_for("Breathe in", "s left").press("space").wait_for("Paused").press("space")
    run.wait_for("Breathe out").wait_for("Feel the floor.").wait_for("Look around.")


def test_plain_lines_hold_no_escape_byte(terminal: Start, every_kind: str) -> None:
    """In plain mode a terminal gets no escape byte at all."""
    run = terminal("start", every_kind, "--plain").wait_for("Press Enter to begin.").press("enter")
    run.wait_for("About 20 minutes").press("enter").wait_for("[1]").press("enter")
    run.wait_for("To meet every kind").wait_for("What is on your mind?")
    run.press("a line", "enter", ".", "enter").wait_for("One word for today?").press(":quit", "enter")
    assert run.exit_code() == 130
    assert b"\x1b" not in run.raw


def test_long_lines_break_between_words(terminal: Start, every_kind: str) -> None:
    """A line longer than the screen goes on in the next row at a word, and the cursor goes with it."""
    text = (
        "I said that I would ring my sister on Sunday and then I put it off again until it was far too late"
    )
    run = to_thoughts(terminal, every_kind).press(text).wait_for("far too late")
    typed = run.text.split("›")[1].split("Ctrl-D done")[0]
    assert typed.split() == text.split()
    run.press("\x01", "Well, ", "\x05", ".", "ctrl-d").wait_for("One word for today?").press("page up")
    run.wait_for("›  Well, I said", "late.")


def test_own_words_outlive_the_list_above_them(terminal: Start, every_kind: str) -> None:
    """Half-typed own words are there again after going back to the list, and after leaving there."""
    run = to_thoughts(terminal, every_kind).press("page down").wait_for("One word").press("page down")
    run.wait_for("light").press("page down").wait_for("Which way?").press("page down")
    run.wait_for("What helps?").press("down", "down", "space")
    run.wait_for("In my own words").press("my ca").wait_for("my ca").press("page up")
    run.wait_for("[x] In my own words: my ca").press("ctrl-c")
    assert run.exit_code() == 130
    again = terminal("continue").wait_for("What helps?", "[x] In my own words: my ca")
    again.press("end", "space", "space").wait_for("In my own words  › my ca").press("t", "enter")
    again.wait_for("[x] In my own words: my cat").press("enter").wait_for("One small plan.")


def test_own_words_of_a_choice_outlive_the_list(terminal: Start, full_program: Callable[..., Path]) -> None:
    """Own words are there again after going back to the list of one choice; empty ones are no answer."""
    program = full_program("## One\n\n:::{choose} way\n:other: yes\nWhich way?\n- Left\n- Right\n:::\n")
    run = terminal("start", str(program)).wait_for("self-help for adults").press("enter")
    run.wait_for("About 10 minutes").press("enter").wait_for("Which way?").press("down", "down", "enter")
    run.wait_for("In my own words").press("enter").wait_for("Which way?", "Enter choose")
    run.press("enter").wait_for("In my own words  ›").press("slo").wait_for("slo")
    run.press("page up").wait_for("Enter choose").press("enter").wait_for("In my own words  › slo")


def test_ctrl_c_in_the_editor(terminal: Start, every_kind: str, tmp_path: Path) -> None:
    """Ctrl-C ends an editor that listens to it, and not the session, which says where the words are."""
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho " and more" >> "$1"; echo EDITING; exec sleep 20\n')
    editor.chmod(0o700)
    run = to_thoughts(terminal, every_kind, EDITOR=str(editor)).press("typed here", "ctrl-o")
    run.wait_for("EDITING").press("ctrl-c").wait_for("stopped", "wrote", ".txt")
    run.press("!", "ctrl-c")
    assert run.exit_code() == 130
    terminal("continue").wait_for("typed here!")


def test_ctrl_c_pressed_early_waits_for_the_next_question(
    terminal: Start, every_kind: str, resilify: Run
) -> None:
    """Keys pressed before a question is there, Ctrl-C among them, are the next one's."""
    run = to_thoughts(terminal, every_kind).press("said", "ctrl-d", "half", "ctrl-c")
    assert run.exit_code() == 130
    assert _entries(resilify) == {"reflect": "said"}
    terminal("continue").wait_for("One word for today?", "half")


def test_marks_are_kept_as_they_are_made(terminal: Start, every_kind: str) -> None:
    """What is marked in a list is there again after a kill."""
    run = to_thoughts(terminal, every_kind).press(*["page down"] * 4)
    run.wait_for("What helps?").press("down", "space").wait_for_draft("music").kill()
    terminal("continue").wait_for("What helps?", "[ ] A walk", "[x] Music")
