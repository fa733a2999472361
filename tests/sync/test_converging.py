"""Devices come to say the same, and lose no words, whatever a carrier does with their files."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilify_cli.store.store import Store
from resilify_cli.sync import sync as module
from resilify_cli.sync.keys import SyncKeys
from resilify_cli.sync.state import ReadSegments
from tests.campaign import Tell
from tests.exchange.transfer.histories import ACTS, Person, has_words, held
from tests.exchange.transfer.test_converging import check_same, check_words
from tests.stores_in_memory import close_all
from tests.sync.devices import Device, Network

_QUIET: list[HealthCheck] = [HealthCheck.too_slow, HealthCheck.data_too_large]
offsets = st.lists(st.integers(-48, 48), min_size=2, max_size=4)


def live(network: Network, person: Person, random: Random, length: int) -> None:
    """Let things happen on some devices, with syncs and deliveries in between."""
    for _ in range(length):
        device = random.choice(network.devices)
        match random.randrange(10):
            case 0 | 1:
                device.sync()
            case 2 | 3:
                network.carry_some(random)
            case 4 if len(network.devices) < 5 and random.random() < 0.15:
                copy = network.copy_of(device)
                person.stores.append(copy.store)
            case 4 if len(network.devices) < 5 and random.random() < 0.3:
                person.stores.append(network.add(random.randrange(-48, 48)).store)
            case 4 if network.left and random.random() < 0.5:
                back = random.choice(network.left)
                network.come_back(back)
                person.stores.append(back.store)
            case 4 if len(network.devices) > 2 and random.random() < 0.1:
                network.leave(device)
                person.stores.remove(device.store)
            case _:
                random.choice(ACTS)(person, device.store, random.randrange(6))


def forget_some(network: Network, person: Person, random: Random) -> None:
    """Forget a device or two, by one or two others at once, at any time; the others learn of it in turn."""
    made: list[SyncKeys] = []
    unknown: list[str] = []
    for _ in range(random.choice((1, 1, 2))):
        names = [device.state.device for device in network.devices]
        # A machine that another one writes as can't be named apart from that.
        alone = [device for device in network.devices[1:] if names.count(device.state.device) == 1]
        if len(network.devices) < 3 or not alone:
            break
        gone = random.choice(alone)
        network.devices.remove(gone)
        person.stores.remove(gone.store)
        keys = _forgotten_by_one(network, gone.state.device, random)
        made += keys
        if not keys:
            unknown.append(gone.state.device)
    for _ in range(random.randrange(6)):
        device = random.choice(network.devices)
        random.choice(ACTS)(person, device.store, random.randrange(6))
        device.sync()
        if made and random.random() < 0.5:
            random.choice(network.devices).take(random.choice(made))
        network.carry_some(random)
    # What it wrote may have come, and be gone again from the folder.
    made += [keys for gone in unknown for keys in _forgotten_by_one(network, gone, random)]
    for device in network.devices:
        for new in random.sample(made, len(made)):
            device.take(new)


def _forgotten_by_one(network: Network, gone: str, random: Random) -> list[SyncKeys]:
    """Have one device forget a lost one, and return the new keys; none has read anything of it if empty."""
    knows = [device for device in network.devices if gone in _devices_known_to(device)]
    return [random.choice(knows).forget(gone)] if knows else []


def _devices_known_to(device: Device) -> dict[str, tuple[str, int]]:
    return ReadSegments(device.store.database, device.state.id).devices()


def converge(hours: list[int], seed: int, length: int) -> None:
    random = Random(seed)
    # Ids decide between words of one moment: with these too, a history is the same at each run.
    seeded = mock.patch("os.urandom", Random(seed).randbytes)
    with tempfile.TemporaryDirectory() as root, seeded:
        network = Network(Path(root))
        for off in hours:
            network.add(off)
        person = Person([device.store for device in network.devices])
        live(network, person, random, length)
        if random.random() < 0.3 and len(network.devices) > 2:
            if random.random() < 0.5:
                settle(network)
            forget_some(network, person, random)
        before = {
            entry_id: set().union(*(held(s, entry_id) for s in person.stores if has_words(s, entry_id)))
            for entry_id in person.words
        }
        # What a forgotten device had erased, and had told to nobody.
        untold = {one for one in person.erased if not any(_is_erased(s, one) for s in person.stores)}
        person.erased -= untold
        before = {entry_id: texts for entry_id, texts in before.items() if entry_id not in untold}
        settle(network)
        check_same(person, told_again=False)
        check_words(person, before, told_again=False)
        restore_cleared(network, person, random)
        settle(network)
        check_same(person, told_again=False)
        check_words(person, before, told_again=False)
        assert not any(_does_something(device) for device in network.devices)
        assert len({device.state.keys.to_json() for device in network.devices}) == 1
        close_all()


def restore_cleared(network: Network, person: Person, random: Random) -> None:
    """Restore on one device what was cleared on another, and lies in a trash yet."""
    for entry_id in sorted(person.cleared):
        found = [
            (device, entry)
            for device in network.devices
            for entry, _ in device.store.trash.entries()
            if entry.id == entry_id
        ]
        if found:
            device, entry = random.choice(found)
            device.store.trash.restore(entry)


def _is_erased(store: Store, entry_id: str) -> bool:
    return bool(store.database.rows("SELECT 1 FROM entries WHERE id = ? AND gone = 'erased'", (entry_id,)))


def settle(network: Network) -> None:
    """Bring all to all, until nothing is under way any more: in six rounds at most."""
    for _ in range(6):
        busy = [device for device in network.devices if _does_something(device)]
        if not network.carry_all() and not busy:
            break
    for device in network.devices:
        device.sync()


def _does_something(device: Device) -> bool:
    """Sync, and return whether anything was written or merged, or the next sync may do so."""
    result = device.sync()
    return result.sent > 0 or result.renewed or result.received.entries + result.received.others != Counter()


@settings(deadline=None, max_examples=10, suppress_health_check=_QUIET)
@given(offsets, st.integers(0, 1 << 30), st.integers(10, 50))
def test_devices_come_to_say_the_same(hours: list[int], seed: int, length: int) -> None:
    """Files that come late, twice, cut short, damaged, under other names, or not at all cost no word."""
    converge(hours, seed, length)


def drawn(seed: int) -> tuple[list[int], int, int]:
    """Return the clocks, the seed and the length of one of many histories."""
    random = Random(seed)
    hours = [random.randint(-48, 48) for _ in range(random.randint(2, 4))]
    return hours, seed, random.randint(10, 80)


@pytest.mark.slow
@pytest.mark.parametrize("packed_after", [50, 2])
def test_devices_come_to_say_the_same_over_many_histories(
    packed_after: int, whole: bool, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same, many times, also where devices pack their files together after every second one."""
    monkeypatch.setattr(module, "SEGMENTS_OF_ONE", packed_after)
    count = 5_000 if whole else 60
    for seed in range(count):
        converge(*drawn(seed))
    tell(f"histories of devices that pack {packed_after} files together", count, 0)
