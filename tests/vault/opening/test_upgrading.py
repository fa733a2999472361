"""A store of an earlier version is brought up to date when it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.vault.opening.databases import open_database
from tests.conftest import FixedClock

resource = pytest.importorskip("resource", reason="the system limits no size of files")


@contextmanager
def _no_file_over(size: int) -> Iterator[None]:
    """Let no file of this process grow over so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_without_room_for_the_copy_nothing_is_changed(home: Path) -> None:
    """It is said what the copy is for, that the words are as they were, and what is to be done."""
    path = home / "resilify.db"
    database = open_database(path, FixedClock(), create=True, migrations=MIGRATIONS[:1])
    assert database is not None
    database.close()
    before = path.read_bytes()
    with (
        _no_file_over(1000),
        pytest.raises(StoreError, match=r"earlier version.*Your words are as they were") as refused,
    ):
        open_database(path, FixedClock(), create=False)
    assert "room on the disk" in refused.value.hint
    assert path.read_bytes() == before
