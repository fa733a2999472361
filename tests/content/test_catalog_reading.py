"""Many programs that the catalog does not know yet are read side by side, with their progress told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resilify_cli.content import catalog_reading
from resilify_cli.content.catalog import open_catalog
from resilify_cli.content.catalog_cache import CachedProgram, read_cache
from tests.command_server import run_command

_MANY = 40


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Forty programs of a file each, of which one is broken and one no program."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for number in range(_MANY):
        text = f"---\ntitle: Number {number:02}\nsessions: [One]\n---\n"
        (folder / f"n{number:02}.md").write_text(text)
    (folder / "n07.md").write_text("No front matter.\n")
    (folder / "pictures").mkdir()
    return folder


def test_a_list_of_many_new_programs_has_each_in_its_place(shelf: Path) -> None:
    """In a process with several others that read, sound ones in their order, a broken one told."""
    ran = run_command("list", env={"RESILIFY_HOME": str(shelf.parent)})
    titles = [line.split("\t")[1] for line in ran.stdout.splitlines() if "\tNumber" in line]
    assert titles == [f"Number {number:02}" for number in range(_MANY) if number != 7]
    assert f"Left out: {shelf / 'n07.md'} (n07.md:1: there is no front matter)" in ran.stderr


def test_what_several_processes_read_is_what_one_reads(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stamps, files and sessions too, as the caches of both show."""
    ran = run_command("list", env={"RESILIFY_HOME": str(shelf.parent)})
    assert ran.returncode == 0
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    alone = shelf.parent / "alone.json"
    open_catalog([shelf], alone)
    together = read_cache(shelf.parent / "cache" / "catalog.json")
    assert {path: one for path, one in together.items() if Path(path).parent == shelf} == read_cache(alone)


def read_only_in_the_first_process(
    unread: catalog_reading.UnreadProgram, cache: Path
) -> CachedProgram | None:
    """Read a program, and end any other process than that of the test."""
    if os.environ["FIRST_PROCESS"] != str(os.getpid()):
        os._exit(1)
    return read_program(unread, cache)


read_program = catalog_reading._read_program


def test_where_a_reading_process_is_ended_the_rest_is_read_all_the_same(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a system that is short of memory."""
    monkeypatch.setenv("FIRST_PROCESS", str(os.getpid()))
    monkeypatch.setattr(catalog_reading, "_read_program", read_only_in_the_first_process)
    assert len(open_catalog([shelf], shelf.parent / "cache.json").programs) == _MANY - 1


def test_progress_is_told_of_each_program_that_is_read_anew(shelf: Path) -> None:
    """Where many are; of a few, or of those that are known, there is none to tell."""
    told: list[int] = []

    @contextmanager
    def show(total: int) -> Iterator[Callable[[int], None]]:
        told.append(total)
        yield told.append

    cache = shelf.parent / "cache.json"
    assert len(open_catalog([shelf], cache, show).programs) == _MANY - 1
    assert told == [_MANY + 1, *[1] * (_MANY + 1)]
    told.clear()
    (shelf / "n01.md").write_text("---\ntitle: Another\nsessions: [One]\n---\n")
    assert "Another" in [one.title for one in open_catalog([shelf], cache, show).programs]
    assert told == []
