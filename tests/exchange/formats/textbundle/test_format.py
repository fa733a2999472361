"""TextBundles: made-up ones, as folders, as packs, several in one, and among notes."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import LeftOutKind
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.store.database import Database
from tests.exchange.conftest import noon, told

CHANGED = "2023-11-14 22:13:20"
V2: dict[str, Any] = {"version": 2, "type": "net.daringfireball.markdown", "transient": True}
BEAR = {**V2, "net.shinyfrog.bear": {"creationDate": "2024-03-01T10:00:00Z", "trashed": False, "pinned": 0}}
# Each bundle's files, then when its entry is of and its text; without a text it is left out.
BUNDLES: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "2024-03-02 A walk": (
        {"text.md": "words", "info.json": json.dumps(V2)},
        "2024-03-02 00:00:00",
        "A walk\n\nwords",
    ),
    "Bear's note": (
        {"text.markdown": "# Bear's note\nwords #tag", "info.json": json.dumps(BEAR), "assets/p.jpg": b"x"},
        "2024-03-01 10:00:00",
        "# Bear's note\nwords #tag",
    ),
    "Plain text": ({"text.txt": "words", "info.json": "{}"}, CHANGED, "Plain text\n\nwords"),
    "No info": ({"text.md": "words"}, CHANGED, "No info\n\nwords"),
    "Broken info": ({"text.md": "words", "info.json": "{"}, CHANGED, "Broken info\n\nwords"),
    "Front matter": (
        {"text.md": "---\ndate: 2024-03-03\nmood: 2\n---\nwords", "info.json": json.dumps(BEAR)},
        "2024-03-03 00:00:00",
        "Front matter\n\nmood: 2\n\nwords",
    ),
    "Of seconds": (
        {"text.md": "words", "info.json": json.dumps({**V2, "com.example": {"created": 1709287200}})},
        "2024-03-01 10:00:00",
        "Of seconds\n\nwords",
    ),
    "With files": (
        {"text.md": "![](assets/a%20b.png) ![[c.pdf]] words", "info.json": "{}", "assets/a b.png": b"x",
         "assets/c.pdf": b"x", "assets/notes.md": "an asset"},
        CHANGED,
        "With files\n\n![](assets/a%20b.png) ![[c.pdf]] words",
    ),
    "Windows": ({"text.md": b"caf\xe9\r\nwords", "info.json": "{}"}, CHANGED, "Windows\n\ncafé\nwords"),
    "Thrown away": ({"text.md": "gone", "info.json": '{"net.shinyfrog.bear": {"trashed": 1}}'}, "", ""),
}  # fmt: skip
SECONDS = "its date is read as a number of seconds since 1970"
WANTED = sorted((day, text) for _, day, text in BUNDLES.values() if text)
LEFT_OUT = {LeftOutKind.PHOTO: 2, LeftOutKind.PDF: 1, LeftOutKind.ATTACHMENT: 1, LeftOutKind.HIDDEN_NOTE: 1}


def bring_in(database: Database, path: Path, form: str = "textbundle") -> ImportSummary:
    with ImportSource(str(path)) as source:
        assert detect_format(source).name == form
        return run_import(database, detect_format(source), source, ImportOptions(now=noon()))


def lay_out(folder: Path, name: str) -> Path:
    bundle = folder / f"{name}.textbundle"
    for path, content in BUNDLES[name][0].items():
        at = bundle / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(at, (1_700_000_000, 1_700_000_000))
    return bundle


def pack(path: Path, names: list[str], *, inside: bool) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            for file, content in BUNDLES[name][0].items():
                info = zipfile.ZipInfo(
                    f"{name}.textbundle/{file}" if inside else file, (2023, 11, 14, 22, 13, 20)
                )
                archive.writestr(info, content)
    return path


@pytest.mark.parametrize("wrapped", ["folder", "pack", "pack of a folder"])
@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_a_note(empty: Database, tmp_path: Path, name: str, wrapped: str) -> None:
    """With its text, its time and its title, as a folder or in a .zip; a note in the trash stays out."""
    _, day, text = BUNDLES[name]
    if wrapped == "folder":
        path = lay_out(tmp_path, name)
    else:
        path = pack(tmp_path / f"{name}.textpack", [name], inside=wrapped != "pack")
    account = bring_in(empty, path)
    assert account.problems == []
    assert [remark.message for remark in account.remarks] == [SECONDS] * (name == "Of seconds")
    assert told(empty) == ([(day, text)] if text else [])
    assert account.guesses == ({DateGuess.FILE_TIME: 1} if day == CHANGED else {})


def test_several_in_a_zip_are_read(empty: Database, tmp_path: Path) -> None:
    """As Bear's copy of all notes has them; their files are counted."""
    account = bring_in(empty, pack(tmp_path / "notes.bear2bk", [*BUNDLES], inside=True))
    assert sorted(told(empty)) == WANTED
    assert account.left_out == LEFT_OUT


