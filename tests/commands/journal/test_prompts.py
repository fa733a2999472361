"""`resilify journal add --prompt`, and the questions that were passed over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.journal.conftest import texts
from tests.conftest import Run

_BODY = """## One {#one}

:::{note} first
:stands-alone: yes
What helps on a *grey* day?
:::

:::{note} secret
:private: yes
:stands-alone: yes
What do you tell nobody?
:::

:::{reflect} second
:stands-alone: yes
What would make tonight lighter?
:::

:::{note} leaning
:stands-alone: yes
How was it with {first|the thing}?
:::

:::{note} unmarked
What speaks against it?
:::
"""


@pytest.fixture
def begun(resilify: Run, full_program: Callable[..., Path]) -> Path:
    """A program of which the first question was answered and the others were passed over."""
    folder = full_program(_BODY)
    resilify("start", str(folder), "--plain", stdin="\n\ntea\n:skip\n:skip\n:skip\n:skip\n\n", check=True)
    return folder


def test_a_question_of_ones_own_stands_above_the_note(resilify: Run, home: Path) -> None:
    """Lines of prompts.md are offered, without marks and headings; the question is kept with the words."""
    home.mkdir()
    (home / "prompts.md").write_text("# For evenings\n\n- What was light?\n2. Who was there?\n", "utf-8")
    ran = resilify("journal", "add", "--prompt", "--plain", stdin="2\nNobody, and the cat.\n.\n", check=True)
    assert "For evenings" not in ran.stderr
    assert "- What was light?" not in ran.stderr
    assert texts(resilify) == ["Who was there?\n\nNobody, and the cat."]


@pytest.mark.usefixtures("begun")
def test_questions_of_programs_are_offered(resilify: Run) -> None:
    """Those that were met and stand alone: none that is private, leans on an answer or is not marked."""
    ran = resilify("journal", "add", "--prompt", "--plain", stdin=":quit\n")
    for offered in ("What helps on a grey day?", "What would make tonight lighter?"):
        assert offered in ran.stderr
    for left_out in ("What do you tell nobody?", "How was it with", "What speaks against it?"):
        assert left_out not in ran.stderr


@pytest.mark.usefixtures("begun")
def test_without_a_question_it_is_a_plain_note(resilify: Run) -> None:
    """Whoever passes the choice over writes as ever."""
    resilify("journal", "add", "--prompt", "--plain", stdin=":skip\nOnly this.\n.\n", check=True)
    assert texts(resilify)[0] == "Only this."


def test_where_there_are_no_questions_it_says_where_they_come_from(resilify: Run, home: Path) -> None:
    """And makes nothing; words on the command line are handed back."""
    ran = resilify("journal", "add", "--prompt", "--plain", stdin="")
    assert (ran.returncode, str(home / "prompts.md") in ran.stderr, home.exists()) == (2, True, False)
    assert "of mine" in resilify("journal", "add", "--prompt", "of", "mine").stdout


def test_what_was_passed_over_can_be_opened(resilify: Run, begun: Path) -> None:
    """Each such question with the command that opens it, which works as it is printed."""
    found = json.loads(resilify("journal", "--unanswered", "--json", check=True).stdout)["questions"]
    assert [one["step"] for one in found] == ["secret", "second", "leaning", "unmarked"]
    listed = resilify("journal", "--unanswered", check=True).stdout
    assert f"resilify start {begun} --session 1 --step second" in listed
    command = found[1]["command"].split()[1:]
    resilify(*command, "--plain", stdin="A walk.\n.\n:quit\n")
    assert "A walk." in texts(resilify)
    assert "--step second" not in resilify("journal", "--unanswered", check=True).stdout


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("command", ["show", "edit"])
def test_an_unanswered_question_has_no_entry_and_a_way(resilify: Run, command: str) -> None:
    """By its id it is told how to answer it; what is answered or unknown is no such question."""
    ran = resilify("journal", command, "second", "words" if command == "edit" else "--text")
    assert ran.returncode == 1
    assert "To answer it: resilify start" in ran.stderr
    assert "--step second" in ran.stderr
    assert "To answer it" not in resilify("journal", command, "first").stderr


def test_nothing_was_passed_over(resilify: Run) -> None:
    """An empty journal has no question waiting, and it is said without a scolding."""
    assert resilify("journal", "--unanswered").stderr == "There is no question that you passed over.\n"
