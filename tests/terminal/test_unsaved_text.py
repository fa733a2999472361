"""Words that a command can't keep are given back, whole, and not only told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.journal.conftest import add, texts
from tests.conftest import Run

WORDS = "a quail, and\n\na whole page of it"


@pytest.fixture
def entry(resilify: Run) -> str:
    """An entry in a plain store."""
    return add(resilify, "what was there before")


def _asked(entry: str) -> list[tuple[str, ...]]:
    return [
        ("journal", "add", "-"),
        ("journal", "add"),
        ("journal", "edit", entry, "-"),
        ("checkin", "--mood", "2", "--note", "-"),
    ]


@pytest.mark.parametrize("which", range(4))
def test_words_from_a_pipe_come_back_without_the_passphrase(
    encrypted: Path, resilify: Run, which: int
) -> None:
    """What was piped to a store that stays locked is on standard output, byte for byte, and nowhere else."""
    ran = resilify(*_asked("abc")[which], stdin=f"{WORDS}\n")
    assert ran.returncode == 2
    assert ran.stdout == f"{WORDS}\n"
    assert "quail" not in ran.stderr
    assert "could not be saved" in ran.stderr


@pytest.mark.parametrize("which", range(4))
def test_words_from_a_pipe_come_back_from_a_store_that_is_no_store(
    entry: str, home: Path, resilify: Run, which: int
) -> None:
    """A store that can't be opened takes no words with it."""
    (home / "resilify.db").write_bytes(b"no store at all")
    assert resilify(*_asked(entry)[which], stdin=WORDS).stdout == f"{WORDS}\n"


def test_words_for_an_entry_that_is_not_there_come_back(entry: str, resilify: Run) -> None:
    """A mistyped id costs no words."""
    ran = resilify("journal", "edit", "0000000", "-", stdin=WORDS)
    assert (ran.returncode, ran.stdout) == (1, f"{WORDS}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("journal", "add", "-", "--date", "someday"),
        ("journal", "add", "-", "--tag", "!"),
        ("journal", "add", "-", "--editor"),
        ("journal", "edit", "abc", "-", "--tag", "!"),
        ("journal", "edit", "abc", "-", "--editor"),
        ("checkin", "--note", "-", "--date", "someday"),
        ("checkin", "--note", "-", "--mood", "fine"),
        ("checkin", "--note", "-", "--words"),
    ],
)
def test_words_from_a_pipe_come_back_from_a_mistaken_call(resilify: Run, arguments: tuple[str, ...]) -> None:
    """A date or a name that can't be read costs no words: whoever piped them has no others."""
    ran = resilify(*arguments, stdin=f"{WORDS}\n")
    assert (ran.returncode, ran.stdout) == (2, f"{WORDS}\n")


def test_words_from_a_pipe_come_back_from_settings_that_cannot_be_read(home: Path, resilify: Run) -> None:
    """What stops a command before it has read anything costs no words."""
    (home / "settings.toml").mkdir(parents=True)
    for arguments in _asked("abc"):
        ran = resilify(*arguments, stdin=WORDS)
        assert ran.returncode != 0
        assert ran.stdout == f"{WORDS}\n"


def test_words_as_arguments_come_back_too(encrypted: Path, resilify: Run) -> None:
    """With a cleared screen the line with the words would be gone."""
    assert resilify("journal", "add", "a", "quail").stdout == "a quail\n"


def test_words_that_are_kept_are_not_told_back(entry: str, resilify: Run) -> None:
    """What is in the store is said to be there, and not shown again."""
    for arguments in _asked(entry):
        ran = resilify(*arguments, stdin=WORDS, check=True)
        assert ran.stdout == ""
    assert texts(resilify).count(WORDS) == 3
