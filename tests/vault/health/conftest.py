"""A store with some of everything, for what looks for damage and repairs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import FixedClock
from tests.store.damage import fill


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    place = tmp_path / "resilify.db"
    fill(place, clock)
    return place
