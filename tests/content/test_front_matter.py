"""The front matter of a program's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.front_matter import split_file
from resilify_cli.content.limits import LARGEST_FRONT_MATTER


@pytest.mark.parametrize(
    ("text", "front_line", "body", "body_line"),
    [
        ("---\ntitle: x\n---\nbody\n", 2, "body\n", 4),
        ("\n\n---\ntitle: x\n---\n\n\nbody\n", 4, "body\n", 8),
        ("-----\n\ntitle: x\n-----\nbody\n---\nmore", 3, "body\n---\nmore", 5),
        ("---\ntitle: x\n---", 2, "", 3),
    ],
)
def test_front_matter_and_body_know_their_lines(
    text: str, front_line: int, body: str, body_line: int
) -> None:
    """The lines are those of the file, whatever blank lines stand around the marks."""
    split = split_file(text, ProblemList(Path("x.md")))
    assert split is not None
    front, found, line = split
    assert front.mapping.lines == {"title": front_line}
    assert (found.lstrip("\n"), line + found[: len(found) - len(found.lstrip("\n"))].count("\n")) == (
        body,
        body_line,
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "there is no front matter"),
        ("words", "there is no front matter"),
        ("--\ntitle: x\n--\n", "-- is no beginning of front matter"),
        ("---\ntitle: x\n", "the front matter is not closed"),
        ("title: x\n---\n", "there is text above the front matter"),
    ],
)
def test_a_file_without_front_matter_is_told(text: str, wrong: str) -> None:
    """No marks, or only one of them, is a problem and no front matter."""
    problems = ProblemList(Path("x.md"))
    assert split_file(text, problems) is None
    assert [problem.wrong for problem in problems.found] == [wrong]


def test_front_matter_has_a_bound_of_its_own() -> None:
    """Hundreds of kilobytes of front matter are refused before YAML sees them."""
    problems = ProblemList(Path("x.md"))
    assert split_file(f"---\ntitle: {'x' * LARGEST_FRONT_MATTER}\n---\n", problems) is None
    assert "the front matter has" in problems.found[0].wrong
