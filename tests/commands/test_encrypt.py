"""`resilify encrypt`, and work on an encrypted store from the outside."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import stat
from pathlib import Path

from resilify_cli.vault.encryption.converting import convert_store
from tests import private
from tests.conftest import Run


def test_nothing_in_the_folder_can_be_read_afterwards(
    filled: Path, resilify: Run, given: dict[str, str]
) -> None:
    """Store, copies, set-aside stores and what killed commands left: no sentence stands in any byte."""
    shutil.copy(filled / "resilify.db", filled / "resilify.db.set-aside-20261101-101010")
    shutil.copy(filled / "resilify.db", filled / ".resilify.db.4242")
    assert resilify("journal", "add", "one more wombat", check=True).returncode == 0
    ran = resilify("encrypt", "--yes", env=given, check=True)
    assert re.search(r"^    ([0-9A-Z]{5}-){5}[0-9A-Z]{5}$", ran.stdout, re.MULTILINE)
    assert private.found_in(filled, "wombat", *private.SENTENCES) == []
    assert len(list((filled / "backups").glob("*.db"))) == 1
    for path in private.files_of(filled):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "one more wombat" in resilify("journal", env=given, check=True).stdout
    assert len(resilify("backup", "list", env=given, check=True).stdout.splitlines()) == 1


def test_work_leaves_nothing_readable(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """After notes, changes, search, import, export to elsewhere and a copy, no word is in the clear."""
    resilify("journal", "add", "a wombat note #wombattag", env=given, check=True)
    ran = resilify("journal", "search", "wombat", "--json", env=given, check=True)
    handle = json.loads(ran.stdout)["entries"][0]["id"]
    resilify("journal", "edit", handle, "a wombat changed", env=given, check=True)
    out = tmp_path / "out.json"
    resilify("journal", "export", "--output", str(out), env=given, check=True)
    assert "wombat" in out.read_text()
    resilify("journal", "import", str(out), env=given, check=True)
    resilify("backup", str(encrypted / "resilify.db.kept"), env=given, check=True)
    for command in (("list",), ("insights",), ()):
        resilify(*command, env=given, check=True)
    assert private.found_in(encrypted, "wombat", "wombattag", *private.SENTENCES) == []


def test_a_plain_file_of_any_name_is_told(filled: Path, resilify: Run, given: dict[str, str]) -> None:
    """A copy that the person put into the folder stays, and is named: words of theirs can be read there."""
    resilify("backup", str(filled / "mine.sqlite"), check=True)
    another = sqlite3.connect(filled / "photos.sqlite")
    another.execute("CREATE TABLE photos (name)")
    another.close()
    ran = resilify("encrypt", "--yes", env=given, check=True)
    assert f"may hold words of yours: {filled / 'mine.sqlite'}" in ran.stderr
    assert "photos" not in ran.stderr


def test_a_code_of_a_store_that_was_not_encrypted_is_told(
    filled: Path, resilify: Run, given: dict[str, str]
) -> None:
    """Where it can't be done after the code was shown, the code is said to open nothing."""
    (filled / ".resilify.db.turned").mkdir()
    before = (filled / "resilify.db").read_bytes()
    ran = resilify("encrypt", "--yes", env=given)
    assert ran.returncode == 1
    assert "that code opens nothing" in ran.stderr
    assert not (filled / "resilify.key").exists()
    assert (filled / "resilify.db").read_bytes() == before


def test_once_is_enough(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """A store that is encrypted is not encrypted again, and plain copies that turned up since are."""
    (encrypted / "backups").mkdir()
    copy = encrypted / "backups" / "resilify-2026-11-01-101010.db"
    private.make_plain(copy)
    store, key = (encrypted / "resilify.db").read_bytes(), (encrypted / "resilify.key").read_bytes()
    ran = resilify("encrypt", "--yes", env=given, check=True)
    assert "encrypted already" in ran.stderr
    assert private.found_in(encrypted) == []
    assert (encrypted / "resilify.db").read_bytes() == store
    assert (encrypted / "resilify.key").read_bytes() == key


def test_what_was_cut_short_is_finished_with_the_same_key(
    encrypted: Path, resilify: Run, given: dict[str, str]
) -> None:
    """A plain store beside copies that need the old key gets that key again, so that none is lost."""
    (encrypted / "backups").mkdir()
    shutil.copy(encrypted / "resilify.db", encrypted / "backups" / "resilify-2026-11-01-101010.db")
    key = (encrypted / "resilify.key").read_bytes()
    convert_store(encrypted / "resilify.db", private.KEY, None)
    ran = resilify("encrypt", "--yes", env=given, check=True)
    assert "the passphrase you had" in ran.stderr
    assert (encrypted / "resilify.key").read_bytes() == key
    assert private.found_in(encrypted) == []
    assert len(resilify("backup", "list", env=given, check=True).stdout.splitlines()) >= 1


def test_a_journal_can_be_private_from_its_first_word(
    home: Path, resilify: Run, given: dict[str, str]
) -> None:
    """Where there is no store yet, an empty one is made and encrypted."""
    resilify("encrypt", "--yes", env=given, check=True)
    resilify("journal", "add", "a wombat", env=given, check=True)
    assert private.found_in(home, "wombat") == []


def test_nobody_to_ask_is_no_reason_to_hang(filled: Path, resilify: Run) -> None:
    """Without a terminal and without a file, it is said how; the store stays as it was."""
    before = private.everything_in(filled)
    for arguments in (["encrypt"], ["encrypt", "--yes"]):
        ran = resilify(*arguments)
        assert ran.returncode in {1, 2}
        assert "--" in ran.stderr
    assert (filled / "resilify.db").read_bytes() == before["resilify.db"]
    assert not (filled / "resilify.key").exists()


def test_a_file_that_can_not_be_encrypted_is_named(
    filled: Path, resilify: Run, given: dict[str, str]
) -> None:
    """A damaged copy and a file from an editor are named at the end."""
    damaged = filled / "resilify.db.set-aside-20261101-101010"
    damaged.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    (filled / "editor").mkdir()
    (filled / "editor" / "abc.txt").write_text("words")
    ran = resilify("encrypt", "--yes", env=given, check=True)
    named = [line for line in ran.stderr.splitlines() if "could not be encrypted" in line]
    assert [line.rpartition("/")[2] for line in named] == [damaged.name, "abc.txt"]


def test_without_its_library_it_says_what_to_install(filled: Path, resilify: Run, tmp_path: Path) -> None:
    """Where SQLCipher is not there the store stays plain, and the way to install it is named."""
    (tmp_path / "no" / "sqlcipher3").mkdir(parents=True)
    (tmp_path / "no" / "sqlcipher3" / "__init__.py").write_text("raise ImportError('not here')")
    ran = resilify("encrypt", "--yes", env={"PYTHONPATH": str(tmp_path / "no")})
    assert ran.returncode == 1
    assert "pip install" in ran.stderr
    assert "Traceback" not in ran.stderr
