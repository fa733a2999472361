"""What can be read of a damaged store is saved, and what is missing is told."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from resilify_cli.errors import StoreError
from resilify_cli.store.journal import Filter
from resilify_cli.vault.copies.copying import copy_store
from resilify_cli.vault.health.finding import Topic
from resilify_cli.vault.health.store_check import check_store
from resilify_cli.vault.opening.stores import open_store
from resilify_cli.vault.salvage.salvage_store import SalvageResult, salvage_store
from tests.conftest import FixedClock
from tests.exchange.stores import TABLES
from tests.store.damage import PAGE, content, fill, flip, pages_of, root_of, zero


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    (tmp_path / "home").mkdir()
    place = tmp_path / "home" / "resilify.db"
    fill(place, clock, 60)
    return place


@pytest.fixture
def copy(path: Path, tmp_path: Path, clock: FixedClock) -> Path:
    place = tmp_path / "copy.db"
    with open_store(path, clock) as store:
        copy_store(store.database.connection, path, place, None)
    return place


def save(path: Path, clock: FixedClock, *copies: Path) -> SalvageResult:
    return salvage_store(path, clock(), None, copies)


def ids(path: Path) -> set[object]:
    return {row["id"] for row in content(path)["entries"]}


def test_the_damaged_file_is_kept_as_it_is(path: Path, clock: FixedClock) -> None:
    """The new store is in its place, the damaged one beside it byte by byte, and nothing else."""
    zero(path, pages_of(path, "calm sea 30")[0])
    damaged = path.read_bytes()
    saved = save(path, clock)
    assert saved.aside
    assert saved.aside.read_bytes() == damaged
    assert sorted(os.listdir(path.parent)) == sorted([path.name, saved.aside.name])
    assert check_store(path, None).findings == ()


def test_what_is_missing_is_told_by_name_and_day(path: Path, clock: FixedClock) -> None:
    """Of a page of entries that is lost, each is named, and all others are saved with all they had."""
    before = content(path)
    at = next(at for at in pages_of(path, "calm sea 30") if path.read_bytes()[at] == 13)
    zero(path, at)
    saved = save(path, clock)
    after = content(path)
    gone = ids_of(before) - ids_of(after)
    assert gone
    assert {lost.id for lost in saved.lost} == gone
    by_id = {row["id"]: row for row in before["entries"]}
    assert all(lost.created_at == by_id[lost.id]["created_at"] for lost in saved.lost)
    told = gone | {older.id for older in saved.older}
    assert [row for row in before["entries"] if row["id"] not in told] == [
        row for row in after["entries"] if row["id"] not in told
    ]
    assert saved.counts["entries"] == len(after["entries"])


def ids_of(found: dict[str, list[dict[str, object]]]) -> set[object]:
    return {row["id"] for row in found["entries"]}


def test_a_copy_gives_what_is_missing(path: Path, copy: Path, clock: FixedClock) -> None:
    """With a sound copy everything that it has is there again, and what is newer too."""
    with open_store(path, clock) as store:
        newer = store.notes.add("since the copy")
    before = content(path)
    at = next(at for at in pages_of(path, "calm sea 30") if path.read_bytes()[at] == 13)
    zero(path, at)
    saved = save(path, clock, copy)
    assert (saved.lost, saved.missing) == ((), {})
    assert saved.from_copies[copy] > 0
    assert newer in ids(path)
    assert content(path) == before


def lose(path: Path, words: str = "calm sea 30") -> None:
    """Lose the page of the entry with these words."""
    zero(path, next(at for at in pages_of(path, words) if path.read_bytes()[at] == 13))


def test_each_copy_gives_what_is_missing_still(
    path: Path, copy: Path, tmp_path: Path, clock: FixedClock
) -> None:
    """What the first copy has not is taken from the others; what two have is as the first says."""
    before = content(path)
    first, other = tmp_path / "first.db", tmp_path / "other.db"
    with open_store(first, clock) as store:
        copy_store(store.database.connection, first, other, None)
    lose(path)
    saved = save(path, clock, other, copy)
    assert (saved.lost, saved.older) == ((), ())
    assert content(path) == before


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (["second words"], "calm sea 30 #tag0"),
        (["second words", "third words"], "second words"),
        (["a word", "some words", "all words"], "some words"),
    ],
)
def test_an_entry_from_a_copy_says_the_last_that_the_file_tells_of(
    path: Path, copy: Path, clock: FixedClock, since: list[str], words: str
) -> None:
    """An entry changed since the copy was made says the last words that are left, and is told as older."""
    with open_store(path, clock) as store:
        (entry,) = [e for e in store.journal.page(Filter(), 1000).entries if e.text.startswith("calm sea 30")]
        for text in since:
            store.revisions.revise(store.journal.find(entry.id), text, None)
    lose(path, since[-1])
    saved = save(path, clock, copy)
    assert saved.lost == ()
    assert entry.id in {older.id for older in saved.older}
    with open_store(path, clock) as store:
        found = store.journal.find(entry.id)
        assert (found.text, found.intact) == (words, True)
        assert len(store.revisions.versions(entry.id)) == len(since)
    assert check_store(path, None).findings == ()


def test_what_a_newer_copy_has_in_its_trash_does_not_come_back_from_an_older_one(
    path: Path, copy: Path, tmp_path: Path, clock: FixedClock
) -> None:
    """What was thrown away between two copies stays away, though the older one has it in the journal."""
    newer = tmp_path / "newer.db"
    with open_store(path, clock) as store:
        (entry,) = [e for e in store.journal.page(Filter(), 1000).entries if e.text.startswith("calm sea 30")]
        store.trash.put(entry)
        copy_store(store.database.connection, path, newer, None)
    lose(path)
    save(path, clock, newer, copy)
    assert entry.id not in ids(path)


def test_what_was_thrown_away_does_not_come_back_from_a_copy(
    path: Path, copy: Path, clock: FixedClock
) -> None:
    """What is in the copy's trash may have been erased since, and stays away."""
    trashed = next(row["id"] for row in content(path)["entries"] if row["deleted_at"])
    with open_store(path, clock) as store:
        store.trash.empty()
        store.database.connection.execute("DELETE FROM entries WHERE id = ?", (trashed,))
    zero(path, next(at for at in pages_of(path, "calm sea 30") if path.read_bytes()[at] == 13))
    save(path, clock, copy)
    assert trashed not in ids(path)


