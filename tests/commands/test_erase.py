"""`resilify erase`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import private
from tests.conftest import Run


def _add(resilify: Run, text: str, env: dict[str, str] | None = None) -> str:
    resilify("journal", "add", text, env=env, check=True)
    entries = json.loads(resilify("journal", "--json", env=env, check=True).stdout)["entries"]
    return str(next(entry["id"] for entry in entries if entry["text"] == text))


def test_an_entry_goes_from_the_store_and_its_copies(home: Path, resilify: Run, tmp_path: Path) -> None:
    """After the word is typed no byte in the folder has it, and the rest is there."""
    _add(resilify, "a badger stays")
    gone = _add(resilify, "a walrus goes #walrustag")
    resilify("backup", str(tmp_path / "copy.db"), check=True)
    (tmp_path / "copy.db").rename(home / "backups" / "resilify-2026-11-01-101010.db")
    ran = resilify("erase", "--entry", gone, "--plain", stdin="erase\n", check=True)
    assert "1 entry" in ran.stderr
    assert "2 copies" in ran.stderr
    assert "a walrus goes" in ran.stderr
    assert private.found_in(home, "walrus", "walrustag") == []
    assert "a badger stays" in resilify("journal", check=True).stdout
    assert resilify("doctor").returncode == 0


@pytest.mark.parametrize("typed", ["", "no\n", "yes\n", "erased\n", ":quit\n"])
@pytest.mark.parametrize("what", [["--all"], ["--entry"]])
def test_anything_but_the_word_erases_nothing(home: Path, resilify: Run, typed: str, what: list[str]) -> None:
    """Another word, none, or leaving: nothing is erased, exit 130."""
    entry = _add(resilify, "a walrus stays")
    before = private.everything_in(home)
    ran = resilify("erase", *what, *([entry] if what == ["--entry"] else []), "--plain", stdin=typed)
    assert ran.returncode == 130
    assert "Nothing was erased" in ran.stderr
    assert private.everything_in(home) == before


def test_the_last_entry_is_not_erased_by_that_name(resilify: Run) -> None:
    """What goes for good is named by its id, and how to find that is told."""
    _add(resilify, "a walrus stays")
    ran = resilify("erase", "--entry", "last", "--yes-erase")
    assert ran.returncode == 1
    assert ran.stderr == "To erase an entry, give its id.\nTo see the ids: resilify journal\n"
    assert "a walrus stays" in resilify("journal", check=True).stdout


@pytest.mark.parametrize("arguments", [[], ["--all", "--entry", "abc"], ["--program", "x", "--entry", "y"]])
def test_exactly_one_thing_is_named(resilify: Run, arguments: list[str]) -> None:
    """None, or two at once, is wrong usage."""
    assert resilify("erase", *arguments, "--yes-erase").returncode == 2


def test_nobody_to_ask_erases_nothing(home: Path, resilify: Run) -> None:
    """Without a terminal it is said which option does it in a script."""
    _add(resilify, "a walrus stays")
    ran = resilify("erase", "--all")
    assert ran.returncode == 2
    assert "--yes" in ran.stderr
    assert private.found_in(home, "walrus")


@pytest.mark.parametrize("option", ["--yes", "-y", "--yes-erase"])
def test_a_yes_beforehand_is_enough(home: Path, resilify: Run, option: str) -> None:
    """As with every command `--yes` does it without asking; it says what goes."""
    _add(resilify, "a walrus goes")
    assert "This erases all that you wrote" in resilify("erase", "--all", option, check=True).stderr
    assert list(private.files_of(home)) == []


@pytest.mark.parametrize("what", ["--all", "--entry", "--program"])
@pytest.mark.parametrize("more", [[], ["--yes"]])
def test_a_dry_run_erases_nothing(
    home: Path, resilify: Run, filled: Path, what: str, more: list[str]
) -> None:
    """It says what would go, and no byte of any file is changed."""
    entry = _add(resilify, "a walrus stays")
    before = private.everything_in(home)
    named = {"--all": [], "--entry": [entry], "--program": ["slug"]}[what]
    ran = resilify("erase", what, *named, "--dry-run", *more, check=True)
    assert "This erases" in ran.stdout
    assert ("a walrus stays" in ran.stdout) == (what == "--entry")
    assert ran.stderr == "Nothing was erased.\n"
    assert private.everything_in(home) == before


def test_all_of_a_program_goes(home: Path, resilify: Run, filled: Path) -> None:
    """Answers, versions and drafts of a program are in no byte; notes stay."""
    resilify("erase", "--program", "slug", "--yes-erase", check=True)
    assert private.found_in(home, *private.SENTENCES[1:3]) == []
    assert private.SENTENCES[0] in resilify("journal", check=True).stdout
    assert resilify("erase", "--program", "slug", "--yes-erase").returncode == 1


def test_all_goes_without_the_passphrase(encrypted: Path, resilify: Run) -> None:
    """Whoever has lost the passphrase can still erase everything; settings stay."""
    (encrypted / "settings.toml").write_text("plain = true\n")
    resilify("list", check=True)
    ran = resilify("erase", "--all", "--yes-erase", check=True)
    assert "files in" in ran.stderr
    assert {path.name for path in private.files_of(encrypted)} == {"settings.toml"}
    assert "nothing to erase" in resilify("erase", "--all", "--yes-erase", check=True).stderr
    assert resilify("journal", "add", "a new beginning", check=True)


def test_an_entry_of_an_encrypted_store_goes(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """With the passphrase it works as on a plain store."""
    gone = _add(resilify, "a walrus goes", given)
    resilify("erase", "--entry", gone, "--yes-erase", env=given, check=True)
    assert "walrus" not in resilify("journal", env=given, check=True).stdout
    assert resilify("journal", "search", "walrus", env=given).stdout.strip() == ""
    assert resilify("doctor", env=given).returncode == 0


def test_a_copy_that_does_not_open_is_named(home: Path, resilify: Run) -> None:
    """It is said which copy may still have it, and the exit code is 1; the store has it no more."""
    gone = _add(resilify, "a walrus goes")
    damaged = home / "resilify.db.set-aside-20261101-101010"
    damaged.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    ran = resilify("erase", "--entry", gone, "--yes-erase")
    assert ran.returncode == 1
    assert str(damaged) in ran.stderr
    assert private.found_in(home, "walrus") == []


def test_another_store_in_the_folder_is_named(home: Path, resilify: Run) -> None:
    """A copy that the person made by a name of their own keeps the words, and they hear of it."""
    resilify("journal", "add", "a walrus", check=True)
    resilify("backup", str(home / "mine.db"), check=True)
    entry = json.loads(resilify("journal", "--json").stdout)["entries"][0]["id"]
    ran = resilify("erase", "--entry", entry, "--yes-erase", check=True)
    assert str(home / "mine.db") in ran.stderr
    assert "walrus" in (home / "mine.db").read_bytes().decode("latin-1")


def test_what_an_editor_left_in_memory_goes_with_all(
    encrypted: Path, resilify: Run, left_in_memory: Callable[[Path], Path], tmp_path: Path
) -> None:
    """Words that an editor of this store left in memory are erased with all of it; those of another stay."""
    other = shutil.copytree(encrypted, tmp_path / "other home")
    ours, theirs = left_in_memory(encrypted), left_in_memory(other)
    memory = str(tmp_path / "memory")
    resilify("erase", "--all", "--yes-erase", env={"XDG_RUNTIME_DIR": memory}, check=True)
    assert not ours.parent.exists()
    assert theirs.read_text() == "a walrus\n"


@pytest.mark.parametrize("name", ["\udcff", "é", "%", ""])
def test_a_name_that_is_no_id_is_told(home: Path, resilify: Run, name: str) -> None:
    """Whatever is typed for an entry, it is told that there is none."""
    _add(resilify, "a quail")
    ran = resilify("erase", "--entry", name, "--yes-erase")
    assert ran.returncode == 1
    assert "No entry has an id" in ran.stderr
