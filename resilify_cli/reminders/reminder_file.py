"""The two files of reminders: which there are, and when each was shown and what was done.

They lie beside the store and not in it, so that a timer can read them while the store is locked. What a
reminder is about and its times stand in what the system needs to bring it anyway; no word of the person does.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from resilify_cli.atomic_files import atomic_write
from resilify_cli.errors import StoreError
from resilify_cli.file_access import make_private_folder
from resilify_cli.reminders.reminder import ABOUT, DAY_MINUTES, WAYS, InstalledFile, Reminder, TimeWindow

_VERSION = 1
_LARGEST = 256 * 1024
SHOWN, DONE = "shown", "done"


def load_reminders(path: Path) -> tuple[Reminder, ...]:
    """Return the reminders; none where there is no file.

    Raises:
        StoreError: the file can't be read, or was changed by hand so that it can't be understood.
    """
    data = _load(path)
    if data is None:
        return ()
    try:
        return tuple(_read_reminder(item) for item in data["reminders"])
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged_error(path) from error


def save_reminders(path: Path, reminders: Iterable[Reminder]) -> None:
    """Write the reminders; where there are none, the file goes.

    Raises:
        FileNotWrittenError: it can't be written.
    """
    kept = [_reminder_data(reminder) for reminder in reminders]
    if kept:
        _save(path, {"version": _VERSION, "reminders": kept})
    else:
        path.unlink(missing_ok=True)


def load_times(path: Path, which: str) -> dict[str, datetime]:
    """Return what was shown (`SHOWN`, by number) or done (`DONE`, by what it is about), and when.

    What can't be read counts as nothing: a reminder too many is better than none.
    """
    try:
        found = (_load(path) or {})[which]
        return {str(name): datetime.fromisoformat(at) for name, at in found.items()}
    except (StoreError, KeyError, TypeError, ValueError, AttributeError):
        return {}


def save_times(path: Path, which: str, times: Mapping[str, datetime]) -> None:
    """Write when something was shown or done, beside what the file has of the other.

    Raises:
        FileNotWrittenError: it can't be written.
    """
    data = {name: load_times(path, name) for name in (SHOWN, DONE)}
    if data[which] == times:
        return
    data[which] = dict(times)
    texts = {name: {key: at.isoformat() for key, at in kept.items()} for name, kept in data.items()}
    _save(path, {"version": _VERSION, **texts})


def _load(path: Path) -> dict[str, Any] | None:
    try:
        if os.stat(path).st_size > _LARGEST:
            raise _damaged_error(path)
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged_error(path) from error
    if not isinstance(data, dict):
        raise _damaged_error(path)
    return data


def _save(path: Path, data: Mapping[str, Any]) -> None:
    make_private_folder(path.parent)
    with atomic_write(path, force=True) as file:
        json.dump(data, file, indent=1)
        file.write("\n")


def _read_reminder(item: Mapping[str, Any]) -> Reminder:
    reminder = Reminder(
        number=int(item["number"]),
        about=str(item["about"]),
        windows=tuple(TimeWindow(int(start), int(length)) for start, length in item["windows"]),
        weekdays=tuple(map(int, item["weekdays"])),
        way=str(item["way"]),
        unit=str(item["unit"]),
        files=tuple(InstalledFile(Path(path), str(digest)) for path, digest in item["files"]),
    )
    in_range = all(
        0 <= start < DAY_MINUTES and 0 <= length < DAY_MINUTES for start, length in reminder.windows
    )
    known = reminder.about in ABOUT and reminder.way in WAYS
    days = set(reminder.weekdays)
    if not (in_range and known and reminder.windows and days and days <= set(range(7))):
        raise ValueError(item)
    return reminder


def _reminder_data(reminder: Reminder) -> dict[str, Any]:
    return {**reminder._asdict(), "files": [(str(path), digest) for path, digest in reminder.files]}


def _damaged_error(path: Path) -> StoreError:
    return StoreError(
        f"The reminders in {path} can't be read.",
        "To turn all reminders off, and remove what was set for them: resilify remind off",
    )
