"""A program is found by its name, without reading all of them where that is not needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.app.paths import Paths, find_paths
from resilify_cli.app.programs import ProgramFinder
from resilify_cli.content.bundled_cache import FOLDER, write_bundled_cache
from resilify_cli.content.lazy_sequence import LazySequence
from resilify_cli.errors import ResilifyError

_SLUG = "an-overwhelming-moment"


@pytest.fixture
def finder(tmp_path: Path) -> ProgramFinder:
    (tmp_path / "home").mkdir(mode=0o700)
    return ProgramFinder(find_paths({"RESILIFY_HOME": str(tmp_path / "home")}))


def _own_program(finder: ProgramFinder, slug: str) -> Path:
    """Put a program of a slug among the person's own."""
    finder.paths.programs.mkdir()
    place = finder.paths.programs / f"{slug}.md"
    place.write_text("---\ntitle: My evenings\nsessions: [One]\n---\n", encoding="utf-8")
    return place


def test_a_bundled_program_is_found_without_reading_the_others(finder: ProgramFinder) -> None:
    """The first session of a new home does not wait for a catalog of all programs."""
    program, path = finder.find(_SLUG)
    assert (program.slug, path) == (_SLUG, "")
    assert not finder.paths.cache.exists()


def test_one_of_the_persons_own_may_have_its_name(finder: ProgramFinder) -> None:
    """It is used in place of the bundled one, and is told from it by its path."""
    place = _own_program(finder, _SLUG)
    program, path = finder.find(_SLUG)
    assert (program.title, path) == ("My evenings", str(place))


def test_beside_programs_of_ones_own_the_bundled_one_is_found_all_the_same(finder: ProgramFinder) -> None:
    """They are looked through for its name first."""
    _own_program(finder, "my-evenings")
    program, path = finder.find(_SLUG)
    assert (program.slug, path) == (_SLUG, "")
    assert finder.paths.cache.exists()


@pytest.mark.parametrize("name", [".", "..", "nosuch", f"{_SLUG}/program.md", f"../{_SLUG}", ""])
def test_what_is_no_slug_is_none(finder: ProgramFinder, name: str) -> None:
    """No file beside the bundled programs, and none inside of one, is found by a name."""
    with pytest.raises(ResilifyError):
        finder.find(name)


def test_bundled_programs_are_taken_as_they_came(finder: ProgramFinder, tmp_path: Path) -> None:
    """Found, listed and begun without a file of theirs being read, and nothing of them is kept again."""
    folder = tmp_path / "programs" / "evenings"
    folder.mkdir(parents=True)
    text = "---\ntitle: As it came\nsessions: [One]\n---\n"
    (folder / "program.md").write_text(text, encoding="utf-8")
    write_bundled_cache(folder.parent, tmp_path / FOLDER)
    paths = finder.paths
    there = finder._replace(paths=Paths(paths.vault, paths.settings, paths.cache, folder.parent))
    program, _ = there.find("evenings")
    assert isinstance(program.sessions[0].steps, LazySequence)
    assert [card.title for card in there.catalog().programs] == ["As it came"]
    assert [file.name for file in paths.cache.parent.iterdir()] == [paths.cache.name]


def test_a_folder_is_no_name(finder: ProgramFinder, tmp_path: Path) -> None:
    """A program is found by its slug, which the name of its folder alone is not."""
    (tmp_path / "bundled" / "evenings").mkdir(parents=True)
    text = "---\ntitle: My evenings\nslug: my-evenings\nsessions: [One]\n---\n"
    (tmp_path / "bundled" / "evenings" / "program.md").write_text(text, encoding="utf-8")
    paths = finder.paths
    there = finder._replace(paths=Paths(paths.vault, paths.settings, paths.cache, tmp_path / "bundled"))
    assert there.find("my-evenings")[0].slug == "my-evenings"
    with pytest.raises(ResilifyError):
        there.find("evenings")
