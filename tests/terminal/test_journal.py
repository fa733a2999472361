"""Writing, changing and deleting entries in a real pseudo-terminal, from the person's side."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]


def _texts(resilify: Run, *arguments: str) -> list[str]:
    found = json.loads(resilify("journal", *arguments, "--json", check=True).stdout)["entries"]
    return [entry["text"] for entry in found]


def _add(resilify: Run, *words: str) -> str:
    return resilify("journal", "add", *words, check=True).stderr.split()[2].rstrip(",")


def _writing(terminal: Start, **how: object) -> Terminal:
    return terminal("journal", "add", **how).wait_for("What would you like to write down?", "Ctrl-D done")


def test_a_note_keeps_all_that_was_typed(terminal: Start, resilify: Run) -> None:
    """A line longer than a terminal's line mode keeps arrives whole, with the lines around it."""
    long = "It rained. " * 500 + "And then it stopped."
    run = _writing(terminal).press("A day", "enter", long).wait_for("it stopped.")
    run.press("enter", "ctrl-d").wait_for("Kept as")
    assert run.exit_code() == 0
    assert _texts(resilify) == [f"A day\n{long}"]


def test_keys_that_edit_are_no_text_in_plain_lines(terminal: Start, resilify: Run) -> None:
    """An arrow moves in the line, and nothing of what it sends is kept or shown."""
    run = terminal("journal", "add", "--plain").wait_for("End with a line", "\n>")
    run.press("hello", "\x1b[D", "\x1b[D", "X").wait_for("> helXlo")
    run.press("\x1bOA", "\x1b[15~", "\x1b[F", "!", "enter", ".", "enter").wait_for("Kept as").exit_code()
    assert _texts(resilify) == ["helXlo!"]
    assert b"\x1b" not in run.raw


def test_a_long_plain_line_is_kept_whole(terminal: Start, resilify: Run) -> None:
    """A line longer than a terminal's line mode keeps arrives whole, in a note and in a check-in."""
    long = "It rained. " * 500 + "And then it stopped."
    run = terminal("journal", "add", "--plain").wait_for("End with a line", "\n>")
    run.pour(f"{long}\r.\r").wait_for("Kept as").exit_code()
    run = terminal("checkin", "--note", "-").wait_for("end with Ctrl-D")
    run.pour(f"{long}\r").press("\x1b[D", "and more", "enter", "ctrl-d").wait_for("Kept as").exit_code()
    note, checkin = sorted(_texts(resilify), key=len)
    assert note == long
    assert f"{long}\nand more" in checkin


def test_a_note_that_is_left_is_given_back(terminal: Start, resilify: Run) -> None:
    """Ctrl-C in the middle of a check-in's note shows what was written, to copy."""
    run = terminal("checkin", "--note", "-").wait_for("end with Ctrl-D").press("a line", "enter", "half a")
    run.wait_for("half a").press("ctrl-c").wait_for("to copy:\na line\nhalf a")
    assert run.exit_code() == 130
    assert _texts(resilify) == []


def test_tags_are_put_behind_what_is_typed(terminal: Start, resilify: Run) -> None:
    """Tags and a date that were given go with the words that are typed then."""
    run = terminal("journal", "add", "--tag", "walk", "--date", "2026-11-03 18:30").wait_for("Ctrl-D done")
    run.press("a day", "ctrl-d").wait_for("Kept as").exit_code()
    assert _texts(resilify, "--tag", "walk", "--on", "2026-11-03") == ["a day\n\n#walk"]


def test_ctrl_c_keeps_a_draft_that_is_offered_again(terminal: Start, resilify: Run) -> None:
    """A note that is left is no entry yet; the next one begins with its words, and then they are gone."""
    run = _writing(terminal).press("half a th").wait_for("half a th").press("ctrl-c")
    run.wait_for("Your words are kept", "resilify journal add")
    assert run.exit_code() == 130
    assert _texts(resilify) == []
    again = _writing(terminal).wait_for("half a th", "as you left them").press("ought", "ctrl-d")
    again.wait_for("Kept as").exit_code()
    assert _texts(resilify) == ["half a thought"]
    assert "half" not in _writing(terminal).text


