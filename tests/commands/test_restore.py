"""`resilify restore`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.prepared_homes import copy_prepared


def _write_two(resilify: Run, home: Path) -> None:
    resilify("journal", "add", "one")
    resilify("journal", "add", "two")


@pytest.fixture
def copied(home: Path) -> Path:
    """A store with two entries, and a copy of today with the first of them."""
    copy_prepared(home, _write_two)
    (copy,) = (home / "backups").iterdir()
    return copy


@pytest.fixture
def texts(resilify: Run) -> Callable[[], list[str]]:
    def read() -> list[str]:
        told = json.loads(resilify("journal", "--json", check=True).stdout)
        return [entry["text"] for entry in told["entries"]]

    return read


def test_back_to_a_day(resilify: Run, home: Path, copied: Path, texts: Callable[[], list[str]]) -> None:
    """The newest copy of a day is the store, and the one from before is named where it is set aside."""
    ran = resilify("restore", "today", "--yes", check=True)
    assert texts() == ["one"]
    (aside,) = home.glob("resilify.db.set-aside-*")
    assert str(aside) in ran.stderr
    resilify("restore", str(aside), "--yes", check=True)
    assert texts() == ["two", "one"]


def test_back_to_a_file(
    resilify: Run, home: Path, copied: Path, tmp_path: Path, texts: Callable[[], list[str]]
) -> None:
    """A copy anywhere can be named by its path, also where the store is lost."""
    resilify("backup", str(tmp_path / "mine"), check=True)
    (home / "resilify.db").unlink()
    resilify("restore", str(tmp_path / "mine"), "--yes", check=True)
    assert texts() == ["two", "one"]
    assert not list(home.glob("*set-aside*"))


@pytest.mark.parametrize(("answer", "left"), [("1", ["two", "one"]), ("2", ["one"]), ("", ["two", "one"])])
def test_it_is_asked_first(
    resilify: Run, copied: Path, texts: Callable[[], list[str]], answer: str, left: list[str]
) -> None:
    """In plain lines it asks, and whatever is not a yes changes nothing."""
    ran = resilify("restore", "today", "--plain", stdin=f"{answer}\n" if answer else "")
    assert "Go back to the copy of" in ran.stderr
    assert texts() == left


def test_where_nobody_can_be_asked_yes_is_named(
    resilify: Run, copied: Path, texts: Callable[[], list[str]]
) -> None:
    """Without a terminal it is a mistake in the call, and nothing is changed."""
    ran = resilify("restore", "today")
    assert ran.returncode == 2
    assert "--yes" in ran.stderr
    assert texts() == ["two", "one"]


@pytest.mark.parametrize(
    ("what", "code"), [("2019-05-05", 1), ("someday", 2), ("gone.db", 1), ("/gone", 1), ("/dev/null", 1)]
)
def test_what_is_no_copy_is_told(
    resilify: Run, copied: Path, texts: Callable[[], list[str]], what: str, code: int
) -> None:
    """A day without a copy, no day, and no file are told with the way to the list."""
    ran = resilify("restore", what, "--yes")
    assert ran.returncode == code
    assert "resilify backup list" in ran.stderr
    assert texts() == ["two", "one"]


def test_a_damaged_copy_changes_nothing(
    resilify: Run, home: Path, copied: Path, texts: Callable[[], list[str]]
) -> None:
    """A copy that is not sound is refused before anything is touched."""
    copied.write_bytes(copied.read_bytes()[:9000])
    ran = resilify("restore", "today", "--yes")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert texts() == ["two", "one"]
    assert not list(home.glob("*set-aside*"))
    assert not [name for name in os.listdir(home) if name.startswith(".")]
