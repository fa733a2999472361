"""Which files beside an encrypted store can be read without its key."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.vault.encryption.detection import readable_without_key


@pytest.mark.parametrize(
    ("name", "number", "is_named"),
    [
        ("mine.sqlite", APPLICATION_ID, True),
        ("photos.sqlite", 7, False),
        ("resilify-old.db", 7, True),
    ],
)
def test_a_plain_store_is_named_whatever_its_name(
    tmp_path: Path, name: str, number: int, is_named: bool
) -> None:
    """What another program keeps there is none of ours, unless it has the name of a copy."""
    connection = sqlite3.connect(tmp_path / name)
    connection.execute(f"PRAGMA application_id = {number}")
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert (tmp_path / name in readable_without_key(tmp_path / "resilify.db")) == is_named
