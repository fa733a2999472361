"""What is told of a damaged store that was read into a new one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.test_backup import entries
from tests.conftest import FixedClock, Run
from tests.store.damage import PAGE, fill_home, flip, pages_of, zero


@pytest.fixture
def path(home: Path, clock: FixedClock) -> Path:
    return fill_home(home, clock)


def test_what_can_be_read_is_kept_and_told(resilify: Run, path: Path) -> None:
    """A text with two wrong bits that no copy has stays as it reads: it is named, and no finding any more."""
    at = path.read_bytes().index(b"a #walk")
    flip(path, at + 4, 0x80)
    flip(path, at + 5, 0x01)
    said = resilify("doctor", "--repair", check=True).stdout
    assert "No copy has these as they were written." in said
    named = re.search("^  ([0-9a-f]{7}) of 2026-11-03$", said, re.MULTILINE)
    assert named
    assert "Your store is whole" in said
    shown = resilify("journal", "show", named[1], check=True).stdout
    assert "a #w\ufffdmk a #walk" in shown
    assert "not as it was written" not in shown


@pytest.fixture
def page_lost(path: Path) -> bytes:
    """A store of which a page of entries is lost; what its file holds."""
    at = next(at for at in pages_of(path, "calm sea 30") if path.read_bytes()[at] == 13)
    zero(path, at)
    return path.read_bytes()


def test_a_damaged_store_is_saved(resilify: Run, home: Path, path: Path, page_lost: bytes) -> None:
    """What can be read is in a new store, and each missing entry is named."""
    ran = resilify("doctor", "--repair")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    missing = int(ran.stdout.split("Missing: ")[1].split()[0])
    assert len(entries(path)) == 92 - missing
    assert ran.stdout.count(", 2026-11-03 ") >= missing


def test_a_store_cut_off_is_saved(resilify: Run, path: Path) -> None:
    """A file whose end is missing gives what is left, and tells that more may be missing."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size - 6 * PAGE - 100])
    ran = resilify("doctor")
    assert ran.returncode == 1
    assert "its end is missing" in ran.stdout
    ran = resilify("doctor", "--repair")
    assert "Saved into a new store" in ran.stdout
    assert resilify("journal").returncode == 0
