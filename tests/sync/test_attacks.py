"""Who can write to the folder, and has no key, can do little there."""

from __future__ import annotations

import json
import shutil
import zlib
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError, WrongSecretError
from resilify_cli.sync.folder import FORMAT, SegmentName, SyncFolder, SyncFolderError
from resilify_cli.sync.forgetting import forget_device
from resilify_cli.sync.keys import SyncKeys, open_keys, write_keys
from resilify_cli.sync.lock import SyncRunningError, sync_lock
from resilify_cli.sync.segment import DamagedSegmentError, SegmentHeader, unpack
from resilify_cli.sync.status import folder_status
from resilify_cli.sync.sync import FolderSync
from resilify_cli.vault.erasing.rows import erase, find_entry_target
from resilify_cli.vault.keys.key_file import PASSPHRASE
from tests.sync.devices import Device, Network


@pytest.fixture
def network(tmp_path: Path) -> Network:
    """Two devices, of which nothing is written yet."""
    network = Network(tmp_path)
    network.add()
    network.add()
    return network


def write(device: Device, text: str) -> str:
    """Write an entry on a device and sync it; return the entry's id."""
    entry_id = device.store.notes.add(text)
    device.sync()
    return entry_id


def held(device: Device) -> bytes:
    """Return what the files of a device hold, decrypted."""
    opened = [device.state.keys.decrypt(path.read_bytes()) for path in device.own_files()]
    return b"".join(zlib.decompress(one[0]) for one in opened if one is not None)


def test_an_old_key_in_the_place_of_a_newer_one_is_refused(network: Network) -> None:
    """Else a machine would write to the key of one that was forgotten, by its own passphrase."""
    folder = SyncFolder(network.devices[0].folder)
    write_keys(folder, network.keys, "a passphrase", "code")
    for kind in ("key", "age"):
        shutil.copy(folder.path / "keys" / f"1.{kind}", folder.path / "keys" / f"2.{kind}")
    with pytest.raises(SyncFolderError, match="don't belong together"):
        open_keys(folder, 2, PASSPHRASE, "a passphrase")
    assert open_keys(folder, 1, PASSPHRASE, "a passphrase") == network.keys


def test_keys_that_do_not_follow_the_known_ones_are_refused() -> None:
    """Newer keys have all the older ones, and forgive no device that was forgotten."""
    keys = SyncKeys.generate()
    newer = keys.forgetting("a" * 16, {})
    newer.check_follow(keys)
    for other in (keys, SyncKeys.generate().forgetting("a" * 16, {})):
        with pytest.raises(SyncFolderError, match="does not follow"):
            other.check_follow(newer)


def test_the_sentences_on_the_folders_key_speak_of_the_folder(network: Network) -> None:
    """Neither a wrong passphrase nor a damaged file is told as one of the store."""
    folder = SyncFolder(network.devices[0].folder)
    write_keys(folder, network.keys, "a passphrase", "code")
    with pytest.raises(WrongSecretError, match="does not open the folder"):
        open_keys(folder, 1, PASSPHRASE, "another one")
    folder.key_file(1).write_text("{")
    with pytest.raises(SyncFolderError, match="not whole") as caught:
        open_keys(folder, 1, PASSPHRASE, "a passphrase")
    assert "doctor" not in (caught.value.hint or "")


def test_what_a_forgetting_left_that_was_cut_short_is_in_nobodys_way(network: Network) -> None:
    """A bundle without its key file is replaced; one with its key file is not."""
    first, second = network.devices
    write(second, "two")
    network.carry_all()
    first.sync()
    folder = SyncFolder(first.folder)
    folder.place_key_bundle(2, b"left")
    forget_device(first.store.database, first.state, folder, second.state.device, "a passphrase", "code")
    assert open_keys(folder, 2, PASSPHRASE, "a passphrase") == first.state.keys


def test_a_number_that_nobody_reached_does_not_stop_the_status(network: Network) -> None:
    """Anyone can call a file anything."""
    first, second = network.devices
    write(first, "one")
    network.carry_all()
    (second.folder / first.state.device / f"999999999999-{'0' * 32}.age").write_bytes(b"x")
    status = folder_status(second.store.database, second.state)
    assert max(len(one.missing) for one in status.devices) == 1000


