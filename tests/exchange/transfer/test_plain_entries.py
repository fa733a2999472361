"""Entries of a complete export that go into an empty store as they are."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.columns import Columns
from resilify_cli.exchange.transfer.entry_merge import EntryMerge
from resilify_cli.exchange.transfer.merge import RecordMerge
from resilify_cli.exchange.transfer.plain_entries import PlainEntries
from resilify_cli.store.database import Database
from resilify_cli.store.stamps import clock_of
from tests.exchange.conftest import new_store, read

_AT = 1_700_000_000_000
_PASSES = ("0" * 27 + "1", "0" * 27 + "2")
_TABLES = ("entries", "entry_versions", "readings", "labels", "act_entries")
_VERSION = {"version": 1, "prompt": "", "text": "before", "answers": None, "hash": "1" * 32, "written_at": 5}
# What may stand in one entry and not in the others: some of it is refused, or is merged by rules of its own.
_ODD: list[dict[str, Any]] = [
    {"kind": "nothing"},
    {"id": "no id"},
    {"id": None},
    {"id": f"{3:028x}"},
    {"seq": 1},
    {"seq": (_AT + 4) << 20},
    {"seq": None},
    {"seq": 1.0},
    {"clock": 0},
    {"clock": True},
    {"clock": -1},
    {"clock": 1 << 62},
    {"created_at": 1 << 60},
    {"listed": True},
    {"listed": 2},
    {"listed": 0},
    {"hash": "00"},
    {"hash": "no"},
    {"text": "\ud800 half"},
    {"text": "ä letter, and it's #one"},
    {"text": None},
    {"prompt": None},
    {"prompt": ["list"]},
    {"answers": '["one"]'},
    {"answers": "no JSON"},
    {"answers": '["\\ud800"]'},
    {"deleted_at": _AT, "deletion": "{}"},
    {"deleted_at": _AT},
    {"deletion": "{}"},
    {"deleted_at": _AT, "erased_at": _AT, "gone": "erased", "text": ""},
    {"erased_at": _AT, "deleted_at": _AT, "gone": "cleared", "text": ""},
    {"named_day": 19_675},
    {"named_day": 5},
    {"enrollment_id": _PASSES[0]},
    {"enrollment_id": _PASSES[1]},
    {"enrollment_id": "f" * 28},
    {"edits": '{"a": 5}'},
    {"changed": 7},
    {"more": 1},
    {"versions": [_VERSION]},
    {"versions": [{name: value for name, value in _VERSION.items() if name != "hash"}]},
    {"versions": [_VERSION, _VERSION]},
    {"versions": "none"},
    {"readings": [{"measure": "mood", "value": 2, "low": 1, "high": 5}] * 2},
    {"readings": [{"measure": "mood", "value": 7, "low": 1, "high": 5}]},
    {"readings": None},
    {"labels": [{"kind": "no", "label": "x"}]},
    {"labels": [{"kind": "tag", "label": "x"}, {"kind": "tag", "label": "x"}]},
    {"labels": [{"kind": "tag"}]},
    {"text": "#abc", "labels": [{"kind": "tag", "label": "abc"}]},
    {"labels": 5},
]
_LEFT_OUT = ("labels", "seq", "hash", "prompt", "edits", "clock", "versions", "text")


def records(seed: int) -> list[dict[str, Any]]:
    """Return many entries as an export has them, of which every fourth is odd."""
    draw = random.Random(seed)
    made = []
    for number in range(240):
        at = _AT + number
        entry: dict[str, Any] = {
            "seq": at << 20,
            "id": f"{number:028x}",
            "kind": "note",
            "listed": 1,
            "enrollment_id": draw.choice((None, None, *_PASSES)),
            **dict.fromkeys(("session_id", "session_title", "activity_id", "activity_kind"), ""),
            "practice": 0,
            "prompt": draw.choice(("", "Why?")),
            "text": f"words {number}",
            "answers": None,
            "hash": f"{number:032x}",
            "created_at": at,
            "utc_offset": 60,
            "updated_at": at,
            **dict.fromkeys(("deleted_at", "erased_at", "named_day")),
            "clock": clock_of(at),
            "device": "d",
            "edits": "",
            "deletion": None,
            "gone": "",
            "versions": [],
            "readings": [{"measure": "mood", "value": 2, "low": 1, "high": 5}] * draw.randrange(2),
            "labels": [{"kind": "tag", "label": one} for one in "xyz"[: draw.randrange(4)]],
        }
        if number >= 12 and draw.random() < 0.25:
            entry |= draw.choice(_ODD)
            if draw.random() < 0.2:
                del entry[draw.choice(_LEFT_OUT)]
        made.append(entry)
    return made


def without_passes(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**entry, "enrollment_id": None} for entry in entries]


def imported(entries: list[dict[str, Any]]) -> tuple[ImportSummary, list[str]]:
    """Import into a new store, and return what is told and all rows, without drawn numbers."""
    begun = {"program_key": "k", "slug": "s", "title": "t", "started_at": _AT, "updated_at": _AT}
    passes = [{**begun, "id": _PASSES[0]}, {**begun, "id": _PASSES[1], "merged_into": _PASSES[0]}]
    head = {"application": "resilify", "schema_version": 2, "enrollments": passes, "entries": entries}
    database = new_store()
    summary = read(database, json.dumps(head).encode(), "json")
    database.connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    rows = [repr((table, row)) for table in _TABLES for row in rows_of(database, table, entries)]
    return summary, sorted(rows)


def rows_of(database: Database, table: str, entries: list[dict[str, Any]]) -> list[list[tuple[str, object]]]:
    numbers = {entry.get("seq") for entry in entries}
    mine = database.rows("SELECT id FROM device")[0][0]
    rows = []
    for row in database.rows(f"SELECT * FROM {table}"):
        kept = dict(zip(row.keys(), row, strict=True))
        if "seq" in kept and kept["seq"] not in numbers:
            kept["seq"] = "drawn"
        if kept.get("device") == mine:
            kept["device"] = "mine"
        rows.append(sorted(kept.items()))
    return rows


@pytest.mark.parametrize("seed", range(12))
def test_a_plain_entry_comes_in_as_if_it_was_merged(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rows in the same order of changes, and the same said of each that is refused."""
    entries = records(seed)
    found = imported(entries)
    monkeypatch.setattr(PlainEntries, "read", lambda *_arguments: None)
    assert found == imported(entries)


