"""`resilify paths`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Run


def test_every_place_is_told_and_none_is_made(resilify: Run, home: Path) -> None:
    """Each place says what it is for and whether it is there; asking makes nothing."""
    ran = resilify("paths", check=True)
    assert f"store     {home / 'resilify.db'}" in ran.stdout
    assert "your words and your progress, not there yet" in ran.stdout
    assert "the programs that come with resilify\n" in ran.stdout
    assert not home.exists()


def test_what_is_there_is_not_called_missing(resilify: Run, home: Path) -> None:
    """A place that exists is told without reserve."""
    (home / "programs").mkdir(parents=True)
    assert "programs of your own go here\n" in resilify("paths", check=True).stdout


def test_json_has_stable_keys(resilify: Run, home: Path) -> None:
    """A script gets a version and each place as an absolute path."""
    found = json.loads(resilify("paths", "--json", check=True).stdout)
    assert list(found) == ["schema_version", "store", "programs", "settings", "cache", "bundled"]
    assert found["schema_version"] == 1
    assert found["programs"] == str(home / "programs")
    assert Path(found["bundled"]).is_dir()


def test_an_odd_home_is_shown_harmlessly(resilify: Run, tmp_path: Path) -> None:
    """A place whose name would steer the terminal is shown as words."""
    ran = resilify("paths", env={"RESILIFY_HOME": str(tmp_path / "\x1b[31m\u202ehome")}, check=True)
    assert "[31m" in ran.stdout
    assert not {"\x1b", "\u202e"} & set(ran.stdout)
