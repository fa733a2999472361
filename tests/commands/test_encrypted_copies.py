"""`backup`, `restore` and `doctor` on an encrypted store."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.vault.encryption.detection import begins_plain
from tests import private
from tests.conftest import Run
from tests.store.damage import PAGE, zero


def texts(resilify: Run, env: dict[str, str]) -> list[str]:
    told = json.loads(resilify("journal", "--limit", "500", "--json", env=env, check=True).stdout)
    return [entry["text"] for entry in told["entries"]]


def test_the_copy_of_a_day_is_encrypted_too(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """What is kept by itself needs the passphrase as the store does, and gives all back with it."""
    before = texts(resilify, given)
    resilify("journal", "add", "one more wombat", env=given, check=True)
    (copy,) = (encrypted / "backups").glob("*.db")
    assert not begins_plain(copy)
    assert private.found_in(encrypted, "wombat", *private.SENTENCES) == []
    resilify("restore", "today", "--yes", env=given, check=True)
    assert texts(resilify, given) == before
    assert private.found_in(encrypted, "wombat", *private.SENTENCES) == []


def test_a_copy_comes_with_its_key_file(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """A copy and the key file beside it are a store again on another machine, with the passphrase."""
    before = texts(resilify, given)
    ran = resilify("backup", str(tmp_path / "usb.db"), env=given, check=True)
    assert str(tmp_path / "usb.db.key") in ran.stderr
    assert "not encrypted" not in ran.stderr
    shutil.rmtree(encrypted)
    resilify("restore", str(tmp_path / "usb.db"), "--yes", env=given, check=True)
    assert texts(resilify, given) == before


def test_copies_whose_names_differ_after_a_dot_have_a_key_each(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """Where the store got a new key in between, each copy opens with the key file that it came with."""
    before = texts(resilify, given)
    first, second = tmp_path / "journal.2026-01", tmp_path / "journal.2026-02"
    resilify("backup", str(first), env=given, check=True)
    resilify("decrypt", "--yes", env=given, check=True)
    resilify("encrypt", "--yes", env=given, check=True)
    resilify("backup", str(second), env=given, check=True)
    for copy in (first, second):
        empty = {**given, "RESILIFY_HOME": str(tmp_path / f"home of {copy.name}")}
        resilify("restore", str(copy), "--yes", env=empty, check=True)
        assert texts(resilify, empty) == before


def test_the_key_file_of_a_copy_from_an_earlier_version_is_found(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """It had the name that a store's has, without the end of the copy's name."""
    before = texts(resilify, given)
    resilify("backup", str(tmp_path / "usb.db"), env=given, check=True)
    (tmp_path / "usb.db.key").rename(tmp_path / "usb.key")
    shutil.rmtree(encrypted)
    resilify("restore", str(tmp_path / "usb.db"), "--yes", env=given, check=True)
    assert texts(resilify, given) == before


def test_a_key_file_of_another_key_is_never_replaced(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """Also with --force the copy is refused before anything is written; of the same key it is made."""
    usb = tmp_path / "usb"
    usb.mkdir()
    resilify("backup", str(usb / "copy.db"), env=given, check=True)
    resilify("backup", str(usb / "copy.db"), "--force", env=given, check=True)
    other = {**given, "RESILIFY_HOME": str(tmp_path / "other")}
    resilify("encrypt", "--yes", env=other, check=True)
    (usb / "mine").touch()
    (usb / "mine.key").write_text("slides for a talk")
    before = private.everything_in(usb)
    for place in ("copy.db", "mine", "new"):
        (usb / "new.key").write_bytes((usb / "copy.db.key").read_bytes())
        ran = resilify("backup", str(usb / place), "--force", env=other)
        assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
        assert f"{place}.key, and something else is there" in ran.stderr
        (usb / "new.key").unlink()
    assert private.everything_in(usb) == before


def test_a_copy_that_fails_leaves_no_key_file(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """Where the copy can't be made, nothing of it is left."""
    (tmp_path / "usb").mkdir()
    # A key file has room, and a store has none.
    command = [sys.executable, "-m", "resilify_cli", "backup", str(tmp_path / "usb" / "copy.db")]
    ran = subprocess.run(
        ["sh", "-c", 'ulimit -f 20 && exec "$@"', "sh", *command],
        capture_output=True,
        encoding="utf-8",
        env={"RESILIFY_HOME": str(encrypted), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **given},
        check=False,
    )
    assert ran.returncode == 1
    assert str(tmp_path / "usb") in ran.stderr
    assert list((tmp_path / "usb").iterdir()) == []


