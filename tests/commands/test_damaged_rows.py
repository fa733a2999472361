"""Whatever stands in a damaged row, a command says so in a sentence, and `doctor --repair` is the way out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.store.damage import fill
from tests.vault.salvage.test_salvage_store import write_damaged

COMMANDS = (
    ("journal",),
    ("journal", "show", "{id}"),
    ("journal", "history", "{id}"),
    ("journal", "delete", "{id}", "--yes"),
    ("journal", "export", "--format", "txt", "--output", "-"),
    ("journal", "export", "--format", "markdown", "--output", "{out}"),
    ("journal", "export", "--format", "csv", "--output", "-"),
    ("journal", "export", "--format", "json", "--output", "-"),
    ("insights",),
    ("report", "--output", "{out}"),
    ("continue", "--plain"),
)


# What a flipped bit in the file makes of a value: another type, or nothing.
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET id = NULL WHERE seq = (SELECT max(seq) FROM entries)",
        "UPDATE entries SET updated_at = 'x'",
        "UPDATE entries SET created_at = NULL",
        "UPDATE entries SET text = NULL",
        "UPDATE entries SET utc_offset = 'x'",
        "UPDATE entries SET answers = '{' WHERE answers IS NOT NULL",
        "UPDATE entry_versions SET text = x'fffe00'",
        "UPDATE entry_versions SET written_at = 'x'",
        "UPDATE readings SET value = NULL",
        "UPDATE readings SET high = 'x'",
        "UPDATE progress SET state = 'dofe'",
        "UPDATE enrollments SET started_at = NULL",
        "UPDATE enrollments SET title = NULL",
        "UPDATE drafts SET content = 7",
        "UPDATE journal_drafts SET content = '['",
    ],
)
def test_a_damaged_row_is_told_in_a_sentence(home: Path, resilify: Run, tmp_path: Path, sql: str) -> None:
    """No command ends in a traceback, and after the repair each works."""
    from tests.conftest import FixedClock

    store = home / "resilify.db"
    fill(store, FixedClock())
    told = json.loads(resilify("journal", "--json", check=True).stdout)
    edited = next(entry["id"] for entry in told["entries"] if entry["text"].startswith("changed"))
    write_damaged(store, sql)
    for number, command in enumerate(COMMANDS):
        out = str(tmp_path / f"out{number}")
        ran = resilify(*(part.format(id=edited[12:20], out=out) for part in command), stdin="")
        assert "Traceback" not in ran.stderr
        assert ran.returncode in {0, 1, 130}
        assert ran.returncode != 1 or "resilify " in ran.stderr
    assert resilify("doctor").returncode == 1
    ran = resilify("doctor", "--repair")
    assert "Traceback" not in ran.stderr
    for command in (("journal",), ("journal", "export", "--format", "json", "--output", "-"), ("insights",)):
        resilify(*command, check=True)
