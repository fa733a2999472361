"""Programs as they were read, kept so that one that is begun is not read anew."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.log import Log
from resilify_cli.activities.quantities import Quantity, Unit
from resilify_cli.content.catalog import open_catalog
from resilify_cli.content.file_stamps import combined_stamp
from resilify_cli.content.lazy_sequence import LazySequence
from resilify_cli.content.loader import load_program, read_program
from resilify_cli.content.program_cache import ProgramCache
from resilify_cli.content.program_json import NotPlainDataError, from_json, to_json

ROOT = Path(__file__).parents[2]
PROGRAMS = [*sorted((ROOT / "programs").iterdir()), *sorted((ROOT / "tests" / "data").glob("*/program.md"))]
SESSION = "---\nid: one\ntitle: One\n---\n\n## Now\n\n:::{reflect} one\nWhat is near?\n:::\n"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program of a folder, in a folder of programs."""
    folder = tmp_path / "programs" / "calm"
    folder.mkdir(parents=True)
    (folder / "program.md").write_text("---\ntitle: Calm\nsessions:\n  session:\n    - file: one.md\n---\n")
    (folder / "one.md").write_text(SESSION)
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> ProgramCache:
    return ProgramCache(tmp_path / "cache" / "catalog.json")


def listed(program: Path, cache: ProgramCache) -> None:
    open_catalog([program.parent], cache.catalog)


def plant(cache: ProgramCache, old: str, new: str) -> None:
    """Change what is kept of the one program, with its sum right, to see that it is used."""
    (file,) = cache.files()
    head, rest = file.read_text("utf-8").split("\n", 1)
    assert old in rest
    rest = rest.replace(old, new)
    kept = json.loads(head) | {"sum": crc32(rest.encode())}
    file.write_text(f"{json.dumps(kept)}\n{rest}", "utf-8")


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name if path.is_dir() else path.parent.name)
def test_a_program_comes_back_as_it_was(path: Path, cache: ProgramCache) -> None:
    """Each bundled program, and those with every kind of activity, are equal to what was written."""
    read = read_program(path)
    assert read.program is not None
    assert from_json(json.loads(json.dumps(to_json(read.program, path))), path) == read.program
    cache.write(path, read.program, list(read.files), combined_stamp(read.files.values()))
    kept = cache.load(path)
    assert isinstance(kept.sessions[0].steps, LazySequence)
    assert kept == read.program


def test_a_session_is_made_alone(tmp_path: Path, cache: ProgramCache) -> None:
    """Whoever goes through one session makes no activity of another one, nor loads its kind."""
    folder = tmp_path / "programs" / "two"
    folder.mkdir(parents=True)
    listing = "sessions:\n  session:\n    - file: one.md\n    - file: two.md\n"
    (folder / "program.md").write_text(f"---\ntitle: Two\n{listing}---\n")
    (folder / "one.md").write_text(SESSION)
    (folder / "two.md").write_text(SESSION.replace("one", "two").replace("reflect", "write"))
    listed(folder, cache)
    plant(cache, "activities.write", "activities.no_such_kind")
    first, _ = cache.load(folder).sessions
    assert [activity.kind for activity in first.activities] == ["reflect"]


def test_steps_of_another_version_are_read_from_the_files(program: Path, cache: ProgramCache) -> None:
    """Where the classes of an activity are others by now, nobody notices."""
    listed(program, cache)
    plant(cache, '"stands_alone"', '"stood_alone"')
    assert cache.load(program) == load_program(program)


def test_a_sum_comes_back_that_gives_the_same() -> None:
    """The formulas of a log work out after they were kept."""
    (log, *_) = (
        activity
        for path in PROGRAMS
        if (program := read_program(path).program)
        for _, activity in program.activities.values()
        if isinstance(activity, Log) and activity.sums
    )
    back = from_json(to_json(log, ROOT), ROOT)
    assert isinstance(back, Log)
    row = {name: Quantity(7, Unit.NUMBER) for one in log.sums for name in one.fields}
    assert [one.result(row) for one in back.sums] == [one.result(row) for one in log.sums] != []
    assert back.sums == log.sums


