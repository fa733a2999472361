"""The copies of the key file, and the way back from one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.vault.keys.key_copies import key_copies, restore_key_file, update_key_copy
from tests.conftest import FixedClock


@pytest.fixture
def copy(encrypted: Path) -> Path:
    update_key_copy(encrypted / "resilify.db")
    (found,) = key_copies(encrypted / "resilify.db")
    return found


def test_a_missing_key_file_comes_back_from_its_copy(encrypted: Path, copy: Path, clock: FixedClock) -> None:
    """Nothing was there, so nothing is set aside."""
    key_file = encrypted / "resilify.key"
    before = key_file.read_bytes()
    key_file.unlink()
    assert restore_key_file(encrypted / "resilify.db", copy, clock()) is None
    assert key_file.read_bytes() == before


def test_a_damaged_copy_takes_no_key_files_place(encrypted: Path, copy: Path, clock: FixedClock) -> None:
    """The copy is refused, and the key file stays as it is."""
    key_file = encrypted / "resilify.key"
    before = key_file.read_bytes()
    found = json.loads(copy.read_text())
    digits = found["slots"][1]["wrapped"]
    found["slots"][1]["wrapped"] = ("1" if digits[0] == "0" else "0") + digits[1:]
    copy.write_text(json.dumps(found))
    with pytest.raises(StoreError, match="is damaged too"):
        restore_key_file(encrypted / "resilify.db", copy, clock())
    assert key_file.read_bytes() == before
