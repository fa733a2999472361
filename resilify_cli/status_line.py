"""`resilify --line`: one short line for a shell's prompt or a status bar, with no words of the person.

Whatever goes wrong, and whatever is encrypted or not there, it is empty: nothing of it is for those who see a
prompt. It starts in little more than the time of Python itself, so it imports next to nothing.
"""

from __future__ import annotations

import os

# `typing`, which has the same, takes a third of Python's own time to load.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_TITLE = 40
_MOST_BYTES = 256 * 1024


def status_line(environment: Mapping[str, str], platform: str, now: int) -> str:
    """Return the line; empty where there is nothing to tell.

    Args:
        environment: The variables of the process.
        platform: `sys.platform`.
        now: The time, in Unix milliseconds.
    """
    try:
        from resilify_cli.store.status_query import read_status

        store, settings = _find_files(environment, platform)
        status = read_status(store, now)
        if status is None:
            return ""
        title, finished, in_the_middle = status
        name = "resilify" if _is_quiet(settings) else _short_title(title)
    except Exception:  # a prompt is no place for errors
        return ""
    sessions = "session" if finished == 1 else "sessions"
    where = ", in a session" if in_the_middle else ""
    return f"{name}: {finished} {sessions} done{where}"


def _find_files(environment: Mapping[str, str], platform: str) -> tuple[str, str]:
    """Return the files of the store and of the settings, as `app.paths` finds them."""
    if home := environment.get("RESILIFY_HOME"):
        data = config = os.path.abspath(os.path.expanduser(home))
    else:
        from resilify_cli import platform_folders

        data = platform_folders.data_folder(environment, platform)
        config = platform_folders.config_folder(environment, platform)
    return os.path.join(data, "resilify.db"), os.path.join(config, "settings.toml")


def _is_quiet(settings: str) -> bool:
    """Return whether the settings want no names: also where they say so in a way that is not understood.

    To load a reader of TOML would take longer than all the rest.
    """
    try:
        number = os.open(settings, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return False
    with open(number, "rb") as file:
        text = file.read(_MOST_BYTES).decode("utf-8")
    said = [line for line in map(str.strip, text.splitlines()) if line.lstrip("\"'").startswith("home")]
    if not said:
        return False
    name, _, value = said[0].partition("=")
    value = value.partition("#")[0].strip()
    return (
        len(said) > 1 or name.strip() != "home" or value not in ('"names"', "'names'", '"words"', "'words'")
    )


def _short_title(title: str) -> str:
    """Return a title without what a terminal takes for a command, no longer than a prompt has room for."""
    clean = " ".join("".join(letter if letter.isprintable() else " " for letter in title).split())
    return clean if len(clean) <= _LONGEST_TITLE else f"{clean[: _LONGEST_TITLE - 3].rstrip()}..."
