"""`resilify backup`, and the copies that are made by themselves."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.conftest import Run


def entries(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("SELECT text FROM entries ORDER BY seq")]
    connection.close()
    return found


def test_a_copy_is_put_where_the_person_says(resilify: Run, tmp_path: Path) -> None:
    """The file is a whole store, for its owner alone, and it is told that it is not encrypted."""
    resilify("journal", "add", "one", check=True)
    ran = resilify("backup", str(tmp_path / "copy.db"), check=True)
    assert entries(tmp_path / "copy.db") == ["one"]
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert "one entry" in ran.stderr
    assert "not encrypted" in ran.stderr


def test_what_is_there_is_replaced_only_with_force(resilify: Run, tmp_path: Path) -> None:
    """A file of that name stays as it is, and --force is named as the way."""
    resilify("journal", "add", "one", check=True)
    place = tmp_path / "copy.db"
    place.write_text("mine")
    ran = resilify("backup", str(place))
    assert (ran.returncode, place.read_text()) == (1, "mine")
    assert "--force" in ran.stderr
    resilify("backup", str(place), "--force", check=True)
    assert entries(place) == ["one"]


@pytest.mark.parametrize("name", ["resilify.db", "gone/copy.db", "."])
def test_a_place_that_can_hold_no_copy_is_told(resilify: Run, home: Path, name: str) -> None:
    """The store itself, a folder, and a place in none are refused, and the store stays."""
    resilify("journal", "add", "one", check=True)
    ran = resilify("backup", str(home / name), "--force")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert entries(home / "resilify.db") == ["one"]


def test_without_a_store_there_is_nothing_to_copy(resilify: Run, home: Path, tmp_path: Path) -> None:
    """It is told, and nothing is made."""
    assert resilify("backup", str(tmp_path / "copy.db")).returncode == 1
    assert not home.exists()
    assert not (tmp_path / "copy.db").exists()


def test_json_of_a_copy(resilify: Run, tmp_path: Path) -> None:
    """A script gets where it is and what is in it."""
    resilify("journal", "add", "one", check=True)
    told = json.loads(resilify("backup", str(tmp_path / "copy.db"), "--json", check=True).stdout)
    assert list(told) == ["schema_version", "path", "size", "version", "entries", "altered_texts"]
    assert (told["entries"], told["altered_texts"]) == (1, 0)


def test_the_copies_are_listed(resilify: Run, home: Path) -> None:
    """A copy that was made by itself is listed with its time, size and entries; a damaged one as such."""
    assert "no copies yet" in resilify("backup", "list", check=True).stderr
    for text in ("one", "two", "three"):
        resilify("journal", "add", text, check=True)
    ran = resilify("backup", "list", check=True)
    assert len(ran.stdout.splitlines()) == 1
    assert "one entry" in ran.stdout
    (name,) = os.listdir(home / "backups")
    (home / "backups" / "resilify-2026-01-02-030405.db").write_bytes(b"nonsense")
    lines = resilify("backup", "list", check=True).stdout.splitlines()
    assert [line for line in lines if line.startswith("2026-01-02 03:04") and "damaged" in line]
    told = json.loads(resilify("backup", "list", "--json", check=True).stdout)
    assert [copy["sound"] for copy in told["copies"]] == [True, False]
    assert told["copies"][0]["path"] == str(home / "backups" / name)
    assert set(told["copies"][0]) == {
        "path",
        "size",
        "version",
        "entries",
        "altered_texts",
        "made_at",
        "before_version",
        "sound",
    }


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["journal", "add", "two"], ""),
        (["checkin", "--mood", "3"], ""),
        (["journal", "edit", "{handle}", "other words"], ""),
        (["journal", "delete", "{handle}", "--yes"], ""),
        (["start", "cultivating-self-compassion", "--plain"], ":quit\n"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else None,
)
def test_a_command_that_writes_keeps_a_copy_first(
    resilify: Run, home: Path, arguments: list[str], stdin: str
) -> None:
    """What was there before a command that writes is in a copy."""
    handle = resilify("journal", "add", "one", check=True).stderr.split()[2].rstrip(",")
    resilify(*(word.format(handle=handle) for word in arguments), stdin=stdin)
    (copy,) = (home / "backups").iterdir()
    assert entries(copy) == ["one"]


def test_a_command_that_reads_makes_no_copy(resilify: Run, home: Path) -> None:
    """Reading leaves the folder as it is."""
    resilify("journal", "add", "one", check=True)
    for arguments in (["journal"], ["journal", "search", "one"], [], ["doctor"], ["insights"]):
        resilify(*arguments)
    assert sorted(os.listdir(home)) in (["resilify.db"], ["cache", "resilify.db"])


def test_a_copy_that_cannot_be_made_hinders_nobody(resilify: Run, home: Path) -> None:
    """With something else in the folder's place there is one line of talk, and the words are kept."""
    resilify("journal", "add", "one", check=True)
    resilify("journal", "add", "two", check=True)
    for copy in (home / "backups").iterdir():
        copy.rename(copy.with_name("resilify-2020-01-01-000000.db"))
    (home / "resilify.db").touch()
    ran = resilify("journal", "add", "three", check=True, env={"RESILIFY_HOME": str(home)})
    assert "Kept as" in ran.stderr
    assert entries(home / "resilify.db") == ["one", "two", "three"]


def test_through_a_link_the_file_is_replaced(resilify: Run, tmp_path: Path) -> None:
    """As an export does it: the link stays, and what it leads to is the copy, also if nothing was there."""
    resilify("journal", "add", "one", check=True)
    (tmp_path / "there").write_text("of before")
    for name in ("there", "not there"):
        link = tmp_path / f"link to {name}"
        link.symlink_to(tmp_path / name)
        ran = resilify("backup", str(link))
        assert (ran.returncode, "--force" in ran.stderr) == (1, True)
        resilify("backup", str(link), "--force", check=True)
        assert link.is_symlink()
        assert entries(tmp_path / name) == ["one"]


@pytest.mark.parametrize("what", ["pipe", "device", "folder", "link to a pipe", "link to itself"])
def test_what_is_no_file_is_refused(resilify: Run, tmp_path: Path, what: str) -> None:
    """It is told in a sentence, and stays what it was, also with --force."""
    resilify("journal", "add", "one", check=True)
    place = tmp_path / "place"
    os.mkfifo(tmp_path / "pipe")
    if what == "folder":
        place.mkdir()
    else:
        leads = {"device": Path("/dev/full"), "link to itself": place}.get(what, tmp_path / "pipe")
        place.symlink_to(leads)
    before = sorted(os.listdir(tmp_path)), place.lstat().st_ino
    for force in ((), ("--force",)):
        ran = resilify("backup", str(place if what != "pipe" else tmp_path / "pipe"), *force)
        assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
    assert (sorted(os.listdir(tmp_path)), place.lstat().st_ino) == before
