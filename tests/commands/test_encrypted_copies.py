"""`backup`, `restore` and `doctor` on an encrypted store."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from resilify_cli.store.private.encryption import begins_plain
from tests import private
from tests.conftest import Run
from tests.store.damage import PAGE


def texts(resilify: Run, env: dict[str, str]) -> list[str]:
    told = json.loads(resilify("journal", "--limit", "500", "--json", env=env, check=True).stdout)
    return [entry["text"] for entry in told["entries"]]


def test_the_copy_of_a_day_is_encrypted_too(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """What is kept by itself needs the passphrase as the store does, and gives all back with it."""
    before = texts(resilify, given)
    resilify("journal", "add", "one more wombat", env=given, check=True)
    (copy,) = (encrypted / "backups").iterdir()
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
    assert str(tmp_path / "usb.key") in ran.stderr
    assert "not encrypted" not in ran.stderr
    shutil.rmtree(encrypted)
    resilify("restore", str(tmp_path / "usb.db"), "--yes", env=given, check=True)
    assert texts(resilify, given) == before


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
            (tmp_path / "usb.key").unlink()
        ran = resilify("restore", str(tmp_path / "usb.db"), "--yes", env=given)
        assert ran.returncode == 1
        assert "Traceback" not in ran.stderr
    assert texts(resilify, given) == before
    assert not list(encrypted.glob("*set-aside*"))


def test_doctor_looks_inside(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """An encrypted store is looked at whole, and without its passphrase that is told in a sentence."""
    assert json.loads(resilify("doctor", "--json", env=given, check=True).stdout)["sound"]
    ran = resilify("doctor")
    assert ran.returncode == 1
    assert "passphrase" in ran.stderr


def test_a_damaged_page_is_saved_around(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """Of a damaged encrypted store the rest is saved, encrypted again, and a copy gives what is missing."""
    for number in range(40):
        resilify("journal", "add", f"note {number} " * 60, env=given, check=True)
    (copy,) = (encrypted / "backups").iterdir()
    resilify("backup", str(copy), "--force", env=given, check=True)
    copy.with_suffix(".key").unlink()
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
