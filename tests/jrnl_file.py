"""A small journal of jrnl, for tests of imports by commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

JRNL = "[2026-11-02 20:15] one\n\n[2026-11-03 20:15] two #tag\n"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """The file of the journal."""
    path = tmp_path / "journal.txt"
    path.write_text(JRNL)
    return path


def texts(resilify: Run) -> list[str]:
    """Return the texts in the store, the newest first."""
    told = json.loads(resilify("journal", "--json", check=True).stdout)
    return [entry["text"] for entry in told["entries"]]
