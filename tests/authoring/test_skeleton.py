"""The files of a new program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from resilify_cli.authoring.skeleton import NewProgram, NewSession, skeleton_files
from resilify_cli.checks.checker import check_program
from resilify_cli.content.loader import load_program, read_program

SEED = Path(__file__).parents[1] / "data" / "cultivating-self-compassion.md"
TODAY = date(2026, 11, 3)


def written(folder: Path, program: NewProgram) -> Path:
    """Write the skeleton of a program."""
    (folder / "sessions").mkdir(parents=True)
    for path, text in skeleton_files(program, TODAY, ()):
        (folder / path).write_text(text, "utf-8")
    return folder


def started(folder: Path) -> Path:
    """Remove the lines that say that a session is planned only."""
    for file in (folder / "sessions").iterdir():
        text = file.read_text("utf-8")
        file.write_text(
            "".join(one for one in text.splitlines(True) if not one.startswith("status:")), "utf-8"
        )
    return folder


@pytest.mark.parametrize("number", [1, 7])
def test_a_new_program_keeps_every_rule(tmp_path: Path, number: int) -> None:
    """It is sound under --strict with its sessions planned, and with each of them begun."""
    folder = written(tmp_path / "evenings", NewProgram.of_sessions("Kinder evenings", "some-key", number))
    assert check_program(folder, strict=True) == []
    assert [one.planned for one in load_program(folder).sessions] == [False] + [True] * (number - 1)
    assert check_program(started(folder), strict=True) == []


def test_an_outline_keeps_its_ids_and_what_it_says(tmp_path: Path) -> None:
    """Progress in the outline goes on in the new program; nothing of the outline is lost."""
    outline = load_program(SEED)
    folder = written(tmp_path / outline.slug, NewProgram.from_outline(outline))
    assert check_program(started(folder), strict=True) == []
    found = load_program(folder)
    assert (found.key, found.title, found.sequence) == (outline.key, outline.title, outline.sequence)
    assert [(one.id, one.title) for one in found.sessions] == [
        (one.id, one.title) for one in outline.sessions
    ]
    assert [one.title for one in found.references] == [one.title for one in outline.references]
    assert len({one.id for one in found.references}) == len(outline.references)
    assert (found.categories, found.overview) == (outline.categories, outline.overview)
    text = (folder / "program.md").read_text("utf-8")
    assert all(f'#       slug: "{one.slug}"' in text for one in outline.related)


@pytest.mark.parametrize(
    "title", ["Mine: a # story", '"Quoted" \\ and $prefix', "- dash {x}", "Schlaf — für müde Leute", "眠り"]
)
def test_a_title_of_any_letters_comes_back_as_it_was_given(tmp_path: Path, title: str) -> None:
    """What YAML and templates would read otherwise is written so that they don't."""
    program = NewProgram(title, "key", (NewSession("one", title, "What *it* is: this"),))
    loaded = read_program(written(tmp_path / "mine", program))
    assert loaded.problems == ()
    assert loaded.program is not None
    session = loaded.program.sessions[0]
    assert (loaded.program.title, session.title, session.overview) == (title, title, "What *it* is: this")
