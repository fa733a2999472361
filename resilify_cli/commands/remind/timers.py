"""The timer of this system for a reminder: what is written and run for it, and how it is undone."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.app.paths import HOME_VARIABLE
from resilify_cli.atomic_files import atomic_write
from resilify_cli.errors import ResilifyError
from resilify_cli.reminders.timer import TimerCall, TimerFiles

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.reminders.reminder import Reminder

# Where things are depends on these. A timer starts without them.
_VARIABLES = (HOME_VARIABLE, "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
_SECONDS = 30
# The folders of systemd for one user, which go when nothing is in them.
_FOLDERS = {"timers.target.wants", "user", "systemd", "timers"}


def timer_files(ctx: AppContext, reminder: Reminder) -> TimerFiles:
    """Return what this system's timer needs for a reminder."""
    home = Path(os.path.expanduser("~"))
    command = (sys.executable, "-P", "-m", "resilify_cli", "remind", "due", str(reminder.number))
    found = {name: ctx.environment[name] for name in _VARIABLES if ctx.environment.get(name)}
    if HOME_VARIABLE in found:
        # A timer starts in another folder than this one.
        found[HOME_VARIABLE] = str(ctx.paths.vault.folder)
    if sys.platform == "win32":
        from resilify_cli.reminders.windows_task import windows_task

        carried = ("--home", found[HOME_VARIABLE]) if HOME_VARIABLE in found else ()
        user = "\\".join(filter(None, map(ctx.environment.get, ("USERDOMAIN", "USERNAME"))))
        call = TimerCall((_without_window(command[0]), *command[1:], *carried), user=user)
        return windows_task(reminder, call, ctx.paths.vault.folder, ctx.now().date())
    call = TimerCall(command, found)
    if sys.platform == "darwin":
        from resilify_cli.reminders.launch_agent import launch_agent

        return launch_agent(reminder, call, home)
    from resilify_cli.reminders.systemd_timer import systemd_timer

    return systemd_timer(
        reminder,
        call,
        Path(ctx.environment.get("XDG_CONFIG_HOME") or home / ".config"),
        Path(ctx.environment.get("XDG_DATA_HOME") or home / ".local" / "share"),
    )


def lines_of(timer: TimerFiles) -> Iterable[str]:
    """Yield what is written and run for a timer, in full."""
    for path, text in timer.files.items():
        yield from (f"{path}:", *(f"    {line}" if line else "" for line in text.splitlines()), "")
    yield "Then these are run:"
    yield from (f"    {shlex.join(command)}" for command in timer.begin)


def install_timer(timer: TimerFiles) -> None:
    """Write the files and begin the timer. If that does not work, nothing of it is left.

    Raises:
        ResilifyError: it can't be written or begun.
    """
    try:
        for path, text in timer.files.items():
            _make_folder(path.parent)
            with atomic_write(path, force=True) as file:
                file.write(text)
        for command in timer.begin:
            _run(command)
    except BaseException:
        remove_timer(timer, timer.files)
        raise


def remove_timer(timer: TimerFiles, files: Iterable[Path]) -> list[str]:
    """End a timer and remove its files, as far as that can be done.

    Returns:
        The commands that did not work, as they are typed.
    """
    failed = []
    for command in timer.end:
        try:
            _run(command)
        except ResilifyError:
            failed.append(shlex.join(command))
    # A folder comes before the one that it lies in.
    folders = sorted({path.parent for path in (*files, *timer.left)}, reverse=True)
    for path in (*files, *timer.left):
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            failed.append(shlex.join(("rm", str(path))))
    for folder in folders:
        # Those that are there for timers alone, as long as nothing else is in them.
        for emptied in (folder, *folder.parents):
            if emptied.name not in _FOLDERS:
                break
            with suppress(OSError):
                emptied.rmdir()
    for command in timer.after:
        # Where there was nothing to be reset, it says so.
        with suppress(ResilifyError):
            _run(command)
    return failed


def _run(command: tuple[str, ...]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise ResilifyError(
            f"The system's timer can't be used here: {shlex.join(command)} did not work.",
            "Nothing of it is left. Two other ways: --calendar FILE.ics, and --shell.",
        ) from error


def missing_program(command: tuple[str, ...]) -> str:
    """Return the name of a program that is not there; empty where it is."""
    return "" if shutil.which(command[0]) else command[0]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ResilifyError(
            f"There can be no folder {folder}: {error.strerror or 'unknown error'}.",
            "Two other ways: --calendar FILE.ics, and --shell.",
        ) from error


def _without_window(python: str) -> str:
    """Return the Python of Windows that opens no window, if it is there."""
    quiet = Path(python).with_name("pythonw.exe")
    return str(quiet) if quiet.exists() else python
