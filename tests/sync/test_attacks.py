"""Who can write to the folder, and has no key, can do little there."""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError, WrongSecretError
from resilify_cli.sync import segment
from resilify_cli.sync.folder import FORMAT, SyncFolder, SyncFolderError
from resilify_cli.sync.forgetting import forget_device, take_keys
from resilify_cli.sync.incoming import TOO_LARGE
from resilify_cli.sync.key_files import NewKeys, find_new_keys, open_keys, open_to_join, write_keys
from resilify_cli.sync.keys import SyncKeys
from resilify_cli.sync.lock import SyncRunningError, sync_lock
from resilify_cli.sync.names import KeyName, SegmentName
from resilify_cli.sync.segment import DamagedSegmentError, SegmentHeader, unpack
from resilify_cli.sync.status import folder_status
from resilify_cli.sync.sync import FolderSync
from resilify_cli.vault.erasing.rows import erase, find_entry_target
from tests.faults.homes import cheap_keys
from tests.sync.devices import Device, Network, texts


@pytest.fixture(autouse=True)
def _quick_keys() -> Iterator[None]:
    """Have passphrases open keys in no time."""
    with cheap_keys():
        yield


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


def forget(device: Device, gone: Device, passphrase: str = "a passphrase") -> None:
    """Have a device forget another one."""
    folder = SyncFolder(device.folder)
    forget_device(device.store.database, device.state, folder, gone.state.device, passphrase, "code")


def take(device: Device, passphrase: str = "a passphrase") -> None:
    """Have a device take the new keys in its folder, by a passphrase."""
    folder, state = SyncFolder(device.folder), device.state
    new = find_new_keys(folder, state.keys)
    keys = open_keys(folder, new.succeeding + new.beside, passphrase)
    take_keys(device.store.database, state, keys)


def carry_keys(network: Network) -> None:
    """Bring the keys of all folders to all."""
    for source in network.devices:
        for target in network.devices:
            if source is not target and (source.folder / "keys").exists():
                shutil.copytree(source.folder / "keys", target.folder / "keys", dirs_exist_ok=True)


def test_an_old_key_in_the_place_of_a_newer_one_is_refused(network: Network) -> None:
    """Else a machine would write to the key of one that was forgotten, by its own passphrase."""
    folder = SyncFolder(network.devices[0].folder)
    write_keys(folder, network.keys, "a passphrase", "code")
    old, new = network.keys.newest.name, KeyName(2, "0" * 16)
    for kind in ("key", "keys"):
        shutil.copy(folder.path / "keys" / f"{old}.{kind}", folder.path / "keys" / f"{new}.{kind}")
    with pytest.raises(SyncFolderError, match="don't belong together"):
        open_keys(folder, (new,), "a passphrase")
    assert open_to_join(folder, "a passphrase") == network.keys


def test_keys_of_another_folder_are_refused() -> None:
    """They have no key in common, or another one under its name."""
    keys = SyncKeys.generate()
    false = replace(keys.newest, identity=SyncKeys.generate().newest.identity)
    for other in (SyncKeys.generate(), SyncKeys((false,))):
        with pytest.raises(SyncFolderError, match="does not follow"):
            keys.merged(other)


def test_the_sentences_on_the_folders_key_speak_of_the_folder(network: Network) -> None:
    """Neither a wrong passphrase nor a damaged file is told as one of the store."""
    folder = SyncFolder(network.devices[0].folder)
    write_keys(folder, network.keys, "a passphrase", "code")
    with pytest.raises(WrongSecretError, match="does not open the folder"):
        open_to_join(folder, "another one")
    folder.key_file(network.keys.newest.name).write_text("{")
    with pytest.raises(SyncFolderError, match="not whole") as caught:
        open_to_join(folder, "a passphrase")
    assert "doctor" not in (caught.value.hint or "")


def test_a_key_that_no_machine_made_is_set_aside(network: Network) -> None:
    """Whoever can write to the folder, and has no key, can offer none."""
    first, _ = network.devices
    folder = SyncFolder(first.folder)
    write_keys(folder, network.keys, "a passphrase", "code")
    stranger = SyncKeys.generate().forgetting("0" * 16, {})
    write_keys(folder, stranger, "a passphrase", "code")
    (folder.path / "keys" / "999999.key").write_bytes(b"x")
    (folder.path / "keys" / f"999999-{'0' * 16}.key").write_bytes(b"x")
    new = find_new_keys(folder, first.state.keys)
    assert new == NewKeys(strange=(stranger.newest.name, KeyName(999999, "0" * 16)))
    assert folder.strange_key_files() == ["999999.key"]
    assert open_to_join(folder, "a passphrase").newest in (network.keys.newest, stranger.newest)


def test_a_key_whose_files_somebody_changed_is_set_aside(network: Network) -> None:
    """The proof tells of both of the others."""
    first, second = network.devices
    write(second, "two")
    network.carry_all()
    first.sync()
    forget(first, second)
    folder, old = SyncFolder(first.folder), network.keys
    assert find_new_keys(folder, old) == NewKeys(succeeding=(first.state.keys.newest.name,))
    for kind in ("keys", "key", "proof"):
        path = folder.path / "keys" / f"{first.state.keys.newest.name}.{kind}"
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b'"salt": "', b'"salt": "00') if kind == "key" else whole[:-1])
        assert find_new_keys(folder, old) == NewKeys(strange=(first.state.keys.newest.name,))
        path.write_bytes(whole)