def test_leaving_without_a_word_promises_nothing(terminal: Start) -> None:
    """Who writes nothing is not told that words are kept."""
    run = _writing(terminal).press("ctrl-c")
    assert run.exit_code() == 130
    assert "kept" not in run.text


def test_killed_while_typing(terminal: Start) -> None:
    """A command killed once its draft is on the disk has lost nothing."""
    _writing(terminal).press("not yet said").wait_for_draft("not yet said").kill()
    _writing(terminal).wait_for("not yet said")


def test_a_note_that_cannot_be_kept_is_not_begun(terminal: Start, home: Path) -> None:
    """Where there is no store to write to, that is said before a word is typed."""
    home.mkdir()
    (home / "resilify.db").write_text("no store")
    run = terminal("journal", "add").wait_for("is not a resilify store")
    assert run.exit_code() == 1
    assert "Ctrl-D" not in run.text


def _editor(tmp_path: Path, body: str) -> str:
    script = tmp_path / "editor"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o700)
    return str(script)


def test_in_the_editor(terminal: Start, resilify: Run, tmp_path: Path, home: Path) -> None:
    """Ctrl-O goes on in the editor with what was typed, and comes back with what was written."""
    editor = _editor(tmp_path, 'printf ", and more" >> "$1"')
    run = _writing(terminal, EDITOR=editor).press("typed here", "ctrl-o").wait_for("typed here, and more")
    run.press("ctrl-d").wait_for("Kept as").exit_code()
    assert _texts(resilify) == ["typed here, and more"]
    assert not (home / "editor").exists()


def test_an_editor_that_does_not_wait(terminal: Start, resilify: Run, tmp_path: Path, home: Path) -> None:
    """After Ctrl-O to a window that is not waited for, the file stays, that is said, and typing goes on."""
    run = _writing(terminal, VISUAL=_editor(tmp_path, "exit 0")).press("typed here", "ctrl-o")
    # Single words, since where the line breaks depends on how long the path is.
    run.wait_for("stays", "VISUAL", "gvim", "Ctrl-D done")
    run.press(", and on", "ctrl-d").wait_for("Kept as").exit_code()
    assert _texts(resilify) == ["typed here, and on"]
    (left,) = (home / "editor").iterdir()
    assert left.read_text() == "typed here"


def test_straight_in_the_editor(terminal: Start, resilify: Run, tmp_path: Path) -> None:
    """With --editor the note is written in the person's own editor and nowhere else."""
    editor = _editor(tmp_path, 'printf "A day.\\n\\nA good one.\\n" > "$1"')
    run = terminal("journal", "add", "--editor", VISUAL=editor).wait_for("Kept as")
    assert run.exit_code() == 0
    assert _texts(resilify) == ["A day.\n\nA good one."]


def test_a_note_is_changed_in_place(terminal: Start, resilify: Run) -> None:
    """The words of a note are there to change, and what they were is kept."""
    handle = _add(resilify, "a day")
    run = terminal("journal", "edit", handle).wait_for("Your note:", "a day", "Ctrl-D done")
    run.press(" and a night", "ctrl-d").wait_for("Changed.", f"journal history {handle}")
    assert run.exit_code() == 0
    assert _texts(resilify) == ["a day and a night"]


@pytest.mark.parametrize("keys", [("ctrl-d",), ("page down",)])
def test_a_note_that_is_left_as_it_was(terminal: Start, resilify: Run, keys: tuple[str, ...]) -> None:
    """Who changes nothing, or passes over it, is told that it is as it was."""
    handle = _add(resilify, "a day")
    run = terminal("journal", "edit", handle).wait_for("a day", "Ctrl-D done").press(*keys)
    run.wait_for("It is as it was.")
    assert run.exit_code() == 0
    assert _texts(resilify) == ["a day"]


