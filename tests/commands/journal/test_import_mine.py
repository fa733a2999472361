"""`resilify journal import --mine`: two stores of one person; and what somebody else's file can't do."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run

OWN = 1_700_000_000_000


def entries(resilify: Run, home: Path) -> list[dict[str, Any]]:
    ran = resilify("journal", "--json", env={"RESILIFY_HOME": str(home)}, check=True)
    return list(json.loads(ran.stdout)["entries"])


def exported(resilify: Run, home: Path, path: Path) -> dict[str, Any]:
    resilify(
        "journal", "export", "--format", "json", "-o", str(path), "--force",
        env={"RESILIFY_HOME": str(home)}, check=True,
    )  # fmt: skip
    return dict(json.loads(path.read_text()))


@pytest.fixture
def homes(resilify: Run, tmp_path: Path) -> tuple[Path, Path]:
    """Two stores that both have one note, which was changed in the second."""
    here, there = tmp_path / "here", tmp_path / "there"
    resilify("journal", "add", "first words", env={"RESILIFY_HOME": str(here)}, check=True)
    exported(resilify, here, tmp_path / "all.json")
    at_there = {"RESILIFY_HOME": str(there)}
    resilify("journal", "import", str(tmp_path / "all.json"), env=at_there, check=True)
    (note,) = entries(resilify, there)
    with open_store(there / "resilify.db", lambda: datetime.now(UTC)) as store:
        store.revisions.revise(store.journal.find(note["id"]), "later words", None)
    return here, there


def test_the_later_words_come_in_after_a_copy(
    resilify: Run, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    """With --mine the later words are what the entry says, and a copy of the store from before is named."""
    here, there = homes
    file = tmp_path / "there.json"
    exported(resilify, there, file)
    env = {"RESILIFY_HOME": str(here)}
    dry = resilify("journal", "import", "--mine", "--dry-run", str(file), env=env, check=True)
    assert "it says the later words from there" in dry.stderr
    assert "later words" not in dry.stderr.replace("it says the later words", "")
    assert [entry["text"] for entry in entries(resilify, here)] == ["first words"]
    ran = resilify("journal", "import", "--mine", str(file), env=env, check=True)
    assert "Changed: 1." in ran.stdout
    assert [entry["text"] for entry in entries(resilify, here)] == ["later words"]
    copy = next(line for line in ran.stderr.splitlines() if "A copy of your store" in line).split(": ")[1]
    resilify("restore", copy, "--yes", env=env, check=True)
    assert [entry["text"] for entry in entries(resilify, here)] == ["first words"]


def test_without_it_the_words_here_stay(resilify: Run, homes: tuple[Path, Path], tmp_path: Path) -> None:
    """Words from elsewhere come in as an earlier version, and the summary says so."""
    here, there = homes
    file = tmp_path / "there.json"
    exported(resilify, there, file)
    env = {"RESILIFY_HOME": str(here)}
    ran = resilify("journal", "import", str(file), env=env, check=True)
    assert "Kept as an earlier version of what is here: 1." in ran.stdout
    (note,) = entries(resilify, here)
    assert note["text"] == "first words"
    assert "later words" in resilify("journal", "history", note["id"], env=env, check=True).stdout
    again = resilify("journal", "import", str(file), env=env, check=True)
    assert "Known already: 1." in again.stdout
    assert "earlier version" not in again.stdout


def test_it_is_for_a_complete_export_alone(resilify: Run, tmp_path: Path) -> None:
    """Another format has no clocks to merge by."""
    (tmp_path / "note.md").write_text("---\ndate: 2026-11-03\n---\nwords")
    ran = resilify("journal", "import", "--mine", str(tmp_path / "note.md"))
    assert ran.returncode == 2
    assert "--mine is for a complete export" in ran.stderr


HARM: list[tuple[str, dict[str, Any], str]] = [
    ("a tombstone", {"erased_at": 1, "deleted_at": 1, "updated_at": 1, "text": ""}, "here it stays"),
    (
        "a tombstone on purpose",
        {"erased_at": 1, "deleted_at": 1, "text": "", "gone": "erased"},
        "here it stays",
    ),
    ("a later tombstone", {"erased_at": OWN, "deleted_at": OWN, "text": ""}, "here it stays"),
    ("a deletion", {"deleted_at": OWN, "deletion": '{"x": 1800000000000000000}'}, "here it stays"),
    ("other words", {"text": "not mine"}, "come to its history"),
    ("other words of the future", {"text": "not mine", "updated_at": 6_000_000_000_000}, "later than now"),
    ("a clock of the future", {"text": "not mine", "clock": 6_000_000_000_000 << 20}, "later than now"),
    ("a hidden entry", {"listed": 0}, "here it stays in the journal"),
]


@pytest.mark.parametrize(("change", "said"), [row[1:] for row in HARM], ids=[row[0] for row in HARM])
def test_a_file_from_elsewhere_harms_nothing(
    resilify: Run, home: Path, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    """It neither erases, hides nor replaces an entry, and what it would have done is told."""
    resilify("journal", "add", "my own words", check=True)
    whole = exported(resilify, home, tmp_path / "all.json")
    (record,) = whole["entries"]
    for name in ("hash", "clock", "device", "edits", "gone"):
        record.pop(name, None)
    record.update(change)
    (tmp_path / "other.json").write_text(json.dumps(whole))
    ran = resilify("journal", "import", "--dry-run", str(tmp_path / "other.json"))
    assert said in ran.stderr
    resilify("journal", "import", str(tmp_path / "other.json"))
    (entry,) = entries(resilify, home)
    assert entry["text"] == "my own words"
    assert "my own words" in resilify("journal", "search", "own", check=True).stdout


def test_a_draft_from_elsewhere_takes_a_free_place(resilify: Run, home: Path, tmp_path: Path) -> None:
    """What was half typed here stays, whatever time the other one has."""
    resilify("journal", "add", "a note", check=True)
    whole = exported(resilify, home, tmp_path / "all.json")

    def write(content: str, at: int) -> None:
        whole["journal_drafts"] = [{"place": "note", "content": content, "updated_at": at}]
        (tmp_path / "other.json").write_text(json.dumps(whole))
        resilify("journal", "import", str(tmp_path / "other.json"), check=True)

    write("half typed here", 1)
    write("from elsewhere", OWN)
    with closing(sqlite3.connect(home / "resilify.db")) as connection, connection:
        drafts = dict(connection.execute("SELECT place, content FROM journal_drafts").fetchall())
    assert drafts == {"note": "half typed here", "note~2": "from elsewhere"}


def test_a_pass_from_elsewhere_is_not_the_one_to_go_on_with(
    resilify: Run, home: Path, tmp_path: Path
) -> None:
    """It comes in beside one's own, also if it was begun later, and its path is not kept."""
    resilify("journal", "add", "a note", check=True)
    with open_store(home / "resilify.db", FixedClock()) as store:
        own = store.enrollments.begin("key", "slug", "Title", "")
    whole = exported(resilify, home, tmp_path / "all.json")
    (record,) = whole["enrollments"]
    other = {**record, "id": "f" * 28, "path": "/tmp/evil", "started_at": record["started_at"] + 5_000}
    whole["enrollments"] = [other]
    (tmp_path / "other.json").write_text(json.dumps(whole))
    resilify("journal", "import", str(tmp_path / "other.json"), check=True)
    with open_store(home / "resilify.db", FixedClock()) as store:
        latest = store.enrollments.latest("key")
        assert latest is not None
        assert latest.id == own.id
        assert len(store.enrollments.all()) == 2
    with closing(sqlite3.connect(home / "resilify.db")) as connection, connection:
        assert {row[0] for row in connection.execute("SELECT path FROM enrollments")} == {""}


def test_a_copy_is_made_before_a_complete_export_comes_in(
    resilify: Run, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    """Also where today has a copy already, from before something else was written."""
    here, there = homes
    env = {"RESILIFY_HOME": str(here)}
    resilify("journal", "add", "another", env=env, check=True)
    before = set((here / "backups").iterdir())
    exported(resilify, there, tmp_path / "there.json")
    resilify("journal", "import", str(tmp_path / "there.json"), env=env, check=True)
    assert len(set((here / "backups").iterdir()) - before) == 1
