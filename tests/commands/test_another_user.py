"""What another user of the computer could do to the folder, and what is refused for it.

The tests run as root, and the other user is number 65534, or they are left out.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from resilify_cli import file_access
from resilify_cli.errors import SettingsError
from resilify_cli.settings import load_settings
from tests import private
from tests.conftest import Run

OTHER = 65534
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make another user's files"
)
COMMANDS = (("journal",), ("journal", "add", "a walrus"), ("doctor",), ("backup", "list"), ("list",))


@as_root
@pytest.mark.parametrize("name", [".", "resilify.db", "resilify.db-journal", "backups", "editor"])
def test_what_belongs_to_another_user_is_refused(filled: Path, resilify: Run, name: str) -> None:
    """Neither read nor written, by any command; a journal of theirs gets no words."""
    for folder in ("backups", "editor"):
        (filled / folder).mkdir(exist_ok=True)
    planted = filled / name
    if not planted.exists():
        planted.touch()
    os.chown(planted, OTHER, OTHER)
    before = private.everything_in(filled)
    for arguments in COMMANDS:
        ran = resilify(*arguments)
        assert ran.returncode == 1
        assert f"belongs to another user of this computer (number {OTHER})" in ran.stderr
    after = private.everything_in(filled)
    assert {path: after[path] for path in before} == before
    assert resilify("help-now").returncode == 0


@as_root
def test_settings_of_another_user_are_not_heeded(filled: Path, resilify: Run, tmp_path: Path) -> None:
    """Their command is never run, and help in a crisis is there all the same."""
    ran_it = tmp_path / "ran"
    (filled / "settings.toml").write_text(f'passphrase_command = "touch {ran_it}"\ncountry = "DE"\n')
    private.quick_key_file(filled / "resilify.db").write(filled / "resilify.key")
    os.chown(filled / "settings.toml", OTHER, OTHER)
    for arguments in COMMANDS:
        ran = resilify(*arguments)
        assert (ran.returncode, "belong to another user" in ran.stderr) == (1, True)
    assert not ran_it.exists()
    assert resilify("help-now").returncode == 0


@as_root
def test_a_folder_in_memory_of_another_user_is_none_of_ours(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path
) -> None:
    """Its name is known to whoever knows the path of the store: nothing in it is erased, or named as ours."""
    from hashlib import blake2b

    memory = tmp_path / "memory"
    name = blake2b(os.fsencode(os.path.realpath(encrypted / "resilify.db")), digest_size=8).hexdigest()
    theirs = memory / f"resilify-{name}-{'0' * 16}"
    theirs.mkdir(parents=True)
    (theirs / "a.txt").write_text("theirs")
    env = {**given, "XDG_RUNTIME_DIR": str(memory)}
    assert str(theirs) in resilify("doctor", env=env).stdout
    os.chown(theirs, OTHER, OTHER)
    assert str(theirs) not in resilify("doctor", env=env).stdout
    resilify("erase", "--all", "--yes-erase", env=env, check=True)
    assert (theirs / "a.txt").read_text() == "theirs"


def test_settings_that_all_could_change_are_closed_and_told(filled: Path, resilify: Run) -> None:
    """They are heeded once the person had the chance to look at them."""
    settings = filled / "settings.toml"
    settings.write_text("plain = true\n")
    settings.chmod(0o666)
    ran = resilify("journal")
    assert (ran.returncode, "could change your settings" in ran.stderr) == (1, True)
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    resilify("journal", check=True)


def test_a_folder_that_all_could_exchange_is_refused(home: Path, resilify: Run, tmp_path: Path) -> None:
    """Below a folder that is open to all, every user could put a store of theirs in the place of ours."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    env = {"RESILIFY_HOME": str(shared / "home")}
    ran = resilify("journal", "add", "a walrus", env=env)
    assert (ran.returncode, f"{shared} is open to all" in ran.stderr) == (1, True)
    assert private.found_in(shared, "walrus") == []
    shared.chmod(0o1777)
    resilify("journal", "add", "a walrus", env=env, check=True)


@as_root
def test_a_folder_of_another_user_in_a_shared_one_is_refused(resilify: Run, tmp_path: Path) -> None:
    """Also where each may only remove what is theirs: what leads to the store is theirs."""
    shared, theirs = tmp_path / "shared", tmp_path / "shared" / "theirs"
    theirs.mkdir(parents=True)
    shared.chmod(0o1777)
    (theirs / "home").mkdir(mode=0o700)
    os.chown(theirs, OTHER, OTHER)
    ran = resilify("journal", "add", "a walrus", env={"RESILIFY_HOME": str(theirs / "home")})
    assert ran.returncode == 1
    assert "open to all" in ran.stderr or "another user" in ran.stderr


