"""The works that are attacked: each a command, the home it is called in, and what it promises."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from resilify_cli.sync.folder import SyncFolder
from resilify_cli.sync.keys import SyncKeys
from resilify_cli.sync.state import FolderState, new_device
from resilify_cli.sync.sync import FolderSync
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.faults.homes import ANSWER, CHANGED, DOOMED, OLD, SECRET, cheap_keys, contents, fill, fill_old, run
from tests.store.damage import PAGE, zero

NEW = "written in the attack: the columbine"
# Written into a pipe line by line; each is promised to be kept when the next one is asked for.
LINES = ("w01 the anemone", "w02 the bluebell", "w03 the campion")
_PROGRAM = """## One {#one}

:::{reflect} first
What happened?
:::

:::{note} second
One word?
:::

:::{rate} third
:measure: ease
How was it?
:::

:::{select} fourth
:other: yes
What helps?
- A walk {#walk}
- Music {#music}
:::
"""
_PROMPT = re.compile(r"Press Enter to [a-z ]+\. |(?:Number|Numbers)?> ")


@dataclass(frozen=True)
class Work:
    """A command to attack. `prepare` fills a folder and returns the arguments; {root} stands for the folder.

    `done` is what it says when all is done. `asks` is whether it keeps line by line what it is given;
    otherwise it is all or nothing. `again` is whether it can be called once more after it was done;
    `damaged` is whether the store is not sound before it.
    """

    name: str
    prepare: Callable[[Path], list[str]]
    done: str
    stdin: str = ""
    asks: bool = False
    again: bool = False
    damaged: bool = False

    def arguments(self, root: Path, prepared: list[str]) -> list[str]:
        return [argument.replace("{root}", str(root)) for argument in prepared]

    def acknowledged(self, said: str) -> list[str]:
        """Return the lines of the input that were promised to be kept."""
        lines = self.stdin.splitlines()
        if "Please type" in said:
            # What was not kept was asked again, and the lines met other questions than theirs.
            return []
        asked = len(_PROMPT.findall(said))
        known = lines if self.done in said else lines[: max(0, asked - 1)]
        return [line for line in known if re.match(r"w\d\d", line)]


def _filled(*arguments: str, name: str = "") -> Callable[[Path], list[str]]:
    def prepare(root: Path) -> list[str]:
        handles = fill(root)
        return [handles[name] if argument == "{id}" else argument for argument in arguments]

    return prepare


def _nothing(*arguments: str) -> Callable[[Path], list[str]]:
    def prepare(root: Path) -> list[str]:
        (root / "passphrase").write_text(f"{SECRET}\n")
        return list(arguments)

    return prepare


def _first_of_the_day(root: Path) -> list[str]:
    fill(root)
    for copy in (root / "home" / "backups").iterdir():
        copy.unlink()
    return ["journal", "add", NEW]


def _in_editor(root: Path) -> list[str]:
    """The editor tells in a file beside it, `saved`, when it has written the words."""
    fill(root)
    editor = root / "editor"
    editor.write_text(f'#!/bin/sh\necho "{NEW}" > "$1" && : > "$(dirname "$0")/saved"\n')
    editor.chmod(0o700)
    return ["journal", "add", "--editor"]


def _walk(root: Path) -> list[str]:
    fill(root)
    folder = root / "program"
    (folder / "sessions").mkdir(parents=True)
    (folder / "program.md").write_text(
        "---\ntitle: A program\nprogramId: walked\nsessions:\n  session:\n    - file: sessions/1.md\n---\n"
    )
    (folder / "sessions" / "1.md").write_text(
        f"---\nid: session-1\ntitle: Session 1\nminutes: 10\n---\n\n{_PROGRAM}"
    )
    # What a first list writes about the programs is attacked by itself, without a walk behind it.
    run(root, "list")
    return ["start", "{root}/program", "--plain"]


def _import(root: Path) -> list[str]:
    other = root / "other"
    other.mkdir()
    fill(other)
    for number in range(5):
        run(other, "journal", "add", "-", stdin=f"{number} {NEW} #tag{number}\n" * 20)
    run(other, "journal", "export", "--output", str(root / "all.json"))
    fill(root)
    return ["journal", "import", "{root}/all.json"]


def _old(root: Path) -> list[str]:
    fill_old(root)
    return ["journal"]


def _encrypted(root: Path) -> None:
    fill(root)
    with cheap_keys():
        assert run(root, "encrypt", "--yes").returncode == 0
    assert contents(root)


def _decrypt(root: Path) -> list[str]:
    _encrypted(root)
    return ["decrypt", "--yes"]


def _add_encrypted(root: Path) -> list[str]:
    _encrypted(root)
    return ["journal", "add", NEW]


def _restore(root: Path) -> list[str]:
    fill(root)
    run(root, "backup", str(root / "copy.db"))
    run(root, "journal", "add", "written since the copy")
    return ["restore", "{root}/copy.db", "--yes"]


def _restore_plain(root: Path) -> list[str]:
    """The copy is from before the store was encrypted."""
    arguments = _restore(root)
    with cheap_keys():
        assert run(root, "encrypt", "--yes").returncode == 0
    return arguments


def _restore_without_store(root: Path) -> list[str]:
    """The store was moved away after a write that was cut off, and its journal is still there."""
    arguments = _restore(root)
    store = root / "home" / "resilify.db"
    connection = sqlite3.connect(store, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE entries SET session_title = printf('%.50000c', 'x')")
    shutil.copy(f"{store}-journal", root / "journal")
    connection.execute("ROLLBACK")
    connection.close()
    store.unlink()
    (root / "journal").rename(f"{store}-journal")
    return arguments


def _sync(root: Path) -> list[str]:
    """Something is to be written to a folder, and something of another machine to be read from it."""
    fill(root)
    folder = SyncFolder(root / "folder")
    folder_id, keys = folder.create(), SyncKeys.generate()
    key_file = folder.key_file(keys.newest.name)
    key_file.parent.mkdir()
    key_file.touch()
    for name in ("other", "home"):
        (root / name).mkdir(exist_ok=True)
        with open_store(root / name / "resilify.db", FixedClock()) as store:
            state = FolderState(folder_id, folder.path, new_device(), name, keys)
            with store.transaction() as connection:
                state.save(connection)
            if name == "other":
                store.notes.add(NEW)
                FolderSync(store.database, state).run()
    shutil.rmtree(root / "other")
    # The folder of the copy that is attacked, not this one.
    return ["sync", "join", "{root}/folder"]


def _altered(root: Path) -> list[str]:
    """A letter of a text is another one; the copy of the day has the right one."""
    fill(root)
    path = root / "home" / "resilify.db"
    data = path.read_bytes()
    assert data.count(OLD.encode()) == 1
    path.write_bytes(data.replace(OLD.encode(), OLD.replace("marigold", "mayigold").encode()))
    return ["doctor", "--repair"]


def _torn(root: Path) -> list[str]:
    """A page of the file is lost; a copy has all that was on it."""
    fill(root)
    path = root / "home" / "resilify.db"
    (copy,) = (root / "home" / "backups").iterdir()
    run(root, "backup", str(root / "copy.db"))
    (root / "copy.db").replace(copy)
    zero(path, path.read_bytes().index(OLD.encode()) // PAGE * PAGE)
    return ["doctor", "--repair"]


def _erase_program(root: Path) -> list[str]:
    fill(root)
    return ["erase", "--program", "slug", "--yes-erase"]


WORKS = (
    Work("the first start", _nothing("journal", "add", NEW), "Kept as"),
    Work("the first list", _nothing("list"), "cultivating-self-compassion", again=True),
    Work("a note", _first_of_the_day, "Kept as"),
    Work("a note from a pipe", _filled("journal", "add", "-"), "Kept as", stdin=f"{NEW}\n" * 400),
    Work("a note in an editor", _in_editor, "Kept as"),
    Work("an encrypted note", _add_encrypted, "Kept as"),
    Work("an edit", _filled("journal", "edit", "{id}", f"{NEW} #other", name=CHANGED), "Changed."),
    Work("a deletion", _filled("journal", "delete", "{id}", "--yes", name=OLD), "In the trash."),
    Work("a check-in", _filled("checkin", "-m", "2", "-f", "sad,windswept", "--note", NEW), "Kept as"),
    Work(
        "a check-in line by line",
        _filled("checkin", "--plain"),
        "Thank you.",
        stdin="\n".join(("2", "1 w01 windswept", "w02 sailing", "w03 the campion", ".", "")),
        asks=True,
    ),
    Work(
        "a walk",
        _walk,
        "w99",
        stdin="\n".join(("", "", *LINES, ".", "w04 the delphin", "3", "1 w05 the elder", "", "", "")),
        asks=True,
    ),
    Work("an import", _import, "Came in:"),
    Work("a sync", _sync, "Synced with"),
    Work("an upgrade", _old, OLD),
    Work("an encryption", _filled("encrypt", "--yes"), "Encrypted.", again=True),
    Work("a decryption", _decrypt, "plain again"),
    Work("a restore", _restore, "Your store is what it was"),
    Work("a restore of a plain copy", _restore_plain, "Your store is what it was"),
    Work("a restore beside a journal", _restore_without_store, "Your store is what it was"),
    Work("a repair", _altered, "Your store is whole", damaged=True),
    Work("a rescue of a damaged store", _torn, "Your store is whole", damaged=True),
    Work("a backup", _filled("backup", "{root}/copy.db"), "Copied to"),
    Work(
        "an erasure of an entry",
        _filled("erase", "--entry", "{id}", "--yes-erase", name=DOOMED),
        "Erased.",
        again=True,
    ),
    Work("an erasure of a program", _erase_program, "Erased."),
    Work("an erasure of all", _filled("erase", "--all", "--yes-erase"), "Erased.", again=True),
)
# Words that no file may have once the work was done.
NO_MORE = {
    "an encryption": (OLD, CHANGED, ANSWER),
    "a restore of a plain copy": (OLD, CHANGED, ANSWER),
    "an erasure of an entry": (DOOMED,),
    "an erasure of a program": (ANSWER,),
    "an erasure of all": (OLD, CHANGED, ANSWER),
}
