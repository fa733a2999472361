"""Parts of answers and drafts that are nested without end hinder no command, and `doctor` mends them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from resilify_cli.store.row_hash import hash_texts
from tests.conftest import Run

DEEP = '{"values": [' + "[" * 900 + '"half typed"' + "]" * 900 + '], "typed": null, "later": []}'
WRONG = ('["half typed"]', '"half typed"', "half typed", '{"values": {"a": "half typed"}}', DEEP)


@pytest.fixture
def deep(resilify: Run, home: Path) -> None:
    """A store in which some old import has put them."""
    resilify("checkin", "--mood", "3", "--note", "fine", check=True)
    with closing(sqlite3.connect(home / "resilify.db")) as connection, connection:
        for place in ("note", "checkin"):
            connection.execute(
                "INSERT INTO journal_drafts (place, content, hash, updated_at) VALUES (?, ?, ?, 1)",
                (place, DEEP, hash_texts(DEEP)),
            )
        text = connection.execute("SELECT text FROM entries").fetchone()[0]
        connection.execute("UPDATE entries SET answers = ?, hash = ?", (DEEP, hash_texts("", text, DEEP)))


COMMANDS = (
    ("journal", "--json"),
    ("journal", "add", "--plain"),
    ("checkin", "--plain"),
    ("journal", "export", "--format", "txt", "--output", "-"),
    ("insights", "--plain"),
)


@pytest.mark.usefixtures("deep")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_ends_in_a_traceback(resilify: Run, command: tuple[str, ...]) -> None:
    """Each does what it does, or says in a sentence why not."""
    ran = resilify(*command, stdin="\n\n\n\n\n")
    assert "Traceback" not in ran.stderr
    assert ran.returncode in (0, 1, 2, 130)


@pytest.mark.usefixtures("deep")
def test_doctor_finds_and_mends_them(resilify: Run, home: Path) -> None:
    """The words stay: in the text, in the history, and as what was being typed."""
    found = resilify("doctor")
    assert "The parts of 3 answers or drafts can't be read." in found.stdout
    resilify("doctor", "--repair", check=True)
    assert "can't be read" not in resilify("doctor", check=True).stdout
    with closing(sqlite3.connect(home / "resilify.db")) as connection, connection:
        drafts = [row[0] for row in connection.execute("SELECT content FROM journal_drafts")]
        versions = [row[0] for row in connection.execute("SELECT answers FROM entry_versions")]
    assert [json.loads(draft)["typed"] for draft in drafts] == [DEEP, DEEP]
    assert versions == [DEEP]


@pytest.mark.parametrize("content", WRONG)
def test_a_draft_of_another_shape_is_what_was_being_typed(resilify: Run, home: Path, content: str) -> None:
    """Its words are offered, and not lost by the next ones."""
    resilify("journal", "add", "first", check=True)
    record = {"place": "note", "content": content, "updated_at": 1}
    data = {"application": "resilify", "schema_version": 1, "journal_drafts": [record]}
    ran = resilify("journal", "import", "-", "--format", "json", stdin=json.dumps(data))
    assert "Not readable: 0" in ran.stdout
    with closing(sqlite3.connect(home / "resilify.db")) as connection, connection:
        (kept,) = connection.execute("SELECT content FROM journal_drafts").fetchone()
    from resilify_cli.session.draft import Draft

    assert any("half typed" in str(part) for part in Draft.from_text(kept).parts)