@pytest.mark.parametrize("lost", [False, True])
def test_a_plain_copy_comes_back_encrypted(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path, lost: bool
) -> None:
    """What is private stays so: the store and what is written next need the passphrase as before."""
    plain = private.make_plain(tmp_path / "plain" / "resilify.db")
    resilify("journal", "add", "since the wombat", env=given, check=True)
    before = texts(resilify, given)
    if lost:
        (encrypted / "resilify.db").unlink()
    assert resilify("restore", str(plain), "--plain", env=given, stdin="2\n", check=True).stderr.count(
        "stays encrypted"
    )
    resilify("journal", "add", "after the wombat", env=given, check=True)
    assert texts(resilify, given) == ["after the wombat", *before[1:]]
    assert private.found_in(encrypted, "wombat", *private.SENTENCES) == []
    assert resilify("doctor", env=given).returncode == 0
    assert resilify("journal").returncode == 2


def test_a_plain_store_that_was_set_aside_is_named(
    filled: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """An encrypted copy over a plain store leaves that to be read, which restore and doctor say."""
    other = {**given, "RESILIFY_HOME": str(tmp_path / "other")}
    resilify("encrypt", "--yes", env=other, check=True)
    resilify("backup", str(tmp_path / "usb.db"), env=other, check=True)
    ran = resilify("restore", str(tmp_path / "usb.db"), "--yes", env=given, check=True)
    (aside,) = filled.glob("resilify.db.set-aside-*")
    assert f"{aside}\nThat file is not encrypted" in ran.stderr
    ran = resilify("doctor", env=given)
    assert (ran.returncode, ran.stdout.count(f"is not: {aside}")) == (1, 1)
    resilify("encrypt", env=given, check=True)
    assert private.found_in(filled) == []
    assert resilify("doctor", env=given).returncode == 0


def test_a_plain_store_with_a_key_file_is_named(filled: Path, resilify: Run, given: dict[str, str]) -> None:
    """Whoever believes that the store is encrypted is told, and each way out leads to a sound store."""
    private.quick_key_file(filled / "resilify.db").write(filled / "resilify.key")
    ran = resilify("doctor", env=given)
    assert ran.returncode == 1
    assert "not encrypted, and a key file lies beside it" in ran.stdout
    assert "only you" not in ran.stdout
    resilify("decrypt", "--yes", env=given, check=True)
    assert resilify("doctor").returncode == 0


def test_a_damaged_plain_store_is_saved_though_a_key_file_lies_there(
    filled: Path, resilify: Run, given: dict[str, str]
) -> None:
    """Where its beginning does not tell what it is, it is read without the key too."""
    resilify("journal", "add", "one more", check=True)
    before = texts(resilify, {})
    resilify("backup", str(filled / "copy"), check=True)
    (copy,) = (filled / "backups").glob("*.db")
    (filled / "copy").replace(copy)
    private.quick_key_file(filled / "resilify.db").write(filled / "resilify.key")
    zero(filled / "resilify.db", 0)
    ran = resilify("doctor", "--repair", env=given)
    assert "Saved into a new store" in ran.stdout, ran.stdout + ran.stderr
    assert texts(resilify, {}) == before


def test_a_refused_restore_leaves_no_key_file(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """Where the copy can't take the store's place, all is as it was; where it can, the key file stays."""
    resilify("backup", str(tmp_path / "usb.db"), env=given, check=True)
    other = tmp_path / "other"
    (other / "resilify.db").mkdir(parents=True)
    env = {**given, "RESILIFY_HOME": str(other)}
    ran = resilify("restore", str(tmp_path / "usb.db"), "--yes", env=env)
    assert (ran.returncode, "Nothing was changed" in ran.stderr) == (1, True)
    assert os.listdir(other) == ["resilify.db"]
    (other / "resilify.db").rmdir()
    resilify("restore", str(tmp_path / "usb.db"), "--yes", env=env, check=True)
    assert texts(resilify, env)


def test_a_copy_from_before_a_new_passphrase(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """The store's passphrase opens it where the store is; elsewhere it takes the old one, which is said."""
    before = texts(resilify, given)
    resilify("backup", str(tmp_path / "usb.db"), env=given, check=True)
    new = {"RESILIFY_PASSPHRASE_FILE": private.secret(tmp_path, "nine lives of a teapot", "new")}
    file = new["RESILIFY_PASSPHRASE_FILE"]
    resilify("passphrase", "--new-passphrase-file", file, env=given, check=True)
    resilify("restore", str(tmp_path / "usb.db"), "--yes", env=new, check=True)
    assert texts(resilify, new) == before
    empty = {"RESILIFY_HOME": str(tmp_path / "empty")}
    ran = resilify("restore", str(tmp_path / "usb.db"), "--yes", env={**new, **empty})
    assert (ran.returncode, "from when the copy was made" in ran.stderr) == (1, True)
    resilify("restore", str(tmp_path / "usb.db"), "--yes", env={**given, **empty}, check=True)
    assert texts(resilify, {**given, **empty}) == before


def test_a_copy_of_another_key_is_refused(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """What the store's key file does not open does not take its place, and nothing is changed."""
    other = {**given, "RESILIFY_HOME": str(tmp_path / "other")}
    resilify("encrypt", "--yes", env=other, check=True)
    resilify("journal", "add", "of another", env=other, check=True)
    resilify("backup", str(tmp_path / "usb.db"), env=other, check=True)
    before = texts(resilify, given)
    for with_key in (True, False):
        if not with_key:
            (tmp_path / "usb.db.key").unlink()
        ran = resilify("restore", str(tmp_path / "usb.db"), "--yes", env=given)
        assert ran.returncode == 1
        assert "Traceback" not in ran.stderr
    assert texts(resilify, given) == before
    assert not list(encrypted.glob("*set-aside*"))


def test_doctor_looks_inside(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """An encrypted store is looked at whole, and without its passphrase that is told in a sentence."""
    resilify("journal", "add", "one more wombat", env=given, check=True)
    assert json.loads(resilify("doctor", "--json", env=given, check=True).stdout)["sound"]
    ran = resilify("doctor")
    assert ran.returncode == 2
    assert "passphrase" in ran.stderr


def test_a_damaged_page_is_saved_around(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """Of a damaged encrypted store the rest is saved, encrypted again, and a copy gives what is missing."""
    for number in range(40):
        resilify("journal", "add", f"note {number} " * 60, env=given, check=True)
    (copy,) = (encrypted / "backups").glob("*.db")
    resilify("backup", str(tmp_path / "now"), env=given, check=True)
    (tmp_path / "now").replace(copy)
    store = encrypted / "resilify.db"
    before = texts(resilify, given)
    data = bytearray(store.read_bytes())
    data[-8 * PAGE : -7 * PAGE] = os.urandom(PAGE)
    store.write_bytes(data)
    assert resilify("doctor", env=given).returncode == 1
    ran = resilify("doctor", "--repair", env=given)
    assert "Saved into a new store" in ran.stdout, ran.stdout + ran.stderr
    assert not begins_plain(store)
    assert texts(resilify, given) == before
    assert private.found_in(encrypted, "note 7", *private.SENTENCES) == []


def test_a_plain_copy_of_an_encrypted_store_is_told(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """A copy that `encrypt` left behind is named, with the way to encrypt it."""
    elsewhere = {"RESILIFY_HOME": str(tmp_path / "plain")}
    resilify("journal", "add", "x", env=elsewhere, check=True)
    (encrypted / "backups").mkdir(mode=0o700, exist_ok=True)
    place = encrypted / "backups" / "resilify-2026-01-01-000000.db"
    resilify("backup", str(place), env=elsewhere, check=True)
    ran = resilify("doctor", env=given)
    assert str(place) in ran.stdout
    assert "resilify encrypt" in ran.stdout


def test_a_copy_through_a_link_opens_by_either_name(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """Its key file lies beside the copy itself, and is found from the link too."""
    before = texts(resilify, given)
    (tmp_path / "usb").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "usb" / "copy.db")
    resilify("backup", str(tmp_path / "link"), "--force", env=given, check=True)
    assert (tmp_path / "usb" / "copy.db.key").exists()
    for number, name in enumerate(("link", "usb/copy.db")):
        env = {**given, "RESILIFY_HOME": str(tmp_path / f"home {number}")}
        resilify("restore", str(tmp_path / name), "--yes", env=env, check=True)
        assert texts(resilify, env) == before