def test_a_pipe_among_the_keys_is_not_waited_for(network: Network) -> None:
    """It is no key."""
    folder = SyncFolder(network.devices[0].folder)
    (folder.path / "keys").mkdir()
    os.mkfifo(folder.path / "keys" / f"1-{'0' * 16}.key")
    assert folder.key_names() == []


def test_whoever_joins_with_an_older_passphrase_is_told_so(network: Network) -> None:
    """Else it would write with a key that a forgotten machine has."""
    first, second = network.devices
    folder = SyncFolder(first.folder)
    write_keys(folder, network.keys, "the first", "code")
    write(second, "two")
    network.carry_all()
    first.sync()
    forget(first, second, "the second")
    with pytest.raises(WrongSecretError, match="older passphrase"):
        open_to_join(folder, "the first")
    assert open_to_join(folder, "the second") == first.state.keys


def test_two_machines_that_forget_at_once_come_to_one_key(tmp_path: Path) -> None:
    """Each takes the other's key by its passphrase, and all that was written is read by all that stay."""
    network = Network(tmp_path)
    first, second, third, fourth, fifth = (network.add() for _ in range(5))
    for number, device in enumerate(network.devices):
        write(device, f"before {number}")
    network.carry_all()
    for device in network.devices:
        device.sync()
    forget(first, third, "of the first")
    forget(second, fourth, "of the second")
    for number, device in enumerate(network.devices):
        write(device, f"apart {number}")
    carry_keys(network)
    take(first, "of the second")
    take(second, "of the first")
    take(fifth, "of the first")
    take(fifth, "of the second")
    network.devices = [first, second, fifth]
    for _ in range(3):
        network.carry_all()
        for device in network.devices:
            assert not device.sync().received.forked
    assert first.state.keys == second.state.keys == fifth.state.keys
    wanted = {f"before {n}" for n in range(5)} | {f"apart {n}" for n in (0, 1, 4)}
    assert texts(first) == texts(second) == texts(fifth) == wanted


def test_what_only_one_machine_had_read_of_a_forgotten_one_comes_to_all(tmp_path: Path) -> None:
    """Whoever forgets a machine may not have read all that another one has."""
    network = Network(tmp_path)
    first, second, third = (network.add() for _ in range(3))
    write(third, "early")
    network.carry_all()
    first.sync()
    write(third, "late")
    network.carry_all()
    second.sync()
    shutil.rmtree(first.folder / third.state.device)
    forget(first, third)
    carry_keys(network)
    take(second)
    network.devices = [first, second]
    for _ in range(2):
        for device in network.devices:
            device.sync()
        network.carry_all()
    assert texts(first) == texts(second) == {"early", "late"}


def test_what_the_forgetting_machine_missed_of_a_forgotten_one_comes_to_all(tmp_path: Path) -> None:
    """That it has read a later file does not mean that it has read the earlier ones."""
    network = Network(tmp_path)
    first, second, third = (network.add() for _ in range(3))
    write(third, "early")
    (early,) = third.own_files()
    network.carry_all()
    second.sync()
    write(third, "late")
    early.unlink()
    shutil.rmtree(first.folder / third.state.device)
    network.carry_all()
    first.sync()
    forget(first, third)
    carry_keys(network)
    take(second)
    network.devices = [first, second]
    for device in network.devices:
        shutil.rmtree(device.folder / third.state.device, ignore_errors=True)
    for _ in range(2):
        for device in network.devices:
            device.sync()
        network.carry_all()
    assert texts(first) == texts(second) == {"early", "late"}


def test_a_machine_that_packed_with_an_old_key_packs_anew(network: Network) -> None:
    """Of what it packed after the others had closed that key nothing counts."""
    first, second = network.devices
    third = network.add()
    write(second, "two")
    write(third, "three")
    network.carry_all()
    first.sync()
    forget(first, third)
    second.store.notes.add("packed")
    second.sync(everything=True)
    carry_keys(network)
    take(second)
    network.devices = [first, second]
    for _ in range(2):
        for device in network.devices:
            device.sync()
        network.carry_all()
    assert not first.sync().received.unread
    assert texts(first) == {"two", "three", "packed"}


def test_a_forgotten_machine_that_is_gone_from_the_folder_is_nothing_to_tell(network: Network) -> None:
    """Its files were removed on purpose."""
    first, second = network.devices
    write(second, "two")
    network.carry_all()
    first.sync()
    forget(first, second)
    assert first.sync().received.older == []


@pytest.mark.parametrize("line", [b'["words", {}]\n', b" "], ids=["records", "one line"])
def test_a_few_bytes_that_unpack_to_very_many_are_not_unpacked(
    network: Network, line: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has a key can't have another machine's memory or disk filled by it."""
    monkeypatch.setattr(segment, "_MOST_UNPACKED", 4 << 20)
    monkeypatch.setattr(segment, "_MOST_RECORDS", 100)
    first, _ = network.devices
    header = SegmentHeader("a" * 16, "x", 1, "", False, 1)
    packer = zlib.compressobj(9)
    parts = [packer.compress(f"{json.dumps({'format': FORMAT, **header._asdict()})}\n".encode())]
    parts += [packer.compress(line * ((1 << 20) // len(line))) for _ in range(8)]
    content = network.keys.encrypt(b"".join((*parts, packer.flush())))
    SyncFolder(first.folder).place("a" * 16, SegmentName.of(1, content, snapshot=False), content)
    assert [why for _, _, why in first.sync().received.unread] == [TOO_LARGE]


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
