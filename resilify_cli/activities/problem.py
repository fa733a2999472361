"""Problems in a program's files."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class Severity(Enum):
    """How bad a problem is.

    An error keeps a program from running. A warning keeps it from nothing: something is read otherwise than
    it was probably meant. A rule is checked by `--strict` only.
    """

    ERROR = "error"
    WARNING = "warning"
    RULE = "rule"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a program.

    Attributes:
        path: The file it is in.
        line: The line, counted from 1.
        wrong: What is wrong.
        right: What would be right.
        level: How bad it is.
    """

    path: Path
    line: int
    wrong: str
    right: str
    level: Severity = field(default=Severity.ERROR, compare=False)


@dataclass(slots=True)
class ProblemList:
    """Collects the problems of one file."""

    path: Path
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, wrong: str, right: str) -> None:
        """Add a problem on a line, counted from 1."""
        self.found.append(Problem(self.path, line, wrong, right))