def test_only_what_is_not_plain_is_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that says what one before it said, but for its words and times, becomes no row with names."""
    merged: list[object] = []
    kept = EntryMerge.put

    def put(self: EntryMerge, row: dict[str, Any], *arguments: Any, **options: Any) -> Any:
        merged.append(row["id"])
        return kept(self, row, *arguments, **options)

    monkeypatch.setattr(EntryMerge, "put", put)
    entries = without_passes(records(0)[:12])
    imported(entries)
    assert len(merged) == len({entry["prompt"] for entry in entries}) < len(entries)
    merged.clear()
    database = new_store()
    read(database, b"[2024-03-09 08:00] here\n", "jrnl")
    data = {"application": "resilify", "schema_version": 2, "entries": entries}
    assert read(database, json.dumps(data).encode(), "json", mine=True).entries.total() == len(entries)
    # Where something is here, each is looked for and compared.
    assert len(merged) == len(entries)


@pytest.mark.parametrize("deleted", [0, 4])
def test_entries_wait_together_whether_they_are_plain_or_not(deleted: int) -> None:
    """They are written by the same statements, though a row with names has them in another order."""
    entries = without_passes(records(0)[:12])
    for entry in entries[4 : 4 + 2 * deleted : 2]:
        entry |= {"deleted_at": _AT, "deletion": "{}"}
    data = {"application": "resilify", "schema_version": 2, "entries": entries}
    database = new_store()
    ran: list[str] = []
    database.connection.set_trace_callback(ran.append)
    read(database, json.dumps(data).encode())
    # Of the first rows, before one was plain; then of eight and of two.
    assert len([sql for sql in ran if sql.startswith("INSERT OR IGNORE INTO entries ")]) <= 4


def test_what_recurs_is_held_once() -> None:
    """However many entries wait, each with words of a line of its own."""
    columns = Columns(new_store())
    first, *others = without_passes(records(0)[:12])
    plain = PlainEntries(columns, "")
    columns.read("entries", first, parts=("versions", "readings", "labels"))
    found = [plain.read({**json.loads(json.dumps(one)), "prompt": first["prompt"]}) for one in others]
    assert len({id(entry.values[entry.names.index("device")]) for entry in found if entry}) == 1
    assert all(found)


def test_an_entry_that_came_before_is_merged_with_it() -> None:
    """Later words for a plain entry are what it says."""
    entry, *_ = records(0)
    other = {**entry, "text": "later", "hash": "f" * 32, "updated_at": _AT + 9, "clock": clock_of(_AT + 9)}
    _, rows = imported([entry, entry, other])
    assert any("'text', 'later'" in row for row in rows if row.startswith("('entries'"))


def test_entries_of_this_store_are_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that is filled with what it wrote itself looks at each, since another may go by its name."""
    told: list[bool] = []
    kept = RecordMerge._put_plain

    def put_plain(self: RecordMerge, *arguments: Any) -> bool:
        told.append(kept(self, *arguments))
        return told[-1]

    monkeypatch.setattr(RecordMerge, "_put_plain", put_plain)
    database = new_store()
    mine = database.rows("SELECT id FROM device")[0][0]
    entries = [{**entry, "device": mine} for entry in without_passes(records(0)[:12])]
    data = {"application": "resilify", "schema_version": 2, "entries": entries}
    assert read(database, json.dumps(data).encode(), "json", mine=True).entries.total() == len(entries)
    assert not told
