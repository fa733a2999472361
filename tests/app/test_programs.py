"""A program is found by its name, without reading all of them where that is not needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.app.paths import Paths, find_paths
from resilify_cli.app.programs import ProgramFinder
from resilify_cli.content.bundled_cache import FOLDER, write_bundled_cache
from resilify_cli.content.lazy_sequence import LazySequence
from resilify_cli.errors import ProgramNotFoundError, ResilifyError
from resilify_cli.store.store import Store

_SLUG = "an-overwhelming-moment"
_KEY = "one-sitting-2026-an-overwhelming-moment"


@pytest.fixture
def finder(tmp_path: Path) -> ProgramFinder:
    (tmp_path / "home").mkdir(mode=0o700)
    return ProgramFinder(find_paths({"RESILIFY_HOME": str(tmp_path / "home")}))


def _own_program(finder: ProgramFinder, slug: str) -> Path:
    """Put a program of a slug among the person's own."""
    finder.paths.programs.mkdir(exist_ok=True)
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


def test_only_a_program_elsewhere_is_known_by_its_path(finder: ProgramFinder, tmp_path: Path) -> None:
    """One that is installed is known by its name, even if a path led to it."""
    place = _own_program(finder, "my-evenings")
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_bytes(place.read_bytes())
    assert finder.find(str(place))[1] == ""
    assert finder.find(str(elsewhere))[1] == str(elsewhere)


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


def test_an_installed_program_is_found_by_its_slug_and_by_its_key(finder: ProgramFinder) -> None:
    """Where there is none, or only one that is broken, there is nothing."""
    _own_program(finder, "my-evenings")
    _own_program(finder, "sore").write_text("---\ntitle: [Sore\n---\n", encoding="utf-8")
    by_slug, by_key = finder.installed(_SLUG), finder.installed(_KEY)
    assert by_slug is not None
    assert by_slug == by_key
    assert (by_slug.slug, by_slug.key) == (_SLUG, _KEY)
    own = finder.installed("my-evenings")
    assert own is not None
    assert own.title == "My evenings"
    assert finder.installed("sore") is None
    assert finder.installed("nosuch") is None


def test_a_pass_leads_to_its_path_as_long_as_something_is_there(
    finder: ProgramFinder, store: Store, tmp_path: Path
) -> None:
    """A program that was begun elsewhere is at its path, also where an installed one has its key."""
    there = tmp_path / "there.md"
    enrollment = store.enrollments.begin(_KEY, _SLUG, "Mine", str(there))
    bundled = str(finder.paths.bundled / _SLUG)
    assert finder.place_of(enrollment) == bundled
    there.write_text("---\ntitle: Mine\nsessions: [One]\n---\n", encoding="utf-8")
    assert finder.place_of(enrollment) == str(there)
    assert finder.of_enrollment(enrollment).title == "Mine"


def test_a_pass_whose_program_has_gone_leads_to_what_it_was(finder: ProgramFinder, store: Store) -> None:
    """To its path, or to its name where it was begun by that; to load it says that the words are kept."""
    by_path = store.enrollments.begin("gone", "gone", "Gone evenings", "/nowhere/gone.md")
    by_name = store.enrollments.begin("lost", "lost-evenings", "Lost evenings", "")
    assert finder.place_of(by_path) == "/nowhere/gone.md"
    assert finder.place_of(by_name) == "lost-evenings"
    with pytest.raises(ProgramNotFoundError, match=r"'Gone evenings' .* Your words are kept\."):
        finder.of_enrollment(by_path)


def test_what_was_begun_is_loaded_once_by_key(finder: ProgramFinder, store: Store) -> None:
    """Each program of any pass, or the one asked for; one that has gone is left out."""
    own = _own_program(finder, "my-evenings")
    for _ in range(2):
        store.enrollments.begin(_KEY, _SLUG, "An overwhelming moment", "")
    store.enrollments.begin("gone", "gone", "Gone", "/nowhere/gone.md")
    store.enrollments.begin("my-evenings", "my-evenings", "My evenings", str(own))
    assert {key: one.title for key, one in finder.begun(store).items()} == {
        _KEY: "An overwhelming moment",
        "my-evenings": "My evenings",
    }
    assert list(finder.begun(store, "my-evenings")) == ["my-evenings"]
    assert finder.begun(store, "gone") == {}


def test_a_key_is_found_also_of_a_program_that_has_gone(finder: ProgramFinder, store: Store) -> None:
    """By the slug or the key of any pass; a name that nothing ever had is refused."""
    store.enrollments.begin("other", "other", "Other", "/nowhere/other.md")
    store.enrollments.begin("gone-2026", "gone", "Gone", "/nowhere/gone.md")
    assert finder.key_of(store, _SLUG) == _KEY
    assert finder.key_of(store, "gone") == "gone-2026"
    assert finder.key_of(store, "gone-2026") == "gone-2026"
    with pytest.raises(ProgramNotFoundError):
        finder.key_of(store, "nosuch")
