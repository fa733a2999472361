"""The programs that are there, and the cache of what a list shows of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.content.catalog import Catalog, find_program, open_catalog
from resilify_cli.errors import ProgramNotFoundError

Write = Callable[..., Path]


class Shelf:
    """A folder of bundled programs, one of the person's own, and a cache."""

    def __init__(self, root: Path) -> None:
        self.bundled, self.own = root / "bundled", root / "programs"
        self.cache = root / "cache" / "catalog.json"
        self.bundled.mkdir()
        self.own.mkdir(exist_ok=True)

    def put(self, name: str, title: str, extra: str = "", *, own: bool = True) -> Path:
        file = (self.own if own else self.bundled) / name
        file.write_text(f"---\ntitle: {title}\n{extra}\nsessions: [One]\n---\n", "utf-8")
        return file

    def open(self) -> Catalog:
        return open_catalog((self.bundled, self.own), self.cache)

    def titles(self) -> list[str]:
        return [card.title for card in self.open().programs]

    def plant(self, title: str) -> None:
        """Put a title into the cache that no file has, and make its sum right, to see the cache used."""
        from resilify_cli.content.catalog_cache import read_cache, write_cache

        (program, *_) = read_cache(self.cache).values()
        write_cache(self.cache, [program._replace(summary=program.summary._replace(title=title))])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_programs_come_by_sequence_and_then_by_title(shelf: Shelf) -> None:
    """Bundled and own programs stand in one order; what is hidden or no program is passed over."""
    shelf.put("a.md", "beta", "sequence: 2")
    shelf.put("b.md", "Alpha", "sequence: 2", own=False)
    shelf.put("c.md", "Last", "sequence: 10")
    shelf.put(".d.md", "Hidden")
    (shelf.own / "notes.txt").write_text("x")
    (shelf.own / "pictures").mkdir()
    assert shelf.titles() == ["Alpha", "beta", "Last"]
    assert shelf.open().broken == ()


def test_folders_that_are_not_there_are_empty(tmp_path: Path) -> None:
    """Before anything is set up there are no programs and no error."""
    assert open_catalog((tmp_path / "a", tmp_path / "b"), tmp_path / "c" / "d.json").programs == ()


def test_a_program_of_ones_own_stands_in_for_the_bundled_one(shelf: Shelf) -> None:
    """Of two programs of one slug, the person's own is listed and found."""
    shelf.put("calm.md", "Bundled", own=False)
    own = shelf.put("calm.md", "Mine")
    assert shelf.titles() == ["Mine"]
    assert find_program("calm", shelf.open()) == own


def test_a_broken_program_stands_in_for_none(shelf: Shelf) -> None:
    """While the person's own is broken, the bundled one stays, and the broken one is named."""
    bundled = shelf.put("calm.md", "Bundled", own=False)
    own = shelf.put("calm.md", "[Mine")
    assert shelf.titles() == ["Bundled"]
    assert [(card.path, card.broken) for card in shelf.open().broken] == [
        (str(own), "calm.md:2: the [ behind 'title' is not closed")
    ]
    assert find_program("calm", shelf.open()) == bundled


def test_links_in_a_circle_hide_no_other_program(shelf: Shelf) -> None:
    """A link to itself is broken, as a file; as a folder it is no program; the rest is listed."""
    shelf.put("calm.md", "Calm")
    (shelf.own / "a").symlink_to("a")
    (shelf.own / "b.md").symlink_to("b.md")
    (shelf.own / "c").mkdir()
    (shelf.own / "c" / "up").symlink_to("..")
    (shelf.own / "c" / "program.md").symlink_to("program.md")
    found = shelf.open()
    assert [card.title for card in found.programs] == ["Calm"]
    assert sorted(Path(card.path).name for card in found.broken) == ["b.md", "c"]


def test_a_folder_of_programs_that_cant_be_read_is_named(shelf: Shelf) -> None:
    """When the person's own folder is a broken link, the bundled programs stay, and it is told."""
    shelf.put("calm.md", "Calm", own=False)
    shelf.own.rmdir()
    shelf.own.symlink_to(shelf.own)
    found = shelf.open()
    assert [card.title for card in found.programs] == ["Calm"]
    assert [card.path for card in found.broken] == [str(shelf.own)]


def test_two_programs_of_one_key_are_told(shelf: Shelf) -> None:
    """Programs that would share their progress are named in pairs, and both stay."""
    shelf.put("a.md", "A", "programId: same")
    shelf.put("b.md", "B", "programId: same")
    found = shelf.open()
    assert [(one.title, two.title) for one, two in found.duplicates] == [("A", "B")]
    assert len(found.programs) == 2


