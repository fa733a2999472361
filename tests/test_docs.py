"""The examples of the authoring guide are held to what the package does."""

from __future__ import annotations

import re
from pathlib import Path

from resilify_cli.activities import kinds
from resilify_cli.checks.checker import check_program
from scripts.authoring_screens import examples, write_program
from scripts.readme_programs import PROGRAMS, README, programs_table

PAGE = (Path(__file__).parents[1] / "docs" / "authoring.md").read_text("utf-8")


def test_every_kind_has_a_sound_example(tmp_path: Path) -> None:
    """The guide shows each activity kind once, and its examples make a sound program."""
    found = examples(PAGE)
    assert sorted(kind for kind, _ in found) == sorted(kinds())
    assert check_program(write_program(tmp_path / "examples", [block for _, block in found])) == []


def test_the_first_session_is_sound(tmp_path: Path) -> None:
    """The program of the guide's first ten minutes is sound as it stands."""
    blocks = re.findall(r"```markdown\n(---\n.*?)```", PAGE, re.DOTALL)
    folder = tmp_path / "kinder-evenings"
    (folder / "sessions").mkdir(parents=True)
    (folder / "program.md").write_text(blocks[0])
    (folder / "sessions" / "1-putting-down.md").write_text(blocks[1])
    assert check_program(folder) == []


def test_the_readme_names_every_program() -> None:
    """The README's table is the one that the bundled programs make; scripts/readme_programs.py writes it."""
    assert programs_table(PROGRAMS) in README.read_text("utf-8")