def test_a_number_is_written_in_one_way() -> None:
    """With a zero too many it is the name of no file of ours."""
    assert SegmentName.parse(f"00000001-{'0' * 32}.age") == SegmentName(1, "0" * 32)
    assert SegmentName.parse(f"000000001-{'0' * 32}.age") is None


def test_a_file_named_like_a_device_hinders_nothing(network: Network) -> None:
    """It is the folder of nobody."""
    (network.devices[0].folder / ("0" * 16)).write_bytes(b"x")
    assert write(network.devices[0], "one")


def test_what_somebody_without_the_key_puts_among_ones_own_files_changes_no_id(network: Network) -> None:
    """Only who has the key can write as another device."""
    first, _ = network.devices
    write(first, "one")
    before = first.state.device
    content = SyncKeys.generate().encrypt(b"x")
    SyncFolder(first.folder).place(before, SegmentName.of(7, content, snapshot=False), content)
    assert not first.sync().renewed
    assert first.state.device == before


def test_a_file_that_arrives_while_a_snapshot_is_written_is_not_removed(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a copy of this store wrote is removed by nobody who has not read it."""
    first, _ = network.devices
    write(first, "one")
    copy = network.copy_of(first)
    write(copy, "of the copy")
    theirs = copy.own_files()[-1]
    for number in range(3):
        write(first, f"{number}")
    settled = FolderSync._is_set_back

    def arrive(self: FolderSync) -> bool:
        shutil.copy(theirs, first.folder / first.state.device)
        return settled(self)

    monkeypatch.setattr(FolderSync, "_is_set_back", arrive)
    first.sync(everything=True)
    assert theirs.name in {path.name for path in first.own_files()}


def test_what_another_erased_leaves_ones_own_files_at_once(network: Network) -> None:
    """One sync is enough."""
    first, second = network.devices
    entry_id = write(first, "secret")
    network.carry_all()
    second.sync()
    erase(second.store.database, find_entry_target(second.store.database, entry_id))
    second.sync()
    network.carry_all()
    assert b"secret" in held(first)
    first.sync()
    assert b"secret" not in held(first)


def test_the_id_that_a_machine_gave_up_can_be_forgotten(network: Network) -> None:
    """It has a name, so that `sync forget` finds it, and its files are removed then."""
    first, _ = network.devices
    write(first, "one")
    copy = network.copy_of(first)
    write(copy, "two")
    old = first.state.device
    shutil.copytree(copy.folder / old, first.folder / old, dirs_exist_ok=True)
    assert first.sync().renewed
    status = folder_status(first.store.database, first.state)
    assert [one.name for one in status.devices if one.id == old] == [first.state.name]


@pytest.mark.parametrize(
    "said", [{"written_at": -1}, {"written_at": 1 << 70}, {"name": "\ud800"}], ids=["before", "after", "half"]
)
def test_a_header_that_no_store_can_keep_is_damage(said: dict[str, object]) -> None:
    """It is no reason to stop with a traceback."""
    header = SegmentHeader("0" * 16, "x", 1, "", False, 1)._asdict()
    packed = zlib.compress(f"{json.dumps({'format': FORMAT, **header, **said})}\n0\n".encode())
    with pytest.raises(DamagedSegmentError):
        unpack(packed)


def test_a_lock_file_that_is_none_is_told_as_such(tmp_path: Path) -> None:
    """The way out does not speak of the store, which is whole."""
    path = tmp_path / "lock"
    path.write_text("something else, of some length, that is no database\n" * 9)
    with pytest.raises(StoreError, match="lock file") as caught, sync_lock(path):
        pass
    assert "move it away" in (caught.value.hint or "")


def test_a_sync_under_way_is_no_broken_lock(tmp_path: Path) -> None:
    """It is told as that, at once, while another sync holds the lock."""
    path = tmp_path / "lock"
    with sync_lock(path), pytest.raises(SyncRunningError), sync_lock(path):
        pass


def test_a_machine_that_only_read_can_be_forgotten(network: Network) -> None:
    """It has told its name, though it had no words to tell, and does so once."""
    first, second = network.devices
    second.sync()
    second.sync()
    assert len(second.own_files()) == 1
    network.carry_all()
    first.sync()
    status = folder_status(first.store.database, first.state)
    assert [one.name for one in status.devices if not one.own] == [second.state.name]
