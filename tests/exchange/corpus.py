"""Files of other programs, and the numbers of what came of them.

    python -m tests.exchange.corpus

prints a table with a row for each format.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.merge import MergeOutcome
from tests.exchange.conftest import new_store, noon

DATA = Path(__file__).parents[1] / "data"
_NO_INPUTS = (".sh", ".py")


@dataclass(slots=True)
class Came:
    """What came of one input: the format it was seen to be of, and its account unless it was refused."""

    path: Path
    form: str = ""
    account: ImportSummary = field(default_factory=ImportSummary)
    refused: str = ""


def inputs() -> list[Path]:
    """Return the files and folders to import: each in a folder of a format, or alone."""
    found: list[Path] = []
    for top in (DATA / "cases" / "import", DATA / "imports"):
        for path in sorted(top.iterdir()) if top.is_dir() else []:
            parts = sorted(path.iterdir()) if path.is_dir() else [path]
            found += [part for part in parts if part.suffix not in _NO_INPUTS]
    return found


def import_alone(path: Path) -> Came:
    """Import one input into a store of its own."""
    came = Came(path)
    with ImportSource(str(path)) as source:
        try:
            form = detect_format(source)
            came.form = form.name
            came.account = run_import(new_store(), form, source, ImportOptions(now=noon()))
        except ImportRefusedError as error:
            came.refused = error.message
    return came


def table() -> str:
    """Return what came of all inputs, as a table in Markdown."""
    names = (
        "inputs",
        "read",
        "kept",
        "known",
        "without words",
        "guesses",
        "remarks",
        "left out",
        "not readable",
        "refused",
    )
    rows: dict[str, Counter[str]] = {}
    for came in map(import_alone, inputs()):
        account = came.account
        row = rows.setdefault(came.form or "none", Counter())
        row.update({
            "inputs": 1,
            "read": account.read_count,
            "kept": account.entries[MergeOutcome.NEW],
            "known": account.entries[MergeOutcome.KNOWN],
            "without words": account.empty_count,
            "guesses": account.guesses.total(),
            "remarks": account.remark_count,
            "left out": account.left_out.total(),
            "not readable": account.problem_count,
            "refused": bool(came.refused),
        })  # fmt: skip
    lines = ["| format | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    lines += [
        f"| {form} | " + " | ".join(f"{row[name]:,}" for name in names) + " |"
        for form, row in sorted(rows.items())
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    import sys

    sys.stdout.write(table() + "\n")
