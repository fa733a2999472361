"""Files that a command left behind in the data folder."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from resilify_cli.vault.health.finding import Topic
from resilify_cli.vault.health.folder_check import FolderCheck
from resilify_cli.vault.layout import VaultLayout

NOW = datetime(2026, 11, 3, 20, 15, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "told"), [(-601, True), (-599, False), (599, False), (601, True)])
def test_a_file_is_left_behind_after_ten_minutes(tmp_path: Path, seconds: int, told: bool) -> None:
    """A younger one may be in the making; one of the future was written by a clock that was ahead."""
    store = tmp_path / "resilify.db"
    left = tmp_path / ".resilify.db.123"
    left.touch(0o600)
    assert VaultLayout(store).is_unfinished(left)
    os.utime(left, (NOW.timestamp() + seconds,) * 2)
    findings = list(FolderCheck(store, (), (), NOW).findings())
    assert [finding.about for finding in findings] == [Topic.LEFTOVERS] * told
