"""Fixtures for commands on an encrypted store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import private
from tests.conftest import Run


@pytest.fixture
def encrypted(home: Path) -> Path:
    """A home whose store is encrypted, with the sentences in it; its passphrase is derived in no time."""
    private.make_encrypted(home)
    return home


@pytest.fixture
def filled(home: Path, resilify: Run) -> Path:
    """A home with a plain store that has the sentences in it."""
    from resilify_cli.store.store import open_store
    from tests.conftest import FixedClock

    with open_store(home / "resilify.db", FixedClock()) as store:
        private.fill(store)
    return home


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    """An environment in which a file gives the right passphrase."""
    return {"RESILIFY_PASSPHRASE_FILE": private.secret(tmp_path / "secrets")}
