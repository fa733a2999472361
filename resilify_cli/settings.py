"""The person's settings, from a small TOML file that they may or may not have."""

import os
import re
import stat
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from resilify_cli.errors import SettingsError
from resilify_cli.file_access import folder_open_to_others, foreign_owner, restrict_to_owner
from resilify_cli.theme import THEMES

LARGEST = 256 * 1024
SYNC_TIMES = OFF, AFTER = ("off", "after")
WORDS, NAMES, QUIET = HOME_VIEWS = ("words", "names", "quiet")
# What counts where something about privacy is written that can't be used.
MOST_PRIVATE = {"private": True, "home": QUIET, "suggestions": False}
_SWITCHES = {**dict.fromkeys(("true", "yes", "on"), True), **dict.fromkeys(("false", "no", "off"), False)}
_LONGEST_UNLOCKED = 24 * 3600
_MOST_TOLD = 5
_LONGEST_REASON = 200


# Without the `annotations` of `__future__`: NamedTuple compiles each that is a text, in every command.
class Settings(NamedTuple):
    """What can be set: `plain` and `animation` as true or false, `country` as two letters.

    `day_starts_at` is a time such as "04:00"; what is written before it belongs to the day before.
    `private` clears the screen on leaving. `theme` is one of `THEMES`.
    `home` is what `resilify` alone shows: "words" of the person, "names" of programs, neither ("quiet").
    `unlocked_for` is how long an encrypted store stays open, such as "30 min"; empty for not at all.
    `page_look` is whether the home screen asks each half year if the page for hard days is still right.
    `suggestions` is whether a practice may be offered after a check-in or a session.
    `sync` is when the journal is synced by itself: after each command, in the background, or not ("off").
    `editor` is the command of the person's editor, before `VISUAL` and `EDITOR`.
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
    theme: str = "calm"
    home: str = "names"
    unlocked_for: str = ""
    editor: str = ""
    sync: str = OFF
    suggestions: bool = True
    page_look: bool = False

    @property
    def unlocked_seconds(self) -> int:
        """For how many seconds an encrypted store stays open; 0 for not at all."""
        return _read_seconds(self.unlocked_for)

    @property
    def day_start(self) -> timedelta:
        """How long after midnight a day begins."""
        hours, minutes = self.day_starts_at.split(":")
        return timedelta(hours=int(hours), minutes=int(minutes))


def _is_readable(found: os.stat_result) -> bool:
    return stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST


def _nearest_name(name: str, known: Iterable[str]) -> str:
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
        from shlex import quote

        raise SettingsError(
            f"Every user of this computer can change your settings: {folder} is open to all.",
            f"To close it: chmod o-w {quote(str(folder))}",
        )
    if hasattr(os, "geteuid") and path.stat().st_mode & stat.S_IWOTH and restrict_to_owner(path, follow=True):
        raise SettingsError(
            f"Every user of this computer could change your settings in {path}. Now only you can.",
            "Look whether they are as you wrote them, then call the command again.",
        )


class LoadedSettings(NamedTuple):
    """The settings, and what could not be used of them.

    Attributes:
        settings: what is set, with the default of each setting that can't be used.
        warnings: a sentence for each of those, and for the file if it can't be used at all.
    """

    settings: Settings
    warnings: tuple[str, ...] = ()


def load_settings(path: Path) -> LoadedSettings:
    """Read the settings; where there is no file, the defaults.

    Raises:
        SettingsError: the file can't be read, is too large, or can be changed by others.
    """
    try:
        # A pipe would be waited for, and a device may never end.
        if not _is_readable(path.stat()):
            raise SettingsError(
                f"The settings in {path} can't be read.", f"They are a file of at most {LARGEST:,} bytes."
            )
        _refuse_others(path)
        content = path.read_bytes()
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except OSError as error:
        raise SettingsError(
            f"The settings in {path} can't be read: {error.strerror}.", "Check the name and its rights."
        ) from error
    import tomllib

    try:
        found = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits is a plain ValueError; brackets without end, the other.
        return _defaults(path, content, error)
    return _check_settings(path, found)


def _defaults(path: Path, content: bytes, error: Exception) -> LoadedSettings:
    """Return the settings of a file that is no TOML."""
    reason = (
        "it is no text in UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)[:_LONGEST_REASON]
    )
    warning = f"The settings in {path} are not valid TOML ({reason}). Until they are, the defaults count."
    # Who wrote anything about privacy that can't be read gets more of it, never less.
    kept: dict[str, Any] = {name: value for name, value in MOST_PRIVATE.items() if name.encode() in content}
    if not kept:
        return LoadedSettings(Settings(), (warning,))
    counting = " and ".join(f"{name} = {toml_value(value)}" for name, value in kept.items())
    return LoadedSettings(Settings(**kept), (f"{warning} Besides, {counting} counts.",))


def _check_settings(path: Path, found: dict[str, Any]) -> LoadedSettings:
    """Return the settings of a file, with the defaults of those that can't be used."""
    known = Settings._field_defaults
    unknown = [name for name in found if name not in known]
    warnings = [
        f"{path} has a setting named {name[:40]!r}, which resilify does not know."
        f" {_nearest_name(name, known)}"
        for name in unknown[:_MOST_TOLD]
    ]
    if len(unknown) > _MOST_TOLD:
        warnings.append(f"It has {len(unknown) - _MOST_TOLD} more of those.")
    usable = {name: value for name, value in found.items() if name in known}
    for name, value in list(usable.items()):
        if needed := _what_it_needs(name, value, known[name]):
            # As above: more privacy, never less.
            usable[name] = MOST_PRIVATE.get(name, known[name])
            counts = toml_value(usable[name])
            warnings.append(f"In {path}, {name} needs {needed}. Until then, {counts} counts.")
    return LoadedSettings(Settings(**usable), tuple(warnings))


