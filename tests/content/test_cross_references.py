"""What one part of a program says of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from resilify_cli.activities.checkup import Checkup
from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.cross_references import citations_in_file
from resilify_cli.content.front_matter import split_file
from resilify_cli.content.loader import read_program
from resilify_cli.content.markdown import cited_ids

Write = Callable[..., Path]
REFERENCES = "references:\n  - id: leary2007\n    title: A study\n  - id: neff2003\n    title: Another\n"


def problems(folder: Path) -> list[tuple[str, int, str, str]]:
    return [(p.path.name, p.line, p.wrong, p.right) for p in read_program(folder).problems]


def _cited(text: str) -> list[tuple[str, int]]:
    split = split_file(text, ProblemList(Path("1.md")))
    return list(citations_in_file(text, split.body if split else text, split.body_line if split else 1))


def test_citations_are_found_alone_and_in_company() -> None:
    """One bracket may cite one or several, and what only looks like a citation is none."""
    assert cited_ids("a [@one; @two-2], b [@three], c@d.org [x] @four [see @five]") == [
        "one",
        "two-2",
        "three",
    ]


@pytest.mark.parametrize(
    "code",
    [
        "`[@x]`",
        "``a ` [@x]``",
        "```\n[@x]\n```",
        "````\n```\n[@x]\n```\n````",
        "~~~text\n[@x]\n~~~",
        "words\n\n    [@x]",
        "\\[@x]",
        "[@x](https://example.org)",
        "<!-- [@x] -->",
        "a `b\n[@x]`",
        "- ```\n  [@x]\n  ```",
    ],
)
def test_code_cites_nothing(code: str) -> None:
    """A citation in code is an example of one; one behind it counts, with its line."""
    assert cited_ids(code) == []
    lines = code.count("\n") + 3
    assert _cited(f"{code}\n\n[@y] and\nmore [@z]") == [("y", lines), ("z", lines + 1)]


def test_a_citation_is_found_wherever_text_is() -> None:
    """In front matter, headings, lists, options, emphasis and quotations, each with its line."""
    text = (
        "---\noverview: |\n    a\n\n    b [@a]\n---\n## T [@b]\n:aim: x\n  y [@c]\n\n- i\n  j [@d]\n"
        "> q **[@e]**\n:::{note} w\n:hint: h [@f]\nq [@g; @h]\n:::\n"
    )
    assert _cited(text) == [
        ("a", 5),
        ("b", 7),
        ("c", 9),
        ("d", 12),
        ("e", 13),
        ("f", 15),
        ("g", 16),
        ("h", 16),
    ]


def test_what_looks_like_html_cites_as_it_is_shown() -> None:
    """A citation between tags counts wherever the tags stand, with its line."""
    text = "---\noverview: <p>a [@a]</p>\n---\n<div>\n\nx\n</div>\n<p>\nb [@b]\n<!--\n[@x] -->\n[@c]</p>\n"
    assert _cited(text) == [("a", 2), ("b", 9), ("c", 12)]


def test_a_program_whose_links_all_lead_somewhere_is_sound(full_program: Write) -> None:
    """Citations, recalled answers and conditions on earlier answers are no problems."""
    folder = full_program(
        "## A {#a}\nText [@leary2007].\n:::{note} word\nOne?\n:::\n",
        "## A {#a}\n:when: word answered\nText.\n:::{recall} word\n:::\n"
        ":::{note} more\n:when: word is x\nq\n:::\n",
        extra=REFERENCES,
    )
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("body", "line", "wrong", "right"),
    [
        ("## A\nfine\nbad [@leary2008].", 9, "no reference has the id 'leary2008'", "'leary2007'"),
        (
            "## A\n:aim: x\n:evidence: bad [@lear2007]\ny",
            9,
            "no reference has the id 'lear2007'",
            "'leary2007'",
        ),
        (
            ":::{note} a\n:hint: x\nq\nand [@neff2004]\n:::",
            10,
            "no reference has the id 'neff2004'",
            "'neff2003'",
        ),
        (
            ":::{recall} hard-momnt\n:::\n:::{note} x\nq\n:::",
            7,
            "no activity has the id 'hard-momnt'",
            "one of: x",
        ),
        (":::{recall} x\n:::\n:::{note} x\nq\n:::", 7, "'x' is asked only later", "before this step"),
        ("\n## A\n:when: wy is y\nz\n:::{note} way\nq\n:::", 9, "no activity has the id 'wy'", "'way'"),
        (
            ":::{note} a\nq\n:::\n:::{note} b\n:when: c answered\nq\n:::",
            11,
            "no activity has the id 'c'",
            "a, b",
        ),
        (":::{note} a\nq\n:::\n:::{note} a\nq\n:::", 10, "the id 'a' is taken in 'Session 1'", "its own"),
        (":::{note} a\nq\n:::\n:::{recall} a\n:::\n:::{recall} a\n:::", 12, "shown twice here", "remove one"),
    ],
)
def test_what_leads_nowhere_is_told_at_its_line(
    full_program: Write, body: str, line: int, wrong: str, right: str
) -> None:
    """Each citation, recall, condition or id that can't hold is told where it stands, with the near one."""
    found = problems(full_program(body, extra=REFERENCES))
    assert [(name, at) for name, at, _, _ in found] == [("1.md", line)], found
    assert wrong in found[0][2]
    assert right in found[0][3]