def test_a_change_that_is_left_waits(terminal: Start, resilify: Run) -> None:
    """Ctrl-C in the middle of a change keeps the entry as it was, and the change as a draft of it alone."""
    handle, other = _add(resilify, "a day"), _add(resilify, "another")
    run = terminal("journal", "edit", handle).wait_for("a day").press(" and a ni").wait_for("and a ni")
    run.press("ctrl-c").wait_for("kept", f"journal edit {handle}")
    assert run.exit_code() == 130
    assert _texts(resilify) == ["another", "a day"]
    terminal("journal", "edit", other).wait_for("another", "Ctrl-D done").press("ctrl-c").exit_code()
    assert "and a ni" not in _writing(terminal).text
    again = terminal("journal", "edit", handle).wait_for("What you typed", "a day and a ni").press("enter")
    again.wait_for("Your note:", "a day and a ni").press("ght", "ctrl-d").wait_for("Changed.").exit_code()
    assert _texts(resilify) == ["another", "a day and a night"]


_PLAN = "## One\n\n:::{plan} small\nOne small plan.\n:::\n"


def test_an_answer_is_changed_part_by_part(
    terminal: Start, resilify: Run, full_program: Callable[..., Path]
) -> None:
    """A plan comes back in its three parts, and the changed one is the plan from then on."""
    program = str(full_program(_PLAN))
    resilify("start", program, "--plain", stdin="\n\nnoon\nwalk\nat home\n")
    (entry,) = json.loads(resilify("journal", "--json").stdout)["entries"]
    run = terminal("journal", "edit", entry["id"]).wait_for("One small plan.", "If  › noon").press("enter")
    run.wait_for("then I will  › walk").press("\x15", "rest", "enter")
    run.wait_for("When and where  › at home").press("enter").wait_for("Changed.")
    assert run.exit_code() == 0
    assert _texts(resilify) == ["If noon, then I will rest.\nWhen and where: at home"]


def test_an_answer_of_a_program_that_is_gone_is_changed_as_text(
    terminal: Start, resilify: Run, full_program: Callable[..., Path]
) -> None:
    """Where the program is no longer there, the words of an answer are changed, under its question."""
    program = full_program(_PLAN)
    resilify("start", str(program), "--plain", stdin="\n\nnoon\nwalk\nat home\n")
    program.rename(program.with_name("elsewhere"))
    (entry,) = json.loads(resilify("journal", "--json").stdout)["entries"]
    run = terminal("journal", "edit", entry["id"]).wait_for("One small plan.", "If noon", "Ctrl-D done")
    run.press(", perhaps", "ctrl-d").wait_for("Changed.").exit_code()
    assert _texts(resilify)[0].endswith("at home, perhaps")


def test_a_check_in_is_changed_part_by_part(terminal: Start, resilify: Run) -> None:
    """Mood, feelings, activities and note of a check-in are there to change or to keep."""
    said = resilify("checkin", "-m", "2", "-f", "calm", "-f", "my own", "-a", "work", "--note", "a day")
    handle = said.stderr.split()[2].rstrip(",")
    run = terminal("journal", "edit", handle).wait_for("How was your mood", "2 low").press("right", "enter")
    run.wait_for("Which of these did you feel?", "[x] calm").press("enter")
    run.wait_for("doing?", "[x] work").press("enter")
    run.wait_for("Anything you would like to add?", "a day").press(", a good one", "ctrl-d")
    run.wait_for("Changed.").exit_code()
    (entry,) = json.loads(resilify("journal", "--json").stdout)["entries"]
    assert entry["checkin"] == {
        "mood": 3,
        "word": "okay",
        "feelings": ["calm", "my own"],
        "activities": ["work"],
        "note": "a day, a good one",
    }


