"""What a person writes to a file never takes the place of what is resilify's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import private
from tests.conftest import Run

WRITERS = [
    ("backup", "{}", "--force"),
    ("journal", "export", "--force", "--output", "{}"),
    ("journal", "export", "--format", "markdown", "--force", "--output", "{}"),
    ("journal", "export", "--encrypt", "--force", "--output", "{}"),
    ("report", "--entries", "all", "--force", "--output", "{}"),
]
KEY_WRITER = ("passphrase", "--key-file", "{}")
NAMES = ["resilify.db", "resilify.key", "resilify.db-journal", "backups/mine", "backups", "editor/mine"]


def refused(resilify: Run, arguments: tuple[str, ...], place: Path, env: dict[str, str]) -> None:
    ran = resilify(*(part.format(place) for part in arguments), env=env)
    assert ran.returncode == 1, arguments
    assert "own files" in ran.stderr or "is a key file" in ran.stderr, (arguments, ran.stderr)


@pytest.mark.parametrize("arguments", [*WRITERS, KEY_WRITER], ids=lambda words: " ".join(words[:2]))
def test_the_places_of_an_encrypted_store_are_refused(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """Not even --force puts a file there, by the place's own name, through a link, or through its folder."""
    for folder in ("backups", "editor"):
        (encrypted / folder).mkdir(mode=0o700)
    (tmp_path / "way").symlink_to(encrypted)
    (tmp_path / "link").symlink_to(encrypted / "resilify.db")
    os.link(encrypted / "resilify.db", tmp_path / "second name")
    before = private.everything_in(encrypted)
    for place in (encrypted / "resilify.db", encrypted / "resilify.key", encrypted / "backups" / "mine"):
        refused(resilify, arguments, place, given)
    refused(resilify, arguments, tmp_path / "way" / "resilify.key", given)
    refused(resilify, arguments, tmp_path / "link", given)
    refused(resilify, arguments, tmp_path / "second name", given)
    assert private.everything_in(encrypted) == before


@pytest.mark.parametrize("arguments", WRITERS[:2], ids=lambda words: " ".join(words[:2]))
@pytest.mark.parametrize("name", NAMES)
def test_the_places_of_a_plain_store_are_refused(
    home: Path, resilify: Run, arguments: tuple[str, ...], name: str
) -> None:
    """What is not there yet, such as the store's journal, is refused too: it would be taken for it."""
    resilify("journal", "add", "one", check=True)
    before = private.everything_in(home)
    refused(resilify, arguments, home / name, {})
    assert private.everything_in(home) == before


@pytest.mark.parametrize("arguments", WRITERS, ids=lambda words: " ".join(words[:2]))
def test_the_key_file_of_a_copy_is_not_replaced(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """A key file anywhere stays as it is: the copy beside it would never open again."""
    key = tmp_path / "copy.db.key"
    resilify("backup", str(tmp_path / "copy.db"), env=given, check=True)
    before = key.read_bytes()
    refused(resilify, arguments, key, given)
    assert key.read_bytes() == before


def test_a_file_of_the_persons_own_in_the_folder_is_theirs(home: Path, resilify: Run) -> None:
    """Another name in the store's folder may be written to."""
    resilify("journal", "add", "one", check=True)
    resilify("backup", str(home / "mine.db"), check=True)
    resilify("journal", "export", "--output", str(home / "mine.json"), check=True)
