"""One module names the files of the data folder, and nothing else spells their names."""

from __future__ import annotations

import ast
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from resilify_cli.vault.backup_names import free_backup, read_backup_name
from resilify_cli.vault.layout import (
    VaultLayout,
    conversion_file,
    is_key_copy,
    key_file_beside,
    key_file_of_copy,
)
from tests.architecture.imports import PACKAGE, modules, name_of

AT = datetime(2026, 11, 1, 10, 10, 10)
# What only the layout spells, or the module beside it that makes such files; and the line for a prompt, which
# has no time to load another module.
NAMES = {
    "resilify.db": {"vault.layout", "status_line"},
    "backups": {"vault.layout"},
    ".key": {"vault.layout", "sync.folder"},
    "set-aside": {"vault.layout", "sync.folder"},
    ".turned": {"vault.layout"},
    "settings.toml": {"vault.layout", "status_line"},
    "catalog.json": {"vault.layout"},
    "reminders.json": {"vault.layout"},
    "reminder-times.json": {"vault.layout"},
    ".part": {"atomic_files"},
    "-journal": {"store.sqlite_file"},
    "SQLite format 3\0": {"store.sqlite_file"},
}
# A name in the answers of `paths --json`, that of a format and that of an option are words and no files.
WORDS = {
    ("commands.paths", "backups"),
    ("command_line.man_page", "settings.toml"),
    ("commands.sync.group", "set-aside"),
    ("exchange.formats.apple_journal.format", "-journal"),
}


def strings(file: Path) -> list[str]:
    """Return the strings of a module that are no docstrings."""
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {id(node.body[0].value) for node in nodes if isinstance(node, owners) and node.body
            and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    found = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in docs]
    texts = [node.value for node in found if isinstance(node.value, str)]
    return texts + [node.value.decode("latin-1") for node in found if isinstance(node.value, bytes)]


@cache
def spelt_in(package: Path) -> dict[str, set[str]]:
    """Return which modules have a string that is, begins or ends with one of the names."""
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    for file in modules(package):
        for text in strings(file):
            for name in NAMES:
                if (text.startswith(name) or text.endswith(name)) and " " not in text.removeprefix(name):
                    found[name].add(name_of(file, package))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_other_module_spells_the_name_of_a_file(name: str) -> None:
    """Who needs a file of the data folder asks the layout for it."""
    words = {module for module, word in WORDS if word == name}
    assert spelt_in(PACKAGE)[name] - words == NAMES[name]


def test_a_name_that_is_spelt_elsewhere_is_seen(tmp_path: Path) -> None:
    """Also in the middle of an f-string, and as bytes; not in a docstring."""
    (tmp_path / "one.py").write_text('x = f"{folder}/backups"\ny = b"SQLite format 3\\0"\n')
    (tmp_path / "two.py").write_text('"""backups"""\n')
    found = spelt_in(tmp_path)
    assert found["backups"] == {"one"}
    assert found["SQLite format 3\0"] == {"one"}


@pytest.fixture
def layout(tmp_path: Path) -> VaultLayout:
    return VaultLayout.in_folder(tmp_path)


def test_all_names_follow_from_the_store(layout: VaultLayout) -> None:
    """A store of another name has its key and its journal beside it, and the folders are the same."""
    other = VaultLayout(layout.folder / "other.db")
    assert (layout.store.name, layout.key_file.name, layout.journal.name) == (
        "resilify.db",
        "resilify.key",
        "resilify.db-journal",
    )
    assert (other.key_file.name, other.journal.name) == ("other.key", "other.db-journal")
    assert other.private_folders == layout.private_folders == (layout.backups, layout.editor)


def test_a_backup_gets_a_free_name_that_says_when_it_was_made(layout: VaultLayout) -> None:
    """A second one of the same second, and one before an upgrade, are told apart."""
    layout.backups.mkdir()
    first = free_backup(layout.backups, AT)
    first.touch()
    second, before = free_backup(layout.backups, AT), free_backup(layout.backups, AT, before=12)
    assert [first.name, second.name, before.name] == [
        "resilify-2026-11-01-101010.db",
        "resilify-2026-11-01-101010-2.db",
        "resilify-2026-11-01-101010-before-v12.db",
    ]
    assert [read_backup_name(path) for path in (first, second, before)] == [
        (AT, None), (AT, None), (AT, 12)]  # fmt: skip


