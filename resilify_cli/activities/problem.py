"""What is wrong in a program, with the place and what would be right."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class Severity(Enum):
    """How bad a problem is: an error keeps the program from running, a rule is for `--strict`."""

    ERROR = "error"
    RULE = "rule"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a program: where, what, and what would be right."""

    path: Path
    line: int
    wrong: str
    right: str
    level: Severity = field(default=Severity.ERROR, compare=False)


@dataclass(slots=True)
class ProblemList:
    """Collects the problems of one file, so that all of them can be told at once."""

    path: Path
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, wrong: str, right: str) -> None:
        """Note a problem on a line, counted from 1."""
        self.found.append(Problem(self.path, line, wrong, right))