@pytest.mark.parametrize(
    ("keys", "left", "code"),
    [
        (("down", "enter"), 0, 0),
        (("y",), 0, 0),
        (("Y",), 0, 0),
        (("enter",), 1, 0),
        (("n",), 1, 0),
        (("page down", "ctrl-c"), 1, 130),
        (("\x1b",), 1, 130),
        (("ctrl-d",), 1, 130),
        (("ctrl-c",), 1, 130),
    ],
)
def test_deleting_is_confirmed(
    terminal: Start, resilify: Run, keys: tuple[str, ...], left: int, code: int
) -> None:
    """The entry is shown before it goes, No stands first; whatever is no yes leaves it, y and n answer."""
    handle = _add(resilify, "an entry to look at")
    run = terminal("journal", "delete", handle).wait_for("an entry to look at", "trash?", "No", "Yes")
    run.wait_for("y yes", "n no", "Esc or Ctrl-C cancel")
    assert "save" not in run.text
    run.press(*keys).wait_for("It stays." if left else "In the trash.")
    assert run.exit_code() == code
    assert len(_texts(resilify)) == left
    assert len(_texts(resilify, "restore")) == 1 - left


def test_emptying_the_trash_is_confirmed(terminal: Start, resilify: Run) -> None:
    """Before the trash is erased it is said how much that is, and that nothing brings it back."""
    resilify("journal", "delete", _add(resilify, "goes"), "--yes", check=True)
    run = terminal("journal", "restore", "--empty").wait_for("the one entry", "Only a copy")
    run.press("enter").wait_for("as it was").exit_code()
    assert _texts(resilify, "restore") == ["goes"]
    run = terminal("journal", "restore", "--empty").wait_for("the one entry").press("down", "enter")
    run.wait_for("one entry is gone").exit_code()
    assert _texts(resilify, "restore") == []


def test_what_was_found_is_marked(terminal: Start, resilify: Run) -> None:
    """In a terminal the words found are set off by a style, or by stars where there is none."""
    _add(resilify, "a walk by the sea")
    run = terminal("journal", "search", "walk").wait_for("a walk by")
    assert run.exit_code() == 0
    assert b"\x1b[1;4mwalk\x1b[0m by" in run.raw
    plain = terminal("journal", "search", "walk", NO_COLOR="1").wait_for("a *walk* by")
    assert plain.exit_code() == 0
    assert b"\x1b" not in plain.raw


def test_two_windows_at_one_note_lose_nothing(terminal: Start, resilify: Run) -> None:
    """What is typed in one window is not lost when another one goes on with it, changes it and is done."""
    first = _writing(terminal).press("a quail").wait_for_draft("a quail")
    second = terminal("journal", "add").wait_for("a quail").press("\x15", "a wren")
    second.wait_for_draft("a wren")
    first.press("ctrl-c").wait_for("Your words are kept").exit_code()
    second.press("ctrl-d").wait_for("Kept as").exit_code()
    terminal("journal", "add").wait_for("a quail").press("ctrl-d").wait_for("Kept as").exit_code()
    assert sorted(_texts(resilify)) == ["a quail", "a wren"]


@pytest.mark.parametrize("how", ["ended", "its window closed"])
@pytest.mark.parametrize("where", [("journal", "add"), ("journal", "add", "--editor")])
def test_words_saved_in_an_editor_outlive_the_command(
    terminal: Start, resilify: Run, home: Path, tmp_path: Path, how: str, where: tuple[str, ...]
) -> None:
    """Ended while an editor runs, the command keeps what was saved there, and leaves no file of it."""
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho "a quail" > "$1"; echo saved; exec sleep 60\n')
    script.chmod(0o700)
    run = terminal(*where, EDITOR=str(script))
    if len(where) == 2:
        run.wait_for("What would you like").press("ctrl-o")
    run.wait_for("saved")
    if how == "ended":
        run.end()
    else:
        run.close()
    if len(where) == 2:
        terminal(*where).wait_for("a quail").press("ctrl-d").exit_code()
    assert "a quail" in resilify("journal").stdout
    assert not (home / "editor").exists()
