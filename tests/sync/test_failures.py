"""What goes wrong with a folder or a carrier harms nothing, and is told."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from resilify_cli.store.device import device_id
from resilify_cli.sync import incoming
from resilify_cli.sync.folder import SyncFolder, SyncFolderError
from resilify_cli.sync.forgetting import keys_without, take_keys
from resilify_cli.sync.incoming import EVICTED, HELD_BACK, NEWER, NOT_WHOLE, OF_FORGOTTEN, OTHER_KEY
from resilify_cli.sync.keys import SyncKeys
from resilify_cli.sync.names import SegmentName
from resilify_cli.sync.segment import SegmentHeader, pack
from resilify_cli.sync.status import folder_status
from resilify_cli.sync.sync import FolderSync
from resilify_cli.vault.erasing.rows import erase, find_entry_target
from tests.exchange.transfer.histories import SteppingClock
from tests.sync.devices import Device, Network, texts


@pytest.fixture
def network(tmp_path: Path) -> Network:
    """Two devices, of which nothing is written yet."""
    network = Network(tmp_path)
    network.add()
    network.add()
    return network


def whys(device: Device) -> list[str]:
    """Sync a device, and return why files could not be read."""
    return [why for _, _, why in device.sync().received.unread]


def write(device: Device, text: str) -> str:
    """Write an entry on a device and sync it; return the entry's id."""
    entry_id = device.store.notes.add(text)
    device.sync()
    return entry_id


def place(network: Network, target: Device, content: bytes, *, device: str, number: int = 1) -> None:
    """Put a segment with this content, encrypted, into the folder of a device that is not here."""
    encrypted = network.keys.encrypt(content)
    name = SegmentName.of(number, encrypted, snapshot=False)
    SyncFolder(target.folder).place(device, name, encrypted)


def header(device: str, number: int = 1) -> SegmentHeader:
    return SegmentHeader(device, "somewhere", number, "", False, 1)


@pytest.mark.parametrize("content", [b"", b"x", b"age-encryption.org/v1\n"])
def test_a_file_that_is_not_whole_is_read_when_it_is(network: Network, content: bytes) -> None:
    """It is named each time, hinders nothing, and is read once all of it is there."""
    first, second = network.devices
    write(first, "one")
    (name,) = first.own_files()
    write(first, "two")
    network.carry_all()
    there = second.folder / name.parent.name / name.name
    whole = there.read_bytes()
    there.write_bytes(content)
    assert whys(second) == [NOT_WHOLE]
    assert texts(second) == {"two"}
    there.write_bytes(whole)
    assert whys(second) == []
    assert texts(second) == {"one", "two"}


def test_a_file_that_is_late_is_told_by_its_number(network: Network) -> None:
    """The status names which number is not there, though a later one is."""
    first, second = network.devices
    for text in ("one", "two", "three"):
        write(first, text)
    network.carry_all()
    (second.folder / first.state.device / first.own_files()[1].name).unlink()
    second.sync()
    status = folder_status(second.store.database, second.state)
    assert [one.missing for one in status.devices if not one.own] == [(2,)]
    assert [one.unread for one in status.devices] == [(), ()]


def test_a_file_that_is_damaged_is_told_by_its_number(network: Network) -> None:
    """The status names what is in the folder and could not be read."""
    first, second = network.devices
    write(first, "one")
    network.carry_all()
    (second.folder / first.state.device / first.own_files()[0].name).write_bytes(b"half of")
    second.sync()
    status = folder_status(second.store.database, second.state)
    assert [one.unread for one in status.devices if not one.own] == [(1,)]
    network.carry_all()
    second.sync()
    status = folder_status(second.store.database, second.state)
    assert [one.unread for one in status.devices if not one.own] == [()]


def test_a_copy_that_a_carrier_made_of_a_conflict_is_named_and_left_alone(network: Network) -> None:
    """It is no file that a device wrote."""
    first, second = network.devices
    write(first, "one")
    network.carry_all()
    (there,) = (second.folder / first.state.device).iterdir()
    copy = there.with_name(f"{there.stem}.sync-conflict-20261103-101010-ABCDEFG.age")
    shutil.copy(there, copy)
    assert len(whys(second)) == 1
    assert copy.exists()


def test_what_a_cloud_folder_took_away_for_now_is_named(network: Network) -> None:
    """A placeholder in a file's place is told, and the file is read once it is back."""
    first, second = network.devices
    write(first, "one")
    network.carry_all()
    (there,) = (second.folder / first.state.device).iterdir()
    there.rename(there.with_name(f".{there.name}.icloud"))
    assert [name for _, name, _ in second.sync().received.unread] == [there.name]


