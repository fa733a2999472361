"""`resilify sync` between two homes, by a folder and by git."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command_server import run_command

Machine = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with the passphrase of the folder."""
    path = tmp_path / "secret"
    path.write_text("maps rarely mention soup\n")
    path.chmod(0o600)
    return path


@pytest.fixture
def machine(tmp_path: Path) -> Callable[[str], Machine]:
    """Make a function that runs a command on the machine of a name."""

    def of(name: str) -> Machine:
        def run(*arguments: str, check: bool = True, **env: str) -> subprocess.CompletedProcess[str]:
            ran = run_command(*arguments, env={"RESILIFY_HOME": str(tmp_path / name), **env})
            assert not check or ran.returncode == 0, ran.stderr
            return ran

        return run

    return of


def texts(machine: Machine) -> set[str]:
    found = json.loads(machine("journal", "--json").stdout)
    return {entry["text"] for entry in found["entries"]}


@pytest.fixture
def joined(machine: Callable[[str], Machine], secret: Path, tmp_path: Path) -> tuple[Machine, Machine, str]:
    """A laptop and a machine at home with an entry each that share a folder, and the option that opens it."""
    laptop, home, folder = machine("laptop"), machine("home"), str(tmp_path / "folder")
    option = f"--folder-passphrase-file={secret}"
    laptop("journal", "add", "on the laptop")
    assert "recovery code" in laptop("sync", "init", folder, option, "--yes", "--name", "laptop").stdout
    home("journal", "add", "at home")
    assert "one entry came in" in home("sync", "join", folder, option, "--name", "home").stderr
    assert "one entry came in" in laptop("sync").stderr
    return laptop, home, option


def test_two_machines_hold_the_same_journal(joined: tuple[Machine, Machine, str]) -> None:
    """After init, join and a sync on each, what was written on either is on both."""
    laptop, home, _ = joined
    assert "nothing new" in home("sync").stderr
    assert texts(laptop) == texts(home) == {"on the laptop", "at home"}


def test_the_status_names_the_machines(joined: tuple[Machine, Machine, str]) -> None:
    """By the names that were given to them."""
    laptop, _, _ = joined
    status = json.loads(laptop("sync", "status", "--json").stdout)["folders"][0]
    assert [one["name"] for one in status["devices"]] == ["laptop", "home"]


def test_the_status_says_why_a_folder_can_not_be_read(joined: tuple[Machine, Machine, str]) -> None:
    """One of a newer version is told as that, and not as gone."""
    laptop, _, _ = joined
    folder = json.loads(laptop("sync", "status", "--json").stdout)["folders"][0]
    manifest = Path(folder["path"], "resilify-sync.json")
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "sync_format": 99}))
    assert "was made by a newer resilify." in laptop("sync", "status").stdout
    manifest.unlink()
    assert "is missing." in laptop("sync", "status").stdout
    assert folder["fault"] == ""


def test_a_machine_is_forgotten_by_its_name(joined: tuple[Machine, Machine, str]) -> None:
    """An empty name is none; what is forgotten is said."""
    laptop, _, option = joined
    assert "of one other machine" in laptop("sync", "forget", "", option, "--yes", check=False).stderr
    forgotten = laptop("sync", "forget", "home", option, "--yes").stderr
    assert "The machine: home, " in forgotten
    assert "Forgotten" in forgotten


def test_a_forgotten_machine_reads_nothing_new_until_the_passphrase_is_given(
    joined: tuple[Machine, Machine, str],
) -> None:
    """The others go on with a new key; by the passphrase the machine is the person's own again."""
    laptop, home, option = joined
    laptop("sync", "forget", "home", option, "--yes")
    laptop("journal", "add", "after")
    laptop("sync")
    assert home("sync", check=False).returncode == 2
    assert "after" not in texts(home)
    home("sync", option)
    assert "after" in texts(home)


def test_a_machine_that_leaves_syncs_no_more(joined: tuple[Machine, Machine, str]) -> None:
    """The folder stays as it is."""
    _, home, _ = joined
    assert "was not touched" in home("sync", "leave").stderr
    assert home("sync", check=False).returncode == 1


def test_a_wrong_passphrase_changes_nothing(
    machine: Callable[[str], Machine], secret: Path, tmp_path: Path
) -> None:
    """Who has the folder and not its passphrase does not get in, and nothing is written."""
    folder = tmp_path / "folder"
    machine("laptop")("sync", "init", str(folder), f"--folder-passphrase-file={secret}", "--yes")
    before = sorted(folder.rglob("*"))
    secret.write_text("another one that is wrong\n")
    ran = machine("home")("sync", "join", str(folder), f"--folder-passphrase-file={secret}", check=False)
    assert ran.returncode == 1
    assert "does not open" in ran.stderr or "wrong" in ran.stderr.lower()
    assert sorted(folder.rglob("*")) == before


