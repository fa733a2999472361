"""A store and its copies, from plain to encrypted and back."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.store.engine import connect_cipher
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.vault.encryption.converting import convert_copies, convert_store, remove_unfinished_files
from resilify_cli.vault.encryption.detection import (
    begins_plain,
    encrypted_copies,
    looks_encrypted,
    readable_without_key,
)
from resilify_cli.vault.layout import VaultLayout, conversion_file
from resilify_cli.vault.opening.stores import find_store, open_store
from tests import private
from tests.conftest import FixedClock
from tests.other_processes import other_processes

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_BESIDE = other_processes()


def _key(_: object) -> bytes:
    return private.KEY


@pytest.fixture
def plain(home: Path, clock: FixedClock) -> Path:
    """A plain store with the sentences in it."""
    path = home / "resilify.db"
    with open_store(path, clock) as store:
        private.fill(store)
    return path


@pytest.fixture
def encrypted(home: Path) -> Path:
    return private.make_encrypted(home)


def _texts(path: Path) -> list[tuple[object, ...]]:
    found = find_store(path, FixedClock(), private.unlock)
    assert found is not None
    with found as store:
        assert store.database.rows("PRAGMA integrity_check")[0][0] == "ok"
        return private.texts(store)


def test_no_byte_of_an_encrypted_store_can_be_read(plain: Path) -> None:
    """Before, every sentence stands in the file; after, not one of them, nor one of their words."""
    before = _texts(plain)
    assert {line.partition(" in ")[0] for line in private.found_in(plain.parent)} == set(private.SENTENCES)
    private.quick_key_file(plain).write(plain.with_suffix(".key"))
    convert_store(plain, None, private.KEY)
    assert private.found_in(plain.parent) == []
    assert b"SQLite" not in plain.read_bytes()
    assert _texts(plain) == before


def test_back_and_forth_keeps_every_row_and_mark(plain: Path) -> None:
    """Rows, versions, labels, drafts, the index, and what marks the file as ours come through both ways."""
    before = _texts(plain)
    convert_store(plain, None, private.KEY)
    convert_store(plain, private.KEY, None)
    assert _texts(plain) == before
    with open_store(plain, FixedClock()) as store:
        assert store.database.rows("PRAGMA application_id")[0][0] == 0x72736C66
        assert [e.text for e in store.journal.page(Filter(), 9, words="quail").entries] == [
            f"{private.SENTENCES[0]} #quailtag"
        ]


def test_work_on_an_encrypted_store_leaves_nothing_readable(encrypted: Path) -> None:
    """Notes, changes, drafts, deletions and searches write no word beside it or in it."""
    with open_store(encrypted, FixedClock(), private.unlock) as store:
        for number in range(30):
            store.journal_drafts.save("note", f"a wombat draft {number}", while_typing=True)
            store.notes.add(f"the wombat note {number} " * 50)
        entry = store.journal.page(Filter(), 1, words="wombat").entries[0]
        store.revisions.revise(entry, "a wombat changed", None)
        store.trash.put(store.journal.page(Filter(), 1, words="wombat").entries[0])
        store.trash.empty()
        with store.transaction():
            store.notes.add("wombat in the making")
            # In the middle of a write there is a journal of it beside the store.
            assert private.found_in(encrypted.parent, "wombat", *private.SENTENCES) == []
            assert encrypted.with_name("resilify.db-journal").exists()
    assert private.found_in(encrypted.parent, "wombat", *private.SENTENCES) == []


@pytest.fixture
def copies(plain: Path) -> list[Path]:
    """Two copies of the plain store, in their folder and set aside, of a day long ago."""
    folder = plain.parent / "backups"
    folder.mkdir()
    made = [
        folder / "resilify-2026-11-01-101010.db",
        plain.with_name("resilify.db.set-aside-20261101-101010"),
    ]
    for copy in made:
        copy.write_bytes(plain.read_bytes())
        os.utime(copy, ns=(10**18, 10**18))
    assert VaultLayout(plain).copies() == sorted(made)
    return made


def test_copies_become_encrypted_like_the_store(plain: Path, copies: list[Path]) -> None:
    """Copies in their folder and stores set aside are encrypted, and keep their times."""
    convert_store(plain, None, private.KEY)
    assert convert_copies(plain, None, private.KEY) == []
    assert private.found_in(plain.parent) == []
    assert encrypted_copies(plain) == sorted(copies)
    assert [copy.stat().st_mtime_ns for copy in copies] == [10**18] * 2


def test_copies_become_plain_like_the_store(plain: Path, copies: list[Path]) -> None:
    """Encrypted ones come back as they were."""
    before = _texts(plain)
    convert_store(plain, None, private.KEY)
    convert_copies(plain, None, private.KEY)
    assert convert_copies(plain, private.KEY, None) == []
    assert encrypted_copies(plain) == []
    convert_store(plain, private.KEY, None)
    assert [_texts(copy) for copy in copies] == [before] * 2


def test_a_copy_of_the_first_schema_is_encrypted_too(home: Path) -> None:
    """A copy from before an upgrade, whose index holds fewer rows than its table, is no damaged one."""
    from resilify_cli.store.schema import MIGRATIONS
    from resilify_cli.vault.opening.databases import open_database

    path = home / "backups" / "resilify-2026-11-01-101010-before-v2.db"
    database = open_database(path, FixedClock(), create=True, migrations=MIGRATIONS[:1])
    assert database is not None
    for seq, listed in ((1, 1), (2, 0)):
        database.connection.execute(
            "INSERT INTO entries (seq, id, kind, listed, text, hash, created_at, utc_offset, updated_at)"
            " VALUES (?, ?, 'note', ?, 'an old wombat', x'', 1, 0, 1)",
            (seq, f"{seq:028x}", listed),
        )
    database.close()
    assert convert_copies(home / "resilify.db", None, private.KEY) == []
    assert private.found_in(home, "wombat") == []


def test_what_is_no_copy_any_more_is_named(plain: Path) -> None:
    """A damaged copy can't be encrypted: it stays as it is, and is told of."""
    damaged = plain.with_name("resilify.db.set-aside-20261101-101010")
    content = plain.read_bytes()
    damaged.write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])
    before = damaged.read_bytes()
    convert_store(plain, None, private.KEY)
    assert convert_copies(plain, None, private.KEY) == [damaged]
    assert damaged.read_bytes() == before
    assert readable_without_key(plain) == [damaged]


