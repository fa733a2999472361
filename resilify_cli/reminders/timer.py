"""What a system's timer needs for a reminder: files, and the commands that begin and end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TimerCall:
    """What the timer runs.

    Attributes:
        command: The command with its arguments, the interpreter first.
        variables: The variables of the environment that it needs.
        user: The name of the person's account, where the system wants to know it.
    """

    command: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    user: str = ""


@dataclass(frozen=True, slots=True)
class TimerFiles:
    """What is installed for a reminder.

    Attributes:
        files: The content of each file, by its path.
        begin: The commands that begin it, once the files are there.
        end: The commands that end it, before the files go.
        after: The commands behind that, once they are gone.
        left: What the system makes for it, and leaves.
    """

    files: Mapping[Path, str]
    begin: tuple[tuple[str, ...], ...]
    end: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...] = ()
    left: tuple[Path, ...] = ()