def _what_it_needs(name: str, value: object, default: object) -> str:
    """Say which value a setting needs in place of one that can't be used; empty if it can be."""
    usable = type(value) is type(default)
    if name == "day_starts_at":
        if usable and re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", str(value)):
            return ""
        return 'a time such as "04:00"'
    if name == "theme":
        return "" if usable and value in THEMES else f"one of {', '.join(THEMES)}, in quotes"
    if name == "unlocked_for":
        is_time = usable and (value == "" or 60 <= _read_seconds(str(value)) <= _LONGEST_UNLOCKED)
        return "" if is_time else 'a time from "1 min" to "24 h", such as "30 min"'
    if name == "home":
        return "" if usable and value in HOME_VIEWS else 'one of "words", "names" and "quiet"'
    if name == "sync":
        return "" if usable and value in SYNC_TIMES else '"off" or "after"'
    if usable:
        return ""
    return "true or false" if isinstance(default, bool) else "a text in quotes"


def _read_seconds(text: str) -> int:
    """Return the seconds of a time such as "30 min" or "2 h"; 0 where it is none."""
    found = re.fullmatch(r"\s*([0-9]{1,4})\s*(min|minutes?|h|hours?)\s*", text, re.IGNORECASE)
    return int(found[1]) * (3600 if found[2].lower().startswith("h") else 60) if found else 0


def given_settings(path: Path) -> set[str]:
    """Return the names of the settings that the file gives, and that count as it gives them."""
    import tomllib

    known = Settings._field_defaults
    try:
        found = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return set()
    return {name for name in known.keys() & found if not _what_it_needs(name, found[name], known[name])}


def read_value(name: str, text: str) -> str | bool:
    """Return the value that a text gives a setting.

    Raises:
        SettingsError: there is no such setting, or it needs another value.
    """
    known = Settings._field_defaults
    if name not in known:
        raise SettingsError(
            f"There is no setting named {name[:40]!r}. {_nearest_name(name, known)}",
            "To see them: resilify settings",
        )
    value: object = text
    if isinstance(known[name], bool):
        value = _SWITCHES.get(text.strip().lower(), text)
    if needed := _what_it_needs(name, value, known[name]):
        raise SettingsError(
            f"{name} needs {needed}.", "Nothing was changed. To see what is set: resilify settings"
        )
    assert isinstance(value, str | bool)
    return value


def toml_value(value: object) -> str:
    """Return a value as it is written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    import json

    # The escapes of JSON are among those of TOML; one control character is not among JSON's.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