def test_a_missing_file_deletes_nothing(network: Network) -> None:
    """All that a device was read from can go from the folder: the words stay, and it is told."""
    first, second = network.devices
    write(first, "one")
    network.carry_all()
    second.sync()
    shutil.rmtree(second.folder / first.state.device)
    (second.folder / first.state.device).mkdir()
    assert second.sync().received.older == [first.state.device]
    assert texts(second) == {"one"}


def test_an_empty_folder_where_there_was_one_is_refused(network: Network) -> None:
    """A stick that is not plugged in is not taken for one without words."""
    first, _ = network.devices
    write(first, "one")
    shutil.rmtree(first.folder)
    first.folder.mkdir()
    with pytest.raises(SyncFolderError, match="no sync folder"):
        first.sync()
    assert list(first.folder.iterdir()) == []


def test_another_sync_folder_in_its_place_is_refused(network: Network) -> None:
    """The journal does not go into a folder that was not joined."""
    first, _ = network.devices
    shutil.rmtree(first.folder)
    SyncFolder(first.folder).create()
    with pytest.raises(SyncFolderError, match="not the one"):
        first.sync()


def test_what_was_written_and_is_gone_from_the_folder_is_written_again(network: Network) -> None:
    """A folder that was set back to an earlier state gets what this device wrote since."""
    first, second = network.devices
    write(first, "one")
    write(first, "two")
    for path in first.own_files():
        path.unlink()
    assert first.sync().restored
    network.carry_all()
    second.sync()
    assert texts(second) == {"one", "two"}


def test_a_copied_machine_gets_an_id_of_its_own(network: Network) -> None:
    """Of two that write as one device, the one that sees it goes on as another, and no word is lost."""
    first, second = network.devices
    write(first, "one")
    copy = network.copy_of(first)
    write(first, "two")
    name = first.state.device
    shutil.copytree(first.folder / name, copy.folder / name, dirs_exist_ok=True)
    copy.store.notes.add("three")
    assert copy.sync().renewed
    assert copy.state.device != name
    assert device_id(copy.store.database.connection) != device_id(first.store.database.connection)
    for _ in range(2):
        network.carry_all()
        for device in network.devices:
            device.sync()
    assert texts(first) == texts(second) == texts(copy) == {"one", "two", "three"}


def test_what_a_copied_machine_packed_under_the_same_number_is_read(network: Network) -> None:
    """A snapshot of one stands for nothing of what the other wrote under the id that both had."""
    first, second = network.devices
    write(first, "one")
    copy = network.copy_of(first)
    for device, text in ((first, "two"), (copy, "three")):
        device.store.notes.add(text)
        device.sync(everything=True)
    name = first.state.device
    for target in (copy, second):
        shutil.copytree(first.folder / name, target.folder / name, dirs_exist_ok=True)
    assert copy.sync().renewed
    assert texts(copy) == {"one", "two", "three"}


def test_a_store_that_was_brought_back_gets_its_words_again(network: Network) -> None:
    """What it had written after its copy was made is in the folder, and comes back."""
    first, _ = network.devices
    write(first, "one")
    database = network.copy_of(first).store.database
    write(first, "two")
    state = first.state
    first.store.database.connection.close()
    first.store = type(first.store)(database)
    restored = first.state
    restored.path = state.path
    with database.transaction() as connection:
        restored.save(connection)
    first.sync()
    assert texts(first) == {"one", "two"}


def test_somebody_without_the_key_can_neither_read_nor_write(network: Network) -> None:
    """A segment that another key encrypted is named, and nothing of it comes in."""
    first, _ = network.devices
    stranger = Network(network.root / "elsewhere", SyncKeys.generate())
    place(stranger, first, pack(header("a" * 16), [])[0], device="a" * 16)
    assert whys(first) == [OTHER_KEY]


def test_a_segment_under_another_number_is_not_taken(network: Network) -> None:
    """A file that is renamed does not count as the one whose name it has."""
    first, _ = network.devices
    place(network, first, pack(header("a" * 16, number=1), [])[0], device="a" * 16, number=2)
    assert whys(first) == [NOT_WHOLE]


def test_a_segment_in_another_devices_folder_is_not_taken(network: Network) -> None:
    """Nobody speaks for another device."""
    first, _ = network.devices
    place(network, first, pack(header("a" * 16), [])[0], device="b" * 16)
    assert whys(first) == [NOT_WHOLE]


def test_a_newer_format_is_set_aside_and_told(network: Network) -> None:
    """It waits until this resilify is as new."""
    first, _ = network.devices
    newer = pack(header("a" * 16), [])[0]
    import zlib

    text = zlib.decompress(newer).replace(b'"format": 1', b'"format": 2')
    place(network, first, zlib.compress(text), device="a" * 16)
    assert whys(first) == [NEWER]


