"""`resilify journal import`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run
from tests.exchange.stores import everything

JRNL = "[2026-11-02 20:15] one\n\n[2026-11-03 20:15] two #tag\n"
BAD: dict[str, Any] = {
    "metadata": {"version": "1.0"},
    "entries": [
        {"creationDate": "2026-11-02T20:15:00Z", "text": "one"},
        {"creationDate": "2026-11-02T20:15:00Z", "text": ["my secret words"]},
    ],
}


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "journal.txt"
    path.write_text(JRNL)
    return path


def texts(resilify: Run) -> list[str]:
    told = json.loads(resilify("journal", "--json", check=True).stdout)
    return [entry["text"] for entry in told["entries"]]


def test_what_comes_in_is_told(resilify: Run, journal: Path) -> None:
    """The first time it comes in, the second time it is known."""
    ran = resilify("journal", "import", str(journal), check=True)
    assert ran.stdout == "Came in: 2. Known already: 0. Not readable: 0.\n"
    assert texts(resilify) == ["two #tag", "one"]
    ran = resilify("journal", "import", str(journal), check=True)
    assert ran.stdout == "Came in: 0. Known already: 2. Not readable: 0.\n"
    assert len(texts(resilify)) == 2
    assert json.loads(resilify("journal", "search", "two", "--json", check=True).stdout)["entries"]


def test_a_dry_run_changes_nothing(resilify: Run, journal: Path, home: Path) -> None:
    """It tells what would come, and makes no store where there is none."""
    ran = resilify("journal", "import", str(journal), "--dry-run", check=True)
    assert ran.stdout == "Would come in: 2. Known already: 0. Not readable: 0. Nothing was changed.\n"
    assert not home.exists()
    resilify("journal", "add", "mine", check=True)
    before = (home / "resilify.db").read_bytes()
    ran = resilify("journal", "import", str(journal), "--dry-run", "--json", check=True)
    told = json.loads(ran.stdout)
    assert (told["dry_run"], told["came_in"]["entries"]) == (True, 2)
    assert (home / "resilify.db").read_bytes() == before


def test_a_problem_is_told_with_its_place_and_without_the_words(resilify: Run, tmp_path: Path) -> None:
    """The rest comes in, and that is a success."""
    path = tmp_path / "journal.json"
    path.write_text(json.dumps(BAD))
    ran = resilify("journal", "import", str(path), check=True)
    assert ran.stderr.splitlines()[0] == f"{path}:entries[1]: its text is none"
    assert "secret" not in ran.stderr + ran.stdout
    assert ran.stdout == "Came in: 1. Known already: 0. Not readable: 1.\n"


def test_a_bad_date_never_costs_the_words(resilify: Run, tmp_path: Path) -> None:
    """They come in with a guessed date, and the place of the bad one is told."""
    path = tmp_path / "journal.txt"
    path.write_text("[2026-11-02 20:15] one\n\n[2026-13-03 20:15] other words\n")
    ran = resilify("journal", "import", str(path), check=True)
    assert ran.stderr.splitlines()[0] == f"{path}:3: no entry can be of this time; its words are kept"
    assert ran.stdout.splitlines()[0] == "Came in: 2. Known already: 0. Not readable: 0."
    assert "1 dated by" in ran.stdout
    assert sorted(texts(resilify)) == ["[2026-13-03 20:15] other words", "one"]


def test_many_problems_are_told_by_their_number(resilify: Run, tmp_path: Path) -> None:
    """The first twenty are named. If nothing at all could be read, that is a failure."""
    path = tmp_path / "journal.json"
    path.write_text(json.dumps({**BAD, "entries": BAD["entries"][1:] * 1025}))
    ran = resilify("journal", "import", str(path))
    assert ran.returncode == 1
    assert ran.stderr.endswith("... and 1,005 more.\n")
    assert len(ran.stderr.splitlines()) == 21
    assert "Not readable: 1,025." in ran.stdout


def test_a_guessed_date_is_told(resilify: Run, tmp_path: Path) -> None:
    """How many, how to say otherwise, and in a dry run which; in JSON too."""
    (tmp_path / "thought.md").write_text("words without a date")
    ran = resilify("journal", "import", str(tmp_path), "--dry-run", check=True)
    assert ran.stdout == (
        "Would come in: 1. Known already: 0. Not readable: 0. Nothing was changed.\n"
        "1 dated by the file's time (a guess): --date DAY says otherwise.\n"
    )
    assert ran.stderr == f"{tmp_path}:thought.md: dated by the file's time (a guess)\n"
    told = json.loads(resilify("journal", "import", str(tmp_path), "--dry-run", "--json", check=True).stdout)
    assert (told["guesses"], told["guessed"], told["read"]) == (
        {"file_time": 1},
        [{"place": "thought.md", "guess": "file_time"}],
        1,
    )
    ran = resilify("journal", "import", str(tmp_path), "--date", "2020-05-06", check=True)
    assert "guess" not in ran.stdout
    assert (
        json.loads(resilify("journal", "--json", check=True).stdout)["entries"][0]["at"][:10] == "2020-05-06"
    )


def test_nothing_from_something_is_a_failure_that_says_what_is_there(resilify: Run, tmp_path: Path) -> None:
    """Kinds of files and their number; keys of JSON; never the words."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("secret one.jpeg", "two.jpeg", "three.docx", "note.md"):
        (folder / name).write_text("")
    ran = resilify("journal", "import", str(folder))
    assert ran.returncode == 1
    assert "There is: 2 .jpeg files, 1 .docx file, 1 .md file." in ran.stderr
    assert "secret" not in ran.stderr
    other = tmp_path / "other.json"
    other.write_text('{"entries": [], "version": 1, "my secret": {"deep": 1}}')
    ran = resilify("journal", "import", str(other), "--format", "dayone", "--json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["found"] == "JSON with entries, version, an odd name"
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    assert resilify("journal", "import", str(empty), "--format", "jrnl").returncode == 0


@pytest.mark.parametrize(
    "option",
    [
        ("--date-format", "sideways"),
        ("--date-format", "%d.%m"),
        ("--date-format", "%d %Q"),
        ("--date", "someday"),
        ("--mood", "fine"),
        ("--mood", "fine=6"),
        ("--mood", "=3"),
    ],
)
def test_an_option_that_can_not_be_understood_is_told(
    resilify: Run, journal: Path, home: Path, option: tuple[str, str]
) -> None:
    """Before anything is read, with an example of a right one."""
    ran = resilify("journal", "import", str(journal), *option)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert not home.exists()


def test_standard_input_is_read(resilify: Run, journal: Path) -> None:
    """Its format is seen from how it begins, or named."""
    assert "Came in: 2." in resilify("journal", "import", "-", stdin=JRNL, check=True).stdout
    other = "\n".join(f"[2026-11-02 20:15] number {n}" for n in range(9000))
    ran = resilify("journal", "import", "-", "--format", "jrnl", stdin=other, check=True)
    assert "Came in: 9,000." in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no-such-file"], 1, "can't be read"),
        (["/dev/zero"], 1, "no file or folder"),
        ([__file__], 1, "--format"),
        (["-", "--format", "csv"], 2, "can't be imported"),
        (["-"], 1, "no format"),
        ([], 2, "PATH"),
    ],
)
def test_what_can_not_be_read_is_told(
    resilify: Run, home: Path, arguments: list[str], code: int, said: str
) -> None:
    """In one sentence with a way out, and no store is made for it."""
    ran = resilify("journal", "import", *arguments)
    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False)
    assert said in ran.stderr
    assert not home.exists()