def test_bundles_among_notes_are_read(empty: Database, tmp_path: Path) -> None:
    """In a folder, as folders and as packs, beside other notes; and nothing comes twice."""
    for name in BUNDLES:
        lay_out(tmp_path / "sub", name)
    (tmp_path / "2024-03-09.md").write_text("a note")
    pack(tmp_path / "Plain text.textpack", ["Plain text"], inside=False)
    account = bring_in(empty, tmp_path, "markdown")
    assert sorted(told(empty)) == sorted([*WANTED, ("2024-03-09 00:00:00", "a note")])
    assert account.left_out == LEFT_OUT
    bring_in(empty, tmp_path / "sub", "markdown")
    assert len(told(empty)) == len(WANTED) + 1


def test_a_zip_of_notes_is_read_as_their_folder(empty: Database, tmp_path: Path) -> None:
    """A vault that was packed up: days in names and folders, other files counted."""
    path = tmp_path / "vault.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("vault/2023/11/05.md", "one")
        archive.writestr("vault/Letter to nobody.md", "---\ndate: 2023-11-06\n---\ntwo")
        archive.writestr("vault/photo.jpg", b"x")
        archive.writestr("vault/.trash/gone.md", "gone")
    account = bring_in(empty, path, "markdown")
    assert told(empty) == [
        ("2023-11-05 00:00:00", "one"),
        ("2023-11-06 00:00:00", "Letter to nobody\n\ntwo"),
    ]
    assert account.left_out == {LeftOutKind.PHOTO: 1, LeftOutKind.HIDDEN_NOTE: 1}


def test_a_damaged_pack_costs_no_other(empty: Database, tmp_path: Path) -> None:
    """What can't be unpacked is told, by its name."""
    path = pack(tmp_path / "notes.zip", ["No info", "Bear's note", "Plain text"], inside=True)
    data = bytearray(path.read_bytes())
    at = data.index(b"words #tag")
    data[at] = 0
    path.write_bytes(data)
    account = bring_in(empty, path)
    assert [problem.location for problem in account.problems] == ["Bear's note.textbundle"]
    assert len(told(empty)) == 2
    (tmp_path / "x").mkdir()
    (tmp_path / "x/bad.textpack").write_bytes(b"PK\x03\x04 no zip")
    (tmp_path / "x/2024-03-09.md").write_text("a note")
    account = bring_in(empty, tmp_path / "x", "markdown")
    assert [problem.location for problem in account.problems] == ["bad.textpack"]


def test_notes_beside_bundles_in_a_zip_are_read(empty: Database, tmp_path: Path) -> None:
    """And other files there are counted."""
    with zipfile.ZipFile(tmp_path / "notes.zip", "w") as archive:
        archive.writestr("One.textbundle/text.md", "words")
        archive.writestr("One.textbundle/info.json", "{}")
        archive.writestr("2024-05-06 Loose.md", "some words")
        archive.writestr("list.csv", "a,b")
    account = bring_in(empty, tmp_path / "notes.zip")
    assert ("2024-05-06 00:00:00", "Loose\n\nsome words") in told(empty)
    assert account.left_out == {LeftOutKind.FILE: 1}


def test_bundles_in_the_trash_stay_out(empty: Database, tmp_path: Path) -> None:
    """As notes there do; they are counted."""
    lay_out(tmp_path / ".trash", "Plain text")
    pack(tmp_path / ".trash" / "Note.textpack", ["No info"], inside=False)
    (tmp_path / "2024-05-06.md").write_text("words")
    account = bring_in(empty, tmp_path, "markdown")
    assert told(empty) == [("2024-05-06 00:00:00", "words")]
    assert account.left_out == {LeftOutKind.HIDDEN_NOTE: 2}
