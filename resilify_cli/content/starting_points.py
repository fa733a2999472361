"""What brings people here, and the programs that are suggested for it: the table `starting_points.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).with_name("starting_points.toml")
MOST_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class ProgramSuggestion:
    """A program that may suit, by its slug, and why it is suggested."""

    program: str
    because: str


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """Something that brings people here, in their words, and up to three suggestions, the best one first."""

    id: str
    says: str
    suggestions: tuple[ProgramSuggestion, ...]


def starting_points() -> tuple[StartingPoint, ...]:
    """Return the starting points, in the order of the table."""
    import tomllib

    return tuple(
        StartingPoint(row["id"], row["says"], tuple(ProgramSuggestion(**one) for one in row["suggestions"]))
        for row in tomllib.loads(_TABLE.read_text("utf-8"))["reason"]
    )
