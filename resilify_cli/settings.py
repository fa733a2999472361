"""The person's settings, from a small TOML file that they may or may not have."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path

from resilify_cli.errors import SettingsError

LARGEST = 256 * 1024


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


def load_settings(path: Path) -> Settings:
    """Read the settings, or return the defaults where there is no file.

    Raises:
        SettingsError: the file is none or too large, is no TOML, names an unknown setting, or a value
            has a wrong type.
    """
    try:
        # A pipe would be waited for, and a device may never end.
        if not _is_readable(path.stat()):
            raise SettingsError(
                f"The settings in {path} can't be read.", f"They are a file of at most {LARGEST:,} bytes."
            )
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
    for name, value in found.items():
        if name not in known:
            raise SettingsError(
                f"{path} has a setting named {name[:40]!r}, which resilify does not know.",
                f"It knows: {', '.join(known)}.",
            )
        if type(value) is not type(known[name]):
            kind = "true or false" if isinstance(known[name], bool) else "a text in quotes"
            raise SettingsError(f"In {path}, {name} needs {kind}.")
    settings = Settings(**found)
    if not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", settings.day_starts_at):
        raise SettingsError(f'In {path}, day_starts_at needs a time such as "04:00".')
    return settings
