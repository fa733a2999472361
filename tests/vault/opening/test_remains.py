"""A store that is gone is not taken for one that was never begun."""

from __future__ import annotations

import json
import os
from pathlib import Path
from shlex import split

import pytest

from tests import private
from tests.conftest import Run
from tests.prepared_homes import copy_prepared

READING = [
    (),
    ("journal",),
    ("journal", "search", "one"),
    ("journal", "tags"),
    ("journal", "export", "--output", "-"),
    ("continue", "--plain"),
    ("insights",),
    ("report", "--output", "-"),
    ("backup", "copy.db"),
]
WRITING = [
    ("journal", "add", "three"),
    ("checkin", "--mood", "3"),
    ("start", "cultivating-self-compassion", "--plain"),
    ("encrypt", "--yes"),
    ("erase", "--entry", "abcdefa", "--yes-erase"),
]


def _lose_store(resilify: Run, home: Path) -> None:
    for text in ("one", "two"):
        resilify("journal", "add", text)
    resilify("restore", "today", "--yes")
    (home / "resilify.db").unlink()


@pytest.fixture
def with_copies(home: Path) -> Path:
    """A home with a copy of one entry, another one set aside, and no store."""
    copy_prepared(home, _lose_store)
    return home


@pytest.mark.parametrize("arguments", [*READING, *WRITING], ids=" ".join)
def test_every_command_says_that_it_is_gone(
    resilify: Run, with_copies: Path, arguments: tuple[str, ...]
) -> None:
    """Neither is the journal called empty nor a new store begun, and what is left stays as it is."""
    before = private.everything_in(with_copies)
    ran = resilify(*arguments)
    assert ran.returncode == 1
    assert "is gone, and copies of it are still there" in ran.stderr
    assert "erase" not in ran.stderr
    assert before.items() <= private.everything_in(with_copies).items()
    assert "resilify.db" not in os.listdir(with_copies)


def test_the_way_back_works(resilify: Run, with_copies: Path) -> None:
    """The command that is named brings the newest copy back."""
    (_, command) = resilify("journal").stderr.split("newest: resilify ")[0:2]
    resilify(*split(command.splitlines()[0]), "--yes", check=True)
    told = json.loads(resilify("journal", "--json", check=True).stdout)
    assert [entry["text"] for entry in told["entries"]] == ["one"]


def test_the_way_to_begin_anew_works(resilify: Run, with_copies: Path) -> None:
    """After `erase --all` the first word makes a new store."""
    resilify("erase", "--all", "--yes-erase", check=True)
    assert "empty" in resilify("journal", check=True).stderr
    resilify("journal", "add", "three", check=True)
    assert "three" in resilify("journal", check=True).stdout


def test_what_was_set_aside_is_left_of_a_store_too(resilify: Run, with_copies: Path) -> None:
    """Without a copy, what a restore set aside is named, also where its path has a space and a quote."""
    home = with_copies.rename(with_copies.with_name("it's home"))
    for copy in (home / "backups").iterdir():
        copy.unlink()
    env = {"RESILIFY_HOME": str(home)}
    for arguments in (("journal",), ("journal", "add", "three")):
        ran = resilify(*arguments, env=env)
        assert (ran.returncode, "one that was set aside is still there" in ran.stderr) == (1, True)
    ran = resilify("doctor", env=env)
    assert ran.returncode == 1
    assert "Nothing is kept here yet" not in ran.stdout
    command = ran.stdout.split("newest: resilify ")[1].splitlines()[0]
    resilify(*split(command), "--yes", env=env, check=True)
    assert "two" in resilify("journal", env=env, check=True).stdout


@pytest.mark.parametrize(
    ("name", "said"), [("resilify.key", "its key file is"), ("resilify.db-journal", "what was written to it")]
)
def test_a_key_file_or_a_journal_is_left_of_a_store_too(
    resilify: Run, home: Path, name: str, said: str
) -> None:
    """Whoever reads is told as well, and doctor names it."""
    home.mkdir(mode=0o700)
    (home / name).write_bytes(b"what is left")
    for arguments in (("journal",), ("journal", "add", "one"), ("doctor",)):
        ran = resilify(*arguments)
        assert (ran.returncode, said in ran.stdout + ran.stderr) == (1, True)
    assert os.listdir(home) == [name]


def test_help_in_a_crisis_and_programs_need_no_store(resilify: Run, with_copies: Path) -> None:
    """What is not about the store works as ever."""
    for arguments in (("help-now",), ("list",), ("show", "cultivating-self-compassion"), ("backup", "list")):
        assert resilify(*arguments).returncode == 0
