"""The key file: its copy beside the copies, what is said where it is missing or damaged, and the way back."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest

from resilify_cli.store.engine import connect
from resilify_cli.vault.encryption.converting import convert_store
from resilify_cli.vault.keys import key_file
from resilify_cli.vault.keys.key_file import KeyFile, read_key_file
from tests import private
from tests.conftest import Run
from tests.prepared_homes import copy_prepared

OTHER_KEY = bytes(range(1, 33))
COMMANDS = (("journal",), ("journal", "add", "x"), ("list",), ("insights",), (), ("backup", "usb.db"))


def _write(resilify: Run, home: Path) -> None:
    private.make_encrypted(home)
    given = {"RESILIFY_PASSPHRASE_FILE": private.secret(home.parent)}
    resilify("journal", "add", "a badger", env=given)


@pytest.fixture
def written(home: Path) -> Path:
    """The home of an encrypted store that was written to, and so has copies."""
    copy_prepared(home, _write)
    return home


def _key_copy(home: Path) -> Path:
    (copy,) = (home / "backups").glob("*.key")
    return copy


def _change_digit(path: Path, slot: int) -> None:
    """Change one digit of a key file's slot: 0 is the passphrase's, 1 the recovery code's."""
    found = json.loads(path.read_text())
    digits = found["slots"][slot]["wrapped"]
    found["slots"][slot]["wrapped"] = ("1" if digits[0] == "0" else "0") + digits[1:]
    path.write_text(json.dumps(found))


def test_the_key_file_lies_with_the_copies(written: Path) -> None:
    """The first writing makes a copy of it, for its owner alone."""
    copy = _key_copy(written)
    assert copy.read_bytes() == (written / "resilify.key").read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("arguments", [*COMMANDS, ("passphrase",), ("recover",), ("decrypt",)], ids=" ".join)
def test_a_missing_key_file_is_told_as_such(
    written: Path, resilify: Run, given: dict[str, str], arguments: tuple[str, ...]
) -> None:
    """Each command says that it is missing, and the way back; nothing is changed, nothing begun anew."""
    (written / "resilify.key").unlink()
    before = private.everything_in(written)
    ran = resilify(*arguments, env=given)
    assert ran.returncode == 1
    assert "The key file is missing" in ran.stderr
    assert "resilify doctor --repair" in ran.stderr
    assert not any(word in ran.stderr for word in ("not encrypted", "damaged", "new store"))
    after = private.everything_in(written)
    assert {name: content for name, content in after.items() if "cache" not in name} == before


@pytest.mark.parametrize("gone", ["missing", "damaged"])
def test_the_way_back_works(written: Path, resilify: Run, given: dict[str, str], gone: str) -> None:
    """`doctor` puts the key file back from its copy, without any secret; what was damaged is set aside."""
    key = written / "resilify.key"
    content = key.read_bytes()
    key.unlink() if gone == "missing" else key.write_bytes(b"{" * 50)
    ran = resilify("doctor", env=given)
    assert (ran.returncode, f"key file is {gone}" in ran.stdout) == (1, True)
    assert not key.exists() or key.read_bytes() != content
    resilify("doctor", "--repair", env=given)
    assert key.read_bytes() == content
    assert len(list(written.glob("resilify.key.set-aside*"))) == (gone == "damaged")
    assert "a badger" in resilify("journal", env=given, check=True).stdout
    resilify("doctor", env=given, check=True)
    assert "Erased" in resilify("erase", "--all", "--yes-erase", env=given, check=True).stderr
    assert not list(written.glob("**/*.key*"))


def test_without_any_copy_it_is_said_what_can_be_done(
    written: Path, resilify: Run, given: dict[str, str]
) -> None:
    """Nothing claims to be able to put it back, and `doctor` looks at all else."""
    (written / "resilify.key").unlink()
    _key_copy(written).unlink()
    for arguments in (("journal",), ("doctor",), ("doctor", "--repair"), ("passphrase",)):
        ran = resilify(*arguments, env=given)
        assert ran.returncode == 1
        assert "The key file is missing" in ran.stdout + ran.stderr
        assert "Put resilify.key back" in ran.stdout + ran.stderr
    (written / "resilify.key").write_text("nothing")
    for arguments in (("journal",), ("doctor",), ("doctor", "--repair")):
        ran = resilify(*arguments, env=given)
        assert (ran.returncode, "damaged" in ran.stdout + ran.stderr) == (1, True)