def test_an_id_is_unique_in_the_whole_program(full_program: Write) -> None:
    """The second session to use an activity's id is told, with the session that has it."""
    note = ":::{note} a\nq\n:::\n"
    ((name, _, wrong, _),) = problems(full_program(note, note))
    assert (name, wrong) == ("2.md", "the id 'a' is taken in 'Session 1'")


def test_two_sessions_of_one_id_are_told(full_program: Write) -> None:
    """Progress hangs on the session's id, so it can't be taken twice."""
    folder = full_program("Text.\n", "Text.\n")
    second = folder / "sessions" / "2.md"
    second.write_text(second.read_text().replace("session-2", "session-1"))
    assert [(name, wrong) for name, _, wrong, _ in problems(folder)] == [
        ("2.md", "another session has the id 'session-1'")
    ]


def test_repeated_references_and_options_are_told(full_program: Callable[..., Path]) -> None:
    """Two references of one id, and an option given twice, are told with their lines."""
    twice = "references:\n  - id: one\n    title: A\n  - id: one\n    title: B\n"
    body = "## A {#a}\n\n:::{note} n\n:hint: x\n:hint: y\nWhat?\n:::\n"
    found = [(p.line, p.wrong) for p in read_program(full_program(body, extra=twice)).problems]
    assert found == [(7, "another reference has the id 'one'"), (11, ":hint: stands twice here")]


def test_a_place_for_words_needs_an_earlier_answer(full_program: Write) -> None:
    """In a lesson and in a question: an activity that there is, before it."""
    folder = full_program("## One {#one}\n\nYou chose {tsk}.\n\n:::{note} task\nAsk {task}.\n:::\n")
    assert [(line, wrong) for _, line, wrong, _ in problems(folder)] == [
        (9, "no activity has the id 'tsk'"),
        (11, "'task' is this step itself"),
    ]


_CHECKUP = "## One {#one}\n\n:::{checkup} first\nThis week ...\n- One {#one}\n- Two {#two}\n:::\n"
_AGAIN = "## Two {#two}\n\n:::{checkup} second\n:same: first\n:::\n"


def test_a_checkup_of_a_later_session_repeats_the_first(full_program: Write) -> None:
    """It has the items and the measure of the one that it repeats."""
    loaded = read_program(full_program(_CHECKUP, _AGAIN))
    assert loaded.problems == ()
    assert loaded.program is not None
    first, second = (loaded.program.activities[name][1] for name in ("first", "second"))
    assert isinstance(first, Checkup)
    assert second == replace(first, id="second", same="first", line=second.line)


def test_a_checkup_that_repeats_nothing_is_told(full_program: Write) -> None:
    """One that comes later can't be repeated."""
    found = problems(full_program(_AGAIN, _CHECKUP))
    assert [wrong for _, _, wrong, _ in found] == ["'second' repeats a check-up that does not come before it"]


def test_the_check_ups_that_can_be_repeated_are_named(full_program: Write) -> None:
    """Where another name stands there, those that come before it are told, and nothing of another kind."""
    other = ":::{note} word\nOne word?\n:::\n"
    (found,) = problems(full_program(f"{_CHECKUP}\n{other}", _AGAIN.replace("first", "fist")))
    assert found[-1] == "name one of: first"


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (":::{recall} a\n:::", True),
        (":::{gather} g\nA page.\n- a: One\n:::", True),
        ("You wrote {a|something}.", True),
        (":::{rate} r\n:compare: a\nAnd now?\n:::", True),
        (":::{note} n\n:when: a answered\nAnd now?\n:::", False),
    ],
)
def test_what_would_show_a_private_answer_is_told(full_program: Write, step: str, told: bool) -> None:
    """A condition on it shows nothing of it."""
    folder = full_program(f"## One\n\n:::{{note}} a\n:private: yes\nWhat?\n:::\n\n{step}\n")
    wrong = [found[2] for found in problems(folder)]
    assert wrong == (["'a' is private, and never shown again"] if told else [])
