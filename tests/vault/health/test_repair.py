"""What `doctor --repair` does in a sound file: texts are as written, or what can be read of them."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.vault.copies.copying import copy_store
from resilify_cli.vault.health.finding import Topic
from resilify_cli.vault.health.repair import repair_store
from resilify_cli.vault.health.store_check import check_store
from resilify_cli.vault.opening.databases import open_database
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.store.damage import change, content, flip


def said(path: Path, entry_id: str) -> tuple[str, bool]:
    """Return what an entry says, and whether that is as it was written."""
    with open_store(path, FixedClock()) as store:
        entry = store.journal.find(entry_id)
    return entry.text, entry.intact


def shown(path: Path) -> list[tuple[object, ...]]:
    """Return what each entry says, and whether it is in the trash."""
    return [(row["id"], row["text"], row["deleted_at"]) for row in content(path)["entries"]]


def note_of(path: Path) -> str:
    """Return the id of the one note that is not in the trash."""
    (found,) = [
        row["id"] for row in content(path)["entries"] if row["kind"] == "note" and not row["deleted_at"]
    ]
    return str(found)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM labels",
        "INSERT INTO labels SELECT 'tag', 'odd', min(seq) FROM entries",
        "INSERT INTO entries_fts (entries_fts) VALUES ('delete-all')",
        "INSERT INTO entries_fts (rowid, text) VALUES (7, 'nothing of ours')",
    ],
)
def test_search_and_labels_are_made_anew(path: Path, sql: str) -> None:
    """What follows from the texts is as it should be again, and nothing else changed."""
    before = content(path)
    change(path, sql)
    repair_store(path, None, ())
    assert check_store(path, None).findings == ()
    assert content(path) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET text = 'other' WHERE kind = 'note'",
        "UPDATE entries SET text = CAST(x'41ff' AS TEXT) WHERE kind = 'note'",
        "UPDATE entries SET hash = x'00' WHERE kind = 'checkin'",
        "UPDATE entries SET answers = '{' WHERE kind = 'checkin'",
        "UPDATE entry_versions SET prompt = 'other'",
        "UPDATE drafts SET content = 'other'",
    ],
)
def test_a_text_comes_back_from_a_copy(path: Path, clock: FixedClock, sql: str) -> None:
    """A text or a hash that is not as it was written is taken from the newest copy that has it."""
    before = content(path)
    copy = path.with_name("copy.db")
    with open_store(path, clock) as store:
        copy_store(store.database.connection, path, copy, None)
    change(path, sql)
    damaged = path.with_name("damaged.db")
    shutil.copyfile(path, damaged)
    mended = repair_store(path, None, (path.with_name("gone.db"), damaged, copy))
    assert mended.altered == mended.from_copies > 0
    assert check_store(path, None).findings == ()
    assert content(path) == before


def test_an_answer_changed_since_is_not_undone(path: Path, clock: FixedClock) -> None:
    """A copy that says something older is no source for a text that was changed since."""
    copy = path.with_name("copy.db")
    with open_store(path, clock) as store:
        copy_store(store.database.connection, path, copy, None)
        entry = store.journal.find(store.notes.add("x"))
        store.revisions.revise(entry, "y", None)
    change(path, f"UPDATE entries SET text = 'z' WHERE id = '{entry.id}'")
    assert repair_store(path, None, [copy]).as_read == (f"{entry.handle} of 2026-11-03",)
    assert check_store(path, None).findings == ()
    assert said(path, entry.id) == ("z", True)


@pytest.mark.parametrize("by", [0x80, 0x01, 0x20])
def test_one_wrong_bit_of_a_text_is_undone_without_a_copy(path: Path, by: int) -> None:
    """Where one bit of a text flipped, with or without its being text still, each word is there again."""
    before = content(path)
    flip(path, path.read_bytes().index(b"a #walk") + 3, by)
    assert check_store(path, None).findings
    assert repair_store(path, None, ())[:3] == (1, 0, 1)
    assert check_store(path, None).findings == ()
    assert content(path) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET prompt = 'what happened?' WHERE prompt = 'What happened?' AND seq ="
        " (SELECT min(seq) FROM entries)",
        "UPDATE journal_drafts SET content = replace(content, 'half', 'hAlf')",
        "UPDATE entry_versions SET text = replace(text, 'calm sea 4', 'calm sea 5')",
    ],
)
def test_one_wrong_bit_is_undone_wherever_a_hash_is_kept(path: Path, sql: str) -> None:
    """A question, an earlier version and a draft come back too, and what was nothing stays so."""
    before = content(path)
    change(path, sql)
    mended = repair_store(path, None, ())
    assert mended.altered == mended.by_bit
    assert content(path) == before


def test_one_wrong_bit_of_a_hash_is_undone(path: Path) -> None:
    """Where the hash itself flipped, the words were right and the hash is again."""
    before = content(path)
    kept = next(row["hash"] for row in before["entries"] if row["id"] == note_of(path))
    assert isinstance(kept, bytes)
    flip(path, path.read_bytes().index(kept), 0x10)
    assert repair_store(path, None, ()).by_bit == 1
    assert content(path) == before


def test_a_long_text_that_is_no_text_any_more_is_undone(path: Path, clock: FixedClock) -> None:
    """However long a text is, the bit that makes it no text is looked for where reading fails."""
    words = "a sea of words, Störche " * 40_000
    with open_store(path, clock) as store:
        entry = store.notes.add(words)
    flip(path, path.read_bytes().rindex(b"a sea of words") + 8, 0x80)
    assert repair_store(path, None, ()).by_bit == 1
    assert said(path, entry) == (words, True)


def test_what_can_be_read_stays_where_no_copy_has_the_text(path: Path) -> None:
    """With two wrong bits and no copy a text stays as it reads, is named, and is no finding any more."""
    note = note_of(path)
    at = path.read_bytes().index(b"a #walk")
    for place, by in ((at + 3, 0x80), (at + 4, 0x01)):
        flip(path, place, by)
    mended = repair_store(path, None, ())
    assert mended.as_read == (f"{note[12:19]} of 2026-11-03",)
    assert check_store(path, None).findings == ()
    assert said(path, note) == ("a #\ufffd`lk " + "a #walk " * 19, True)
    with open_store(path, FixedClock()) as store:
        assert ("walk", 1) in store.journal.tags()


def test_earlier_versions_and_drafts_are_named_too(path: Path) -> None:
    """An earlier version is named by its entry and a draft as one, and both are sound then."""
    change(
        path,
        "UPDATE drafts SET content = 'xyz'; UPDATE entry_versions SET text = 'xyz'"
        " WHERE entry_id = (SELECT min(entry_id) FROM entry_versions)",
    )
    version, draft = repair_store(path, None, ()).as_read
    assert version.startswith("an earlier version of ")
    assert draft == "a draft"
    assert check_store(path, None).findings == ()


def test_a_store_of_an_earlier_version_is_mended_as_it_is(tmp_path: Path, clock: FixedClock) -> None:
    """A store that waits for its upgrade is mended without it."""
    path = tmp_path / "old.db"
    database = open_database(path, clock, create=True, migrations=MIGRATIONS[:1])
    assert database
    database.close()
    repair_store(path, None, ())
    assert check_store(path, None).version == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET created_at = created_at | 1 << 62 WHERE id = '{}'",
        "UPDATE entries SET created_at = created_at - 4096 WHERE id = '{}'",
        "UPDATE entries SET created_at = -9223372036854775808 WHERE id = '{}'",
    ],
)
def test_a_time_comes_back_from_the_number_of_its_entry(path: Path, sql: str) -> None:
    """A time that is not as it was written is again, and its entry is named with that day."""
    before = content(path)
    note = note_of(path)
    change(path, sql.format(note))
    assert repair_store(path, None, ()).times == (f"{note[12:19]} of 2026-11-03",)
    assert content(path) == before


@pytest.mark.parametrize("offset", [1440, -1440, 2**40, -(2**63)])
def test_a_zone_that_there_is_none_of_is_that_of_greenwich(path: Path, offset: int) -> None:
    """The moment is still known then, and the hour is told for Greenwich."""
    note = note_of(path)
    change(path, f"UPDATE entries SET utc_offset = {offset} WHERE id = '{note}'")
    assert {finding.about for finding in check_store(path, None).findings} == {Topic.TIMES}
    assert len(repair_store(path, None, ()).times) == 1
    assert check_store(path, None).findings == ()
    with open_store(path, FixedClock()) as store:
        assert store.journal.find(note).at.utcoffset() == timedelta(0)


@pytest.mark.parametrize("day", [5, 2**62, -(2**63)])
def test_a_day_far_from_the_time_is_forgotten(path: Path, day: int) -> None:
    """A named day that can't be of the entry is found, says nothing meanwhile, and goes by the repair."""
    note = note_of(path)
    change(path, f"UPDATE entries SET named_day = {day} WHERE id = '{note}'")
    assert {finding.about for finding in check_store(path, None).findings} == {Topic.TIMES}
    with open_store(path, FixedClock()) as store:
        assert store.journal.find(note).day(timedelta()) == store.journal.find(note).at.date()
    assert len(repair_store(path, None, ()).times) == 1
    assert check_store(path, None).findings == ()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET clock = 9223372036854775807",
        "UPDATE entries SET clock = -1",
        "UPDATE entries SET edits = '{{'",
        "UPDATE entries SET edits = '{\"a\": -1}'",
        "UPDATE entries SET deletion = '[[' WHERE deleted_at IS NOT NULL",
        "UPDATE entries SET gone = 'erasee'",
        "UPDATE entries SET changed = 9223372036854775807",
        "UPDATE enrollments SET clock = 9223372036854775807",
        "UPDATE enrollments SET changed = 9223372036854775807",
        "UPDATE entry_versions SET clock = -7",
        "DELETE FROM device",
        "UPDATE acts SET before = '{\"ha'",
        "UPDATE acts SET kind = 'changed', before = '{}'",
        "UPDATE entries SET listed = 7 WHERE kind = 'note'",
        "UPDATE entries SET practice = 4",
        "UPDATE entry_versions SET created_at = 9000000000000000000",
        "UPDATE entry_versions SET utc_offset = 99999",
        "UPDATE readings SET value = 1e300",
        "UPDATE readings SET low = 5, high = 1",
        "UPDATE acts SET done_at = 9000000000000000000",
    ],
)
def test_what_changes_and_merging_go_by_is_put_right(path: Path, clock: FixedClock, sql: str) -> None:
    """A wrong clock, vector, name or act is mended: entries can be changed, and the trash stays."""
    before = shown(path)
    change(path, sql)
    if "before = '{\"ha'" in sql:
        change(path, "UPDATE acts SET kind = 'changed'")
    assert {finding.about for finding in check_store(path, None).findings} == {Topic.MARKS}
    repair_store(path, None, ())
    assert check_store(path, None).findings == ()
    assert shown(path) == before
    with open_store(path, clock) as store:
        store.undoing.last()
        store.revisions.revise(store.journal.find(note_of(path)), "said anew", None)
        store.notes.add("more")
    assert check_store(path, None).findings == ()
