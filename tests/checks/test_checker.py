"""Everything that is wrong with a program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from resilify_cli.checks.checker import check_program
from tests.content.small_programs import write_sound


def test_a_sound_program_has_no_problem(full_program: Callable[..., Path]) -> None:
    """What can be run needs no rule of publishing."""
    assert check_program(full_program("Text.\n")) == []


def test_problems_come_by_file_and_line(full_program: Callable[..., Path]) -> None:
    """An author can go through the files from top to bottom."""
    folder = full_program(":::\n\n:::{x} a\n:::\n", ":::\nText.\n")
    found = [(problem.path.name, problem.line) for problem in check_program(folder)]
    assert found == [("1.md", 7), ("1.md", 9), ("2.md", 7)]


def test_a_strict_check_tells_mistakes_and_broken_rules_together(tmp_path: Path) -> None:
    """What can't be read does not hide which rules are broken."""
    folder = write_sound(tmp_path / "rest", "1.md", "next door.", "next door!\n\n:::{x} a\n:::\n")
    wrong = [problem.wrong for problem in check_program(folder, strict=True)]
    assert any("'x'" in one for one in wrong)
    assert "there is an exclamation mark" in wrong