@pytest.mark.parametrize("donor", ["copy", "new"])
def test_a_store_whose_first_page_is_lost_is_read(
    path: Path, copy: Path, clock: FixedClock, donor: str
) -> None:
    """What says where everything is can be taken from a copy, or from a new store."""
    before = content(path)
    zero(path, 0)
    assert Topic.FILE in {finding.about for finding in check_store(path, None).findings}
    saved = save(path, clock, *([copy] if donor == "copy" else []))
    assert saved.lost == ()
    assert saved.from_copies == {}
    assert content(path) == before


def test_a_lost_page_of_the_schema_is_replaced(path: Path, clock: FixedClock) -> None:
    """A table whose description is lost is read all the same."""
    before = content(path)
    zero(path, next(at for at in pages_of(path, "CREATE TABLE progress")))
    save(path, clock)
    assert content(path) == before


def test_an_entry_comes_back_as_its_version_says_it_was(path: Path, clock: FixedClock) -> None:
    """Where only an earlier version can be read, its words are an entry again."""
    changed = {row["entry_id"] for row in content(path)["entry_versions"]}
    for at in pages_of(path, "changed 8"):
        if path.read_bytes()[at] == 13:
            zero(path, at)
    saved = save(path, clock)
    back = [row for row in content(path)["entries"] if row["id"] in changed and row["kind"] == "note"]
    assert back
    with open_store(path, clock) as store:
        shown = {entry.id: entry for entry in store.journal.page(Filter(), 1000).entries}
    assert all(shown[str(row["id"])].intact for row in back)
    assert {older.id for older in saved.older} == {row["id"] for row in back}


def test_an_altered_text_is_saved_and_marked(path: Path, clock: FixedClock) -> None:
    """A text that is not as it was written is kept, counted, and shown as such."""
    data = path.read_bytes()
    flip(path, data.rindex(b"hello 3"), 1)
    zero(path, pages_of(path, "calm sea 30")[0])
    saved = save(path, clock)
    assert saved.altered == 1
    with open_store(path, clock) as store:
        odd = [entry for entry in store.journal.page(Filter(), 1000).entries if not entry.intact]
    assert len(odd) == 1


