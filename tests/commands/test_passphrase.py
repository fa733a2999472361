"""`resilify passphrase`."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests import private
from tests.conftest import Run


def test_the_store_is_not_rewritten(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """The new passphrase opens it, the old one no more, and the store's bytes are the same."""
    store = (encrypted / "resilify.db").read_bytes()
    new = private.secret(tmp_path, "nine lives of a teapot", "new")
    resilify("passphrase", "--new-passphrase-file", new, env=given, check=True)
    assert (encrypted / "resilify.db").read_bytes() == store
    assert resilify("journal", env=given).returncode == 1
    assert private.SENTENCES[0] in resilify("--passphrase-file", new, "journal", check=True).stdout


def test_the_old_one_is_needed(encrypted: Path, resilify: Run, tmp_path: Path) -> None:
    """With a wrong one, or with the key but no passphrase, nothing is changed."""
    before = private.everything_in(encrypted)
    new = private.secret(tmp_path, "nine lives of a teapot", "new")
    wrong = private.secret(tmp_path, "wrong", "wrong")
    assert resilify("--passphrase-file", wrong, "passphrase", "--new-passphrase-file", new).returncode == 1
    assert private.everything_in(encrypted) == before
    (encrypted / "settings.toml").write_text(
        f'key_file = "{private.secret(tmp_path, private.KEY.hex(), "key")}"\n'
    )
    assert resilify("journal", check=True).stdout
    assert resilify("passphrase", "--new-passphrase-file", new).returncode == 2
    assert (encrypted / "resilify.key").read_bytes() == before["resilify.key"]


@pytest.mark.parametrize("command", ["passphrase", "recover"])
def test_a_key_file_that_is_a_link_is_refused(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path, command: str
) -> None:
    """No new passphrase is written through a link, and none is asked for."""
    (encrypted / "resilify.key").rename(tmp_path / "elsewhere")
    (encrypted / "resilify.key").symlink_to(tmp_path / "elsewhere")
    before = (tmp_path / "elsewhere").read_bytes()
    new = private.secret(tmp_path, "nine lives of a teapot", "new")
    code = private.secret(tmp_path, private.CODE, "code")
    more = ("--code-file", code) if command == "recover" else ()
    ran = resilify(command, *more, "--new-passphrase-file", new, env=given)
    assert ran.returncode == 1
    assert "is a link that leads elsewhere" in ran.stderr
    assert (tmp_path / "elsewhere").read_bytes() == before


def test_the_key_can_be_written_for_a_stick(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """The key goes to a private file, over nothing; with it in the settings no passphrase is needed."""
    stick = tmp_path / "stick.key"
    ran = resilify("passphrase", "--key-file", str(stick), env=given, check=True)
    assert stat.S_IMODE(stick.stat().st_mode) == 0o600
    assert private.KEY.hex() not in ran.stdout + ran.stderr
    assert resilify("passphrase", "--key-file", str(stick), env=given).returncode == 1
    (encrypted / "settings.toml").write_text(f'key_file = "{stick}"\n')
    assert private.SENTENCES[0] in resilify("journal", check=True).stdout


def test_a_key_of_another_store_is_named_and_not_used(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """A stick with the key of an earlier encryption makes no store look damaged; it is told, and left."""
    stick = tmp_path / "stick.key"
    resilify("passphrase", "--key-file", str(stick), env=given, check=True)
    digits, _, _ = stick.read_text().partition(" ")
    stick.write_text(f"{digits} of-another\n")
    (encrypted / "settings.toml").write_text(f'key_file = "{stick}"\n')
    for command in (("journal",), ("doctor",)):
        ran = resilify(*command)
        assert ran.returncode == 2
        assert f"is of another store, or of one before: {stick}" in ran.stderr
        assert "no terminal to ask for it in" in ran.stderr
        assert "damaged" not in ran.stdout + ran.stderr
    stick.write_text(f"{digits}\n")
    assert private.SENTENCES[0] in resilify("journal", check=True).stdout


def test_an_empty_one_is_refused(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """A file whose first line is empty gives no passphrase, and nothing is changed."""
    before = private.everything_in(encrypted)
    empty = private.secret(tmp_path, "", "empty")
    ran = resilify("passphrase", "--new-passphrase-file", empty, env=given)
    assert ran.returncode == 1
    assert private.everything_in(encrypted) == before


def test_a_plain_store_has_none(filled: Path, resilify: Run) -> None:
    """It is said how to get one."""
    ran = resilify("passphrase")
    assert ran.returncode == 1
    assert "resilify encrypt" in ran.stderr
