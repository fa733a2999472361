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
