"""Homes to attack, and what is to be found in them afterwards."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import StoreError
from resilify_cli.store.altered_rows import find_altered_rows
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.store import Store
from resilify_cli.vault.copies.backups import Backups
from resilify_cli.vault.copies.copying import read_contents
from resilify_cli.vault.encryption.detection import begins_plain
from resilify_cli.vault.health.index_check import index_is_right
from resilify_cli.vault.health.label_check import wrong_labels
from resilify_cli.vault.keys import key_file
from resilify_cli.vault.keys.key_copies import key_copies
from resilify_cli.vault.keys.key_file import PASSPHRASE, KeyFile, read_key_file
from resilify_cli.vault.opening.databases import open_database
from resilify_cli.vault.opening.stores import find_store, open_store
from tests.command_server import run_command
from tests.conftest import FixedClock
from tests.store.conftest import response

SECRET = "a passphrase of a test"
CHEAP = {"n": 2**4, "r": 8, "p": 1}
OLD = "written before any of it: the marigold"
CHANGED = "written before, and then changed: the larkspur"
GONE = "written and deleted: the foxglove"
ANSWER = "answered in a program: the delphinium"
DOOMED = "to be erased: the hellebore"
DRAFT = "half typed: the snowdr"

# What is compared of each table; ids, times and hashes differ from run to run.
_COMPARED = {
    "entries": "kind, listed, prompt, text, answers, deleted_at IS NULL, erased_at IS NULL",
    "entry_versions": "text, answers",
    "readings": "measure, value",
    "labels": "kind, label",
    "words": "kind, word, hidden",
    "drafts": "activity_id, practice, content",
    "journal_drafts": "content",
    "enrollments": "slug, session_id, step_id, deleted_at IS NULL",
    "progress": "session_id, step_id, state",
    "finished_sessions": "session_id",
}

# Where a file lies in memory, a test that makes hundreds of stores waits for no disk.
IN_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") and os.access("/dev/shm", os.W_OK) else None

Contents = dict[str, list[tuple[object, ...]]]


def environment(root: Path, **more: str) -> dict[str, str]:
    """Return the environment of a command whose home is in the folder `root`."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        **_of_home(root, **more),
    }


def _of_home(root: Path, **more: str) -> dict[str, str]:
    """Return what of a command's environment is about its home, and `more`."""
    return {
        "RESILIFY_HOME": str(root / "home"),
        "RESILIFY_PASSPHRASE_FILE": str(root / "passphrase"),
        "EDITOR": shlex.quote(str(root / "editor")),
        **more,
    }


