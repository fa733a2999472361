"""What the tests of encryption share: a passphrase, sentences to look for, and a home to look in."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from resilify_cli.file_access import make_private_folder
from resilify_cli.store.store import Store
from resilify_cli.vault.encryption.converting import convert_store
from resilify_cli.vault.keys.key_file import KeyFile
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.store.conftest import response

PASSPHRASE = "a kettle sings to the rain"
CODE = "01234-56789-ABCDE-FGHJK-MNPQR-STVWX"
SENTENCES = ("The quail kept quiet", "Why is the Marmalade angry", "zwölf Störche", "half a thimble")
KEY = bytes(range(32))


def fill(store: Store) -> None:
    """Write each of the sentences: in a note, an answer, an earlier version, a draft."""
    store.notes.add(f"{SENTENCES[0]} #quailtag")
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    store.entries.answer(enrollment, response(SENTENCES[1]))
    store.entries.answer(enrollment, response(f"{SENTENCES[2]} again"))
    typed = json.dumps({"typed": SENTENCES[3]})
    store.drafts.save(enrollment, "moment", False, typed)
    store.journal_drafts.save("note", typed)


def texts(store: Store) -> list[tuple[object, ...]]:
    """Return all that a store holds in words."""
    return [
        tuple(row)
        for sql in (
            "SELECT id, text, prompt FROM entries ORDER BY id",
            "SELECT entry_id, version, text FROM entry_versions ORDER BY 1, 2",
            "SELECT activity_id, content FROM drafts",
            "SELECT place, content FROM journal_drafts",
            "SELECT kind, label, seq FROM labels ORDER BY 1, 2",
        )
        for row in store.database.rows(sql)
    ]


def quick_key_file(store: Path) -> KeyFile:
    """Return a key file of `PASSPHRASE` and `CODE`, for `KEY`, whose derivation takes no time."""
    from unittest import mock

    from resilify_cli.vault.keys import key_file

    with mock.patch.object(key_file, "_COST", {"n": 2**4, "r": 8, "p": 1}):
        empty = KeyFile("00" * 8, ())
        return empty.with_slot(key_file.PASSPHRASE, PASSPHRASE, KEY).with_slot(key_file.RECOVERY, CODE, KEY)


def make_encrypted(home: Path, clock: FixedClock | None = None) -> Path:
    """Make an encrypted store with the sentences in it, without a clock the same one; return its path."""
    path = home / "resilify.db"
    if clock is None:
        make_private_folder(home)
        for name, content in _encrypted_home().items():
            (home / name).touch(0o600, exist_ok=False)
            (home / name).write_bytes(content)
        return path
    with open_store(path, clock) as store:
        fill(store)
    key_file = quick_key_file(path)
    convert_store(path, None, KEY, before=lambda: key_file.write(path.with_suffix(".key")))
    return path


@cache
def _encrypted_home() -> dict[str, bytes]:
    """Return the files of a home that is made once."""
    with TemporaryDirectory() as folder:
        make_encrypted(Path(folder), FixedClock())
        return everything_in(Path(folder))


def unlock(key_file: KeyFile) -> bytes:
    """Give the key by the passphrase."""
    return key_file.unlock("passphrase", PASSPHRASE)


def found_in(folder: Path, *sentences: str) -> list[str]:
    """Return which sentences stand in any byte of any file of a folder, and in which file."""
    found = []
    for path in files_of(folder):
        content = path.read_bytes()
        for sentence in sentences or SENTENCES:
            for coding in ("utf-8", "utf-16-le", "utf-16-be"):
                # A word of the index stands alone and in lower case.
                longest = max(sentence.split(), key=len)
                wanted = {sentence, longest, longest.lower()}
                if any(word.encode(coding) in content for word in wanted):
                    found.append(f"{sentence} in {path.name}")
    return found


def files_of(folder: Path) -> Iterator[Path]:
    """Yield every file of a folder and the folders in it."""
    for root, _, names in os.walk(folder):
        for name in names:
            yield Path(root, name)


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder and what is in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in files_of(folder)}


def secret(folder: Path, words: str = PASSPHRASE, name: str = "secret") -> str:
    """Write a secret to a file, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"{words}\n", "utf-8")
    return str(path)


def python(code: str, *arguments: object) -> list[str]:
    """Return the command that runs a piece of Python."""
    return [sys.executable, "-c", code, *map(str, arguments)]


def make_plain(path: Path) -> Path:
    """Make a plain store with the sentences in it at `path`."""
    with open_store(path, FixedClock()) as store:
        fill(store)
    return path