def test_a_listed_program_is_begun_without_its_files_being_read(program: Path, cache: ProgramCache) -> None:
    """What is kept is taken, as long as no file of the program was changed."""
    listed(program, cache)
    plant(cache, "What is near?", "What is kept?")
    assert cache.load(program).activities["one"][1].prompt == "What is kept?"


@pytest.mark.parametrize("name", ["program.md", "one.md"])
def test_a_change_of_any_file_is_noticed(program: Path, cache: ProgramCache, name: str) -> None:
    """A file that was edited in place makes the program be read anew."""
    listed(program, cache)
    plant(cache, "What is near?", "What is kept?")
    file = program / name
    file.write_text(file.read_text() + "\n")
    assert cache.load(program).activities["one"][1].prompt == "What is near?"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"[]\n[]",
        b'{"files": 1}\n',
        b"\xff\xfe\n[]",
        b'{"files": ["\\u0000"]}\n[]',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_as_good_as_none(program: Path, cache: ProgramCache, damage: bytes) -> None:
    """The program is read from its own files then."""
    listed(program, cache)
    (file,) = cache.files()
    file.write_bytes(damage)
    assert cache.load(program) == load_program(program)


def test_what_is_kept_for_another_path_is_not_taken(
    program: Path, cache: ProgramCache, tmp_path: Path
) -> None:
    """Two paths with one number are told apart."""
    listed(program, cache)
    plant(cache, "What is near?", "What is kept?")
    (file,) = cache.files()
    head, rest = file.read_text("utf-8").split("\n", 1)
    file.write_text(f"{json.dumps(json.loads(head) | {'path': str(tmp_path)})}\n{rest}", "utf-8")
    assert cache.load(program).activities["one"][1].prompt == "What is near?"


def test_a_removed_program_is_kept_no_more(program: Path, cache: ProgramCache) -> None:
    """When a program has gone, what was read of it goes with the next list."""
    listed(program, cache)
    assert len(cache.files()) == 1
    program.rename(program.parent.parent / "elsewhere")
    listed(program, cache)
    assert cache.files() == []


def test_all_programs_are_kept_alike(program: Path, cache: ProgramCache) -> None:
    """What is kept does not tell which of them is used: to load one writes nothing."""
    listed(program, cache)
    before = [(file, file.stat().st_mtime_ns) for file in cache.files()]
    cache.load(program)
    assert [(file, file.stat().st_mtime_ns) for file in cache.files()] == before


def test_a_program_with_a_problem_is_not_kept(program: Path, cache: ProgramCache) -> None:
    """It is refused each time with what is wrong with it."""
    (program / "one.md").write_text(SESSION.replace("reflect", "reflekt"))
    listed(program, cache)
    assert cache.files() == []


@pytest.mark.parametrize(
    "stored",
    [
        [[["content.loader", "LoadResult", ["program", "problems", "files"]]], [0, None, [-1], [-2]]],
        [[["activities.note", "Note", ["id"]]], [0, "x"]],
        [[["activities.base", "import_kind", []]], [0]],
        [[["activities.questions", "MarkdownBlock", ["markdown"]]], [0]],
        [[], [7]],
        [[["activities.nothing", "Nothing", []]], [0]],
    ],
    ids=["elsewhere", "other fields", "no class", "too few", "no such class", "no such file"],
)
def test_only_data_of_todays_classes_is_made(stored: list[object]) -> None:
    """A class elsewhere, or one with other fields, is refused, and nothing of it is called."""
    with pytest.raises(NotPlainDataError):
        from_json(stored, ROOT)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-6, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=12,
)


@given(_JSON)
def test_whatever_is_in_the_file_nothing_but_that_is_raised(stored: object) -> None:
    """Damaged JSON gives an error that leads to the program being read anew."""
    table = [["activities.questions", "MarkdownBlock", ["markdown"]]]
    with suppress(NotPlainDataError):
        from_json([table, stored], ROOT)