def run(
    root: Path,
    *arguments: str,
    stdin: str = "",
    before: tuple[str, ...] = (),
    env: dict[str, str] | None = None,
    anew: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run the command in the home of `root`; `before` are the words of a command that runs it.

    With `anew`, or where it is run by another, it is a Python that starts for it.
    """
    if not anew and not before and not _is_made_cheap(arguments):
        return run_command(*arguments, stdin=stdin, env=_of_home(root, **(env or {})), errors="replace")
    return subprocess.run(
        [*before, *command(*arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=environment(root, **(env or {})),
        timeout=600,
        check=False,
    )


def command(*arguments: str) -> list[str]:
    """Return what runs the installed command; `encrypt` derives its keys at a price that a test can pay."""
    if _is_made_cheap(arguments):
        cheap = f"from resilify_cli.vault.keys import key_file; key_file._COST.update({CHEAP!r})"
        return [sys.executable, "-c", f"{cheap}; from resilify_cli.cli import main; main()", *arguments]
    return [sys.executable, "-m", "resilify_cli", *arguments]


def _is_made_cheap(arguments: tuple[str, ...]) -> bool:
    """Return whether a command derives keys."""
    return arguments[:1] in {("encrypt",), ("passphrase",)}


def unlock(key_file: KeyFile) -> bytes:
    return key_file.unlock(PASSPHRASE, SECRET)


@contextmanager
def cheap_keys() -> Iterator[None]:
    """Let deriving a key from a passphrase cost next to nothing."""
    before = dict(key_file._COST)
    key_file._COST.update(CHEAP)
    try:
        yield
    finally:
        key_file._COST.update(before)


def fill(root: Path) -> dict[str, str]:
    """Make a home with something of everything in `root`, and return the handles of its entries by text."""
    (root / "passphrase").write_text(f"{SECRET}\n")
    clock = FixedClock()
    with open_store(root / "home" / "resilify.db", clock) as store:
        ids = {OLD: store.notes.add(OLD), GONE: store.notes.add(GONE), DOOMED: store.notes.add(DOOMED)}
        ids[CHANGED] = store.notes.add("first words, later changed #tag")
        entry = store.journal.find(ids[CHANGED])
        store.revisions.revise(entry, CHANGED, None)
        store.trash.put(store.journal.find(ids[GONE]))
        enrollment = store.enrollments.begin("key", "slug", "A program", "")
        ids[ANSWER] = store.entries.answer(enrollment, response(ANSWER))
        store.drafts.save(enrollment, "other", False, json.dumps({"values": [], "typed": DRAFT}))
        store.checkins.add(Checkin(mood=4, feelings=("calm", "thawed"), note="in between"))
    # From now on no command has a copy of the day to make first.
    run(root, "journal", "add", "the last one before")
    return {text: entry_id[12:19] for text, entry_id in ids.items()}


def fill_old(root: Path, version: int = 1) -> None:
    """Make a home whose store has the schema of an earlier version."""
    (root / "passphrase").write_text(f"{SECRET}\n")
    path = root / "home" / "resilify.db"
    database = open_database(path, FixedClock(), create=True, migrations=MIGRATIONS[:version])
    assert database
    for number, text in enumerate((OLD, f"{CHANGED} #tag"), 1):
        database.connection.execute(
            "INSERT INTO entries (seq, id, kind, listed, text, hash, created_at, utc_offset, updated_at)"
            " VALUES (?, ?, 'note', 1, ?, ?, ?, 60, ?)",
            (number << 20, f"{number:028x}", text, hash_texts("", text, ""), number, number),
        )
    database.close()


def contents(root: Path, name: str = "resilify.db") -> Contents | None:
    """Open the store as the next command would, see that all of it is sound, and return what is in it."""
    path = root / "home" / name
    if name == "resilify.db":
        store = find_store(path, FixedClock(), unlock)
    else:
        opened = open_database(path, FixedClock(), create=False, unlock=unlock)
        store = Store(opened) if opened else None
    if store is None:
        return None
    with store:
        assert [row[0] for row in store.database.rows("PRAGMA integrity_check")] == ["ok"]
        assert index_is_right(store.database.connection)
        assert not find_altered_rows(store.database.connection)
        assert not list(wrong_labels(store.database.connection))
        assert not store.database.rows("PRAGMA foreign_key_check")
        return {
            table: sorted(
                (tuple(row) for row in store.database.rows(f"SELECT {columns} FROM {table}")), key=repr
            )
            for table, columns in _COMPARED.items()
        }


def unsound_copies(root: Path) -> list[str]:
    """Return the copies that are not whole, or not opened with the key that is there."""
    unsound = []
    for copy in Backups(root / "home" / "backups").all():
        try:
            key = None if begins_plain(copy.path) else unlock(read_key_file(_key_file(root)))
            sound = read_contents(copy.path, key, thorough=True).altered == 0
        except StoreError:
            sound = False
        unsound += [] if sound else [copy.path.name]
    return unsound


def _key_file(root: Path) -> Path:
    """Return the key file of the store, or where that is plain by now, the one that lies with the copies."""
    of_store = root / "home" / "resilify.key"
    return of_store if of_store.exists() else key_copies(root / "home" / "resilify.db")[0]


def words_in(found: Contents | None) -> str:
    """Return all words of a person's in a store, drafts included."""
    return repr(found)


def files_with(root: Path, word: str) -> list[str]:
    """Return the names of the files of a home that hold this word anywhere in their bytes."""
    there = (path for path in (root / "home").rglob("*") if path.is_file())
    return [path.name for path in there if word.encode() in path.read_bytes()]


def processors() -> int:
    return os.cpu_count() or 1