def _flip_in_file(path: Path, before: bytes, after: bytes, near: bytes) -> None:
    """Change bytes in the file that stand next to others, as a flipped bit would."""
    data = path.read_bytes()
    at = data.rindex(before, 0, data.index(near))
    path.write_bytes(data[:at] + after + data[at + len(before) :])


@pytest.mark.parametrize("letter", range(4))
@pytest.mark.parametrize("bit", range(8))
def test_a_flipped_bit_in_a_kind_loses_nothing(path: Path, clock: FixedClock, letter: int, bit: int) -> None:
    """An entry whose kind is no word of ours any more is saved with the nearest kind, and all it says."""
    before = content(path)
    changed = bytearray(b"note")
    changed[letter] ^= 1 << bit
    _flip_in_file(path, b"note", bytes(changed), b"a #walk")
    assert check_store(path, None).salvage
    saved = save(path, clock)
    assert (saved.lost, saved.missing, saved.incomplete) == ((), {}, ())
    assert content(path) == before


# What the columns with a CHECK may hold after damage, and what becomes of it.
@pytest.mark.parametrize(
    ("table", "column", "damaged", "right"),
    [
        ("entries", "kind", "respnse", "response"),
        ("entries", "kind", "Chec\ufffdin", "checkin"),
        ("entries", "kind", "\0\x01zz", "note"),
        ("entries", "kind", "", "note"),
        ("progress", "state", "dofe", "done"),
        ("progress", "state", "rkipped", "skipped"),
        ("progress", "state", "?", "done"),
        ("words", "kind", "geeling", "feeling"),
        ("words", "kind", "activit9", "activity"),
        ("labels", "kind", "tbg", "tag"),
    ],
)
def test_a_row_with_a_word_that_no_column_holds_is_saved(
    path: Path, clock: FixedClock, table: str, column: str, damaged: str, right: str
) -> None:
    """In each column with a CHECK: the nearest word takes the damaged one's place, and no row is missing."""
    before = content(path)
    write_damaged(path, f"UPDATE {table} SET {column} = ?", damaged)
    assert check_store(path, None).salvage
    saved = save(path, clock)
    assert (saved.lost, saved.missing) == ((), {})
    after = content(path)
    assert [row["text"] for row in after["entries"]] == [row["text"] for row in before["entries"]]
    assert len(after[table]) == len(before[table])
    assert table == "labels" or {row[column] for row in after[table]} == {right}


def write_damaged(path: Path, sql: str, *values: object) -> None:
    """Write what the schema does not allow, as damage would."""
    with _written_schema(path) as connection:
        schema = connection.execute("SELECT rowid, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(replace(replace(replace(replace(sql, 'STRICT, ', ''),"
            " 'STRICT', ''), 'NOT NULL', ''), ' TEXT', ''), 'INTEGER N', 'N')"
            " WHERE type = 'table' AND name NOT LIKE '%fts%'"
        )
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute(sql, values).rowcount
    with _written_schema(path) as connection:
        for rowid, was in schema:
            connection.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (was, rowid))


@contextmanager
def _written_schema(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        yield connection


# What stands in a row of `entries` after damage, by column.
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", None),
        ("listed", "x"),
        ("enrollment_id", 7),
        ("session_id", None),
        ("session_title", 12),
        ("practice", None),
        ("prompt", b"\xff\xfe"),
        ("answers", 3.5),
        ("hash", None),
        ("created_at", None),
        ("created_at", "soon"),
        ("utc_offset", "x"),
        ("updated_at", b""),
        ("deleted_at", "never"),
        ("erased_at", "x"),
        ("id", None),
        ("id", 12),
    ],
)
def test_a_value_that_a_column_can_not_hold_costs_no_entry(
    path: Path, clock: FixedClock, column: str, value: object
) -> None:
    """Whatever became of one value of a row, its words are saved, and under its own id if that is there."""
    before = {(row["id"], row["text"]) for row in content(path)["entries"]}
    write_damaged(path, f"UPDATE entries SET {column} = ? WHERE text LIKE 'calm sea 30 %'", value)
    assert check_store(path, None).salvage
    saved = save(path, clock)
    after = {(row["id"], row["text"]) for row in content(path)["entries"]}
    assert {text for _, text in after} == {text for _, text in before}
    assert len(after & before) == len(before) - (column == "id")
    assert saved.lost == ()
    # What was tied to an id that is nowhere any more is told to be missing.
    assert saved.missing == ({"readings": 1} if column == "id" else {})


