"""A machine that was silent for a year comes back: nothing is lost, and nothing erased is there again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from resilify_cli.sync import sync as module
from resilify_cli.vault.erasing.rows import erase, find_entry_target
from tests.exchange.transfer.histories import SteppingClock
from tests.sync.devices import Device, Network, texts

_YEAR = timedelta(days=365)


def clock_of(device: Device) -> SteppingClock:
    clock = device.store.database.clock
    assert isinstance(clock, SteppingClock)
    return clock


def keep_each_in_touch(network: Network, *, without: Device | None = None) -> None:
    """Sync those that are not silent, and carry what they wrote to each other."""
    silent = [device for device in network.devices if device is without]
    network.devices = [device for device in network.devices if device is not without]
    for _ in range(2):
        for device in network.devices:
            device.sync()
        network.carry_all()
    network.devices += silent


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    """Three machines that pack their files often, each with an entry, which all of them have."""
    monkeypatch.setattr(module, "SEGMENTS_OF_ONE", 4)
    network = Network(tmp_path)
    for number in range(3):
        network.add().store.notes.add(f"from {number}")
    keep_each_in_touch(network)
    return network


def entry_of(device: Device, text: str) -> str:
    (row,) = device.store.database.rows("SELECT id FROM entries WHERE text = ?", (text,))
    return str(row["id"])


def test_a_machine_that_was_silent_for_a_year_comes_back(network: Network) -> None:
    """It learns what was written, changed and erased meanwhile, and tells what it wrote before and alone."""
    first, second, silent = network.devices
    alone = silent.store.notes.add("alone")
    kept = silent.store.journal.find(entry_of(silent, "from 2"))
    silent.store.revisions.revise(kept, "from 2, changed alone", None)
    erase(first.store.database, find_entry_target(first.store.database, entry_of(first, "from 1")))
    second.store.trash.put(second.store.journal.find(entry_of(second, "from 0")))
    for week in range(0, 52, 2):
        for device in (first, second):
            clock_of(device).off += timedelta(weeks=2)
            device.store.notes.add(f"week {week} of {device.folder.name}")
            # What a command does when it opens the store: what was long in the trash leaves it.
            device.store.trash.purge_expired_trash()
            keep_each_in_touch(network, without=silent)
    assert any(path.name.startswith("snapshot-") for path in first.own_files())
    assert len(first.own_files()) < first.state.number
    for device in (first, second):
        assert "from 0" not in texts(device)
    clock_of(silent).off += _YEAR
    keep_each_in_touch(network)
    keep_each_in_touch(network)
    weeks = {f"week {week} of {name}" for week in range(0, 52, 2) for name in ("0", "1")}
    for device in network.devices:
        assert texts(device) - {"from 0"} == weeks | {"alone", "from 2, changed alone"}
        assert "from 1" not in texts(device)
        assert entry_of(device, "alone") == alone
    # What left the trash of the others is in that of the silent one, and comes back to nobody.
    for device in (first, second):
        assert "from 0" not in texts(device)
    assert [entry.text for entry, _ in silent.store.trash.entries()] == ["from 0"]
