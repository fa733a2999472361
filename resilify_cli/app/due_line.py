"""`resilify --line --due`: the line of a reminder for a shell, once, and nothing else ever."""

from __future__ import annotations

import os
from datetime import datetime

from resilify_cli.app.due_reminders import due_reminders, note_shown
from resilify_cli.app.paths import find_paths
from resilify_cli.app.system_zone import SystemZone
from resilify_cli.reminders.reminder import SHELL, TEXT
from resilify_cli.settings import load_settings


def take_due_line() -> str:
    """Return the line, if a reminder of the shell's is due; it is not due again then."""
    try:
        paths = find_paths(os.environ)
        if not os.path.lexists(paths.vault.reminders):
            return ""
        now = datetime.now().astimezone()
        starts_at = load_settings(paths.settings).settings.day_start
        found = due_reminders(paths, starts_at, now, SystemZone(), SHELL)
        if found:
            note_shown(paths, found, now)
    except Exception:  # a prompt is no place for errors
        return ""
    return TEXT if found else ""
