"""What an import tells of what it did and of what it could not read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import Run
from tests.jrnl_file import texts

BAD: dict[str, Any] = {
    "metadata": {"version": "1.0"},
    "entries": [
        {"creationDate": "2026-11-02T20:15:00Z", "text": "one"},
        {"creationDate": "2026-11-02T20:15:00Z", "text": ["my secret words"]},
    ],
}


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


def test_a_name_can_not_steer_the_terminal(resilify: Run, tmp_path: Path) -> None:
    """Names of files and folders are made safe to show."""
    folder = tmp_path / "\x1b[31m\u202e"
    folder.mkdir()
    (folder / "\x9b2J.md").write_text("---\na: [\n---\n")
    ran = resilify("journal", "import", str(folder), check=True)
    assert "can't be read as YAML" in ran.stderr
    assert not {"\x1b", "\u202e", "\x9b"} & set(ran.stderr)


def test_a_folder_of_hidden_notes_alone_is_a_failure(resilify: Run, tmp_path: Path) -> None:
    """Nothing came of something that is not empty, and what is there is said."""
    (tmp_path / "vault/.trash").mkdir(parents=True)
    (tmp_path / "vault/.trash/old.md").write_text("gone")
    ran = resilify("journal", "import", str(tmp_path / "vault"))
    assert ran.returncode == 1
    assert "1 note in a hidden folder or the trash" in ran.stderr
