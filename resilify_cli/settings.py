"""The person's settings, from a small TOML file that they may or may not have."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from shlex import quote

from resilify_cli.errors import SettingsError
from resilify_cli.file_access import folder_open_to_others, foreign_owner, restrict_to_owner

LARGEST = 256 * 1024
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set: `plain` and `animation` as true or false, `country` as two letters.

    `day_starts_at` is a time such as "04:00"; what is written before it belongs to the day before.
    `private` clears the screen on leaving.
    `passphrase_command`, `key_file` and `keyring` are ways to open an encrypted store without typing.
    """

    plain: bool = False
    animation: bool = True
    country: str = ""
    day_starts_at: str = "00:00"
    passphrase_command: str = ""
    key_file: str = ""
    keyring: bool = False
    private: bool = False

    @property
    def day_start(self) -> timedelta:
        """How long after midnight a day begins."""
        hours, minutes = self.day_starts_at.split(":")
        return timedelta(hours=int(hours), minutes=int(minutes))


def _is_readable(found: os.stat_result) -> bool:
    return stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name[:40].lower(), known, 1)
    return f"Did you mean {near[0]!r}?" if near else f"It knows: {', '.join(known)}."


def _refuse_others(path: Path) -> None:
    """Raise a `SettingsError` if another user can change the settings: a command of theirs would run."""
    if (owner := foreign_owner(path, follow=True)) is not None:
        raise SettingsError(
            f"The settings in {path} belong to another user of this computer (number {owner}).",
            "Remove them, or set RESILIFY_HOME to a folder of your own.",
        )
    if (folder := folder_open_to_others(path)) is not None:
        raise SettingsError(
            f"Every user of this computer can change your settings: {folder} is open to all.",
            f"To close it: chmod o-w {quote(str(folder))}",
        )
    if hasattr(os, "geteuid") and path.stat().st_mode & stat.S_IWOTH and restrict_to_owner(path, follow=True):
        raise SettingsError(
            f"Every user of this computer could change your settings in {path}. Now only you can.",
            "Look whether they are as you wrote them, then call the command again.",
        )


def load_settings(path: Path, tell: Callable[[str], None] = lambda line: None) -> Settings:
    """Read the settings, or return the defaults where there is no file.

    Args:
        path: the settings file.
        tell: called with a sentence for each setting that is not known or whose value can't be used; the
            default counts then, and the others are heeded all the same.

    Raises:
        SettingsError: the file can't be read, is too large, or is no TOML.
    """
    try:
        # A pipe would be waited for, and a device may never end.
        if not _is_readable(path.stat()):
            raise SettingsError(
                f"The settings in {path} can't be read.", f"They are a file of at most {LARGEST:,} bytes."
            )
        _refuse_others(path)
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as error:
        raise SettingsError(f"The settings in {path} are no text in UTF-8.", "Save them as such.") from error
    except OSError as error:
        raise SettingsError(
            f"The settings in {path} can't be read: {error.strerror}.", "Check the name and its rights."
        ) from error
    import tomllib

    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits is a plain ValueError; brackets without end, the other.
        raise SettingsError(f"The settings in {path} are not valid TOML.", str(error)) from error
    known = {field.name: field.default for field in fields(Settings)}
    unknown = [name for name in found if name not in known]
    for name in unknown:
        del found[name]
    for name in unknown[:_MOST_TOLD]:
        tell(
            f"{path} has a setting named {name[:40]!r}, which resilify does not know. {_nearest(name, known)}"
        )
    if len(unknown) > _MOST_TOLD:
        tell(f"It has {len(unknown) - _MOST_TOLD} more of those.")
    for name, value in list(found.items()):
        if needed := _what_it_needs(name, value, known[name]):
            # Who wrote anything about privacy that can't be read gets more of it, never less.
            found[name] = True if name == "private" else known[name]
            counts = f'"{found[name]}"' if isinstance(found[name], str) else str(found[name]).lower()
            tell(f"In {path}, {name} needs {needed}. Until then, {counts} counts.")
    return Settings(**found)


def _what_it_needs(name: str, value: object, default: object) -> str:
    """Return what a setting needs in place of a value that can't be used, or nothing if it can."""
    usable = type(value) is type(default)
    if name == "day_starts_at":
        if usable and re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", str(value)):
            return ""
        return 'a time such as "04:00"'
    if usable:
        return ""
    return "true or false" if isinstance(default, bool) else "a text in quotes"
