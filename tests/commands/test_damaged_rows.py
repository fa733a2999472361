"""Whatever stands in a damaged row, a command says so in a sentence, and `doctor --repair` is the way out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import FixedClock, Run
from tests.store.damage import fill
from tests.vault.salvage.test_salvage_store import write_damaged

Command = tuple[str, ...]
COMMANDS: tuple[Command, ...] = (
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


AFTERWARDS: tuple[Command, ...] = (
    ("journal",),
    ("journal", "export", "--format", "json", "--output", "-"),
    ("insights",),
)
# What a flipped bit in the file makes of a value: another type, or nothing.
DAMAGE = (
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
)


def check_damage(
    resilify: Run, home: Path, out: Path, sql: str, commands: Sequence[Command], afterwards: Sequence[Command]
) -> None:
    """Assert that no command ends in a traceback at a damaged row, and that after the repair each works."""
    store = home / "resilify.db"
    fill(store, FixedClock())
    told = json.loads(resilify("journal", "--json", check=True).stdout)
    edited = next(entry["id"] for entry in told["entries"] if entry["text"].startswith("changed"))
    write_damaged(store, sql)
    for number, command in enumerate(commands):
        place = str(out / f"out{number}")
        ran = resilify(*(part.format(id=edited[12:20], out=place) for part in command), stdin="")
        assert "Traceback" not in ran.stderr
        assert ran.returncode in {0, 1, 130}
        assert ran.returncode != 1 or "resilify " in ran.stderr
    assert resilify("doctor").returncode == 1
    assert "Traceback" not in resilify("doctor", "--repair").stderr
    for command in afterwards:
        resilify(*command, check=True)


@pytest.mark.parametrize("number", range(len(DAMAGE)))
def test_a_damaged_row_is_told_in_a_sentence(home: Path, resilify: Run, tmp_path: Path, number: int) -> None:
    """By a third of the commands, another third for each damage, and by one of those after the repair."""
    part = number % 3
    check_damage(resilify, home, tmp_path, DAMAGE[number], COMMANDS[part::3], AFTERWARDS[part : part + 1])


@pytest.mark.slow
@pytest.mark.parametrize("sql", DAMAGE)
def test_every_command_tells_of_a_damaged_row_in_a_sentence(
    home: Path, resilify: Run, tmp_path: Path, sql: str
) -> None:
    """Whatever is damaged, whatever the command."""
    check_damage(resilify, home, tmp_path, sql, COMMANDS, AFTERWARDS)
