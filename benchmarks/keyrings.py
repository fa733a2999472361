"""Keyrings to measure with: the Secret Service of a desktop, and the library `keyring` over a file.

Both are made for the run, in its folder. The person's own keyring is neither asked nor changed.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from homes import environment, new_home

_BACKEND = Path(__file__).with_name("file_keyring.py")
_SERVICE = "resilify"
_TOOLS = ("dbus-daemon", "gnome-keyring-daemon")


class NoKeyringError(Exception):
    """There is no keyring to measure with here, and why."""


@contextmanager
def desktop_keyring(folder: Path) -> Iterator[Mapping[str, str]]:
    """Run a D-Bus and a Secret Service of our own; give what commands need in their environment.

    Raises:
        NoKeyringError: they are not installed, or do not start.
    """
    missing = [tool for tool in _TOOLS if not shutil.which(tool)]
    if missing:
        raise NoKeyringError(f"not installed: {', '.join(missing)}")
    home = new_home(folder / "keyring")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        try:
            assert bus.stdout is not None, "it is a pipe"
            address = {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
            _unlock({**environment(home), **address, "XDG_RUNTIME_DIR": str(home)})
            yield address
        finally:
            # The service ends with its bus.
            bus.terminate()


def _unlock(env: Mapping[str, str]) -> None:
    """Start a service whose keyring is open, and return when it answers."""
    command = ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--daemonize"]
    done = subprocess.run(command, input=b"words", env=env, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise NoKeyringError(f"gnome-keyring-daemon does not start here (exit code {done.returncode})")


def file_keyring(folder: Path) -> Mapping[str, str]:
    """Return an environment in which the library `keyring` keeps secrets in a file."""
    modules = new_home(folder / "file-keyring")
    shutil.copy(_BACKEND, modules)
    return {"PYTHONPATH": str(modules), "PYTHON_KEYRING_BACKEND": f"{_BACKEND.stem}.Keyring"}


def keep(python: Path, env: Mapping[str, str], name: str, key: str) -> None:
    """Put a store's key into the keyring of an environment, by the library.

    Raises:
        NoKeyringError: it is not taken.
    """
    command = [str(python), "-m", "keyring", "set", _SERVICE, name]
    if subprocess.run(command, input=key, env=env, text=True, check=False).returncode:
        raise NoKeyringError("the keyring does not take the key")