def test_what_a_killed_command_left_is_swept(plain: Path) -> None:
    """Half-made files of a store and of copies go; the store, copies and other files stay."""
    folder = plain.parent / "backups"
    folder.mkdir()
    left = [
        plain.with_name(".resilify.db.1234"),
        conversion_file(plain),
        plain.with_name(".resilify-x.part"),
        plain.with_name(".resilify-a_b0.part-journal"),
        conversion_file(plain.with_name("resilify.db.set-aside-20261101-101010-2")),
        conversion_file(folder / "resilify-2026-11-01-101010.db"),
        folder / f"{conversion_file(folder / 'resilify-2026-11-01-101010.db').name}-journal",
    ]
    kept = [
        folder / "resilify-2026-11-01-101010.db",
        plain.with_name("notes.txt"),
        plain.with_name(".resilify-my notes.txt"),
        plain.with_name(".resilify-plans.party"),
        folder / ".resilify-backup.rsync",
        plain.with_name(".resilify.db.swp"),
        plain,
    ]
    for file in (*left, *kept[:-1]):
        file.write_text("x")
    remove_unfinished_files(plain)
    assert [file for file in left if file.exists()] == []
    assert [file for file in kept if not file.exists()] == []


def test_a_killed_decrypt_leaves_nothing_readable_for_long(encrypted: Path) -> None:
    """The plain file that a killed `decrypt` was making is gone once the store is opened again."""
    conversion_file(encrypted).write_text(private.SENTENCES[0])
    with open_store(encrypted, FixedClock(), private.unlock):
        assert private.found_in(encrypted.parent) == []


