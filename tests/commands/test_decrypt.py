"""`resilify decrypt`."""

from __future__ import annotations

import shutil
from pathlib import Path

from resilify_cli.vault.encryption.converting import convert_store
from tests import private
from tests.conftest import Run


def test_all_is_plain_again(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """Store and copies open without a passphrase, and the key file is gone."""
    (encrypted / "backups").mkdir()
    copy = encrypted / "backups" / "resilify-2026-11-01-101010.db"
    shutil.copy(encrypted / "resilify.db", copy)
    assert "plain again" in resilify("decrypt", "--yes", env=given, check=True).stderr
    assert not (encrypted / "resilify.key").exists()
    assert private.SENTENCES[0] in resilify("journal", check=True).stdout
    assert copy.read_bytes().startswith(b"SQLite format 3")


def test_it_is_finished_after_it_was_cut_short(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """With the store plain already and copies still encrypted, a second call sees to the copies."""
    (encrypted / "backups").mkdir()
    copy = encrypted / "backups" / "resilify-2026-11-01-101010.db"
    shutil.copy(encrypted / "resilify.db", copy)
    convert_store(encrypted / "resilify.db", private.KEY, None)
    resilify("decrypt", "--yes", env=given, check=True)
    assert copy.read_bytes().startswith(b"SQLite format 3")
    assert not (encrypted / "resilify.key").exists()


def test_the_key_stays_while_a_copy_needs_it(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """A copy that could not be decrypted is named, and the key file that may open it is kept beside it.

    Beside the store it would say that this should be encrypted.
    """
    (encrypted / "backups").mkdir()
    copy = encrypted / "backups" / "resilify-2026-11-01-101010.db"
    content = (encrypted / "resilify.db").read_bytes()
    copy.write_bytes(content[:-4096] + b"x" * 4096)
    ran = resilify("decrypt", "--yes", env=given, check=True)
    assert str(copy) in ran.stderr
    assert "key file stays" in ran.stderr
    assert not (encrypted / "resilify.key").exists()
    assert len(list((encrypted / "backups").glob("*.key"))) == 1
    resilify("journal", "add", "a wombat", check=True)
    ran = resilify("encrypt", "--yes", env=given, check=True)
    assert "the passphrase you had" in ran.stderr
    copy.write_bytes(content)
    assert "2 entries" in resilify("backup", "list", env=given, check=True).stdout


def test_a_plain_store_is_told_as_such(filled: Path, resilify: Run) -> None:
    """There is nothing to decrypt."""
    ran = resilify("decrypt", "--yes")
    assert (ran.returncode, ran.stderr) == (1, "The store is not encrypted.\n")


def test_a_no_leaves_it_encrypted(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """It is asked first, and anything but yes changes nothing."""
    before = private.everything_in(encrypted)
    ran = resilify("decrypt", "--plain", stdin="1\n", env=given)
    assert "stays encrypted" in ran.stderr
    assert private.everything_in(encrypted) == before


def test_the_key_file_of_a_copy_is_no_copy(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """A copy in the store's own folder becomes plain, and the key file beside it hinders nothing."""
    resilify("backup", str(encrypted / "resilify.db.kept"), env=given, check=True)
    resilify("decrypt", "--yes", env=given, check=True)
    assert (encrypted / "resilify.db.kept").read_bytes().startswith(b"SQLite format 3")
    assert not (encrypted / "resilify.key").exists()
