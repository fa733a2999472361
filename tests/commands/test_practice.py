"""`resilify practice`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.session.draft import Draft
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run

_BODY = """## One

:::{note} word
A word?
:::

:::{write} kind-letter
:practice: Compassionate letter
:minutes: 10
Write to yourself.
:::

:::{breathe} breath
:practice: Soothing rhythm breathing
:::
"""
_LATER = "## Two\n\n:::{note} later\n:practice: Later\nA word?\n:::\n"


@pytest.fixture
def begun(resilify: Run, full_program: Callable[..., Path]) -> str:
    """A program of which the first session was begun."""
    program = str(full_program(_BODY, _LATER))
    resilify("start", program, "--plain", stdin="\n\nhello\n")
    return program


def _times(resilify: Run, program: str = "A program") -> dict[str, int]:
    practices = json.loads(resilify("practice", "--json", check=True).stdout)["practices"]
    return {one["id"]: one["times"] for one in practices if one["program"] == program}


def test_practices_of_sessions_met_are_listed(resilify: Run, begun: str) -> None:
    """The list ends with each practice of the program and its minutes, and none of sessions to come."""
    assert resilify("practice", "--list", check=True).stdout.splitlines()[-4:] == [
        "",
        "A program",
        "  Compassionate letter  (about 10 minutes)",
        "  Soothing rhythm breathing  (about 2 minutes)",
    ]


def test_a_practice_is_done_by_its_name(resilify: Run, begun: str) -> None:
    """A part of the name is enough; the words go into the journal, and the count goes up."""
    for words in ("Dear me", "Dear me, again"):
        ran = resilify("practice", "letter", "--plain", stdin=f"{words}\n.\n", check=True)
        assert "Write for about 10 minutes" in ran.stderr
        assert "\x1b" not in ran.stderr
    assert "practiced this twice" in ran.stderr
    assert _times(resilify) == {"kind-letter": 2, "breath": 0}
    journal = json.loads(resilify("journal", "--json", check=True).stdout)["entries"]
    assert [(entry["text"], entry["practice"]) for entry in journal] == [
        ("Dear me, again", True),
        ("Dear me", True),
        ("hello", False),
    ]
    assert "practiced twice" in resilify("practice", "--list", check=True).stdout


def test_a_practice_is_chosen_from_the_list(resilify: Run, begun: str) -> None:
    """Without a name the groups are offered by number, then the practices of one, with a way back."""
    ran = resilify("practice", "--plain", stdin="1\n:back\n6\n2\n\n", check=True)
    assert "2. Tense or racing (A slower breath, Unclench)" in ran.stderr
    assert "6. From A program (2)" in ran.stderr
    assert "2. Soothing rhythm breathing" in ran.stderr
    assert _times(resilify) == {"kind-letter": 0, "breath": 1}


def test_a_practice_that_was_left_waits(resilify: Run, begun: str) -> None:
    """Left in the middle, a practice keeps what was typed and is not counted."""
    assert resilify("practice", "letter", "--plain", stdin="Dear\n:quit\n").returncode == 130
    assert _times(resilify)["kind-letter"] == 0
    assert "You wrote:" not in resilify("continue", "--plain").stderr


def test_a_pipe_begins_a_practice_anew_beside_what_waits(resilify: Run, begun: str, home: Path) -> None:
    """Its lines are not added to the words of before, which stay as a draft."""
    resilify("practice", "letter", "--plain", stdin="Dear\n:quit\n")
    ran = resilify("practice", "letter", "--plain", stdin="Another letter.\n.\n", check=True)
    assert "half done stays as it is" in ran.stderr
    journal = json.loads(resilify("journal", "--json", check=True).stdout)["entries"]
    assert [entry["text"] for entry in journal if entry["practice"]] == ["Another letter."]
    with open_store(home / "resilify.db", FixedClock()) as store:
        (row,) = store.database.rows("SELECT content FROM drafts WHERE practice")
        assert Draft.from_text(row["content"]).parts[0] == "Dear"


@pytest.mark.parametrize("name", ["nothing", "Later"])
def test_an_unknown_practice_names_those_there_are(resilify: Run, begun: str, name: str) -> None:
    """A name of no practice of the sessions so far is a mistake in the call, with the names there are."""
    ran = resilify("practice", name, "--plain")
    assert ran.returncode == 2
    assert "Compassionate letter, Soothing rhythm breathing" in ran.stderr


def test_there_are_practices_before_anything_was_begun(resilify: Run, home: Path) -> None:
    """Ten are listed on a fresh install, which makes no store, and one can be done at once."""
    listed = resilify("practice", "--list", check=True).stdout
    assert listed.startswith("Too much, around me or in me\n  Five things around me  (about 3 minutes)\n")
    assert listed.count("(about 3 minutes)") == 10
    assert not (home / "resilify.db").exists()
    ran = resilify("practice", "slower breath", "--plain", stdin="\n2\n\n", check=True)
    assert "Take care: With panic" in ran.stderr
    assert "slow count of 3 and out for 4" in ran.stderr
    assert "You have practiced this once." in ran.stderr
    assert _times(resilify, "Three-minute practices")["practice-slower-breath"] == 1


def test_a_practice_begins_no_program(resilify: Run, home: Path) -> None:
    """After one, nothing is under way, there is nothing to continue, and the insights count it."""
    resilify("practice", "next step", "--plain", stdin="\nthe pile\n\n\n\n\n", check=True)
    here = json.loads(resilify("--json", check=True).stdout)
    assert here["program"] is None
    assert "nothing to go on with" in resilify("continue", "--plain").stderr
    assert "three-minute" not in resilify("list", check=True).stdout
    assert "One next step once" in resilify("insights", check=True).stdout
    assert "resilify practice" in resilify("start", "three-minute-practices", "--plain").stderr


def test_a_program_can_be_named(resilify: Run, begun: str) -> None:
    """`--program` takes the practices of another program than the last one."""
    assert "letter" in resilify("practice", "--program", begun, "--list", check=True).stdout
    ran = resilify("practice", "--program", "cultivating-self-compassion", "--list")
    assert ran.returncode == 1
    assert "practices come from sessions you have begun" in ran.stderr


def test_json_is_written_where_there_is_nothing(resilify: Run, home: Path) -> None:
    """Of a program that was not begun a script gets an empty list, with a store and without."""
    empty = {"schema_version": 1, "practices": []}
    program = ("--program", "cultivating-self-compassion")
    assert json.loads(resilify("practice", *program, "--json", check=True).stdout) == empty
    assert not (home / "resilify.db").exists()
    resilify("journal", "add", "words", check=True)
    assert json.loads(resilify("practice", *program, "--list", "--json", check=True).stdout) == empty
    assert resilify("practice", "--program", "no-such", "--json").returncode == 1