@pytest.mark.parametrize("data", [b"words\n" * 2000, os.urandom(40_000), b"SQLite format 3\0" + b"\0" * 9000])
def test_where_nothing_can_be_read_nothing_is_changed(
    path: Path, copy: Path, clock: FixedClock, data: bytes
) -> None:
    """A file of another kind stays where it is; going back to a copy is the person's to choose."""
    path.write_bytes(data)
    with pytest.raises(StoreError, match="Nothing can be read") as caught:
        save(path, clock, copy)
    assert "restore" in caught.value.hint
    assert path.read_bytes() == data
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("part", [0, 100, PAGE // 2, PAGE - 300])
def test_what_an_index_no_longer_knows_is_not_called_known(
    tmp_path: Path, clock: FixedClock, part: int
) -> None:
    """Where what knows of all entries is cut off too, it is told that more may be missing."""
    path = tmp_path / "small.db"
    fill(path, clock, 16)
    path.write_bytes(path.read_bytes()[: root_of(path, "sqlite_autoindex_entries_1") + part])
    saved = save(path, clock)
    assert len(content(path)["entries"]) < 26
    assert "entries" in saved.incomplete


def check_saved(path: Path, before: dict[str, list[dict[str, object]]], saved: SalvageResult) -> None:
    """Assert that what is gone is told, and that what is there is sound."""
    after = content(path)
    gone = ids_of(before) - ids_of(after)
    if "entries" not in saved.incomplete:
        assert gone <= {lost.id for lost in saved.lost}
    for table in TABLES:
        told = table in saved.incomplete or table in saved.missing or table in ("entries", "labels")
        missing = len(before[table]) - len(after[table])
        # Parts of an entry that is gone are gone with it, and a part of one is never made up.
        assert missing <= 0 or told or gone, table
    findings = {finding.about for finding in check_store(path, None).findings}
    assert findings <= {Topic.TEXTS, Topic.TIMES}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1, exclude_max=True), st.sampled_from(["zero", "noise", "cut", "byte"]))
@example(0.0, "zero")
@example(0.0, "noise")
@example(0.5, "cut")
@example(0.7731351116847404, "cut")
def test_whatever_is_damaged_what_can_be_read_is_saved(
    path: Path, clock: FixedClock, part: float, how: str
) -> None:
    """A page of zeros or noise, a cut, a byte, anywhere: nothing that is gone goes untold."""
    before = content(path)
    damaged = path.with_name("damaged") / path.name
    shutil.rmtree(damaged.parent, ignore_errors=True)
    damaged.parent.mkdir()
    data = bytearray(path.read_bytes())
    at = int(len(data) * part)
    page = at // PAGE * PAGE
    if how == "cut":
        del data[at:]
    elif how == "byte":
        data[at] ^= 0x55
    else:
        data[page : page + PAGE] = bytes(PAGE) if how == "zero" else os.urandom(PAGE)
    damaged.write_bytes(data)
    if not check_store(damaged, None).salvage:
        return
    try:
        saved = save(damaged, clock)
    except StoreError:
        # So little is left that nothing of a person's is in it.
        assert how == "cut"
        assert at < 20 * PAGE
        assert damaged.read_bytes() == bytes(data)
        return
    check_saved(damaged, before, saved)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["zero", "noise"])
def test_every_page_once(path: Path, copy: Path, clock: FixedClock, how: str) -> None:
    """Each page of the file lost in turn, with a copy at hand: every entry is there again."""
    before = content(path)
    for page in range(0, path.stat().st_size, PAGE):
        damaged = path.with_name("damaged") / path.name
        shutil.rmtree(damaged.parent, ignore_errors=True)
        damaged.parent.mkdir()
        data = bytearray(path.read_bytes())
        data[page : page + PAGE] = bytes(PAGE) if how == "zero" else os.urandom(PAGE)
        damaged.write_bytes(data)
        if check_store(damaged, None).salvage:
            saved = save(damaged, clock, copy)
            trashed = {row["id"] for row in before["entries"] if row["deleted_at"]}
            assert {lost.id for lost in saved.lost} <= trashed, page
            there = {row["id"] for row in before["entries"] if not row["deleted_at"]}
            assert there <= ids(damaged), page
