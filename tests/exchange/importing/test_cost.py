"""What an import does for each entry, counted instead of timed."""

from __future__ import annotations

import builtins
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.formats.registry import import_formats
from resilify_cli.exchange.importing.run_import import run_import
from resilify_cli.store.database import Database
from tests.exchange.conftest import new_store, read, told

ENTRIES = 300


def statements(database: Database, data: bytes, form: str) -> Counter[str]:
    """Import, and return how often each kind of statement ran; those of triggers begin with `--`."""
    ran: list[str] = []
    database.connection.set_trace_callback(ran.append)
    try:
        summary = read(database, data, form)
    finally:
        database.connection.set_trace_callback(None)
    assert summary.entries.total() == ENTRIES
    return Counter(" ".join(sql.replace(" OR IGNORE", "").split()[:3]) for sql in ran)


@pytest.mark.parametrize(
    ("form", "entry"),
    [
        ("jrnl", "[2024-03-{day:02} 08:{minute:02}] Title {number}\nwords\n\n"),
        ("txt", "Friday 2024-03-{day:02} 08:{minute:02}:00 +00:00 · note\n\n  words {number}\n\n"),
    ],
)
def test_an_entry_takes_no_statement_of_its_own(form: str, entry: str) -> None:
    """Entries are looked for and written by the hundred; nothing is written twice, or read back."""
    data = "".join(
        entry.format(day=number % 28 + 1, minute=number // 28, number=number) for number in range(ENTRIES)
    )
    ran = statements(new_store(), data.encode(), form)
    often = {name for name, count in ran.items() if count >= ENTRIES}
    # The last is how the search index notes a text.
    assert often == {"-- REPLACE INTO"}
    assert ran["SELECT e.id FROM"] == 1
    assert ran["INSERT INTO entries_fts"] < 6
    # 256, 32, 8 and 4 rows at once.
    assert (ran["INSERT INTO entries"], ran["INSERT INTO act_entries"]) == (4, 4)


def test_a_record_for_an_empty_store_takes_no_statement_of_its_own() -> None:
    """Where nothing was here, an entry of a complete export is looked for only if its id came before.

    Its row, its labels and its readings are written with those of hundreds of others.
    """
    entries = [
        {
            "id": f"{number:028x}",
            "kind": "note",
            "listed": 1,
            "text": f"words {number}",
            "created_at": 1_700_000_000_000 + number,
            "utc_offset": 0,
            "updated_at": 1_700_000_000_000 + number,
            "seq": (1_700_000_000_000 + number) << 20,
            "labels": [{"kind": "tag", "label": f"{one}"} for one in range(number % 3)],
            "readings": [{"measure": "mood", "value": 2, "low": 1, "high": 5}] * (number % 2),
        }
        for number in range(ENTRIES)
    ]
    head = {"application": "resilify", "schema_version": 2, "enrollments": [], "entries": entries}
    ran = statements(new_store(), json.dumps(head).encode(), "json")
    often = {name for name, count in ran.items() if count >= ENTRIES}
    assert often == {"-- REPLACE INTO"}
    # 256, 32, 8 and 4 rows at once; 256 and 32 and so on of labels and readings.
    assert (ran["INSERT INTO entries"], ran["INSERT INTO act_entries"]) == (4, 4)
    assert ran["INSERT INTO labels"] + ran["INSERT INTO readings"] < 12
    again = [{**entry, "text": "other words", "updated_at": 1_800_000_000_000} for entry in entries]
    both = {**head, "entries": [*entries[: ENTRIES // 2], *again[: ENTRIES // 2]]}
    database = new_store()
    assert statements(database, json.dumps(both).encode(), "json")
    assert {row["text"] for row in database.rows("SELECT text FROM entries")} == {"other words"}


def test_a_row_has_the_stamps_that_a_trigger_would_give_it() -> None:
    """An imported entry is stamped like one whose row came without stamps: clock, device, and count."""
    database = new_store()
    read(database, b"[2024-03-09 08:00] first\n\n[1960-03-09 08:00] second\n", "jrnl")
    row = "kind, listed, text, hash, created_at, utc_offset, updated_at"
    database.connection.execute(
        f"INSERT INTO entries (seq, id, {row}) SELECT seq + 1, replace(id, '0', '1'), {row} FROM entries"
    )
    rows = database.rows("SELECT text, clock, device, edits, deletion, changed FROM entries ORDER BY changed")
    stamps = [tuple(row)[:-1] for row in rows]
    assert sorted(stamps[:2]) == sorted(stamps[2:])
    assert [row["changed"] for row in rows] == [1, 2, 3, 4]


@pytest.mark.parametrize(("date", "often"), [("2024-03-{day:02}", 1), ("{day:02}.03.2024", 2)])
def test_a_note_is_looked_at_and_opened_once(
    date: str, often: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of day and month is looked for in all notes only where a date comes that needs it."""
    names = [f"note {day}.md" for day in range(1, 20)]
    for day, name in enumerate(names, 1):
        (tmp_path / name).write_text(f"---\ndate: {date.format(day=day)}\n---\nwords {day}\n")
    opened: Counter[str] = Counter()
    looked_at: Counter[str] = Counter()

    def count(where: Any, name: str, counts: Counter[str]) -> None:
        kept = getattr(where, name)

        def counted(path: Any, *args: Any, **options: Any) -> Any:
            counts[os.path.basename(path)] += 1
            return kept(path, *args, **options)

        monkeypatch.setattr(where, name, counted)

    for where in (builtins, os):
        count(where, "open", opened)
    for name in ("lstat", "stat"):
        count(os, name, looked_at)
    database = new_store()
    with ImportSource(str(tmp_path)) as source:
        summary = run_import(database, import_formats()["markdown"], source)
    assert summary.entries.total() == len(names)
    assert opened == dict.fromkeys(names, often)
    assert {name: looked_at[name] for name in names} == dict.fromkeys(names, often)
    monkeypatch.undo()
    assert [time[:10] for time, _ in told(database)] == [f"2024-03-{day:02}" for day in range(1, 20)]