@pytest.mark.parametrize("name", ["mine.db", "resilify-2026-13-01-101010.db", "resilify-x.db"])
def test_another_name_is_none_of_a_backup(name: str) -> None:
    """Nor is one with a day that no calendar has."""
    assert read_backup_name(Path(name)) is None


def test_what_is_set_aside_gets_a_name_that_nothing_has(layout: VaultLayout) -> None:
    """Neither a store nor the journal of one."""
    first = next(layout.set_aside_names(AT))
    first.with_name(f"{first.name}-journal").touch()
    second = next(layout.set_aside_names(AT))
    assert (first.name, second.name) == (
        "resilify.db.set-aside-20261101-101010",
        "resilify.db.set-aside-20261101-101010-2",
    )
    second.touch()
    assert layout.set_aside_stores() == [second]
    assert layout.copies() == [second]


def test_a_key_file_lies_beside_a_copy_by_either_name(layout: VaultLayout) -> None:
    """The whole name of the copy comes first; earlier versions used that of a store's."""
    copy = layout.folder / "mine.db"
    assert key_file_beside(copy) is None
    VaultLayout(copy).key_file.touch()
    assert key_file_beside(copy) == layout.folder / "mine.key"
    key_file_of_copy(copy).touch()
    assert key_file_beside(copy) == layout.folder / "mine.db.key"


def test_a_copy_of_the_key_file_is_named_by_its_id(layout: VaultLayout) -> None:
    """So that one of an earlier key stays."""
    assert is_key_copy(layout.key_copy("0123456789abcdef"))
    assert not is_key_copy(layout.key_file)


def test_what_was_left_unfinished_is_known(layout: VaultLayout) -> None:
    """A new store, the other form of a store or a copy, a scratch file, and a journal of each."""
    layout.backups.mkdir()
    left = [
        layout.new_store(1234),
        conversion_file(layout.store),
        conversion_file(layout.backups / "resilify-2026-11-01-101010.db"),
        layout.folder / ".resilify-0a.part",
        layout.folder / ".resilify-0a.part-journal",
    ]
    for path in (*left, layout.store, layout.key_file, layout.folder / ".other"):
        path.touch()
    assert sorted(layout.unfinished_files()) == sorted(left)


def test_everything_that_may_hold_words_is_found_and_keys_come_last(layout: VaultLayout) -> None:
    """The store, journals, backups, what an editor left, the cache; not programs or settings."""
    for folder in (layout.backups, layout.editor, layout.programs, layout.folder / "cache"):
        folder.mkdir()
    cache = layout.folder / "cache" / "catalog.json"
    others = [layout.store, layout.journal, layout.new_store(1), cache, layout.editor / "text.md"]
    keys = [layout.key_file, layout.key_copy("0123456789abcdef"), next(layout.set_aside_key_names(AT))]
    kept = [layout.folder / "settings.toml", layout.programs / "mine"]
    for path in (*others, *keys, *kept, free_backup(layout.backups, AT)):
        path.touch()
    found = layout.all_files([layout.editor], cache)
    assert {*found[-3:]} == {*keys}
    assert {*found[:-3]} == {*others, layout.backups / "resilify-2026-11-01-101010.db"}


def test_a_folder_with_other_things_in_it_is_not_ours_alone(layout: VaultLayout) -> None:
    """As a home is, in which somebody keeps the store too."""
    layout.store.touch()
    layout.backups.mkdir()
    assert layout.holds_only_ours()
    (layout.folder / "letters").touch()
    assert not layout.holds_only_ours()


def test_what_is_guarded_leads_into_no_link(
    layout: VaultLayout, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A folder of backups that is a link is named itself, and nothing behind it."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "theirs").touch()
    layout.backups.symlink_to(elsewhere)
    layout.store.touch()
    guarded = [layout.backups, layout.editor, layout.key_file, layout.reminders, layout.reminder_times]
    assert list(layout.guarded_paths()) == [*guarded, layout.store]
