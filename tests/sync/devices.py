"""Made-up devices of one person, each with a sync folder, and an unreliable carrier between them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from resilify_cli.store.store import Store
from resilify_cli.sync.folder import SyncFolder
from resilify_cli.sync.forgetting import keys_without, take_keys
from resilify_cli.sync.keys import SyncKeys
from resilify_cli.sync.names import SegmentName
from resilify_cli.sync.state import Due, FolderState, forget_folder, load_folders, new_device
from resilify_cli.sync.sync import FolderSync, SyncResult
from tests.exchange.transfer.histories import SteppingClock
from tests.stores_in_memory import store_in_memory


@dataclass
class Device:
    """One machine: a store, and a folder that the carrier brings files to."""

    store: Store
    folder: Path

    @property
    def state(self) -> FolderState:
        """What the store knows of the folder."""
        return load_folders(self.store.database)[0]

    def join(self, keys: SyncKeys) -> None:
        """Begin to sync."""
        state = FolderState(
            id=SyncFolder(self.folder).read_id(),
            path=self.folder,
            device=new_device(),
            name=f"machine {self.folder.name}",
            keys=keys,
        )
        with self.store.database.transaction() as connection:
            state.save(connection)

    def sync(self, *, everything: bool = False) -> SyncResult:
        """Sync once, as the command does."""
        return FolderSync(self.store.database, self.state).run(everything=everything)

    def forget(self, device: str) -> SyncKeys:
        """Forget another device, and return the new keys."""
        database, state = self.store.database, self.state
        state.keys, state.due = keys_without(database, state, device), Due.ALL
        with database.transaction() as connection:
            state.save(connection)
        return state.keys

    def take(self, keys: SyncKeys) -> None:
        """Go on with keys that another device made."""
        take_keys(self.store.database, self.state, keys)

    def own_files(self) -> list[Path]:
        """Return the files of this device in its folder."""
        return sorted((self.folder / self.state.device).glob("*.age"))


def texts(device: Device) -> set[str]:
    """Return the texts of a device's entries that are not erased."""
    rows = device.store.database.rows("SELECT text FROM entries WHERE erased_at IS NULL")
    return {row["text"] for row in rows}