def test_what_is_being_made_is_not_swept(encrypted: Path) -> None:
    """While another program holds the store, as one that decrypts it does, its new file stays."""
    conversion_file(encrypted).write_text("in the making")
    with open_store(encrypted.with_name("other.db"), FixedClock()):
        pass
    other = connect_cipher(encrypted, private.KEY)
    other.execute("BEGIN IMMEDIATE")
    with open_store(encrypted, FixedClock(), private.unlock):
        assert conversion_file(encrypted).exists()
    other.close()


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE new_store.entries SET text = text || ' ' WHERE seq = (SELECT max(seq) FROM entries)",
        "UPDATE new_store.entries SET deleted_at = 1 WHERE deleted_at IS NULL",
        "UPDATE new_store.entries SET hash = CAST(hash || x'00' AS BLOB)",
        "DELETE FROM new_store.labels WHERE label = (SELECT min(label) FROM new_store.labels)",
        "INSERT INTO new_store.labels SELECT kind, 'another', seq FROM new_store.labels LIMIT 1",
        "UPDATE new_store.device SET id = 'another'",
        "UPDATE new_store.entries_fts_data SET block = block || x'00' WHERE id = (SELECT max(id)"
        " FROM new_store.entries_fts_data)",
        "DROP INDEX new_store.entries_by_kind",
    ],
)
def test_a_copy_that_differs_in_one_value_is_refused(
    plain: Path, alteration: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that came out otherwise, a row too few or too many, or a missing index: the store stays."""
    from resilify_cli.vault.encryption import converting

    copied = converting._copy_into

    def copied_wrongly(connection: sqlite3.Connection, new: Path, new_key: bytes | None) -> None:
        copied(connection, new, new_key)
        connection.execute("PRAGMA foreign_keys = OFF")
        assert connection.execute(alteration).rowcount, "something is to be altered"

    monkeypatch.setattr(converting, "_copy_into", copied_wrongly)
    before = private.everything_in(plain.parent)
    with pytest.raises(StoreError, match="is not the same"):
        convert_store(plain, None, private.KEY)
    assert private.everything_in(plain.parent) == before


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE sqlite_schema SET sql = replace(sql, '(seq)', '(created_at)') WHERE name = 'entries_listed'",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema"
        " WHERE name = 'entries_by_handle') WHERE name = 'entries_by_change'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'program_key TEXT', 'program_key INTEGER')"
        " WHERE name = 'enrollments'",
    ],
    ids=["an index of other values", "an index in the place of another", "a value of another type"],
)
def test_a_copy_that_is_not_sound_is_refused(
    plain: Path, alteration: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an index does not fit its table, or a value its column, the store stays as it was."""
    from resilify_cli.vault.encryption import converting

    check = converting._check_sound

    def checked_when_altered(path: Path, key: bytes | None) -> None:
        connection = connect_cipher(path, key)
        connection.execute("PRAGMA writable_schema = ON")
        assert connection.execute(alteration).rowcount == 1
        connection.close()
        check(path, key)

    monkeypatch.setattr(converting, "_check_sound", checked_when_altered)
    before = private.everything_in(plain.parent)
    with pytest.raises(StoreError, match=r"is not sound|is damaged"):
        convert_store(plain, None, private.KEY)
    assert private.everything_in(plain.parent) == before


def test_the_search_index_is_not_worked_out_anew(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each table is checked by itself, those of the search index among them; the index over them is not."""
    from resilify_cli.vault.encryption import converting

    said: list[str] = []

    def connect_and_tell(path: Path, key: bytes | None) -> sqlite3.Connection:
        connection = connect_cipher(path, key)
        connection.set_trace_callback(said.append)
        return connection

    monkeypatch.setattr(converting, "connect_cipher", connect_and_tell)
    convert_store(plain, None, private.KEY)
    checks = [statement.partition(" ")[2] for statement in said if "_check" in statement]
    assert {'integrity_check("entries")', 'integrity_check("entries_fts_data")'} < set(checks)
    assert not {"integrity_check", 'integrity_check("entries_fts")'} & set(checks)


def test_a_link_in_the_way_is_not_followed(plain: Path, tmp_path: Path) -> None:
    """A link with the name of the new file is replaced, and what it leads to stays as it is."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    conversion_file(plain).symlink_to(elsewhere)
    convert_store(plain, None, private.KEY)
    assert elsewhere.read_text() == "mine"
    assert not begins_plain(plain)


def test_a_wrong_key_changes_nothing(encrypted: Path) -> None:
    """What does not open with the key is left byte for byte."""
    before = private.everything_in(encrypted.parent)
    with pytest.raises(StoreError):
        convert_store(encrypted, bytes(32), None)
    assert private.everything_in(encrypted.parent) == before


def test_an_error_before_the_end_changes_nothing(plain: Path) -> None:
    """If the key file can't be written, the store stays plain and nothing is left beside it."""
    before = private.everything_in(plain.parent)

    def no_room() -> None:
        raise StoreError("no room for the key file")

    with pytest.raises(StoreError, match="no room"):
        convert_store(plain, None, private.KEY, before=no_room)
    assert private.everything_in(plain.parent) == before


def test_a_writer_with_the_old_file_open_is_refused(plain: Path) -> None:
    """Whoever had the plain store open while it was encrypted is told, and nothing lands in a lost file."""
    with open_store(plain, FixedClock()) as store:
        private.quick_key_file(plain).write(plain.with_suffix(".key"))
        convert_store(plain, None, private.KEY)
        with pytest.raises(StoreError, match="while it was open"):
            store.notes.add("written too late")
    with open_store(plain, FixedClock(), private.unlock) as store:
        store.notes.add("written again")
        assert len(store.journal.page(Filter(), 9, words="written").entries) == 1


def _write_slowly(path: Path, told: Connection) -> None:
    with open_store(path, FixedClock()) as store, store.transaction():
        store.notes.add("in the middle")
        told.send("writing")
        told.recv()


def test_a_writer_in_the_middle_is_waited_for(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes the store is not converted: it is in use, and nothing is lost."""
    monkeypatch.setattr("resilify_cli.store.engine.WAIT_SECONDS", 0.1)
    here, there = _BESIDE.Pipe()
    process = _BESIDE.Process(target=_write_slowly, args=(plain, there))
    process.start()
    assert here.poll(60)
    assert here.recv() == "writing"
    with pytest.raises(StoreError, match="in use"):
        convert_store(plain, None, private.KEY)
    here.send("go on")
    process.join(60)
    assert begins_plain(plain)
    with open_store(plain, FixedClock()) as store:
        assert store.journal.page(Filter(), 9, words="middle").entries


def test_two_at_once_never_lose_the_key(plain: Path) -> None:
    """Of two that encrypt one store, the later one finds another file, and leaves the key file alone."""
    keys: list[bytes] = []

    def other_comes_first(key: bytes) -> Callable[[], None]:
        return lambda: keys.append(key)

    found = plain.stat()
    convert_store(plain, None, private.KEY, before=other_comes_first(private.KEY))
    assert found.st_ino != plain.stat().st_ino
    assert keys == [private.KEY]
    with pytest.raises(StoreError):
        convert_store(plain, None, bytes(32), before=other_comes_first(bytes(32)))
    assert keys == [private.KEY]


def test_a_file_that_took_the_place_meanwhile_is_not_overwritten(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the opening and the lock another program put a new store there: that one stays, whole."""
    from resilify_cli.vault.encryption import converting

    def replaced_at_once(path: Path, key: bytes | None) -> sqlite3.Connection:
        connection = connect_cipher(path, key)
        other = path.with_name("other.db")
        with open_store(private.make_plain(other), FixedClock()) as store:
            store.notes.add("written meanwhile")
        other.replace(path)
        return connection

    monkeypatch.setattr(converting, "connect_cipher", replaced_at_once)
    with pytest.raises(StoreError, match="by another program meanwhile"):
        convert_store(plain, None, private.KEY)
    with open_store(plain, FixedClock()) as store:
        assert store.journal.page(Filter(), 9, words="meanwhile").entries


def _write_encrypted(path: Path, who: str, done: Connection) -> None:
    with open_store(path, FixedClock(), private.unlock) as store:
        for number in range(30):
            store.notes.add(f"{who} {number}")
    done.send(who)


def test_two_processes_write_to_an_encrypted_store(encrypted: Path) -> None:
    """Both keep all they write, as with a plain one."""
    _, there = _BESIDE.Pipe()
    processes = [
        _BESIDE.Process(target=_write_encrypted, args=(encrypted, who, there)) for who in ("ann", "bo")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    with open_store(encrypted, FixedClock(), private.unlock) as store:
        found = {entry.text for entry in store.journal.page(Filter(), 100).entries}
        assert {f"{who} {n}" for who in ("ann", "bo") for n in range(30)} <= found


def _convert_without_room(path: Path, room: int, told: Connection) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        convert_store(path, None, private.KEY)
    except StoreError as error:
        told.send(error.message)
    else:
        told.send("")


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is a thing of Unix")
@pytest.mark.parametrize("room", [0, 1000, 4096, 20_000, 60_000, 100_000])
def test_a_full_disk_leaves_the_store_plain(plain: Path, room: int) -> None:
    """Without room for the new file there is one sentence, the store as it was, and nothing beside it."""
    before = private.everything_in(plain.parent)
    here, there = _BESIDE.Pipe()
    process = _BESIDE.Process(target=_convert_without_room, args=(plain, room, there))
    process.start()
    assert here.poll(60)
    assert here.recv()
    process.join(60)
    assert private.everything_in(plain.parent) == before


def test_a_text_with_a_flipped_bit_is_carried_over(plain: Path) -> None:
    """A text that is no text any more hinders nobody from encrypting: it stays as it is."""
    connection = sqlite3.connect(plain)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE journal_drafts SET content = CAST(x'61ff62' AS TEXT)")
    connection.commit()
    connection.close()
    convert_store(plain, None, private.KEY)
    convert_store(plain, private.KEY, None)
    connection = sqlite3.connect(plain)
    connection.text_factory = bytes
    assert connection.execute("SELECT content FROM journal_drafts").fetchone()[0] == b"a\xffb"
    connection.close()
    with open_store(plain, FixedClock()) as store:
        assert isinstance(store, Store)


@pytest.mark.parametrize(
    ("content", "looks"),
    [
        (bytes(range(256)) * 32, True),
        (bytes(range(256)) * 32 + b"x", False),
        (b"my notes\n" * 1024, False),
        (("заметки" * 1024).encode()[:8192], False),
        (bytes(8192), False),
        (b"", False),
    ],
    ids=["whole mixed pages", "no whole pages", "a text", "a text in Cyrillic", "zeros", "nothing"],
)
def test_what_looks_encrypted(content: bytes, looks: bool, tmp_path: Path) -> None:
    """Whole pages of mixed bytes do; a text, zeros or a file of another length don't."""
    path = tmp_path / "resilify.db"
    path.write_bytes(content)
    assert looks_encrypted(path) is looks
