"""Fixtures for commands on plain and encrypted stores that have words in them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import private
from tests.conftest import Run


@pytest.fixture
def encrypted(home: Path) -> Path:
    """A home whose store is encrypted, with the sentences in it; its passphrase is derived in no time."""
    private.make_encrypted(home)
    return home


@pytest.fixture
def filled(home: Path, resilify: Run) -> Path:
    """A home with a plain store that has the sentences in it."""
    from resilify_cli.vault.opening.stores import open_store
    from tests.conftest import FixedClock

    with open_store(home / "resilify.db", FixedClock()) as store:
        private.fill(store)
    return home


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    """An environment in which a file gives the right passphrase."""
    return {"RESILIFY_PASSPHRASE_FILE": private.secret(tmp_path / "secrets")}


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder that lies in memory."""
    if not Path("/dev/shm").is_dir():
        pytest.skip("there is no folder in memory here")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


@pytest.fixture
def left_in_memory(
    encrypted: Path, resilify: Run, given: dict[str, str], tmp_path: Path, in_memory: Path
) -> Callable[[Path], Path]:
    """Have an editor go wrong on the encrypted store of a home, and return the file that it leaves in memory.

    The folder in memory is reached by `tmp_path / "memory"`.
    """
    memory, script = tmp_path / "memory", tmp_path / "an editor that fails"
    memory.symlink_to(in_memory)
    script.write_text('#!/bin/sh\necho "a walrus" > "$1"; exit 1\n')
    script.chmod(0o700)

    def leave(home: Path) -> Path:
        before = set(memory.glob("*/*"))
        env = {"XDG_RUNTIME_DIR": str(memory), "EDITOR": f"'{script}'", "RESILIFY_HOME": str(home)}
        assert resilify("journal", "add", "--editor", env={**given, **env}).returncode == 1
        (left,) = set(memory.glob("*/*")) - before
        return left

    return leave
