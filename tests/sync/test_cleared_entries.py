"""An entry that left the trash of one machine, and was changed on another meanwhile."""

from __future__ import annotations

from pathlib import Path

from tests.exchange.transfer.histories import entries_of
from tests.sync.devices import Device, Network, texts


def revise(device: Device, text: str) -> None:
    """Change the one entry of a device."""
    (entry,) = entries_of(device.store)
    device.store.revisions.revise(entry, text, None, ())


def test_the_later_words_come_back_to_where_they_were_cleared(tmp_path: Path) -> None:
    """It comes back by older words from elsewhere; then both machines show the later ones again."""
    network = Network(tmp_path)
    cleared, other = network.add(hours=5), network.add()
    cleared.store.notes.add("the first words")
    cleared.sync()
    network.carry_all()
    other.sync()
    revise(cleared, "the later words")
    cleared.sync()
    (entry,) = entries_of(cleared.store)
    cleared.store.trash.put(entry)
    cleared.store.trash.empty()
    cleared.sync()
    revise(other, "older words from elsewhere")
    other.sync()
    network.carry_all()
    for _ in range(3):
        for device in network.devices:
            device.sync()
        network.carry_all()
    assert texts(cleared) == texts(other) == {"the later words"}


def test_a_restored_entry_says_the_later_words_that_lie_in_another_trash(tmp_path: Path) -> None:
    """Restored where only older words are known, it says the later ones that one other machine still has."""
    network = Network(tmp_path)
    cleared, reader, other = network.add(), network.add(), network.add()
    cleared.store.notes.add("the first words")
    for device in network.devices:
        device.sync()
        network.carry_all()
    revise(cleared, "the later words")
    (entry,) = entries_of(cleared.store)
    cleared.store.trash.put(entry)
    cleared.sync()
    network.carry_all()
    reader.sync()
    cleared.store.trash.empty()
    cleared.sync(everything=True)
    network.carry_all()
    other.sync()
    assert (texts(reader), texts(other)) == ({"the later words"}, {"the first words"})
    (entry,) = entries_of(other.store)
    other.store.trash.restore(entry)
    for _ in range(4):
        for device in network.devices:
            device.sync()
        network.carry_all()
    assert [texts(device) for device in network.devices] == [{"the later words"}] * 3
