"""The formats of export and import, and how many entries there are in what was written."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Format:
    """One format, by the name that `--format` takes; `count` tells how many entries are in a file of it.

    `resolution` is how exactly it tells times, in seconds; None for the one that holds everything. `jrnl`
    is the format of jrnl's that comes nearest.
    """

    name: str
    file: str
    count: Callable[[Path], int]
    resolution: int | None = 1
    can_import: bool = True
    jrnl: str = ""


def _in_json(path: Path) -> int:
    return len(json.loads(path.read_bytes())["entries"])


def _matches(pattern: str) -> Callable[[Path], int]:
    begins = re.compile(pattern)

    def count(path: Path) -> int:
        with path.open(encoding="utf-8") as file:
            return sum(1 for line in file if begins.match(line))

    return count


def _files(path: Path) -> int:
    return sum(1 for _ in path.rglob("*.md"))


def _csv_rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def jrnl_entries(path: Path) -> int:
    """Return how many entries are in a journal of jrnl's."""
    return _matches(r"\[\d{4}-\d\d-\d\d ")(path)


EVERYTHING = Format("json", "all.json", _in_json, resolution=None, jrnl="json")
NUMBERS = Format("csv", "numbers.csv", _csv_rows, can_import=False)
FORMATS = (
    EVERYTHING,
    Format("jrnl", "jrnl.txt", jrnl_entries, jrnl="text"),
    Format("jrnl-json", "jrnl.json", _in_json, resolution=60, jrnl="json"),
    Format("txt", "journal.txt", _matches(r"[A-Z][a-z]+ \d{4}-\d\d-\d\d "), jrnl="text"),
    Format("dayone", "dayone.json", _in_json),
    Format("markdown", "markdown", _files),
    NUMBERS,
)