def test_an_odd_check_in_that_came_in_can_be_read_and_changed(resilify: Run, tmp_path: Path) -> None:
    """A mood off its scale and half a character in a file stop no command that comes after."""
    kept = r'{"mood": 99999999999999999999999, "feelings": ["a \ud83d"], "note": "b \ud83d"}'
    ident = "019407ed01c5d08f43e963b404a3"
    times = {"created_at": 1_700_000_000_000, "updated_at": 1_700_000_000_000, "utc_offset": 60}
    entry = {"id": ident, "kind": "checkin", "listed": 1, "text": "words", "answers": kept, **times}
    path = tmp_path / "all.json"
    # This very file must not look like an export, for the test above.
    application = "resilify"
    path.write_text(json.dumps({"application": application, "schema_version": 1, "entries": [entry]}))
    resilify("journal", "import", str(path), check=True)
    resilify("journal", "edit", ident, "another line", check=True)
    for form in ("csv", "markdown", "json", "txt"):
        resilify("journal", "export", "--format", form, "--output", str(tmp_path / form), check=True)
    resilify("insights", check=True)
    resilify("report", "--output", str(tmp_path / "report.html"), check=True)
    assert texts(resilify) == ["Feelings: a \ufffd\n\nanother line"]


def test_an_interrupt_lets_nothing_in(home: Path, tmp_path: Path, clock: FixedClock) -> None:
    """Ctrl-C in the middle: exit 130, and the store is as it was."""
    with open_store(home / "resilify.db", clock) as store:
        store.notes.add("mine")
        before = everything(store.database)
    path = tmp_path / "journal.txt"
    path.write_text("".join(f"[2026-11-02 20:15] number {n}\n{'x' * 200}\n" for n in range(60_000)))
    process = subprocess.Popen(
        [sys.executable, "-m", "resilify_cli", "journal", "import", str(path)],
        env={"RESILIFY_HOME": str(home), "PATH": os.defpath},
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 30
    while not (home / "resilify.db-journal").exists() and time.monotonic() < until:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130
    assert "Traceback" not in said
    with open_store(home / "resilify.db", clock) as store:
        assert everything(store.database) == before


def test_the_complete_export_comes_back(resilify: Run, home: Path, tmp_path: Path, clock: FixedClock) -> None:
    """Exported, erased and imported: the same journal, with what is beside the entries told too."""
    with open_store(home / "resilify.db", clock) as store:
        store.enrollments.begin("key", "slug", "A program", "")
        store.notes.add("mine")
        before = everything(store.database)
    out = tmp_path / "all.json"
    resilify("journal", "export", "--output", str(out), check=True)
    (home / "resilify.db").unlink()
    ran = resilify("journal", "import", str(out), check=True)
    assert ran.stdout == (
        "Came in: 1. Known already: 0. Not readable: 0. Besides entries (progress, drafts, words): 1.\n"
    )
    with open_store(home / "resilify.db", clock) as store:
        assert everything(store.database) == before


def test_a_name_can_not_steer_the_terminal(resilify: Run, tmp_path: Path) -> None:
    """Names of files and folders are made safe to show."""
    folder = tmp_path / "\x1b[31m\u202e"
    folder.mkdir()
    (folder / "\x9b2J.md").write_text("---\na: [\n---\n")
    ran = resilify("journal", "import", str(folder), check=True)
    assert "can't be read as YAML" in ran.stderr
    assert not {"\x1b", "\u202e", "\x9b"} & set(ran.stderr)


@pytest.mark.slow
def test_a_bar_is_shown_in_a_terminal_only(home: Path, tmp_path: Path) -> None:
    """It is talk, and gone at the end; plain lines have none."""
    import pexpect

    path = tmp_path / "journal.txt"
    path.write_text("".join(f"[2026-11-02 20:15] number {n}\n" for n in range(5_000)))
    command = ["-m", "resilify_cli", "journal", "import", str(path), "--dry-run"]
    env = {"RESILIFY_HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"}
    shown = {}
    for term in ("xterm", "dumb"):
        child = pexpect.spawn(
            sys.executable, command, env={**env, "TERM": term}, encoding="utf-8", timeout=60
        )
        child.expect(pexpect.EOF)
        shown[term] = child.before or ""
    assert "Reading" in shown["xterm"]
    assert "Reading" not in shown["dumb"]
    assert all("Would come in: 5,000." in screen for screen in shown.values())


def test_what_a_word_for_a_mood_means_can_be_said(resilify: Run, tmp_path: Path) -> None:
    """By an option; without one it is kept as a word, and told without that word."""
    path = tmp_path / "daylio.csv"
    header = "full_date,date,weekday,time,mood,activities,note_title,note"
    path.write_text(f"{header}\n2023-02-05,February 5,Sunday,9:12 AM,Vaguely ok,walk,,words\n")
    ran = resilify("journal", "import", str(path), "--dry-run", check=True)
    assert "vaguely" not in ran.stderr.lower() + ran.stdout.lower()
    assert f"{path}:2: its word for a mood has no number: --mood WORD=N gives it one" in ran.stderr
    resilify("journal", "import", str(path), "--mood", "vaguely  OK=3", check=True)
    assert texts(resilify) == ["Mood: Vaguely ok (3 of 5)\nDoing: walk\n\nwords"]
    assert resilify("journal", "export", "--format", "daylio", "--to", str(tmp_path / "x")).returncode == 2


def test_a_folder_of_hidden_notes_alone_is_a_failure(resilify: Run, tmp_path: Path) -> None:
    """Nothing came of something that is not empty, and what is there is said."""
    (tmp_path / "vault/.trash").mkdir(parents=True)
    (tmp_path / "vault/.trash/old.md").write_text("gone")
    ran = resilify("journal", "import", str(tmp_path / "vault"))
    assert ran.returncode == 1
    assert "1 note in a hidden folder or the trash" in ran.stderr


def test_words_for_moods_are_asked_for_in_plain_lines(resilify: Run, tmp_path: Path) -> None:
    """From a pipe too; one that is left empty stays a word."""
    path = tmp_path / "daylio.csv"
    header = "full_date,date,weekday,time,mood,activities,note_title,note"
    path.write_text(
        f"{header}\n2023-02-05,x,y,9:12,so-so,,,\n2023-02-06,x,y,9:12,so-so,,,\n2023-02-07,x,y,9:12,grim,,,\n"
    )
    ran = resilify("journal", "import", str(path), "--plain", stdin="3\n6\n", check=True)
    assert "Which mood is this word for you?" in ran.stdout
    assert texts(resilify) == ["Mood: grim", "Mood: so-so (3 of 5)", "Mood: so-so (3 of 5)"]


@pytest.mark.parametrize("form", ["json", "txt", "jrnl-json"])
def test_a_folder_for_a_format_of_one_file_is_refused(resilify: Run, tmp_path: Path, form: str) -> None:
    """In a sentence, and nothing came in."""
    (tmp_path / "folder").mkdir()
    ran = resilify("journal", "import", str(tmp_path / "folder"), "--format", form)
    assert ran.returncode == 1
    assert "is a folder, and this format is one file.\nName the file." in ran.stderr


def test_a_number_without_end_is_refused_in_words(resilify: Run, tmp_path: Path) -> None:
    """Also where it is looked at only to say what stands there."""
    path = tmp_path / "numbers"
    path.write_text('{"entries": [{"creationDate": ' + "9" * 1_000_000 + "}]}")
    ran = resilify("journal", "import", str(path))
    assert ran.returncode == 1
    assert "Came in: 0." in ran.stdout
