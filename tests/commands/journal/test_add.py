"""`resilify journal add`."""

from __future__ import annotations

import stat
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.journal.conftest import add, entries, texts
from tests.conftest import Run
from tests.zones import BERLIN


@pytest.mark.parametrize(
    ("arguments", "stdin", "text"),
    [
        (["a", "note", "of mine"], "", "a note of mine"),
        (["-"], "from a pipe\n\nof lines\n", "from a pipe\n\nof lines"),
        ([], "from a pipe\n", "from a pipe"),
        (["--", "--on", "my mind"], "", "--on my mind"),
        (["caf\udce9"], "", "caf\xe9"),
        (["[bold]x[/] :100: \x1b[31m"], "", "[bold]x[/] :100: \x1b[31m"),
        (["--tag", "Walk", "--tag", "by the sea", "a day"], "", "a day\n\n#walk #by-the-sea"),
        (["-t", "walk", "a #walk"], "", "a #walk"),
        (["-t", "walk", "-"], "a day\n", "a day\n\n#walk"),
    ],
)
def test_a_note_is_added(resilify: Run, arguments: list[str], stdin: str, text: str) -> None:
    """A note from the command line or from a pipe is kept as it is, and told by its id."""
    ran = resilify("journal", "add", *arguments, stdin=stdin, check=True)
    (entry,) = entries(resilify)
    assert (entry["text"], entry["kind"]) == (text, "note")
    assert ran.stderr.startswith(f"Kept as {entry['id'][12:19]}")
    assert ran.stdout == ""
    assert "\x1b" not in resilify("journal", check=True).stdout


@pytest.mark.parametrize("arguments", [[], ["-"], [" "], ["--tag", "walk"]])
def test_nothing_is_no_note(resilify: Run, home: Path, arguments: list[str]) -> None:
    """An empty note is a mistake in the call, and makes nothing."""
    assert resilify("journal", "add", *arguments, stdin=" \n").returncode == 2
    assert not home.exists()


def test_a_note_can_be_about_another_day(resilify: Run) -> None:
    """With --date a note stands at the day and time that it is about."""
    berlin = {"TZ": BERLIN}
    for date, text in (
        ("2026-11-03 18:30", "then"),
        ("2026-07-01 09:00", "in summer"),
        ("-400d", "long ago"),
    ):
        resilify("journal", "add", "--date", date, text, check=True, env=berlin)
    resilify("journal", "add", "now", check=True, env=berlin)
    found = {entry["text"]: datetime.fromisoformat(entry["at"]) for entry in entries(resilify)}
    assert found["then"] == datetime.fromisoformat("2026-11-03T18:30+01:00")
    assert found["in summer"].isoformat() == "2026-07-01T09:00:00+02:00"
    assert timedelta(days=399) < found["now"] - found["long ago"] < timedelta(days=401)
    assert texts(resilify, "--on", "2026-07-01", env=berlin) == ["in summer"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--date", "someday", "x"],
        ["--date", "1066-10-14", "x"],
        ["--date", "2026-11-03T18:30Z", "x"],
        ["--date", "yesterday 25:00", "x"],
        ["--editor", "x"],
    ],
)
def test_what_cannot_be_added_is_told_and_makes_nothing(
    resilify: Run, home: Path, arguments: list[str]
) -> None:
    """A date that can't be read, or words with an editor, is a mistake in the call."""
    ran = resilify("journal", "add", *arguments)
    assert ran.returncode == 2
    assert ran.stderr
    assert not home.exists()


def _editor(tmp_path: Path, body: str) -> dict[str, str]:
    script = tmp_path / "editor"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o700)
    return {"EDITOR": str(script)}


def test_a_note_is_written_in_the_persons_own_editor(resilify: Run, tmp_path: Path, home: Path) -> None:
    """With --editor the editor is opened with nothing in it, and what it leaves is the note."""
    editor = _editor(tmp_path, 'test ! -s "$1" && printf "A day.\\n\\nA good one.\\n" > "$1"')
    ran = resilify("journal", "add", "--editor", "--tag", "walk", env=editor, check=True)
    assert ran.stderr.startswith("Kept as")
    assert texts(resilify) == ["A day.\n\nA good one.\n\n#walk"]
    assert not (home / "editor").exists()


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("exit 3", 1, "stopped early"),
        ("rm $1", 1, "left no file"),
        ("true", 1, "came back at once"),
        ('echo > "$1"', 0, "Left empty: nothing was written."),
    ],
)
def test_an_editor_that_fails_adds_nothing(
    resilify: Run, tmp_path: Path, body: str, code: int, said: str
) -> None:
    """An editor that goes wrong or leaves nothing is told in a sentence, and no note is kept."""
    ran = resilify("journal", "add", "--editor", env=_editor(tmp_path, body))
    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert texts(resilify) == []


