"""What is opened as a store, and what is refused: wrong kinds of files, links, rights too wide."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError, StoreReadOnlyError
from resilify_cli.store.journal import Filter
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.vault.encryption.converting import convert_store
from resilify_cli.vault.keys.key_copies import key_copies, update_key_copy
from resilify_cli.vault.opening.databases import open_database
from resilify_cli.vault.opening.stores import find_store, open_store
from resilify_cli.vault.permissions import check_private_files, restrict_private_files
from tests import private
from tests.conftest import FixedClock


@pytest.fixture
def encrypted(home: Path) -> Path:
    return private.make_encrypted(home)


def _refused(path: Path, words: str, unlock: object = private.unlock) -> None:
    """Opening is refused with these words, for reading and for writing, and nothing is changed."""
    before = private.everything_in(path.parent)
    for open_it in (open_store, find_store):
        with pytest.raises(StoreError, match=words) as caught:
            open_it(path, FixedClock(), unlock)  # type: ignore[arg-type]
        assert caught.value.hint
    assert private.everything_in(path.parent) == before


def test_a_store_without_its_key_file_is_told_as_such(encrypted: Path) -> None:
    """The key file that is missing is named, and where a copy of it is, how to bring it back."""
    update_key_copy(encrypted)
    encrypted.with_suffix(".key").unlink()
    _refused(encrypted, "The key file is missing: .*resilify.key.*does not open without it")
    with pytest.raises(StoreError) as caught:
        open_store(encrypted, FixedClock(), private.unlock)
    assert "doctor --repair" in caught.value.hint
    for copy in key_copies(encrypted):
        copy.unlink()
    _refused(encrypted, "The key file is missing")


def test_a_key_file_without_its_store_makes_no_new_one(encrypted: Path) -> None:
    """Where only the key file is left no empty store takes the place of the lost one."""
    encrypted.unlink()
    with pytest.raises(StoreError, match="is gone, and its key file is still there"):
        open_store(encrypted, FixedClock(), private.unlock)
    assert not encrypted.exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 100, b'{"resilify_key": 1}', b"[" * 10_000])
def test_a_damaged_key_file_is_told_as_such(encrypted: Path, content: bytes) -> None:
    """The key file is named as what is damaged, not the store."""
    encrypted.with_suffix(".key").write_bytes(content)
    _refused(encrypted, "key file .* is damaged")


def test_the_key_of_another_store_is_told_as_such(encrypted: Path) -> None:
    """A key that was unlocked and opens nothing is that of another store, or the store is damaged."""
    _refused(encrypted, "does not open with its key", lambda key_file: bytes(32))


@pytest.mark.parametrize("at", [0, 20, 2000])
def test_a_damaged_first_page_is_told_as_such(encrypted: Path, at: int) -> None:
    """A flipped byte in the first page is found before anything is read from it."""
    content = bytearray(encrypted.read_bytes())
    content[at] ^= 1
    encrypted.write_bytes(content)
    _refused(encrypted, "does not open with its key")


def test_a_plain_store_in_the_place_of_an_encrypted_one_is_only_read(encrypted: Path) -> None:
    """Beside a key file it may be another's: nothing is written, until that is what the caller wants."""
    convert_store(encrypted, private.KEY, None)
    before = encrypted.read_bytes()
    with open_store(encrypted, FixedClock()) as store:
        assert (store.database.key, store.database.unexpectedly_plain) == (None, True)
        assert [entry.text for entry in store.journal.page(Filter(), 9).entries]
        with pytest.raises(
            StoreReadOnlyError, match="not encrypted, but its key file is beside it"
        ) as caught:
            store.notes.add("a walrus")
    assert "resilify encrypt" in caught.value.hint
    assert encrypted.read_bytes() == before
    with open_store(encrypted, FixedClock(), allow_plain=True) as store:
        store.notes.add("a walrus")


def test_a_store_of_an_earlier_version_beside_a_key_file_is_not_upgraded(home: Path) -> None:
    """An upgrade writes too."""
    path = home / "resilify.db"
    database = open_database(path, FixedClock(), create=True, migrations=MIGRATIONS[:1])
    assert database is not None
    database.close()
    private.quick_key_file(path).write(path.with_suffix(".key"))
    _refused(path, "not encrypted, but its key file is beside it")