def test_what_is_erased_here_is_erased_there_and_in_the_folder(network: Network) -> None:
    """Every device rewrites the files of its own that held the words."""
    first, second = network.devices
    entry_id = write(first, "secret")
    write(first, "kept")
    network.carry_all()
    second.sync()
    before = {path.name for path in first.own_files()}
    erase(first.store.database, find_entry_target(first.store.database, entry_id))
    first.sync()
    assert not before & {path.name for path in first.own_files()}
    network.carry_all()
    second.sync()
    assert texts(second) == {"kept"}


def test_a_device_rewrites_its_files_when_another_erases(network: Network) -> None:
    """Words that were written here and erased there are in no file of this device."""
    first, second = network.devices
    entry_id = write(first, "secret")
    network.carry_all()
    second.sync()
    erase(second.store.database, find_entry_target(second.store.database, entry_id))
    second.sync()
    network.carry_all()
    (before,) = first.own_files()
    first.sync()
    first.sync()
    assert before not in first.own_files()


def test_a_forgotten_device_can_not_read_what_is_written_after(network: Network) -> None:
    """It has no key for it, and what it writes is not taken."""
    first, second = network.devices
    write(first, "one")
    write(second, "two")
    network.carry_all()
    first.sync()
    state = first.state
    take_keys(first.store.database, state, keys_without(first.store.database, state, second.state.device))
    write(first, "three")
    write(second, "four")
    network.carry_all()
    assert whys(second) == [OTHER_KEY]
    assert whys(first) == [OF_FORGOTTEN]
    assert "three" not in texts(second)
    assert "four" not in texts(first)


def test_what_was_written_with_the_old_key_counts_once_its_device_has_the_new_one(network: Network) -> None:
    """A device that did not know yet that another was forgotten loses nothing that it wrote meanwhile."""
    first, second = network.devices
    third = network.add()
    write(second, "two")
    network.carry_all()
    first.sync()
    reached = {device.state.device: device.state.number for device in (first, second, third)}
    keys = first.state.keys.forgetting(third.state.device, reached)
    write(second, "later")
    network.carry_all()
    for device, why in ((first, [HELD_BACK]), (second, [])):
        take_keys(device.store.database, device.state, keys)
        assert whys(device) == why
    network.carry_all()
    assert whys(first) == []
    assert texts(first) == {"two", "later"}


def test_who_read_what_is_held_back_elsewhere_tells_it(network: Network) -> None:
    """What a device wrote that has left, and one other had read when a third was forgotten, reaches all."""
    first, second = network.devices
    lost, leaver = network.add(), network.add()
    lost.sync()
    write(leaver, "from who left")
    shutil.copytree(leaver.folder / leaver.state.device, second.folder / leaver.state.device)
    second.sync()
    first.sync()
    network.leave(leaver)
    network.devices.remove(lost)
    keys = first.forget(lost.state.device)
    second.take(keys)
    for _ in range(2):
        for device in network.devices:
            device.sync()
        network.carry_all()
    first.sync()
    assert texts(first) == texts(second) == {"from who left"}


def test_a_half_typed_text_stays_where_it_is(network: Network) -> None:
    """Drafts go to no folder."""
    first, second = network.devices
    first.store.journal_drafts.save("note", "half")
    write(first, "one")
    network.carry_all()
    second.sync()
    assert second.store.database.rows("SELECT 1 FROM journal_drafts") == []


def test_a_sync_with_nothing_new_writes_no_file(network: Network) -> None:
    """The folder stays as it is, also after something came in."""
    first, second = network.devices
    write(first, "one")
    network.carry_all()
    second.sync()
    # It said its name, and nothing of what it read.
    (said,) = second.own_files()
    second.sync()
    assert second.own_files() == [said]
    before = first.own_files()
    assert first.sync().sent == 0
    assert first.own_files() == before


