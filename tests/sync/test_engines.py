"""Real engines carry the folder on this computer: Syncthing between three homes, and rclone by copying."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest

from tests.sync.devices import Device, Network, texts

pytestmark = pytest.mark.slow
_PATIENCE = 60
needs_syncthing = pytest.mark.skipif(not shutil.which("syncthing"), reason="syncthing is not installed")
needs_rclone = pytest.mark.skipif(not shutil.which("rclone"), reason="rclone is not installed")


class Syncthing:
    """One instance, which listens on this computer only."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        # No test opens a socket, not even to find a port that is free.
        self.port = Random(str(home)).randrange(20_000, 32_000)
        made = ["syncthing", "generate", f"--home={home}", "--no-default-folder", "--skip-port-probing"]
        subprocess.run(made, check=True, capture_output=True)
        self.config = ET.parse(home / "config.xml")
        self.id = self.config.getroot().findall("device")[0].attrib["id"]
        self._process: subprocess.Popen[bytes] | None = None

    def meet(self, all_of_them: list[Syncthing]) -> None:
        """Write a configuration in which these share the folder."""
        root = self.config.getroot()
        for element in [*root.findall("folder"), *root.findall("device")]:
            root.remove(element)
        shared = ET.SubElement(
            root, "folder", id="journal", path=str(self.folder), type="sendreceive",
            rescanIntervalS="1", fsWatcherEnabled="true", fsWatcherDelayS="1",
        )  # fmt: skip
        for one in all_of_them:
            ET.SubElement(shared, "device", id=one.id)
            device = ET.SubElement(root, "device", id=one.id, name=one.home.name)
            ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{one.port}"
        options = root.find("options")
        assert options is not None
        wanted = {
            "listenAddress": f"tcp://127.0.0.1:{self.port}",
            "globalAnnounceEnabled": "false",
            "localAnnounceEnabled": "false",
            "relaysEnabled": "false",
            "natEnabled": "false",
            "urAccepted": "-1",
            "crashReportingEnabled": "false",
            "autoUpgradeIntervalH": "0",
            "reconnectionIntervalS": "1",
            "startBrowser": "false",
        }
        for name, value in wanted.items():
            for element in options.findall(name):
                options.remove(element)
            ET.SubElement(options, name).text = value
        gui = root.find("gui")
        assert gui is not None
        gui.set("enabled", "false")
        self.config.write(self.home / "config.xml")

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["syncthing", "serve", f"--home={self.home}", "--no-browser", "--no-restart", "--no-upgrade"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


@contextmanager
def running(engines: list[Syncthing]) -> Iterator[None]:
    for engine in engines:
        engine.start()
    try:
        yield
    finally:
        for engine in engines:
            engine.stop()


def wait_for_texts(devices: list[Device], wanted: set[str]) -> None:
    """Sync them, until all of them have these words."""
    end = time.monotonic() + _PATIENCE
    while True:
        for device in devices:
            if (device.folder / "resilify-sync.json").exists():
                device.sync()
        found = [texts(device) for device in devices]
        if all(one == wanted for one in found):
            return
        assert time.monotonic() < end, found
        time.sleep(1)


@needs_syncthing
def test_three_homes_by_syncthing(tmp_path: Path) -> None:
    """Edits on all sides arrive everywhere, also those that were made while one of them was off."""
    network = Network(tmp_path / "folders")
    devices = [network.add() for _ in range(3)]
    engines = [Syncthing(tmp_path / f"engine{n}", device.folder) for n, device in enumerate(devices)]
    for engine in engines:
        (engine.folder / ".stfolder").mkdir()
        engine.meet(engines)
    with running(engines):
        for number, device in enumerate(devices):
            device.store.notes.add(f"from {number}")
        wait_for_texts(devices, {"from 0", "from 1", "from 2"})
        engines[2].stop()
        for number, device in enumerate(devices):
            device.store.notes.add(f"apart {number}")
            device.sync()
        engines[2].start()
        wait_for_texts(devices, {f"{word} {n}" for word in ("from", "apart") for n in range(3)})
    for device in devices:
        assert not [path.name for path in device.folder.rglob("*sync-conflict*")]


@needs_rclone
def test_two_homes_by_rclone(tmp_path: Path) -> None:
    """What each writes is copied to a place in common, and from there to the other."""
    network = Network(tmp_path / "folders")
    devices = [network.add(), network.add()]
    common = tmp_path / "common"
    for number, device in enumerate(devices):
        device.store.notes.add(f"from {number}")
    for _ in range(2):
        for device in devices:
            device.sync()
            own = device.state.device
            for one in (
                ("sync", device.folder / own, common / own),
                ("copy", common, device.folder, "--exclude", f"/{own}/**"),
            ):
                subprocess.run(["rclone", *map(str, one)], check=True, capture_output=True)
            device.sync()
    assert texts(devices[0]) == texts(devices[1]) == {"from 0", "from 1"}