def test_a_moment_of_encrypting_is_not_told(encrypted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that gets encrypted, or whose key file goes, while it is looked at, is opened as it then is."""
    convert_store(encrypted, private.KEY, None)
    key_file = encrypted.with_suffix(".key")

    def finish(_: float) -> None:
        key_file.unlink()

    monkeypatch.setattr("resilify_cli.vault.opening.databases.time.sleep", finish)
    with open_store(encrypted, FixedClock()) as store:
        assert not store.database.unexpectedly_plain
        store.notes.add("a walrus")


def test_an_empty_file_is_no_store(encrypted: Path) -> None:
    """A file of no length, with a key file too, is never taken for an empty journal."""
    encrypted.write_bytes(b"")
    _refused(encrypted, "has no content")


def test_nobody_who_can_unlock_is_told(encrypted: Path) -> None:
    """Where nothing can give the key, the store is named as encrypted."""
    with pytest.raises(StoreError, match="is encrypted"):
        open_store(encrypted, FixedClock())


@pytest.mark.parametrize("name", ["resilify.db", "resilify.key", "resilify.db-journal", "backups", "editor"])
@pytest.mark.parametrize("there", [True, False])
def test_a_link_in_the_folder_is_refused(encrypted: Path, tmp_path: Path, name: str, there: bool) -> None:
    """A store, key file, journal, or folder that is a link elsewhere, or to nowhere, is not used."""
    place, elsewhere = encrypted.parent / name, tmp_path / "elsewhere"
    if place.exists():
        place.rename(elsewhere)
    elif there:
        elsewhere.mkdir() if "." not in name else elsewhere.write_text("")
    if not there:
        elsewhere = tmp_path / "nowhere"
    place.symlink_to(elsewhere)
    with pytest.raises(StoreError, match=f"{name} is a link that leads elsewhere"):
        open_store(encrypted, FixedClock(), private.unlock)


def test_a_folder_that_is_reached_by_a_link_is_fine(encrypted: Path, tmp_path: Path) -> None:
    """RESILIFY_HOME itself may be a link."""
    link = tmp_path / "link"
    link.symlink_to(encrypted.parent)
    with open_store(link / "resilify.db", FixedClock(), private.unlock) as store:
        store.notes.add("by way of the link")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_not_waited_for(home: Path, make: object) -> None:
    """A pipe or a folder with the store's name is refused at once."""
    home.mkdir()
    make(home / "resilify.db")  # type: ignore[operator]
    with pytest.raises(StoreError, match="is not a file"):
        open_store(home / "resilify.db", FixedClock())


def _rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o027])
def test_all_that_is_made_is_private(home: Path, umask: int) -> None:
    """Whatever the umask, files are 0600 and folders 0700."""
    before = os.umask(umask)
    try:
        private.make_encrypted(home)
    finally:
        os.umask(before)
    assert {path.name: _rights(path) for path in private.files_of(home)} == {
        "resilify.db": 0o600,
        "resilify.key": 0o600,
    }
    assert _rights(home) == 0o700


def _folders_and_files(store: Path) -> tuple[list[Path], list[Path]]:
    """Return the folders of a store, and its files, with copies and one that was set aside."""
    home, copies = store.parent, store.parent / "backups"
    copies.mkdir(mode=0o700)
    files = [copies / "resilify-2026-11-03-201500.db", home / "resilify.db.set-aside-20261103-201500"]
    for path in files:
        path.write_bytes(store.read_bytes())
        path.chmod(0o600)
    return [home, copies], [store, store.with_suffix(".key"), *files]


def test_rights_that_are_too_wide_are_taken_away(encrypted: Path) -> None:
    """Each place that others could open is named, and they can no more."""
    folders, files = _folders_and_files(encrypted)
    for path in (*folders, *files):
        path.chmod(0o777)
    changed = restrict_private_files(encrypted)
    assert (set(changed.taken), changed.left) == ({*folders, *files}, ())
    assert {_rights(path) for path in changed.taken} == {0o700}
    assert restrict_private_files(encrypted) == ((), ())


def test_the_private_files_are_listed_once(encrypted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be a hundred copies, and a store is opened by every command."""
    _folders_and_files(encrypted)
    listed: list[Path] = []
    list_now = os.listdir

    def listing(folder: Path) -> list[str]:
        listed.append(folder)
        return list_now(folder)

    monkeypatch.setattr(os, "listdir", listing)
    check_private_files(encrypted)
    assert listed == [encrypted.parent, encrypted.parent / "backups"]


def test_a_folder_with_other_things_keeps_its_rights(encrypted: Path) -> None:
    """A home that the person points RESILIFY_HOME at is not closed to those who share it."""
    _, files = _folders_and_files(encrypted)
    (encrypted.parent / "holiday.jpg").write_text("x")
    encrypted.parent.chmod(0o755)
    for path in files:
        path.chmod(0o666)
    assert set(restrict_private_files(encrypted).taken) == set(files)
    assert _rights(encrypted.parent) == 0o755
    assert {_rights(path) for path in files} == {0o600}


@pytest.mark.parametrize("which", [2, 3])
def test_a_copy_that_is_a_link_is_refused(encrypted: Path, tmp_path: Path, which: int) -> None:
    """A copy, or a store set aside, that leads elsewhere is named: no encrypting or erasing reaches it."""
    _, files = _folders_and_files(encrypted)
    files[which].rename(tmp_path / "elsewhere")
    files[which].symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="is a link that leads elsewhere"):
        open_store(encrypted, FixedClock(), private.unlock)


def test_what_is_read_only_stays_so(encrypted: Path) -> None:
    """The owner's own rights are as the owner set them."""
    encrypted.chmod(0o400)
    assert restrict_private_files(encrypted) == ((), ())
    assert _rights(encrypted) == 0o400


@pytest.mark.parametrize("encrypts", [True, False])
def test_a_store_that_is_converted_while_it_is_opened_is_not_called_damaged(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch, encrypts: bool
) -> None:
    """Between the look at the file and its opening another window may end its work: it is looked at again."""
    from resilify_cli.vault.opening import databases

    keys = [None, private.KEY] if encrypts else [private.KEY, None]
    if encrypts:
        convert_store(encrypted, private.KEY, None)
        encrypted.with_suffix(".key").unlink()
    connected = databases._connect

    def connect_late(path: Path, writable: bool, key: bytes | None) -> object:
        if key == keys[0]:
            convert_store(encrypted, *keys)
            key_file = encrypted.with_suffix(".key")
            private.quick_key_file(encrypted).write(key_file) if encrypts else key_file.unlink()
        return connected(path, writable, key)

    monkeypatch.setattr(databases, "_connect", connect_late)
    with open_store(encrypted, FixedClock(), private.unlock) as store:
        assert store.database.key == keys[1]
        store.notes.add("a walrus")
