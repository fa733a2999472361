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
    places = ["store", "key", "backups", "editor", "reminders", "programs", "settings", "cache", "bundled"]
    assert list(found) == ["schema_version", *places, "set_aside"]
    assert found["set_aside"] == []
    assert found["schema_version"] == 1
    assert found["programs"] == str(home / "programs")
    assert Path(found["bundled"]).is_dir()


def test_every_file_with_words_is_in_a_place_that_is_told(resilify: Run, home: Path, tmp_path: Path) -> None:
    """Copies, the key file and stores that were set aside are told, so nothing lies where nobody looks."""
    from tests import private

    resilify("journal", "add", "a wombat", check=True)
    resilify("journal", "add", "an otter", check=True)
    resilify("restore", "today", "--yes", check=True)
    given = {"RESILIFY_PASSPHRASE_FILE": private.secret(tmp_path / "secrets")}
    resilify("encrypt", "--yes", env=given, check=True)
    shown = resilify("paths", check=True).stdout
    found = json.loads(resilify("paths", "--json", check=True).stdout)
    assert len(found["set_aside"]) == 1
    told = [Path(found[name]) for name in ("store", "key", "backups", "cache")]
    told += map(Path, found["set_aside"])
    for path in private.files_of(home):
        assert any(path == place or place in path.parents for place in told), path
    assert all(str(place) in shown for place in told)


def test_an_odd_home_is_shown_harmlessly(resilify: Run, tmp_path: Path) -> None:
    """A place whose name would steer the terminal is shown as words."""
    ran = resilify("paths", env={"RESILIFY_HOME": str(tmp_path / "\x1b[31m\u202ehome")}, check=True)
    assert "[31m" in ran.stdout
    assert not {"\x1b", "\u202e"} & set(ran.stdout)