@pytest.mark.parametrize("slot", [0, 1])
def test_a_changed_digit_is_found_and_mended(
    written: Path, resilify: Run, given: dict[str, str], tmp_path: Path, slot: int
) -> None:
    """Also in the slot of the recovery code, which is seldom used; both secrets open it again."""
    key = written / "resilify.key"
    _change_digit(key, slot)
    ran = resilify("doctor", env=given)
    assert (ran.returncode, "not as it was written" in ran.stdout) == (1, True)
    resilify("doctor", "--repair", env=given)
    assert key.read_bytes() == _key_copy(written).read_bytes()
    for kind, secret in (("passphrase", private.PASSPHRASE), ("recovery", private.CODE)):
        assert read_key_file(key).unlock(kind, secret) == private.KEY
    new = private.secret(tmp_path / "more", "new words", "new")
    resilify("passphrase", "--new-passphrase-file", new, env=given, check=True)


def test_damage_is_carried_nowhere(
    written: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """A damaged key file takes its copy's place by no command, and a new passphrase does not cover it up."""
    kept = _key_copy(written).read_bytes()
    _change_digit(written / "resilify.key", 1)
    resilify("journal", "add", "more", env=given, check=True)
    new = private.secret(tmp_path / "more", "new words", "new")
    ran = resilify("passphrase", "--new-passphrase-file", new, env=given)
    assert (ran.returncode, "resilify doctor" in ran.stderr) == (1, True)
    assert _key_copy(written).read_bytes() == kept
    _key_copy(written).unlink()
    for damage in ((), (0,)):
        for slot in damage:
            _change_digit(written / "resilify.key", slot)
        ran = resilify("doctor", env=given)
        assert (ran.returncode, "a new recovery code" in ran.stdout) == (1, True)


def test_a_changed_copy_is_found_and_made_anew(written: Path, resilify: Run, given: dict[str, str]) -> None:
    """The copy is looked at too, and one that is missing; the next writing makes it anew as well."""
    copy = _key_copy(written)
    for remedy in (("doctor", "--repair"), ("journal", "add", "x")):
        _change_digit(copy, 1)
        ran = resilify("doctor", env=given)
        assert (ran.returncode, "copy of the key file" in ran.stdout) == (1, True)
        copy.unlink()
        assert resilify("doctor", env=given).returncode == 1
        resilify(*remedy, env=given)
        assert copy.read_bytes() == (written / "resilify.key").read_bytes()


def test_a_new_passphrase_reaches_the_copy(
    written: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """After a change the copy opens by the new passphrase, and by the old one no more."""
    new = private.secret(tmp_path / "more", "new words", "new")
    resilify("passphrase", "--new-passphrase-file", new, env=given, check=True)
    (written / "resilify.key").unlink()
    resilify("doctor", "--repair", env={**given, "RESILIFY_PASSPHRASE_FILE": new})
    ran = resilify("journal", env={"RESILIFY_PASSPHRASE_FILE": new}, check=True)
    assert "a badger" in ran.stdout
    assert resilify("journal", env=given).returncode == 1
    code = private.secret(tmp_path / "more", private.CODE, "code")
    newer = private.secret(tmp_path / "more", "newer words", "newer")
    resilify("recover", "--code-file", code, "--new-passphrase-file", newer, check=True)
    assert _key_copy(written).read_bytes() == (written / "resilify.key").read_bytes()


def test_a_copy_is_brought_back_where_store_and_key_file_are_gone(
    written: Path, resilify: Run, given: dict[str, str]
) -> None:
    """The folder of copies alone is enough, with the passphrase."""
    for name in ("resilify.db", "resilify.key"):
        (written / name).unlink()
    assert "resilify restore" in resilify("journal", env=given).stderr
    resilify("restore", "today", "--yes", env=given, check=True)
    assert "quail" in resilify("journal", env=given, check=True).stdout


def test_a_key_of_another_store_is_told_and_mended(
    written: Path, resilify: Run, given: dict[str, str]
) -> None:
    """Where another key file is in the place of ours, the copies still open, each by its own."""
    _other_key_file().write(written / "resilify.key")
    ran = resilify("journal", env=given)
    assert (ran.returncode, "does not open with its key" in ran.stderr) == (1, True)
    assert "entries" in resilify("backup", "list", env=given, check=True).stdout


def test_copies_of_an_earlier_key_open_still(written: Path, resilify: Run, given: dict[str, str]) -> None:
    """A store of a new key reads, lists and erases in copies that its key file does not open."""
    (copy,) = (written / "backups").glob("*.db")
    mine = json.loads(resilify("journal", "--json", env=given, check=True).stdout)["entries"][-1]
    earlier = copy.with_name("resilify-2026-01-01-101010.db")
    shutil.copy(copy, earlier)
    for path in (written / "resilify.db", copy):
        convert_store(path, private.KEY, OTHER_KEY)
    _other_key_file().write(written / "resilify.key")
    told = resilify("backup", "list", "--json", env=given, check=True).stdout
    assert [found["sound"] for found in json.loads(told)["copies"]] == [True, True]
    resilify("erase", "--entry", mine["id"], "--yes-erase", env=given, check=True)
    with closing(connect(earlier, key=private.KEY)) as connection:
        ids = [row["id"] for row in connection.execute("SELECT id FROM entries")]
    assert mine["id"] not in ids
    resilify("journal", "add", "more", env=given, check=True)
    assert len(list((written / "backups").glob("*.key"))) == 2


def _other_key_file() -> KeyFile:
    with mock.patch.object(key_file, "_COST", {"n": 2**4, "r": 8, "p": 1}):
        empty = KeyFile("11" * 8, ())
        made = empty.with_slot("passphrase", private.PASSPHRASE, OTHER_KEY)
        return made.with_slot("recovery", private.CODE, OTHER_KEY)


@pytest.fixture
def unexpectedly_plain(written: Path) -> Path:
    """A home in which a plain store was put in the place of the encrypted one."""
    convert_store(written / "resilify.db", private.KEY, None)
    return written


@pytest.mark.parametrize("arguments", [("journal",), ("list",), (), ("journal", "add", "x"), ("checkin",)])
def test_a_plain_store_in_the_place_of_the_encrypted_one_is_told(
    unexpectedly_plain: Path, resilify: Run, arguments: tuple[str, ...]
) -> None:
    """By each command that looks at it; what would write is refused, and the file stays as it is."""
    before = private.everything_in(unexpectedly_plain)
    ran = resilify(*arguments, *(["--plain"] if arguments == ("checkin",) else []), stdin="")
    assert "not encrypted, but its key file is beside it" in ran.stderr
    assert "resilify encrypt" in ran.stderr
    assert ran.returncode == (1 if arguments[:1] in (("checkin",),) or "add" in arguments else 0)
    after = private.everything_in(unexpectedly_plain)
    assert {name: after[name] for name in before} == before


def test_doctor_leaves_it_as_it_is(unexpectedly_plain: Path, resilify: Run, given: dict[str, str]) -> None:
    """It may be another's, and so nothing of it is repaired."""
    with closing(connect(unexpectedly_plain / "resilify.db")) as connection:
        connection.execute("UPDATE entries SET text = text || 'x'")
    before = (unexpectedly_plain / "resilify.db").read_bytes()
    ran = resilify("doctor", "--repair", env=given)
    assert "was left as it is" in ran.stdout
    assert (unexpectedly_plain / "resilify.db").read_bytes() == before


@pytest.mark.parametrize("command", ["encrypt", "decrypt"])
def test_once_the_person_said_what_it_is_all_goes_on(
    unexpectedly_plain: Path, resilify: Run, given: dict[str, str], command: str
) -> None:
    """After `encrypt` or `decrypt` it is written to as ever."""
    resilify(command, "--yes", env=given, check=True)
    ran = resilify("journal", "add", "a pelican", env=given, check=True)
    assert "key file" not in ran.stderr
    assert "a pelican" in resilify("journal", env=given, check=True).stdout
    assert (private.found_in(unexpectedly_plain, "pelican") == []) == (command == "encrypt")
