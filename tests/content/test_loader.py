"""From files to a Program, in all the shapes that authors give them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.content.limits import MOST_SESSIONS
from resilify_cli.content.loader import load_program, read_program
from resilify_cli.content.models import Program
from resilify_cli.errors import ProgramRefusedError

Write = Callable[..., Path]
SEED = Path(__file__).parents[1] / "data" / "cultivating-self-compassion.md"


@pytest.fixture
def outline(tmp_path: Path) -> Callable[[str], Program]:
    def write(front: str, name: str = "an-outline.md") -> Program:
        file = tmp_path / name
        file.write_text(f"---\n{front}\n---\n", "utf-8")
        return load_program(file)

    return write


def problems(path: Path) -> list[tuple[str, int, str]]:
    return [(p.path.name, p.line, p.wrong) for p in read_program(path).problems]


@pytest.fixture(scope="module")
def seed() -> Program:
    """The real definition, as it stands."""
    return load_program(SEED)


def test_the_real_definition_keeps_what_names_it(seed: Program) -> None:
    """Name, title, key, place in the order, and categories are those of the file."""
    assert (seed.slug, seed.title) == ("cultivating-self-compassion", "Cultivating Self Compassion")
    assert (seed.key, seed.sequence) == ("1d7df8d0-ac9d-11eb-a609-9bd2845cb169", 120)
    assert seed.categories == ("Mental Health", "Personal Growth")


def test_the_real_definition_has_its_overview_as_plain_text(seed: Program) -> None:
    """The words are there, and none of their HTML."""
    assert seed.overview.startswith("Self-Compassion means that when we notice")
    assert "<p>" not in seed.overview


def test_the_real_definition_has_its_sessions(seed: Program) -> None:
    """Each has its title, mended, and what makes a session of it; together they are an outline."""
    assert [session.title for session in seed.sessions] == [
        "Understanding self-compassion",
        "Barriers to self-compassion",
        "Preparing to be self-compassionate",
        "Self compassion imagery",
        "Self compassionate thinking",
        "Feelings and self-compassion",
        "Self-compassionate behavior",
        "Self-compassionate living",
    ]
    assert all(session.minutes > 0 and len(session.steps) >= 4 for session in seed.sessions)
    assert not seed.full


def test_the_real_definition_has_its_sources(seed: Program) -> None:
    """References keep their links, or have none; the related programs are all there."""
    assert [reference.link for reference in seed.references][1:4] == [
        "http://self-compassion.org/the-three-elements-of-self-compassion-2",
        "",
        "https://doi.org/10.1002/cpp.2357",
    ]
    assert len(seed.related) == 10


def test_titles_alone_make_a_program(outline: Callable[[str], Program]) -> None:
    """Whatever else is left out, a list of titles runs; the slug stands in for title and key."""
    program = outline("sessions:\n  session:\n    - title: One")
    assert (program.title, program.key, program.overview) == ("an-outline", "an-outline", "")
    assert (program.categories, program.references, program.related) == ((), (), ())
    assert [session.id for session in program.sessions] == ["one"]


@pytest.mark.parametrize(
    "sessions",
    [
        "sessions: [One, Two]",
        "sessions:\n  session: [One, Two]",
        "sessions:\n  - title: One\n  - title: Two",
        "sessions: {session: [{title: One}, {title: Two}]}",
    ],
)
def test_sessions_may_be_listed_in_any_of_the_familys_shapes(
    outline: Callable[[str], Program], sessions: str
) -> None:
    """Texts or mappings, with or without the inner key, are the same sessions."""
    assert [session.title for session in outline(sessions).sessions] == ["One", "Two"]


def test_keys_come_in_any_order_and_unknown_ones_are_no_matter(outline: Callable[[str], Program]) -> None:
    """Tags, dates, parents and keys of other tools are passed over, wherever they stand."""
    program = outline(
        "tags: [a, b]\ndate: 2021-13-99T25:00\nparent: {a: {b: c}}\nreferences: []\ncategories:\n"
        "sessions:\n  session:\n    - overview: <p>About</p>\n      extra: [x]\n      title: One\n"
        "overview: '<p style=\"color:red\">Tea &amp; toast</p>'\ntemplateKey: x\ntitle: No"
    )
    assert (program.title, program.overview) == ("No", "Tea & toast")
    assert (program.categories, program.references) == ((), ())


def test_what_a_session_says_of_itself_is_shown_first(outline: Callable[[str], Program]) -> None:
    """An overview and an activity's overview become the session's first screens; either may be missing."""
    program = outline(
        "sessions:\n  session:\n    - title: One\n      overview: <p>About</p>\n      activityOverview: Do\n"
        "    - title: Two\n      activityOverview: <b>Try</b>"
    )
    first, second = program.sessions
    assert [step.content.body for step in first.steps[:2]] == ["About", "Do"]
    assert (first.overview, second.overview) == ("About", "")
    assert second.steps[0].content.body == "**Try**"


def test_sessions_of_one_title_get_ids_of_their_own(outline: Callable[[str], Program]) -> None:
    """Answers of two sessions of the same title, or of none, never mix."""
    program = outline("sessions: [Rest, Rest, {id: rest-2}, {overview: x}, '…']")
    ids = [session.id for session in program.sessions]
    assert ids == ["rest", "rest-2", "rest-2-2", "session-4", "untitled"]
    assert len(program.activities) == sum(len(session.activities) for session in program.sessions)


def test_a_link_that_is_no_address_is_kept_as_text(outline: Callable[[str], Program]) -> None:
    """A reference's link is shown, never followed, so it may be anything."""
    program = outline("sessions: [One]\nreferences:\n  - title: A\n    link: see my shelf\n  - A book")
    assert [(r.title, r.link) for r in program.references] == [("A", "see my shelf"), ("A book", "")]


