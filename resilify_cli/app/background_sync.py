"""Starts a sync in the background once a command is over, where the settings ask for that."""

from __future__ import annotations

import sys
from contextlib import suppress

# What was asked for in this process: "at exit", and "never".
_asked: set[str] = set()


def sync_at_exit() -> None:
    """Have a sync start once this command is over, unless this command syncs itself."""
    _asked.add("at exit")


def never_sync_at_exit() -> None:
    """Have none start, whatever else asks for one: for a command that syncs itself."""
    _asked.add("never")


def is_sync_wanted() -> bool:
    """Return whether a sync is to start once this command is over."""
    return _asked == {"at exit"}


def start_background_sync() -> None:
    """Start the sync, if one is wanted, as a process that nothing waits for and that says nothing here."""
    if not is_sync_wanted():
        return
    import subprocess

    # Without -P a file in the folder that the person is in could stand in for a module.
    command = [sys.executable, "-P", "-m", "resilify_cli", "sync", "--background"]
    nowhere = subprocess.DEVNULL
    with suppress(OSError):
        started = subprocess.Popen(
            command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
        # It outlives this process on purpose.
        started.returncode = 0