def test_a_segment_that_was_placed_before_an_interruption_is_known_as_ones_own(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is cut off right after the file is in place goes on as the same device."""
    first, second = network.devices
    first.store.notes.add("one")
    device = first.state.device

    def cut_off(self: FolderSync, *_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(FolderSync, "_note_sent", cut_off)
        with pytest.raises(KeyboardInterrupt):
            first.sync()
    assert not first.sync().renewed
    assert first.state.device == device
    network.carry_all()
    second.sync()
    assert texts(second) == {"one"}


def test_nothing_readable_is_in_the_folder(network: Network) -> None:
    """Neither words, nor titles, nor the names of machines are in any byte of it."""
    first, _ = network.devices
    write(first, "a sentence that is known")
    for path in first.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for known in (b"sentence", b"machine", b"note"):
            assert known not in content
            assert known.decode() not in path.name


def test_a_folder_that_can_only_be_read_is_read(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits to be sent hinders nothing, and is sent once the folder can be written."""
    first, second = network.devices
    write(first, "one")
    network.carry_all()
    second.store.notes.add("two")

    def refuse(self: SyncFolder, *_: object) -> None:
        raise SyncFolderError("The folder can't be written.")

    with monkeypatch.context() as patch:
        patch.setattr(SyncFolder, "place", refuse)
        assert second.sync().refused is not None
    assert texts(second) == {"one", "two"}
    assert second.sync().refused is None
    network.carry_all()
    first.sync()
    assert texts(first) == {"one", "two"}


@pytest.mark.parametrize("content", [b"", b"damaged"])
def test_an_own_file_that_was_damaged_in_place_is_written_anew(network: Network, content: bytes) -> None:
    """Its machine notices by the size and time, then by the hash, and no other machine lacks a word."""
    first, second = network.devices
    write(first, "one")
    write(first, "two")
    first.own_files()[0].write_bytes(content)
    assert first.sync().restored
    assert not first.sync().restored
    network.carry_all()
    assert whys(second) == []
    assert texts(second) == {"one", "two"}


def test_an_own_file_is_read_only_where_it_looks_changed(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To look at the size and time costs next to nothing; touched and whole, it is read once."""
    first, _ = network.devices
    write(first, "one")
    (path,) = first.own_files()
    read: list[str] = []
    whole = SyncFolder.read

    def note(self: SyncFolder, device: str, name: SegmentName) -> bytes | None:
        read.append(str(name))
        return whole(self, device, name)

    monkeypatch.setattr(SyncFolder, "read", note)
    first.sync()
    assert read == []
    os.utime(path, (1, 1))
    assert not first.sync().restored
    first.sync()
    assert read == [path.name]


@pytest.mark.parametrize("form", [".{}.icloud", "{}.nextcloud"])
def test_an_own_file_that_a_cloud_took_away_for_now_is_not_written_anew(network: Network, form: str) -> None:
    """It is there, only not on this machine."""
    first, _ = network.devices
    write(first, "one")
    (path,) = first.own_files()
    path.rename(path.with_name(form.format(path.name)))
    result = first.sync()
    assert not result.restored
    assert [(name, why) for _, name, why in result.received.unread] == [(path.name, EVICTED)]
    assert first.own_files() == []


def test_a_machine_with_nothing_but_its_name_writes_that_anew_once(network: Network) -> None:
    """It has no words to tell, and is not told of them each time."""
    first, _ = network.devices
    first.sync()
    (path,) = first.own_files()
    path.unlink()
    assert first.sync().restored
    assert not first.sync().restored


def test_what_left_the_trash_leaves_the_files_within_a_week(network: Network) -> None:
    """To pack each time would have a carrier keep the whole very often; the status says until when."""
    first, _ = network.devices
    database = first.store.database
    entry = first.store.journal.find(write(first, "secret"))
    write(first, "kept")
    first.store.trash.put(entry)
    first.store.trash.empty()
    first.sync()
    before = first.own_files()
    status = folder_status(database, first.state)
    cleared = database.rows("SELECT erased_at FROM entries WHERE gone = 'cleared'")[0]["erased_at"]
    assert (status.cleared, status.cleared_until) == (1, cleared + 7 * 24 * 3600 * 1000)
    assert first.own_files()[0] == before[0]
    clock = database.clock
    assert isinstance(clock, SteppingClock)
    clock.off += timedelta(days=7)
    first.sync()
    assert not set(before) & set(first.own_files())
    assert folder_status(database, first.state).cleared == 0
    assert not first.sync().sent


def test_a_large_file_is_read_in_parts_with_pauses(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pause the store has no lock; what is added then is sent, and whoever is cut off reads it again."""
    monkeypatch.setattr(incoming, "_PART", 2)
    first, second = network.devices
    for number in range(5):
        first.store.notes.add(f"{number}")
    first.sync()
    second.sync()
    network.carry_all()
    added: list[str] = []

    def pause() -> None:
        assert not second.store.database.connection.in_transaction
        if len(added) == 1:
            added.append("cut off")
            raise KeyboardInterrupt
        added.append(second.store.notes.add("meanwhile"))

    for _ in range(2):
        with suppress(KeyboardInterrupt):
            FolderSync(second.store.database, second.state, pause=pause).run()
    assert texts(second) == {"0", "1", "2", "3", "4", "meanwhile"}
    second.sync()
    network.carry_all()
    first.sync()
    assert texts(first) == texts(second)