@pytest.mark.parametrize(
    ("given", "slug"),
    [
        ("Größe & Mut!", "grosse-mut"),
        ("../../etc/passwd", "etc-passwd"),
        ("A  B_c", "a-b-c"),
        ("心", "心"),
    ],
)
def test_a_slug_of_odd_characters_is_made_plain(
    outline: Callable[[str], Program], given: str, slug: str
) -> None:
    """A slug is lower-case letters, digits and hyphens, whatever the author wrote."""
    expected = slug.replace("grosse", "groe") if "ß" in given else slug
    assert outline(f"slug: '{given}'\nsessions: [One]").slug == expected


def test_a_related_program_is_known_by_title_or_slug(outline: Callable[[str], Program]) -> None:
    """Either alone is enough; an entry with neither is passed over."""
    program = outline("sessions: [One]\nrelatedpost: {program: [{title: A}, {slug: b}, {image: c}]}")
    assert [(r.title, r.slug) for r in program.related] == [("A", ""), ("b", "b")]


def test_a_full_program_is_read_from_its_folder(full_program: Write) -> None:
    """The folder gives the slug, and each session's file its id, title and minutes."""
    program = load_program(full_program("Text.\n", "Text.\n", slug="my-program"))
    assert (program.slug, program.full) == ("my-program", True)
    assert [(s.id, s.title, s.minutes) for s in program.sessions] == [
        ("session-1", "Session 1", 10),
        ("session-2", "Session 2", 10),
    ]


def test_a_system_that_writes_files_its_own_way_changes_nothing(full_program: Write) -> None:
    """A byte-order mark and carriage returns in every file leave the program as it was."""
    folder = full_program("## A {#a}\nText.\n:::{note} b\nq\n:::\n")
    before = load_program(folder)
    for file in folder.rglob("*.md"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_program(folder) == before


def test_all_that_is_wrong_is_told_at_once(full_program: Write) -> None:
    """Mistakes in the front matter and in every session are told together, by file and line."""
    folder = full_program(
        ":::{x} a\n:::\n", ":::{note} b\n:::\n", "Fine.\n", extra="title2: x\nimage: [a]\nversion: [1]\n"
    )
    (folder / "sessions" / "3.md").write_text("---\nid: Three!\nminutes: soon\n---\n")
    program = folder / "program.md"
    program.write_text(
        program.read_text().replace("sessions/2", "nowhere/2").replace("A program", "[A program]")
    )
    assert problems(folder) == [
        ("program.md", 2, "title is a list"),
        ("program.md", 6, "version is a list"),
        ("program.md", 10, "there is no file 'nowhere/2.md' in the program's folder"),
        ("1.md", 7, "there is no activity kind 'x'"),
        ("3.md", 2, "'Three!' is no id"),
        ("3.md", 2, "the session has no title"),
        ("3.md", 3, "minutes is no whole number up to 999"),
        ("3.md", 5, "the session has no steps"),
    ]


@pytest.mark.parametrize("sessions", ["", "sessions:", "sessions: []", "sessions: {session: []}"])
def test_a_program_without_sessions_is_told(tmp_path: Path, sessions: str) -> None:
    """There is nothing to begin, so it is a problem."""
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: x\n{sessions}\n---\n")
    assert [wrong for _, _, wrong in problems(file)] == ["there are no sessions"]


def test_bounds_are_told_and_kept(tmp_path: Path) -> None:
    """More sessions, or a longer title, than anyone needs are told, and no more than the bound is kept."""
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: {'x' * 999}\nsessions: [{'a, ' * 300}b]\n---\n")
    loaded = read_program(file)
    assert [p.wrong for p in loaded.problems] == ["title is too long", "there are 301 sessions"]
    assert loaded.program is not None
    assert (len(loaded.program.title), len(loaded.program.sessions)) == (300, MOST_SESSIONS)


def test_a_broken_program_is_refused_with_its_first_problem_and_the_way_to_the_rest(tmp_path: Path) -> None:
    """Whoever wants to run it learns one problem, and the command that tells them all."""
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: x\ntitle: y\n---\n")
    with pytest.raises(ProgramRefusedError) as refused:
        load_program(file)
    assert "a.md:3: the key 'title' stands twice" in refused.value.message
    assert refused.value.hint.endswith(f"resilify check {file}")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Understanding self- compassion", "Understanding self-compassion"),
        ("Pre- and post-work", "Pre- and post-work"),
        ("Short- or long-term", "Short- or long-term"),
        ("Vor- und Nachteile", "Vor- und Nachteile"),
        ("Self- android", "Self-android"),
        ("One - two", "One - two"),
    ],
)
def test_a_hyphen_that_ends_a_word_keeps_its_space(tmp_path: Path, written: str, read: str) -> None:
    """A space that slipped into a word goes; one behind a word that is said once for both stays."""
    file = tmp_path / "p.md"
    file.write_text(f"---\ntitle: {written}\nsessions:\n  - title: {written}\n---\n")
    program = load_program(file)
    assert program.title == read
    assert program.sessions[0].title == read


def test_a_session_may_say_that_it_takes_no_time(full_program: Callable[..., Path]) -> None:
    """Minutes of 0 are the author's figure, and not one that is missing."""
    folder = full_program("Some text.\n")
    file = folder / "sessions" / "1.md"
    file.write_text(file.read_text().replace("minutes: 10", "minutes: 0"))
    assert load_program(folder).sessions[0].minutes == 0