@as_root
def test_a_share_that_gives_all_to_one_user_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all that we make belongs to that user too, it is ours."""
    (tmp_path / "store").touch()
    os.chown(tmp_path / "store", OTHER, OTHER)
    assert file_access.foreign_owner(tmp_path / "store") == OTHER
    real = os.fstat

    def given(number: int) -> os.stat_result:
        found = list(real(number))
        found[4] = OTHER
        return os.stat_result(found)

    monkeypatch.setattr(os, "fstat", given)
    assert file_access.foreign_owner(tmp_path / "store") is None


def test_no_rights_at_all_are_not_taken_for_an_open_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a file system whose files are open to all whatever is asked for, no folder is refused for it."""
    tmp_path.chmod(0o777)
    assert file_access.folder_open_to_others(tmp_path / "home") == tmp_path
    real = os.fstat

    def open_to_all(number: int) -> os.stat_result:
        mode, *others = real(number)
        return os.stat_result([int(mode) | 0o777, *others])

    monkeypatch.setattr(os, "fstat", open_to_all)
    assert file_access.folder_open_to_others(tmp_path / "home") is None


def test_systems_without_user_numbers_refuse_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be asked is not held against anyone."""
    tmp_path.chmod(0o777)
    (tmp_path / "settings.toml").write_text("plain = true\n")
    (tmp_path / "settings.toml").chmod(0o666)
    with pytest.raises(SettingsError):
        load_settings(tmp_path / "settings.toml")
    monkeypatch.delattr(os, "geteuid")
    assert file_access.foreign_owner(tmp_path) is None
    assert file_access.folder_open_to_others(tmp_path) is None
    assert load_settings(tmp_path / "settings.toml").settings.plain


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
@pytest.mark.parametrize("arguments", [("list",), ("journal", "add", "x"), ("journal", "add", "--editor")])
def test_whichever_command_makes_the_folder_it_is_private(
    tmp_path: Path, resilify: Run, umask: int, arguments: tuple[str, ...]
) -> None:
    """Each folder on the way there too; the next command has nothing to say."""
    home = tmp_path / "new" / "home"
    env = {"RESILIFY_HOME": str(home), "EDITOR": "true"}
    before = os.umask(umask)
    try:
        resilify(*arguments, env=env)
    finally:
        os.umask(before)
    for folder in (home.parent, home):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "could open" not in resilify("journal", env=env).stderr


def test_rights_that_stay_open_are_told_as_such(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file system takes new rights without a word and keeps the old ones, nobody says otherwise."""
    from resilify_cli.vault.permissions import restrict_private_files

    (filled / "resilify.db").chmod(0o644)
    monkeypatch.setattr(os, "fchmod", lambda number, mode: None)
    rights = restrict_private_files(filled / "resilify.db")
    assert (rights.taken, rights.left) == ((), (filled / "resilify.db",))


_IGNORES_CHMOD = """
import os, sys
os.fchmod = lambda number, mode: None
sys.argv = ["resilify", *sys.argv[1:]]
from resilify_cli.cli import main
main()
"""


@pytest.mark.parametrize("refused", [False, True])
def test_where_chmod_does_nothing_encryption_is_named(filled: Path, refused: bool) -> None:
    """Said is what is so: others can open it still, and what keeps words private there."""
    import subprocess

    (filled / "resilify.db").chmod(0o644)
    code = _IGNORES_CHMOD
    if refused:
        code = code.replace("lambda number, mode: None", "lambda number, mode: os.open('/nowhere', 0)")
    ran = subprocess.run(
        private.python(code, "journal"),
        capture_output=True,
        text=True,
        env={"RESILIFY_HOME": str(filled), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=True,
    )
    assert f"can open {filled / 'resilify.db'}" in ran.stderr
    assert "resilify encrypt" in ran.stderr
    assert "Now only you can" not in ran.stderr


def test_where_chmod_does_nothing_it_is_said_at_the_first_word(home: Path) -> None:
    """The command that makes the store says already that others can open it."""
    import subprocess

    gives_all = (
        "os.umask(0); made = os.mkdir; os.mkdir = lambda folder, mode=0: made(folder, 0o777); os.fchmod"
    )
    code = _IGNORES_CHMOD.replace("os.fchmod", gives_all)
    ran = subprocess.run(
        private.python(code, "journal", "add", "a wombat"),
        capture_output=True,
        text=True,
        env={"RESILIFY_HOME": str(home / "new"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=True,
    )
    assert f"can open {home / 'new'}" in ran.stderr
    assert "resilify encrypt" in ran.stderr