def test_a_program_after_another_of_its_slug_or_key_conflicts(shelf: Shelf) -> None:
    """The second of a pair can be told from the first by its path alone; no other program can't."""
    bundled = shelf.put("calm.md", "Bundled", own=False)
    own = shelf.put("calm.md", "Mine")
    first, second = shelf.put("m.md", "M", "programId: same"), shelf.put("n.md", "N", "programId: same")
    found = shelf.open()
    assert {file: found.conflicts(file) for file in (bundled, own, first, second)} == {
        bundled: False,
        own: True,
        first: False,
        second: True,
    }
    assert not found.conflicts(shelf.own / "o.md")


def test_a_key_leads_to_the_first_program_that_has_it(shelf: Shelf) -> None:
    """Progress belongs to the first of two; a key that none has leads nowhere."""
    shelf.put("a.md", "A", "programId: one")
    shelf.put("b.md", "B", "programId: two")
    shelf.put("c.md", "C", "programId: two")
    shelf.put("d.md", "D", "programId: three\nkind: practices")
    found = shelf.open()
    keys = ("one", "two", "three", "four", "ones")
    titles = [program.title if (program := found.by_key(key)) else None for key in keys]
    assert titles == ["A", "B", "D", None, None]
    assert [program.title for program in found.of_kind("practices")] == ["D"]
    assert found.of_kind("page") == []


def test_an_unchanged_program_is_not_read_again(shelf: Shelf) -> None:
    """What the cache says is believed as long as no file changes."""
    shelf.put("a.md", "As written")
    assert shelf.titles() == ["As written"]
    shelf.plant("As cached")
    assert shelf.titles() == ["As cached"]


def test_a_list_that_finds_all_as_it_was_writes_nothing(shelf: Shelf) -> None:
    """The cache is the same file afterwards; a program more, or one less, makes a new one."""
    shelf.put("a.md", "A")
    shelf.open()
    first = shelf.cache.stat()
    shelf.open()
    assert shelf.cache.stat() == first
    more = shelf.put("b.md", "B")
    shelf.open()
    second = shelf.cache.stat()
    assert second.st_ino != first.st_ino
    more.unlink()
    assert shelf.titles() == ["A"]
    assert shelf.cache.stat().st_ino != second.st_ino


def test_a_cache_of_another_version_is_made_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs may be read otherwise than before, so none of it is believed."""
    from resilify_cli.content import catalog_cache

    shelf.put("a.md", "As written")
    assert shelf.titles() == ["As written"]
    shelf.plant("As cached")
    monkeypatch.setattr(catalog_cache, "CACHE_VERSION", 0)
    assert shelf.titles() == ["As written"]


def test_the_sessions_in_the_cache_are_those_of_the_files(shelf: Shelf) -> None:
    """What is read lazily from the cache is what was read from the program."""
    shelf.put("a.md", "A", "overview: Text.\ncategories: [Calm, Sleep]")
    first, second = shelf.open(), shelf.open()
    (fresh,), (cached,) = first.programs, second.programs
    assert cached.sessions is not fresh.sessions
    assert list(cached.sessions) == list(fresh.sessions)
    assert [session.title for session in cached.sessions] == ["One"]
    assert (cached.session_count, cached.minutes) == (1, fresh.sessions[0].minutes)


def test_a_changed_file_is_read_again(shelf: Shelf) -> None:
    """A new text shows at once, also one of the same length and time that took the old one's place."""
    file = shelf.put("a.md", "One")
    assert shelf.titles() == ["One"]
    new = shelf.put("b.txt", "Two")
    os.utime(new, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    new.replace(file)
    assert shelf.titles() == ["Two"]


@pytest.mark.parametrize("name", ["sessions/1.md", "sessions/1.text", "a/b/1.md", ".hidden/1.md"])
def test_a_changed_session_is_read_again(tmp_path: Path, name: str) -> None:
    """A change in any file that holds a session is seen, whatever its name and place."""
    shelf = Shelf(tmp_path)
    folder = shelf.own / "calm"
    session = folder / name
    session.parent.mkdir(parents=True)
    (folder / "program.md").write_text(f"---\nsessions: [{{file: {name}}}]\n---\n")
    session.write_text("---\nid: one\ntitle: One\n---\nText.\n")
    assert [card.sessions[0].title for card in shelf.open().programs] == ["One"]
    session.write_text("---\nid: one\ntitle: Another\n---\nText.\n")
    assert [card.sessions[0].title for card in shelf.open().programs] == ["Another"]
    session.unlink()
    wrong = f"program.md:2: there is no file {name!r} in the program's folder"
    assert [card.broken for card in shelf.open().broken] == [wrong]


def test_what_is_gone_or_mended_is_forgotten(shelf: Shelf) -> None:
    """A removed program leaves the list, and a mended one comes back."""
    shelf.put("a.md", "A")
    broken = shelf.put("b.md", "[B")
    assert shelf.titles() == ["A"]
    shelf.put("b.md", "B mended")
    (shelf.own / "a.md").unlink()
    assert shelf.titles() == ["B mended"]
    assert shelf.open().broken == ()
    assert broken.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"\xff",
        b"[]",
        b"null",
        b'{"version":"4"}',
        b'{"version":"4","sum":0}\n[]',
        b"[" * 100_000,
        b'{"version":' + b"9" * 5000 + b"}",
    ],
)
def test_a_cache_that_is_none_is_made_again(shelf: Shelf, data: bytes) -> None:
    """Whatever stands in the cache's place, the programs are listed, and the next list is cached."""
    shelf.put("a.md", "A")
    shelf.cache.parent.mkdir()
    shelf.cache.write_bytes(data)
    assert shelf.titles() == ["A"]
    shelf.plant("As cached")
    assert shelf.titles() == ["As cached"]


