"""The bundled programs as they were read when the wheel was built."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from resilify_cli.content.bundled_cache import FOLDER, bundled_cache, write_bundled_cache
from resilify_cli.content.catalog import Catalog, open_catalog
from resilify_cli.content.catalog_cache import read_cache, write_cache
from resilify_cli.content.loader import load_program
from resilify_cli.content.program_cache import ProgramCache
from tests.read_programs import BUNDLED

_NAMES = [path.name for path in sorted(BUNDLED.iterdir())]
_SESSION = "---\nid: one\ntitle: One\n---\n\n## Now\n\n:::{reflect} one\nWhat is near?\n:::\n"


class Package:
    """An installed package with its programs and what came with them, and the cache of a person."""

    def __init__(self, root: Path) -> None:
        self.programs = root / "programs"
        self.catalog = root / "home" / "cache" / "catalog.json"

    def put(self, name: str, title: str) -> Path:
        folder = self.programs / name
        folder.mkdir(parents=True)
        listing = "sessions:\n  session:\n    - file: one.md\n"
        (folder / "program.md").write_text(f"---\ntitle: {title}\n{listing}---\n", "utf-8")
        (folder / "one.md").write_text(_SESSION, "utf-8")
        return folder

    def build(self) -> None:
        write_bundled_cache(self.programs, self.programs.parent / FOLDER)

    def open(self) -> Catalog:
        return open_catalog([self.programs], self.catalog, bundled=self.programs)

    def titles(self) -> list[str]:
        return [program.title for program in self.open().programs]

    def prompt(self, path: Path) -> str:
        """Return the prompt of a program's one activity; empty where the cache does not give the program."""
        program = bundled_cache(self.programs).read(path)
        return program.activities["one"][1].prompt if program else ""

    def plant(self) -> None:
        """Change what came, with its sums right, to see that it is used."""
        cache = bundled_cache(self.programs)
        came = read_cache(cache.catalog).values()
        write_cache(
            cache.catalog, [one._replace(summary=one.summary._replace(title="As it came")) for one in came]
        )
        for file in cache.files():
            head, rest = file.read_text("utf-8").split("\n", 1)
            rest = rest.replace("What is near?", "What came?")
            file.write_text(
                f"{json.dumps(json.loads(head) | {'sum': crc32(rest.encode())})}\n{rest}", "utf-8"
            )


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return Package(tmp_path)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled programs and what is written of them, somewhere else than they were read."""
    root = tmp_path_factory.mktemp("moved")
    write_bundled_cache(BUNDLED, root / FOLDER)
    shutil.copytree(BUNDLED, root / "programs")
    return root / "programs"


@pytest.mark.parametrize("name", _NAMES)
def test_a_program_comes_as_it_is_read_wherever_it_lies(moved: Path, name: str) -> None:
    """Each bundled program is equal to what its files give, with the paths of this place."""
    assert bundled_cache(moved).read(moved / name) == load_program(moved / name)


def test_a_list_is_the_same_with_and_without(moved: Path, tmp_path: Path) -> None:
    """What a list shows of the programs that came is what it shows when it reads them."""
    came, read = tmp_path / "a" / "catalog.json", tmp_path / "b" / "catalog.json"
    open_catalog([moved], came, bundled=moved)
    open_catalog([moved], read)
    assert read_cache(came) == read_cache(read)
    assert len(read_cache(came)) == len(_NAMES)


def test_what_came_is_taken_and_nothing_read(package: Package) -> None:
    """A first list takes the facts that came, and a first session the steps; no program is kept twice."""
    folder = package.put("calm", "Calm")
    package.build()
    package.plant()
    assert package.titles() == ["As it came"]
    assert ProgramCache(package.catalog).files() == []
    assert package.prompt(folder) == "What came?"


@pytest.mark.parametrize("name", ["program.md", "one.md"])
def test_an_edited_file_is_noticed_by_what_it_holds(package: Package, name: str) -> None:
    """One letter for another, with the time as it was, has the program read from its files."""
    file = package.put("calm", "Calm") / name
    package.build()
    package.plant()
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("near", "here").replace("Calm", "Mild"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert package.prompt(file.parent) == ""
    assert package.titles() == ["Mild" if name == "program.md" else "Calm"]


def test_where_a_file_ends_is_noticed(package: Package) -> None:
    """A line that moves from the end of one file to the beginning of the next one is a change."""
    folder = package.put("calm", "Calm")
    package.build()
    first, second = folder / "program.md", folder / "one.md"
    first.write_bytes(first.read_bytes() + b"\n")
    package.build()
    assert package.prompt(folder)
    first.write_bytes(first.read_bytes()[:-1])
    second.write_bytes(b"\n" + second.read_bytes())
    assert package.prompt(folder) == ""


def test_an_edit_after_the_first_list_is_noticed(package: Package) -> None:
    """What came is forgotten for a program that was changed since."""
    file = package.put("calm", "Calm") / "program.md"
    package.build()
    assert package.titles() == ["Calm"]
    file.write_text(file.read_text("utf-8").replace("Calm", "Milder"), "utf-8")
    assert package.titles() == ["Milder"]


def test_a_file_that_has_gone_is_told_by_the_list(package: Package) -> None:
    """The program is broken then, and neither the list nor what came says otherwise."""
    folder = package.put("calm", "Calm")
    package.build()
    (folder / "one.md").unlink()
    assert package.prompt(folder) == ""
    assert [program.title for program in package.open().broken] == ["Calm"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-2],
        lambda data: data.replace(b'"version": ', b'"version": 9'),
        lambda data: b"[" * 100_000,
    ],
    ids=["empty", "cut", "another version", "brackets"],
)
def test_what_came_damaged_is_as_good_as_none(package: Package, damage: Callable[[bytes], bytes]) -> None:
    """The programs are read from their files then."""
    folder = package.put("calm", "Calm")
    package.build()
    package.plant()
    for file in (package.programs.parent / FOLDER).iterdir():
        file.write_bytes(damage(file.read_bytes()))
    assert package.prompt(folder) == ""
    assert package.titles() == ["Calm"]


def test_a_program_elsewhere_is_not_taken_for_the_bundled_one(package: Package, tmp_path: Path) -> None:
    """The same files in a folder of the person's own are read there."""
    folder = package.put("calm", "Calm")
    package.build()
    package.plant()
    own = tmp_path / "own" / "calm"
    shutil.copytree(folder, own)
    assert package.prompt(own) == ""
    found = open_catalog([package.programs, own.parent], package.catalog, bundled=package.programs)
    assert [(first.title, second.title) for first, second in found.overridden] == [("As it came", "Calm")]


