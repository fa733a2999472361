"""Finds timers of this store that no reminder names: a list that was lost, or a command that was killed."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.atomic_files import is_scratch_file
from resilify_cli.commands.remind.timers import remove_timer, timer_files
from resilify_cli.reminders.reminder import EVERY_DAY, SESSION, TIMER, Reminder, TimeWindow

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.reminders.timer import TimerFiles

_UNIT = re.compile(r"(?:stamp-)?(resilify-[0-9a-f]{6})(?:-([0-9]{1,2}))?\.(?:service|timer|plist|xml)")
# Where things are, as a unit and an agent say it.
_PLACE = re.compile(
    r'^Environment="(RESILIFY_HOME|XDG_DATA_HOME)=(.*)"$'
    r"|<key>(RESILIFY_HOME|XDG_DATA_HOME)</key>\s*<string>(.*?)</string>",
    re.MULTILINE | re.DOTALL,
)
_UNITS_PER_REMINDER = 12


def remove_leftover_timers(ctx: AppContext, kept: Iterable[Reminder]) -> tuple[int, list[str]]:
    """Remove the timers of this store that no reminder names, and unfinished files beside them.

    Timers of another store, which the same person may have, stay.

    Args:
        ctx: The context of the command.
        kept: The reminders whose timers stay.

    Returns:
        How many timers were removed, and the commands that did not work, as they are typed.
    """
    any_unit = _timer_of(ctx, "resilify-000000", 1)
    folders = sorted({path.parent for path in (*any_unit.files, *any_unit.left)})
    names = {folder: _names_in(folder) for folder in folders}
    lengths: dict[str, int] = {}
    for found in filter(None, (_UNIT.fullmatch(name) for folder in folders for name in names[folder])):
        lengths[found[1]] = max(lengths.get(found[1], 1), int(found[2] or 0) + 1)
    known = {reminder.unit for reminder in kept}
    removed, failed = 0, []
    for unit, count in sorted(lengths.items()):
        timer = _timer_of(ctx, unit, min(count, _UNITS_PER_REMINDER))
        if unit not in known and _is_of_this_store(timer):
            failed += remove_timer(timer, timer.files)
            removed += 1
    for folder in {path.parent for path in any_unit.files}:
        _remove_scratch(folder, names[folder])
    return removed, failed


def _timer_of(ctx: AppContext, unit: str, count: int) -> TimerFiles:
    """Return what a reminder with so many timers has, by the name of its unit."""
    windows = tuple(TimeWindow(0, length) for length in range(count))
    return timer_files(ctx, Reminder(1, SESSION, windows, EVERY_DAY, TIMER, unit))


def _is_of_this_store(timer: TimerFiles) -> bool:
    """Return whether what is there runs for this store, or runs nothing at all."""
    running = {path: text for path, text in timer.files.items() if path.suffix != ".timer"}
    there = [path for path in running if path.exists()]
    return all(_store_variable(_read(path)) == _store_variable(running[path]) for path in there)


def _store_variable(text: str) -> str:
    """Return the variable by which a unit finds the store, with its value; empty for the usual place."""
    found = {one[1] or one[3]: one[2] or one[4] for one in _PLACE.finditer(text)}
    return next((f"{name}={found[name]}" for name in ("RESILIFY_HOME", "XDG_DATA_HOME") if name in found), "")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _names_in(folder: Path) -> Collection[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return ()


def _remove_scratch(folder: Path, names: Iterable[str]) -> None:
    for path in (folder / name for name in names):
        if is_scratch_file(path):
            path.unlink(missing_ok=True)
