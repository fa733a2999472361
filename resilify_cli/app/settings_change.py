"""Changes one setting in the file of the settings, and leaves all else in it as the person wrote it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from resilify_cli.atomic_files import atomic_write
from resilify_cli.errors import SettingsError
from resilify_cli.file_access import make_private_folder
from resilify_cli.settings import toml_value


def change_setting(path: Path, name: str, value: str | bool) -> None:
    """Write a setting into the file, in the place of the line that gave it, or else before all other lines.

    Args:
        path: The file, which need not be there.
        name: The name of the setting.
        value: Its value.

    Raises:
        SettingsError: the file is written in a way that a line can't be changed in safely.
        FileNotWrittenError: it can't be written.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise _edit_by_hand_error(path, name, value) from error
    line = f"{name} = {toml_value(value)}"
    given = re.compile(rf"^[ \t]*{name}[ \t]*=[^\n]*$", re.MULTILINE)
    if found := given.search(text):
        comment = re.search(r"[ \t]+#[^\"'\n]*$", found[0])
        changed = f"{text[: found.start()]}{line}{comment[0] if comment else ''}{text[found.end() :]}"
    else:
        # Behind the name of a table it would be in that.
        changed = f"{line}\n{text}"
    before = _parse_toml(text)
    if before is None or _parse_toml(changed) != {**before, name: value}:
        raise _edit_by_hand_error(path, name, value)
    make_private_folder(path.parent)
    with atomic_write(path, force=True) as file:
        file.write(changed)


def _parse_toml(text: str) -> dict[str, Any] | None:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _edit_by_hand_error(path: Path, name: str, value: str | bool) -> SettingsError:
    return SettingsError(
        f"The settings in {path} can't be changed from here: they are not written one to a line.",
        f"Write it there yourself: {name} = {toml_value(value)}",
    )
