"""Own words for check-ins, which come and go with the check-ins that have them."""

from __future__ import annotations

from pathlib import Path

from resilify_cli.checkin.model import Checkin
from resilify_cli.vault.erasing.rows import erase, find_entry_target
from tests.sync.devices import Device, Network


def own_words(device: Device) -> set[str]:
    return {row["word"] for row in device.store.database.rows("SELECT word FROM words")}


def test_a_file_from_before_does_not_bring_an_erased_word_back(tmp_path: Path) -> None:
    """Where it was erased it stays gone, though a machine that does not know yet writes it once more."""
    network = Network(tmp_path)
    first, second = network.add(), network.add()
    entry_id = first.store.checkins.add(Checkin(mood=3, feelings=("windswept",)))
    first.store.checkins.offer("feeling", "windswept")
    first.sync()
    network.carry_all()
    second.sync()
    second.sync(everything=True)
    erase(first.store.database, find_entry_target(first.store.database, entry_id))
    network.carry_all()
    for _ in range(2):
        for device in network.devices:
            device.sync()
        network.carry_all()
    assert own_words(first) == own_words(second) == set()


def test_a_word_that_is_said_anew_comes_to_all(tmp_path: Path) -> None:
    """That it was erased before hinders nothing."""
    network = Network(tmp_path)
    first, second = network.add(), network.add()
    checkin = Checkin(mood=3, feelings=("windswept",))
    for device in (first, second):
        entry_id = device.store.checkins.add(checkin)
        device.store.checkins.offer("feeling", "windswept")
        for _ in range(2):
            first.sync()
            network.carry_all()
            second.sync()
            network.carry_all()
        if device is first:
            erase(device.store.database, find_entry_target(device.store.database, entry_id))
    assert own_words(first) == own_words(second) == {"windswept"}


def test_the_later_thing_said_of_a_word_counts_also_where_it_was_gone_meanwhile(tmp_path: Path) -> None:
    """An older word that comes with another check-in does not take the place of what was known later."""
    network = Network(tmp_path)
    first, second, third = (network.add(hours) for hours in (5, 0, 10))
    checkin = Checkin(mood=3, feelings=("windswept",))
    entry_id = first.store.checkins.add(checkin)
    first.store.checkins.offer("feeling", "windswept")
    first.sync()
    network.carry_all()
    third.sync()
    third.store.checkins.add(checkin)
    erase(first.store.database, find_entry_target(first.store.database, entry_id))
    second.store.checkins.add(checkin)
    second.store.checkins.offer("feeling", "windswept")
    for _ in range(3):
        for device in (second, first, third):
            device.sync()
        network.carry_all()
    found = [device.store.database.rows("SELECT updated_at FROM words")[0][0] for device in network.devices]
    assert len(set(found)) == 1
