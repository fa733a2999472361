"""What stands in a table of ratios: rows, each with the target that it is to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from homes import environment
from timing import MODES, PIPED, TERMINAL, Arm

BARE = "bare"


@dataclass(frozen=True, slots=True)
class Target:
    """A bound, by mode where modes differ. `at_least` turns it from a ceiling into a floor."""

    bounds: Mapping[str, float]
    at_least: bool = False

    def met(self, mode: str, value: float) -> bool:
        """Whether a ratio keeps to the bound."""
        return value >= self.bounds[mode] if self.at_least else value <= self.bounds[mode]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the time of `over` divided by that of `under`."""

    work: str
    over: str
    under: str
    target: Target | None = None


@dataclass(slots=True)
class Table:
    """Rows under a heading; `ratio` says what is divided by what."""

    heading: str
    ratio: str
    rows: list[Row] = field(default_factory=list)


def at_most(piped: float, terminal: float | None = None) -> Target:
    """Return a ceiling."""
    return Target({PIPED: piped, TERMINAL: terminal or piped})


def at_least(bound: float | None) -> Target | None:
    """Return a floor, or None where there is none."""
    return Target(dict.fromkeys(MODES, bound), at_least=True) if bound else None


def bare_arm(python: Path, home: Path) -> Arm:
    """Return the yardstick: the interpreter alone. It is short, so it is run often."""
    return Arm(BARE, (str(python), "-c", "pass"), environment(home), repeats=5)


def growth(names: Sequence[str], small: int, large: int, target: Target) -> list[Row]:
    """Return rows of what commands cost on a large store over what they cost on a small one."""
    return [
        Row(f"{name}, {large:,} ÷ {small:,}", at_size(name, large), at_size(name, small), target)
        for name in names
        if large > small
    ]


def at_size(name: str, size: int) -> str:
    """Return the name of the arm that does something on a store of this size."""
    return f"{name} @{size}"


def named_size(name: str) -> str:
    """Return an arm's name as a person reads it."""
    work, _, size = name.partition(" @")
    return f"{work}, {int(size):,}" if size else work