def test_two_edits_of_one_entry_are_both_kept_and_told(
    machine: Callable[[str], Machine], secret: Path, tmp_path: Path
) -> None:
    """The later words are shown, the others stay in the history; where only one was made nothing is told."""
    laptop, home, folder = machine("laptop"), machine("home"), str(tmp_path / "folder")
    option = f"--folder-passphrase-file={secret}"
    laptop("journal", "add", "first")
    laptop("sync", "init", folder, option, "--yes")
    home("sync", "join", folder, option)
    entry_id = json.loads(laptop("journal", "--json").stdout)["entries"][0]["id"]
    laptop("journal", "edit", entry_id, "of the laptop")
    home("journal", "edit", entry_id, "at home")
    laptop("sync")
    assert "was changed here and there" in home("sync").stderr
    assert "was changed here and there" in laptop("sync").stderr
    assert texts(laptop) == texts(home) == {"at home"}
    assert "of the laptop" in laptop("journal", "history", entry_id).stdout
    home("journal", "edit", entry_id, "again")
    home("sync")
    assert "here and there" not in laptop("sync").stderr


def test_of_another_folder_in_its_place_only_that_is_told(
    joined: tuple[Machine, Machine, str], machine: Callable[[str], Machine], tmp_path: Path
) -> None:
    """Nothing is said of its keys, and nothing is suggested for them."""
    laptop, _, option = joined
    (tmp_path / "folder").rename(tmp_path / "right")
    machine("other")("sync", "init", str(tmp_path / "folder"), option, "--yes")
    refused = laptop("sync", check=False)
    assert refused.returncode == 1
    assert "is not the one that was joined" in refused.stderr
    assert "Set aside" not in refused.stderr


def test_one_of_several_folders_is_left(
    machine: Callable[[str], Machine], secret: Path, tmp_path: Path
) -> None:
    """Where it is not clear which one, the commands for each are told, and nothing is changed."""
    laptop, option = machine("laptop"), f"--folder-passphrase-file={secret}"
    folders = [str(tmp_path / name) for name in ("one", "two")]
    for folder in folders:
        laptop("sync", "init", folder, option, "--yes")
    for arguments in ((), (str(tmp_path / "three"),)):
        ran = laptop("sync", "leave", *arguments, check=False)
        assert ran.returncode == 2
        assert all(f"resilify sync leave {folder}" in ran.stderr for folder in folders)
    assert folders[1] not in laptop("sync", "leave", folders[0]).stderr
    status = json.loads(laptop("sync", "status", "--json").stdout)["folders"]
    assert [one["path"] for one in status] == folders[1:]
    laptop("sync", "leave")
    assert json.loads(laptop("sync", "status", "--json").stdout)["folders"] == []


def test_a_folder_can_have_the_passphrase_of_the_journal(
    machine: Callable[[str], Machine], secret: Path, tmp_path: Path
) -> None:
    """It is taken once it opens the journal; a journal without one has none to give."""
    laptop, folder = machine("laptop"), str(tmp_path / "folder")
    laptop("journal", "add", "one")
    refused = laptop("sync", "init", folder, "--same-passphrase", "--yes", check=False)
    assert (refused.returncode, Path(folder).exists()) == (2, False)
    laptop("encrypt", "--yes", f"--passphrase-file={secret}")
    env = {"RESILIFY_PASSPHRASE_FILE": str(secret)}
    begun = laptop("sync", "init", folder, "--same-passphrase", "--yes", **env)
    assert "recovery code" in begun.stdout
    joined = machine("home")("sync", "join", folder, f"--folder-passphrase-file={secret}")
    assert "one entry came in" in joined.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sync",), "sync init FOLDER"),
        (("sync", "status"), "sync init FOLDER"),
        (("sync", "leave"), "sync init FOLDER"),
        (("sync", "join", "nowhere"), "no sync folder"),
        (("sync", "init", "/dev/null", "--yes"), "no folder"),
        (("sync", "initt"), "init"),
    ],
)
def test_what_can_not_be_is_told_in_a_sentence(
    machine: Callable[[str], Machine], arguments: tuple[str, ...], said: str
) -> None:
    """There is a way out, and no traceback."""
    ran = machine("laptop")(*arguments, check=False)
    assert ran.returncode in (1, 2)
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def git(*arguments: object, **named: Any) -> None:
    subprocess.run(["git", *map(str, arguments)], check=True, capture_output=True, **named)


def test_git_carries_the_journal(machine: Callable[[str], Machine], secret: Path, tmp_path: Path) -> None:
    """Two clones of one bare repository: each sync pulls and pushes, also where both have written."""
    git("init", "--bare", tmp_path / "bare.git")
    config = tmp_path / "gitconfig"
    config.write_text("[user]\nname = x\nemail = x@example.org\n[init]\ndefaultBranch = main\n")
    env = {"GIT_CONFIG_GLOBAL": str(config), "HOME": str(tmp_path)}
    for name in ("one", "two"):
        git("clone", tmp_path / "bare.git", tmp_path / name)
    first, second = machine("laptop"), machine("home")
    option = f"--folder-passphrase-file={secret}"
    first("journal", "add", "first", **env)
    first("sync", "init", str(tmp_path / "one"), "--git", option, "--yes", **env)
    second("sync", "join", str(tmp_path / "two"), "--git", option, **env)
    first("journal", "add", "second", **env)
    second("journal", "add", "third", **env)
    for one in (first, second, first):
        one("sync", **env)
    assert texts(first) == texts(second) == {"first", "second", "third"}
