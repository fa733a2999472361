"""`resilify show`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.nasty import VISIBLE, put_nasty_programs, unsafe
from tests.conftest import Run

SEED = Path(__file__).parents[1] / "data" / "cultivating-self-compassion.md"
FLAGSHIP = "cultivating-self-compassion"


def test_the_real_definition_is_shown_by_its_path(resilify: Run) -> None:
    """Overview, sessions, sources and related programs of the seed are there, and how to begin *it*."""
    ran = resilify("show", str(SEED), check=True)
    said = (
        "Self-Compassion means that when we notice that we are distressed or in pain",
        "8 Self-compassionate living",
        "an outline: titles, and general questions",
        "http://self-compassion.org/the-three-elements-of-self-compassion-2",
        "The Science of Gratitude and Well-Being",
    )
    shown = " ".join(ran.stdout.split())
    assert [words for words in said if words not in shown] == []
    assert ran.stderr.splitlines()[-1] == f"To begin or go on: resilify start {SEED}"


def test_the_real_definition_is_shown_without_its_html(resilify: Run) -> None:
    """No tag of the file reaches the screen."""
    assert "<p>" not in resilify("show", str(SEED), check=True).stdout


def test_the_real_definition_runs_by_its_path(resilify: Run) -> None:
    """An outline can be walked through: each session shows its title and asks its questions."""
    ran = resilify("start", str(SEED), "--plain", stdin="\n\nIt brings my sister to mind.\n.\n:quit\n")
    assert "Understanding self-compassion" in ran.stderr
    assert ran.returncode == 130
    assert "It brings my sister to mind." in resilify("journal", check=True).stdout
    assert (
        "1  Understanding self-compassion  17 minutes, here" in resilify("show", str(SEED), check=True).stdout
    )


def test_a_program_is_shown_by_its_slug(resilify: Run) -> None:
    """An installed program needs no path, in any case of letters."""
    ran = resilify("show", FLAGSHIP.upper(), check=True)
    assert "an outline" not in ran.stdout
    assert ran.stderr.splitlines()[-1] == f"To begin or go on: resilify start {FLAGSHIP}"


def test_no_line_ends_in_spaces(resilify: Run) -> None:
    """What is piped on or copied has no blanks that nobody wrote, sources included."""
    lines = resilify("show", FLAGSHIP, check=True).stdout.splitlines()
    assert any(line.startswith("  1. Neff") for line in lines)
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_path_with_a_space_can_be_copied_as_it_is_told(resilify: Run, tmp_path: Path) -> None:
    """The line that says how to begin is one line, quoted for the shell."""
    file = tmp_path / ("a long name " * 10) / "my program.md"
    file.parent.mkdir()
    file.write_text("---\nsessions: [One]\n---\n")
    assert resilify("show", str(file), check=True).stderr.splitlines()[-1].endswith(f"start '{file}'")


def test_json_has_stable_keys(resilify: Run) -> None:
    """A script gets a version and the whole program."""
    found = json.loads(resilify("show", str(SEED), "--json", check=True).stdout)
    assert list(found) == [
        "schema_version", "slug", "title", "overview", "full", "version", "authors", "reviewed", "categories",
        "minutes", "sessions", "references", "language", "translation_of", "related", "put_down",
    ]  # fmt: skip
    assert (found["schema_version"], found["slug"], found["full"]) == (1, FLAGSHIP, False)
    assert found["sessions"][1] == {
        "id": "barriers-to-self-compassion",
        "title": "Barriers to self-compassion",
        "overview": "",
        "minutes": 17.0,
        "state": "ahead",
    }
    assert found["references"][0]["link"] == "http://www.mindfulselfcompassion.org"
    assert found["related"][1] == {
        "title": "Dealing with Procrastination",
        "slug": "dealing-with-procrastination",
        "installed": True,
    }


def test_a_related_program_that_is_not_there_is_told(resilify: Run, tmp_path: Path) -> None:
    """An author may name one that a person has not got."""
    related = "relatedpost: {program: [{title: Rest, slug: rest-well}]}"
    (tmp_path / "a.md").write_text(f"---\ntitle: A\n{related}\nsessions: [One]\n---\n")
    shown = " ".join(resilify("show", str(tmp_path / "a.md"), check=True).stdout.split())
    assert "Rest not installed" in shown


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_a_mistyped_slug_suggests_the_near_one(resilify: Run, arguments: list[str]) -> None:
    """A name that nothing has is exit 1, with nothing on stdout and the near one on stderr."""
    ran = resilify("show", "cultivating-self-compasion", *arguments)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        "No program is called 'cultivating-self-compasion'.",
        f"Did you mean {FLAGSHIP}?",
    ]


@pytest.mark.parametrize("name", ["", "~nobody-of-that-name/x", "a" * 5000, "./nothing.md", "/dev/null"])
def test_a_name_that_leads_nowhere_is_one_sentence(resilify: Run, name: str) -> None:
    """Whatever was typed, the answer is exit 1 and no traceback."""
    ran = resilify("show", name)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "Traceback" not in ran.stderr
    assert 1 <= len(ran.stderr.splitlines()) <= 2


def test_a_broken_program_says_how_to_see_all(resilify: Run, tmp_path: Path) -> None:
    """The first problem and the command that tells the others."""
    (tmp_path / "a.md").write_text("---\ntitle: x\n---\n")
    ran = resilify("show", str(tmp_path / "a.md"))
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [
        "This program can't be used: a.md:2: there are no sessions.",
        f"To see all that is wrong with it: resilify check {tmp_path / 'a.md'}",
    ]


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_no_text_of_a_program_steers_the_terminal(resilify: Run, home: Path, more: list[str]) -> None:
    """Every field arrives as words, and none of them vanishes, acts or becomes a picture."""
    broken = put_nasty_programs(home / "programs")
    ran = resilify("show", str(home / "programs" / "nasty.md"), *more, check=True)
    assert unsafe(ran.stdout) == unsafe(ran.stderr) == set()
    fields = (
        "title",
        "version",
        "reviewed",
        "overview",
        "author",
        "category",
        "session",
        "related",
        "reference",
    )
    for field in (*fields, "link", "finding"):
        assert field in ran.stdout
    for words in VISIBLE:
        assert " ".join(ran.stdout.split()).count(words) >= len(fields)
    refused = resilify("show", str(broken))
    assert refused.returncode == 1
    assert unsafe(refused.stderr) == set()


def test_a_path_may_begin_with_the_home_folder(resilify: Run, tmp_path: Path) -> None:
    """`~` is the person's own folder, also where no shell has read it."""
    (tmp_path / "mine.md").write_text("---\ntitle: Mine\nsessions:\n  session:\n    - title: One\n---\n")
    assert "Mine" in resilify("show", "~/mine.md", env={"HOME": str(tmp_path)}, check=True).stdout


def test_a_translation_names_the_program_that_it_translates(resilify: Run, tmp_path: Path) -> None:
    """By its title where that is installed, else as it names it."""
    for key, named in (
        ("no-such-program", "no-such-program"),
        ("41ce1fb0-45ca-11eb-ae86-ad45e76090e1", "Positive Psychology"),
    ):
        (tmp_path / "es.md").write_text(
            f"---\ntitle: Uno\ntranslation-of: {key}\nlanguage: es\nsessions: [Uno]\n---\n", "utf-8"
        )
        told = resilify("show", str(tmp_path / "es.md"), check=True).stdout
        assert f"a translation of {named}" in " ".join(told.split())
