"""The figures of a program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from resilify_cli.authoring.statistics import count_program
from resilify_cli.content.loader import load_program

Write = Callable[..., Path]
REFERENCES = (
    "references:\n  - {id: one, title: One}\n  - {id: two, title: Two}\n"
    "  - {id: three, title: Three, further: yes}\n"
)
LONG = "word " * 50
BODY = f"""## Reading {{#reading}}
{LONG}[@one] and again [@one].

## Doing {{#doing}}
:aim: Be kind.

A short introduction.

:::{{record}} log
What happened?
- One: What? {{#a}}
- Two: What? {{#b}}
- Three: What? {{#c}}
:::
:::{{choose}} way
How?
- A {{#a}}
- B {{#b}}
:::
:::{{write}} letter
:when: way is a
:minutes: 10
Write.
:::
:::{{note}} line
:when: way is b
Write.
:::
"""


def test_screens_minutes_and_kinds_are_those_that_are_told(full_program: Write) -> None:
    """A lesson, an activity and a frame count one each, a record its fields, a short introduction nothing."""
    found = count_program(load_program(full_program(BODY, extra=REFERENCES))).sessions[0]
    # The lesson, the frame, three fields, the choice, and one of the two that exclude each other.
    assert found.screens == 1 + 1 + 3 + 1 + 1
    assert len(found.session.steps) == 7
    # A skipped choice shows neither the letter nor the line.
    assert (found.longest, found.shortest) == (17.0, 7.0)
    assert found.kinds == {"record": 1, "choose": 1, "write": 1, "note": 1}


def test_sources_are_counted_and_those_that_nobody_cites_told(full_program: Write) -> None:
    """One for further reading need not be cited."""
    found = count_program(load_program(full_program(BODY, extra=REFERENCES)))
    assert (found.sessions[0].citations, found.sessions[0].cited) == (2, ("one",))
    assert found.never_cited == ("two",)


def test_words_and_grade_are_those_of_the_prose(full_program: Write) -> None:
    """A session of nothing but a list has words and no grade."""
    written, listed = count_program(load_program(full_program("One two three.\n", "- one\n- two\n"))).sessions
    # The titles are read, too.
    assert (written.words, listed.words) == (5, 4)
    assert listed.grade is None
    assert written.grade is not None
