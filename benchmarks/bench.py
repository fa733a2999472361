"""What every part of the benchmark gets: the programs to measure, how often, and the filled stores."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from homes import Home, filled_home
from installed import Installed

_LARGEST_JRNL = 100_000


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often things are run: commands, jrnl where it is slow, exports and imports, answers."""

    pairs: int
    slow_pairs: int
    exchanges: int
    answers: int


@dataclass(frozen=True, slots=True)
class Jrnl:
    """An installed jrnl, and what it calls itself, such as "jrnl v4.6"."""

    command: str
    version: str


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of the benchmark; all that it makes is in `folder`. `sizes` go from small to large."""

    folder: Path
    sizes: tuple[int, ...]
    rounds: Rounds
    resilify: Installed
    jrnl: Jrnl | None
    _homes: dict[int, Home] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """The command resilify."""
        return str(self.resilify.command)

    @property
    def ends(self) -> tuple[int, ...]:
        """The smallest size and the largest; one where they are the same."""
        return tuple(dict.fromkeys((self.sizes[0], self.sizes[-1])))

    def home(self, size: int) -> Home:
        """Return the store with so many entries, which is filled when it is first asked for."""
        if size not in self._homes:
            tell(f"filling {size:,} entries")
            version = self.jrnl.version if self.jrnl and size <= _LARGEST_JRNL else None
            self._homes[size] = filled_home(self.folder, size, self.resilify, version)
        return self._homes[size]


def tell(message: str) -> None:
    """Tell whoever waits how far it is."""
    print(message, file=sys.stderr)
