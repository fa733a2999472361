"""The journal in a store that can be read and not written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are a thing of Unix")
# Root may write everywhere but to a file system that is mounted to be read only.
_SEAL = (
    "unshare",
    "--mount",
    "sh",
    "-c",
    'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"',
)


def _run(home: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    seal = (*_SEAL, home) if os.geteuid() == 0 else ()
    return subprocess.run(
        [*seal, sys.executable, "-m", "resilify_cli", *arguments],
        input="",
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"RESILIFY_HOME": home, "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8"},
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """A home that can't be written, with an entry and a deleted one; their handles."""
    path = tmp_path_factory.mktemp("sealed") / "resilify.db"
    with open_store(path, FixedClock()) as store:
        kept = store.journal.find(store.notes.add("a #walk"))
        gone = store.journal.find(store.notes.add("gone"))
        store.trash.put(gone)
        # Forgotten for long, so that a command that writes would erase it.
        store.database.connection.execute("UPDATE entries SET deleted_at = 1 WHERE id = ?", (gone.id,))
    # Its owner's alone, so that nothing is to be said about others.
    path.chmod(0o400)
    path.parent.chmod(0o500)
    home = str(path.parent)
    try:
        if _run(home, "--version").returncode:
            pytest.skip("nothing can be mounted here")
        yield home, kept.handle, gone.handle
    finally:
        path.parent.chmod(0o700)


@pytest.mark.parametrize(
    "arguments",
    [[], ["list"], ["search", "walk"], ["show", "KEPT"], ["--tag", "walk"], ["--kind", "note"]],
    ids=" ".join,
)
def test_it_is_read_as_ever(sealed: tuple[str, str, str], arguments: list[str]) -> None:
    """What only reads works, filters and search among it."""
    home, kept, _ = sealed
    ran = _run(home, "journal", *(kept if one == "KEPT" else one for one in arguments))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "a #walk" in ran.stdout


@pytest.mark.parametrize("command", ["tags", "restore", "on-this-day"])
def test_the_rest_is_read_too(sealed: tuple[str, str, str], command: str) -> None:
    """Tags, the trash and looking back need nothing but to read."""
    ran = _run(sealed[0], "journal", command, "--json")
    assert json.loads(ran.stdout)["schema_version"] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["journal", "add", "words"],
        ["journal", "edit", "KEPT", "other words"],
        ["journal", "delete", "KEPT", "--yes"],
        ["journal", "restore", "GONE"],
        ["journal", "restore", "--empty", "--yes"],
        ["checkin", "--mood", "3"],
        ["checkin", "--hide", "sad"],
    ],
    ids=" ".join,
)
def test_a_write_is_refused_in_a_sentence(sealed: tuple[str, str, str], arguments: list[str]) -> None:
    """What would write says that the store can be read only, and what to look at."""
    home, kept, gone = sealed
    ran = _run(home, *({"KEPT": kept, "GONE": gone}.get(one, one) for one in arguments))
    assert ran.returncode == 1
    assert "can be read, but not written" in ran.stderr
    assert "Check the rights" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Kept" not in ran.stderr
