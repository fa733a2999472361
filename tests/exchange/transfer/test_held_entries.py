"""New entries that are held back, and written by the thousand."""

from __future__ import annotations

import json
import random

import pytest

from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer import held_entries
from resilify_cli.exchange.transfer.columns import RawRow
from resilify_cli.exchange.transfer.held_entries import HeldEntries
from resilify_cli.exchange.transfer.merge import RecordMerge
from resilify_cli.exchange.transfer.record_reader import PartTable
from resilify_cli.store.database import Database
from tests.exchange.conftest import new_store, read

_PASS = "0" * 27 + "1"
_AT = 1_700_000_000_000
_TABLES = ("entries", "entry_versions", "readings", "labels", "journal_drafts", "act_entries")


def records(seed: int) -> list[dict[str, object]]:
    """Return many entries; about half have something that the schema may refuse, or that others look for."""
    draw = random.Random(seed)
    made = []
    for number in range(60):
        at = _AT + draw.randrange(40)
        reading = {"measure": draw.choice(("a", "b")), "value": 2, "low": 1, "high": 5}
        version = {"version": draw.randrange(1, 3), "prompt": "", "text": f"before {number}", "answers": None}
        entry: dict[str, object] = {
            "id": f"{draw.randrange(50):028x}",
            "kind": draw.choice(("note", "note", "note", "nothing")),
            "listed": 1,
            "text": f"words {number}",
            "created_at": at,
            "utc_offset": 0,
            "updated_at": at + number,
            "enrollment_id": draw.choice((None, None, None, _PASS, "f" * 28)),
            "activity_id": draw.choice(("", "", "one", "two")),
            "readings": [reading, {**reading, "measure": draw.choice(("a", "c", "c"))}][: draw.randrange(3)],
            "labels": [
                {"kind": draw.choice(("tag", "tag", "tag", "no")), "label": draw.choice("xyz")}
                for _ in range(draw.randrange(3))
            ],
            "versions": [{**version, "written_at": at + one} for one in range(draw.randrange(3))],
        }
        if draw.random() < 0.8:
            entry["seq"] = (at << 20) | draw.randrange(3)
        if draw.random() < 0.1:
            entry |= {"text": "", "deleted_at": at, "erased_at": at, "labels": [], "readings": []}
        made.append(entry)
    return made


def imported(
    entries: list[dict[str, object]], *, mine: bool, before: bool
) -> tuple[Database, ImportSummary, list[list[object]]]:
    begun = {"id": _PASS, "program_key": "k", "slug": "s", "title": "t", "started_at": _AT, "updated_at": _AT}
    draft = {"content": "[]", "updated_at": _AT}
    head = {
        "application": "resilify",
        "schema_version": 2,
        "enrollments": [begun],
        "entries": entries,
        "journal_drafts": [{**draft, "place": entry["id"]} for entry in entries[::9]],
    }
    database = new_store()
    if before:
        read(database, b"[2024-03-09 08:00] here\n", "jrnl")
    summary = read(database, json.dumps(head).encode(), "json", mine=mine)
    database.connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    rows: list[list[object]] = []
    for table in _TABLES:
        for row in database.rows(f"SELECT * FROM {table}"):
            kept = dict(zip(row.keys(), row, strict=True))
            if "seq" in kept and row["seq"] not in {entry.get("seq") for entry in entries}:
                # It was drawn.
                kept["seq"] = "new"
            rows.append([table, repr({**kept, "device": kept.get("device") and "x"})])
    return database, summary, sorted(rows, key=repr)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("mine", "before"), [(False, False), (True, True), (False, True)])
def test_what_is_held_back_comes_in_as_if_it_was_written_at_once(
    seed: int, mine: bool, before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same rows, and the same said of each that is refused, however many are held back at most."""
    entries = records(seed)
    monkeypatch.setattr(HeldEntries, "takes", lambda *_arguments: False)
    _, expected, rows = imported(entries, mine=mine, before=before)
    assert expected.problems
    monkeypatch.undo()
    for most in (1_024, 3):
        monkeypatch.setattr(held_entries, "_MOST_HELD", most)
        _, summary, found = imported(entries, mine=mine, before=before)
        assert summary == expected
        assert found == rows


def test_entries_with_many_words_are_not_held_back_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are written once they have as many characters together as may wait."""
    waiting: list[int] = []
    kept = HeldEntries.write

    def write(self: HeldEntries) -> None:
        waiting.append(len(self._rows))
        kept(self)

    monkeypatch.setattr(HeldEntries, "write", write)
    entries = [
        {
            "id": f"{number:028x}",
            "kind": "note",
            "listed": 1,
            "text": "x" * 300_000,
            "created_at": _AT,
            "utc_offset": 0,
            "updated_at": _AT,
            "labels": [],
        }
        for number in range(9)
    ]
    imported(entries, mine=False, before=False)
    assert max(waiting) == 4


def entry(number: int, **others: object) -> dict[str, object]:
    times = {"created_at": _AT + number, "utc_offset": 0, "updated_at": _AT + number}
    return {"id": f"{number:028x}", "kind": "note", "listed": 1, "text": f"words {number}", **times, **others}


def test_two_entries_that_wait_with_one_number_keep_what_is_theirs() -> None:
    """The second gets another number, and its labels and words go with it."""
    entries = [
        entry(
            number,
            created_at=_AT,
            seq=_AT << 20,
            text=f"w{number}",
            labels=[{"kind": "tag", "label": f"l{number}"}],
        )
        for number in range(3)
    ]
    database, _, _ = imported(entries, mine=True, before=False)
    found = "(SELECT rowid FROM entries_fts WHERE entries_fts MATCH e.text)"
    rows = database.rows(
        f"SELECT e.id, l.label, {found} = e.seq FROM entries e JOIN labels l ON l.seq = e.seq ORDER BY e.id"
    )
    assert [tuple(row) for row in rows] == [(f"{number:028x}", f"l{number}", 1) for number in range(3)]


def test_parts_that_an_entry_has_not_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most entries have no versions, readings and labels; what is no list is told."""
    asked: list[str] = []
    kept = RecordMerge._read_part

    def read_part(self: RecordMerge, part: PartTable, name: str, rows: object) -> list[RawRow]:
        asked.append(name)
        return kept(self, part, name, rows)

    monkeypatch.setattr(RecordMerge, "_read_part", read_part)
    label = {"kind": "tag", "label": "a"}
    entries = [entry(0, versions=[], readings=[], labels=[label]), entry(1, labels=[]), entry(2, readings={})]
    _, summary, _ = imported(entries, mine=True, before=False)
    assert asked == ["labels", "readings"]
    assert [problem.message for problem in summary.problems] == ["this is no list"]


def test_an_answer_that_waits_counts_as_one() -> None:
    """Of two answers of somebody else's to one activity the second stands by itself, as ever."""
    answers = [entry(number, kind="response", enrollment_id=_PASS, activity_id="one") for number in range(2)]
    database, _, _ = imported(answers, mine=False, before=True)
    rows = database.rows("SELECT enrollment_id FROM entries WHERE kind = 'response' ORDER BY id")
    assert [row[0] for row in rows] == [_PASS, None]


def test_an_erased_entry_that_waits_gets_no_draft() -> None:
    """The draft comes after it in the file."""
    erased = entry(0, text="", deleted_at=_AT, erased_at=_AT)
    database, _, _ = imported([erased], mine=True, before=True)
    assert len(database.rows("SELECT 1 FROM entries WHERE erased_at IS NOT NULL")) == 1
    assert database.rows("SELECT * FROM journal_drafts") == []
