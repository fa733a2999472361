"""Something that is no store in the store's place: named for what it is, and never changed."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.store.schema import MIGRATIONS
from tests.campaign import Tell
from tests.faults.attacks import all_at_once
from tests.faults.homes import OLD, fill, run

EXPORT = ("journal", "export", "--output", "-")
# What is known of one may be exported.
NEWER = "a newer version"
_COMMANDS = (
    ("journal",),
    ("journal", "--json"),
    ("journal", "search", "marigold"),
    ("journal", "add", "words"),
    ("journal", "tags"),
    EXPORT,
    ("checkin", "-m", "3"),
    ("start", "cultivating-self-compassion", "--plain"),
    ("continue", "--plain"),
    ("insights",),
    ("report", "--output", "{root}/report.html"),
    ("backup", "{root}/copy.db"),
    ("encrypt", "--yes"),
    ("erase", "--entry", "abcdefa", "--yes-erase"),
    ("doctor",),
)
# These two are about programs, and only say how far each is where that can be told.
_ALSO = (
    (),
    ("list",),
    ("show", "cultivating-self-compassion"),
    ("backup", "list"),
    ("paths",),
    ("help-now",),
)


def _empty(store: Path) -> None:
    store.write_bytes(b"")


def _picture(store: Path) -> None:
    store.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20)


def _other(store: Path) -> None:
    store.unlink()
    connection = sqlite3.connect(store)
    connection.execute("CREATE TABLE bookmarks (x)")
    connection.execute("INSERT INTO bookmarks VALUES ('of a browser')")
    connection.commit()
    connection.close()


def _text(store: Path) -> None:
    store.write_text("my notes\n" * 100)


def _newer(store: Path) -> None:
    connection = sqlite3.connect(store)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()


def _folder(store: Path) -> None:
    store.unlink()
    store.mkdir()


def _fifo(store: Path) -> None:
    store.unlink()
    os.mkfifo(store)


def _link(store: Path) -> None:
    store.rename(store.with_name("elsewhere.db"))
    store.symlink_to("elsewhere.db")


def _dangling(store: Path) -> None:
    store.unlink()
    store.symlink_to("nowhere.db")


def _loop(store: Path) -> None:
    store.unlink()
    store.symlink_to(store.name)


def _truncated(store: Path) -> None:
    os.truncate(store, 8192)


def _header_only(store: Path) -> None:
    os.truncate(store, 100)


def _half_a_header(store: Path) -> None:
    os.truncate(store, 50)


def _overwritten(store: Path) -> None:
    with open(store, "r+b") as file:
        file.seek(100)
        file.write(b"\0" * 20_000)


_KINDS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "no content": (_empty, ("no content", "without any content")),
    "a picture": (_picture, ("not a resilify store",)),
    "another program's": (_other, ("another program",)),
    "a text": (_text, ("not a resilify store",)),
    NEWER: (_newer, ("newer resilify",)),
    "a folder": (_folder, ("not a file", "folder")),
    "a pipe": (_fifo, ("not a file",)),
    "a link": (_link, ("link",)),
    "a link to nowhere": (_dangling, ("link",)),
    "a link to itself": (_loop, ("link",)),
    "the beginning of a store": (_truncated, ("damaged",)),
    "the header of a store": (_header_only, ("damaged",)),
    "half of a header": (_half_a_header, ("damaged", "another program")),
    "pages of zeros": (_overwritten, ("damaged",)),
}


def _state(store: Path) -> object:
    if store.is_symlink():
        return os.readlink(store), store.exists() and store.read_bytes()
    return store.read_bytes() if store.is_file() else (store.is_dir(), store.is_fifo())


def _wrong(root: Path, kind: str, commands: tuple[tuple[str, ...], ...]) -> list[str]:
    store = root / "home" / "resilify.db"
    make, names = _KINDS[kind]
    make(store)
    before = _state(store)
    wrong = []
    for pattern in commands:
        arguments = [part.replace("{root}", str(root)) for part in pattern]
        ran = run(root, *arguments, stdin="\n\n")
        told = ran.stderr + (ran.stdout if pattern == ("doctor",) else "")
        if _state(store) != before:
            return [f"{kind}: {pattern} changed it"]
        if "Traceback" in ran.stderr:
            wrong.append(f"{kind}: {pattern} has a traceback: {ran.stderr[-300:]}")
        elif pattern in _ALSO or (kind == NEWER and pattern == EXPORT):
            if ran.returncode not in {0, 1}:
                wrong.append(f"{kind}: {pattern} ends with {ran.returncode}")
        elif ran.returncode != 1:
            wrong.append(f"{kind}: {pattern} ends with {ran.returncode}: {told}")
        elif not any(name in told for name in names):
            wrong.append(f"{kind}: {pattern} says {told}")
    return wrong


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("filled")
    fill(root)
    return root


@pytest.mark.parametrize("kind", ["no content", "another program's", NEWER])
def test_a_wrong_file_is_named(kind: str, filled: Path, tmp_path: Path) -> None:
    """A note finds no store in the store's place, says what it found, and changes nothing."""
    shutil.copytree(filled / "home", tmp_path / "home")
    assert _wrong(tmp_path, kind, (("journal", "add", "words"), ("journal",))) == []


@pytest.mark.slow
def test_each_wrong_file_by_each_command(filled: Path, tmp_path: Path, tell: Tell) -> None:
    """Whatever lies there and whoever finds it: one sentence that names it, and not a byte changed."""

    def attack(kind: str) -> list[str]:
        root = tmp_path / kind
        shutil.copytree(filled, root)
        return _wrong(root, kind, (*_COMMANDS, *_ALSO))

    found = [one for wrong in all_at_once(attack, [*_KINDS]) for one in wrong]
    tell("wrong files in the store's place", len(_KINDS) * len((*_COMMANDS, *_ALSO)), len(found))
    assert found == []


@pytest.mark.slow
def test_flipped_bits(filled: Path, tmp_path: Path, tell: Tell, whole: bool) -> None:
    """With any bit flipped no command has a traceback, and doctor tells it or all words are as they were."""
    size = (filled / "home" / "resilify.db").stat().st_size
    drawn = random.Random(5)

    def attack(number: int) -> list[str]:
        root = tmp_path / str(number)
        shutil.copytree(filled, root)
        place, bit = drawn.randrange(size), drawn.randrange(8)
        with open(root / "home" / "resilify.db", "r+b") as file:
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ 1 << bit]))
        ran = [
            run(root, *arguments) for arguments in (("doctor",), ("journal",), ("journal", "add", "words"))
        ]
        wrong = [
            one.stderr[-300:] for one in ran if "Traceback" in one.stderr or one.returncode not in {0, 1}
        ]
        if ran[0].returncode == 0 and OLD not in ran[1].stdout:
            wrong.append("doctor finds nothing, and the words are not there")
        shutil.rmtree(root)
        return [f"byte {place}, bit {bit}: {one}" for one in wrong]

    numbers = range(600 if whole else 60)
    found = all_at_once(attack, numbers)
    tell("flipped bits", len(numbers), sum(map(bool, found)))
    assert [one for wrong in found for one in wrong] == []