@dataclass
class Network:
    """Devices, and what each file looked like when its device had it."""

    root: Path
    keys: SyncKeys = field(default_factory=SyncKeys.generate)
    devices: list[Device] = field(default_factory=list)
    left: list[Device] = field(default_factory=list)
    shared: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)

    def add(self, hours: int = 0, *, store: Store | None = None) -> Device:
        """Add a device with a clock that is so many hours off, which joins."""
        number = self._next_number()
        if store is None:
            store = Store(store_in_memory(f"{number}", SteppingClock(timedelta(hours=hours))))
        folder = self.root / f"{number}"
        device = Device(store, folder)
        if number == 0:
            SyncFolder(folder).create()
        else:
            folder.mkdir(parents=True)
            shutil.copy(self.devices[0].folder / "resilify-sync.json", folder)
        self.devices.append(device)
        device.join(self.keys)
        return device

    def copy_of(self, device: Device) -> Device:
        """Add a machine that got a copy of another one's home and folder."""
        number = self._next_number()
        self.shared.add(device.state.device)
        old = device.store.database
        database = store_in_memory(f"{number}", old.clock)
        old.connection.backup(database.connection)
        shutil.copytree(device.folder, self.root / f"{number}")
        self.devices.append(Device(Store(database), self.root / f"{number}"))
        state = self.devices[-1].state
        state.path = self.devices[-1].folder
        with database.transaction() as connection:
            state.save(connection)
        return self.devices[-1]

    def _next_number(self) -> int:
        return len(list(self.root.iterdir()))

    def leave(self, device: Device) -> None:
        """Have a device stop to sync. Its files stay in its folder, and are carried on."""
        with device.store.database.transaction() as connection:
            forget_folder(connection, device.state.id)
        self.devices.remove(device)
        self.left.append(device)

    def come_back(self, device: Device) -> None:
        """Have a device join again that has left."""
        self.left.remove(device)
        self.devices.append(device)
        device.join(self.keys)

    def carry_all(self) -> bool:
        """Bring every folder to what the devices have written, as a carrier does once all have met.

        Returns:
            Whether anything was under way.
        """
        moved = bool([device for device in self.devices if _bring_back(device.folder)])
        names = {id(device): device.state.device for device in self.devices}
        for owner in self.devices:
            own = owner.folder / names[id(owner)]
            for other in self.devices:
                if other is owner or not own.is_dir():
                    continue
                # What several machines wrote as one is whole in no folder, and nothing of it is taken away.
                if own.name in (self.shared | {names[id(other)]}):
                    moved |= _copy_segments(own, other.folder / own.name)
                else:
                    moved |= _mirror(own, other.folder / own.name)
        # What devices wrote that go by another name now.
        for source in [*self.devices, *self.left]:
            for folder in SyncFolder(source.folder).devices():
                if folder in self.shared or folder not in names.values():
                    for target in self.devices:
                        if target is not source:
                            moved |= _copy_segments(source.folder / folder, target.folder / folder)
        return moved

    def carry_some(self, random: Random) -> None:
        """Bring some files to some devices, late, twice, cut short, damaged or taken away again.

        The content of a machine's own files may be taken away for now too.
        """
        source, target = random.choice(self.devices), random.choice(self.devices)
        # How much is drawn below hangs on sizes, which differ a little each time.
        random = Random(random.random())
        if source is target:
            return
        own = source.folder / source.state.device
        there = target.folder / own.name
        if target.state.device == own.name:
            # Two that write as one: a carrier brings what is new, and damages nothing that lies there.
            _copy_segments(own, there)
            return
        for path in sorted(own.glob("*.age")):
            _carry_file(path, there, random)
        for path in sorted(there.glob("*.age")):
            if random.random() < 0.2:
                path.unlink()
        for path in (*sorted(own.glob("*.age")), *sorted(there.glob("*.age"))):
            if random.random() < 0.1:
                path.rename(path.with_name(f".{path.name}.icloud"))


def _carry_file(path: Path, folder: Path, random: Random) -> None:
    folder.mkdir(exist_ok=True)
    content, what = path.read_bytes() or b" ", random.randrange(8)
    name = SegmentName.parse(path.name)
    target = folder / path.name
    match what:
        case 0:
            return
        case 1:
            target.write_bytes(content[: random.randrange(len(content))])
        case 2:
            at = random.randrange(len(content))
            flipped = bytes([content[at] ^ 1 << random.randrange(8)])
            target.write_bytes(content[:at] + flipped + content[at + 1 :])
        case 3:
            (folder / f"{path.stem}.sync-conflict-20261103-120000-ABCDEFG.age").write_bytes(content)
        case 4:
            target.write_bytes(b"")
        case 5:
            if name is not None:
                (folder / str(name._replace(number=name.number + 7))).write_bytes(content)
        case _:
            target.write_bytes(content)


def _bring_back(folder: Path) -> bool:
    """Bring back the contents of the files in a folder that were taken away for now."""
    found = list(folder.glob("*/.*.icloud"))
    for path in found:
        path.rename(path.with_name(path.name.removeprefix(".").removesuffix(".icloud")))
    return bool(found)


def _mirror(own: Path, there: Path) -> bool:
    """Make a folder on another machine what its device has, and return whether it was something else."""
    before, after = (_contents(folder) for folder in (there, own))
    there.mkdir(exist_ok=True)
    for name in before.keys() - after.keys():
        (there / name).unlink()
    for name, content in after.items():
        if before.get(name) != content:
            (there / name).write_bytes(content)
    return before != after


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def _copy_segments(source: Path, target: Path) -> bool:
    """Bring the whole files of a folder to another machine's, and return whether any were not there."""
    moved = False
    target.mkdir(exist_ok=True)
    for path in source.glob("*.age"):
        name = SegmentName.parse(path.name)
        good = name is not None and SyncFolder(source.parent).read(source.name, name) is not None
        if name is None or not good or SyncFolder(target.parent).read(target.name, name) is not None:
            continue
        shutil.copy(path, target)
        moved = True
    return moved