def test_an_editor_that_does_not_wait_keeps_what_is_written_later(
    resilify: Run, tmp_path: Path, home: Path
) -> None:
    """What a window saves after its command came back is in the file that is named, and can be taken in."""
    later = '(sleep 0.5; echo "late words" >> "$1") > /dev/null 2>&1 &'
    ran = resilify("journal", "add", "--editor", env=_editor(tmp_path, later))
    assert ran.returncode == 1
    (left,) = (home / "editor").iterdir()
    assert f"resilify journal add - < {left}" in " ".join(ran.stderr.split())
    assert "code --wait" in ran.stderr
    for _ in range(200):
        if left.read_text() == "late words\n":
            break
        time.sleep(0.1)
    assert f"Words from an editor were kept in {left}" in resilify("doctor").stdout
    assert texts(resilify) == []
    resilify("journal", "add", "-", stdin=left.read_text(), check=True)
    assert texts(resilify) == ["late words"]


def test_an_editor_that_is_not_there_is_told(resilify: Run) -> None:
    """An editor that can't be started is named, with what to do."""
    ran = resilify("journal", "add", "--editor", env={"VISUAL": "/no/such/editor"})
    assert ran.returncode == 1
    assert "/no/such/editor" in ran.stderr
    assert "VISUAL" in ran.stderr


def test_words_of_the_editor_that_cannot_be_kept_stay_in_its_file(
    resilify: Run, tmp_path: Path, home: Path
) -> None:
    """What was written in an editor and can't be kept stays in a private file, which is named."""
    add(resilify, "a first one")
    damage = f'dd if=/dev/zero of="{home}/resilify.db" bs=4096 count=40 conv=notrunc 2>/dev/null'
    ran = resilify(
        "journal", "add", "--editor", env=_editor(tmp_path, f'{damage}; echo "all my words" > "$1"')
    )
    assert ran.returncode == 1
    assert "damaged" in ran.stderr
    (left,) = (home / "editor").iterdir()
    assert str(left) in ran.stderr
    assert left.read_text() == "all my words\n"
    assert stat.S_IMODE(left.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "words", ["- slept badly", "-- so it is", "--- a rule", "-slept badly", "-\nitem", "- "]
)
def test_words_may_begin_as_an_option_does(resilify: Run, words: str) -> None:
    """A line of a list is words, when it is written, changed or looked for."""
    resilify("journal", "add", words, "--date", "yesterday", check=True)
    assert resilify("journal", "show", "last", "--text", check=True).stdout == f"{words}\n"
    resilify("journal", "edit", "last", f"{words} then", check=True)
    assert resilify("journal", "show", "last", "--text", check=True).stdout == f"{words} then\n"
    assert "then" in resilify("journal", "search", f"{words} then", check=True).stdout


def test_a_mistyped_option_is_no_words(resilify: Run) -> None:
    """What looks like an option is refused, and how words that begin so are written is told."""
    ran = resilify("journal", "add", "--dat", "yesterday", "words")
    assert ran.returncode == 2
    assert "No such option: --dat" in ran.stderr
    assert "go behind --" in ran.stderr
    assert resilify("journal", "add", "--", "-slept", check=True).stderr.startswith("Kept")
    assert resilify("journal", "add", "a", "--date=2026-11-01 18:30", check=True).stderr.endswith(
        "on Sunday 1 November 2026.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "typed", "kept"),
    [
        (["--plain"], "one\ntwo\n.\n", "one\ntwo"),
        (["--plain"], "one\n.\ntwo\n", "one\n.\ntwo"),
        (["--plain"], "one.\n", "one."),
        (["--plain", "-"], "one\n.\n", "one\n."),
        ([], "one\n.\n", "one\n."),
    ],
)
def test_a_full_stop_ends_a_plain_text_from_a_pipe_too(
    resilify: Run, arguments: list[str], typed: str, kept: str
) -> None:
    """As in the terminal; nothing else of what comes is left out."""
    resilify("journal", "add", *arguments, stdin=typed, check=True)
    assert texts(resilify) == [kept]