def test_what_an_earlier_version_kept_of_it_goes(package: Package) -> None:
    """The first list after the programs came as they were read removes what it kept of them before."""
    package.put("calm", "Calm")
    open_catalog([package.programs], package.catalog)
    assert len(ProgramCache(package.catalog).files()) == 1
    package.build()
    package.catalog.unlink()
    assert package.titles() == ["Calm"]
    assert ProgramCache(package.catalog).files() == []


def test_a_program_with_a_problem_does_not_come(package: Package) -> None:
    """It is read each time, and told; the others come."""
    package.put("calm", "Calm")
    (package.put("aching", "Aching") / "one.md").write_text(_SESSION.replace("reflect", "reflekt"), "utf-8")
    (package.programs / ".hidden").write_text("no program")
    package.build()
    assert list(read_cache(bundled_cache(package.programs).catalog)) == ["calm"]
    assert [program.title for program in package.open().broken] == ["Aching"]


def test_a_package_is_built_the_same_twice(package: Package) -> None:
    """The same programs give the same files, so that a wheel can be built again."""
    package.put("calm", "Calm")
    package.put("mild", "Mild")
    package.build()
    folder = package.programs.parent / FOLDER
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    shutil.rmtree(folder)
    package.build()
    assert first == {file.name: file.read_bytes() for file in folder.iterdir()}
    assert len(first) == 3