@settings(max_examples=50, deadline=None)
@given(place=st.floats(0, 0.999), bit=st.integers(0, 7))
def test_a_flipped_bit_in_the_cache_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
) -> None:
    """One bit of the cache turned round never raises and never shows in what is listed."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    shelf.put("a.md", "Title", "sequence: 3\ncategories: [Calm]")
    before = shelf.open()
    data = bytearray(shelf.cache.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    shelf.cache.write_bytes(data)
    assert shelf.open() == before


def test_the_cache_is_for_its_owner_alone(shelf: Shelf) -> None:
    """The names of a person's own programs are for nobody else, whatever the umask."""
    shelf.put("a.md", "A")
    before = os.umask(0)
    try:
        shelf.open()
    finally:
        os.umask(before)
    assert stat.S_IMODE(shelf.cache.stat().st_mode) == 0o600
    assert stat.S_IMODE(shelf.cache.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("blocked", ["cache", "cache/catalog.json"])
def test_a_cache_that_cant_be_written_is_done_without(shelf: Shelf, blocked: str) -> None:
    """A file in the folder's place, or a folder in the file's, costs time and nothing else."""
    shelf.put("a.md", "A")
    place = shelf.cache.parents[1] / blocked
    if blocked == "cache":
        place.write_text("in the way")
    else:
        place.mkdir(parents=True)
    assert shelf.titles() == ["A"]
    assert list(shelf.cache.parents[1].glob("cache/*.json.*")) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("cultivating-self-compasion", "Did you mean cultivating-self-compassion?"),
        ("Cultivating Self Compassion!", "Did you mean cultivating-self-compassion?"),
        ("compassion", "Did you mean cultivating-self-compassion?"),
        ("sleeping-wel", "Did you mean sleeping-well?"),
        ("xyzzy", "To see the installed programs: resilify list"),
        ("", "To see the installed programs: resilify list"),
        ("a" * 5000, "To see the installed programs: resilify list"),
        ("~nobody-of-that-name", "To see the installed programs: resilify list"),
        ("./sleeping-well", "To see the installed programs: resilify list"),
    ],
)
def test_a_mistyped_name_suggests_the_near_ones(shelf: Shelf, name: str, hint: str) -> None:
    """A near slug, title or part of one is named; otherwise the way to the list."""
    shelf.put("cultivating-self-compassion.md", "Cultivating Self Compassion")
    shelf.put("sleeping-well.md", "Sleeping well")
    with pytest.raises(ProgramNotFoundError) as refused:
        find_program(name, shelf.open())
    assert refused.value.hint == hint


def test_a_path_is_found_where_it_leads(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file, a folder and the place where one stands are programs too; a slug goes before a file."""
    own = shelf.put("calm.md", "Calm")
    (tmp_path / "calm").mkdir()
    monkeypatch.chdir(tmp_path)
    catalog = shelf.open()
    assert find_program(str(own), catalog) == own
    assert find_program("calm", catalog) == find_program("CALM", catalog) == own
    assert find_program("./calm", catalog) == Path("calm")
    assert find_program(".", catalog) == Path()


def test_a_broken_program_is_found_by_its_name(shelf: Shelf) -> None:
    """Whoever starts it then learns what is wrong with it."""
    broken = shelf.put("calm.md", "[Calm")
    assert find_program("calm", shelf.open()) == broken


def test_a_pipe_in_place_of_the_cache_is_not_waited_for(shelf: Shelf) -> None:
    """Nor is a folder or another user's file believed: the programs are read anew."""
    shelf.put("a.md", "As written")
    shelf.cache.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(shelf.cache)
    assert shelf.titles() == ["As written"]
    assert shelf.cache.is_file()
    if os.geteuid() == 0:
        shelf.plant("As cached")
        os.chown(shelf.cache, 65534, 65534)
        assert shelf.titles() == ["As written"]


def test_a_link_in_place_of_the_new_cache_is_not_followed(shelf: Shelf, tmp_path: Path) -> None:
    """Its name can be guessed: what a link of that name leads to is not written to."""
    shelf.put("a.md", "As written")
    shelf.cache.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "mine").write_text("mine")
    shelf.cache.with_name(f"{shelf.cache.name}.{os.getpid()}").symlink_to(tmp_path / "mine")
    assert shelf.titles() == ["As written"]
    assert (tmp_path / "mine").read_text() == "mine"
    assert shelf.titles() == ["As written"]
    assert shelf.cache.is_file()
