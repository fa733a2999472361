"""`resilify start` and `resilify continue`."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

_FIRST = (
    "## One\n\nThe first text.\n\n:::{reflect} moment\nWhat happened?\n:::\n\n:::{note} word\nA word?\n:::\n"
)
_SECOND = "## Two\n\n:::{note} later\nAnd later?\n:::\n"
# The welcome, the beginning of the session, its lesson.
_ON = "\n\n\n"


@pytest.fixture
def program(full_program: Callable[..., Path]) -> str:
    return str(full_program(_FIRST, _SECOND))


def _journal(resilify: Run) -> list[str]:
    entries = json.loads(resilify("journal", "--json", check=True).stdout)["entries"]
    return [entry["text"] for entry in entries][::-1]


def test_a_session_can_be_walked_through_a_pipe(resilify: Run, program: str) -> None:
    """Answers from a pipe take a person from the welcome to the end, and are all in the journal."""
    ran = resilify("start", program, "--plain", stdin=f"{_ON}It rained.\nA lot.\n.\nwet\n\n")
    assert ran.returncode == 0
    for shown in ("not therapy", "The first text.", "What happened?", "A word?", "That was the session."):
        assert shown in ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr
    assert _journal(resilify) == ["It rained.\nA lot.", "wet"]


@pytest.mark.parametrize(
    "typed", ["It rained.\n\n\n.\nwet\n\n", "\n\nIt rained.\n.\nwet\n\n", "It rained.\n.\nwet\n\n\n"]
)
def test_words_typed_where_enter_was_asked_for_are_the_next_answer(
    resilify: Run, program: str, typed: str
) -> None:
    """What comes at the welcome, the beginning or a lesson answers the questions after it, in its order."""
    ran = resilify("start", program, "--plain", stdin=typed)
    assert "Here they are, to copy" not in ran.stderr
    assert _journal(resilify) == ["It rained.", "wet"]


def test_words_that_no_question_took_are_handed_back(resilify: Run, program: str) -> None:
    """Where the input ends before a question is reached, they stand at the end, to copy."""
    ran = resilify("start", program, "--plain", stdin="It rained.\nAll day.\n")
    assert ran.stderr.endswith("Here they are, to copy:\nIt rained.\nAll day.\n")
    assert _journal(resilify) == []


@pytest.mark.parametrize("ending", ["", ":quit\n"])
def test_leaving_says_how_to_come_back_and_coming_back_goes_on(
    resilify: Run, program: str, ending: str
) -> None:
    """Left in the middle of a text, a session goes on there with the words that were typed."""
    left = resilify("start", program, "--plain", stdin=f"{_ON}It rai\n{ending}")
    assert left.returncode == 130
    assert "resilify continue" in left.stdout + left.stderr
    for command in (("continue",), ("start", program)):
        again = resilify(*command, "--plain", stdin="")
        assert again.returncode == 130
        assert "You wrote:\nIt rai\n" in again.stderr
        assert "not therapy" not in again.stderr
        assert "The first text." not in again.stderr


def test_a_session_can_be_named(resilify: Run, program: str) -> None:
    """`--session` takes any session, and one that is not there is told with how to see them."""
    assert "And later?" in resilify("start", program, "--session", "2", "--plain", stdin="\n\n").stderr
    wrong = resilify("start", program, "--session", "9", "--plain")
    assert wrong.returncode == 2
    assert "There is no session 9: this program has 2." in wrong.stderr
    assert "Traceback" not in wrong.stderr


@pytest.mark.parametrize("begun", ["", _ON])
@pytest.mark.parametrize("number", ["1", "2"])
def test_the_way_back_leads_to_the_session_that_was_left(
    resilify: Run, program: str, begun: str, number: str
) -> None:
    """Left at its beginning too: the command that is named shows the session that was on the screen."""
    resilify("start", program, "--plain", stdin=begun)
    left = resilify("start", program, "--session", number, "--plain", stdin="")
    session = f"Session {number} of 2"
    assert session in left.stderr
    way = " ".join(left.stderr.split()).rpartition("whenever you like: resilify ")[2]
    way = way.partition(" To put the program down")[0]
    assert session in resilify(*shlex.split(way), "--plain", stdin="").stderr


def test_the_program_under_way_is_the_one_that_is_meant(resilify: Run, program: str) -> None:
    """`--session` does not ask which, also where it was started by its path; with none or two it does."""
    assert "Which program" in resilify("start", "--session", "2", "--plain").stderr
    resilify("start", program, "--plain", stdin=_ON)
    again = resilify("start", "--session", "2", "--plain", stdin="\n\n")
    assert "And later?" in again.stderr
    resilify("start", "cultivating-self-compassion", "--plain", stdin=_ON)
    assert "Which program" in resilify("start", "--session", "2", "--plain").stderr


def test_a_finished_program_says_what_can_be_done(resilify: Run, program: str) -> None:
    """When all sessions are finished nothing is begun; `--again` begins anew and keeps the old answers."""
    resilify("start", program, "--plain", stdin=f"{_ON}x\n.\nwet\n\n", check=True)
    resilify("continue", "--plain", stdin="\nlater\n\n", check=True)
    done = resilify("start", program, "--plain", check=True)
    assert "You have been through all of A program." in done.stderr
    assert "--again" in done.stderr
    again = resilify("start", program, "--again", "--plain", stdin="\n\ny\n.\n")
    assert "The first text." in again.stderr
    assert "You wrote:" not in again.stderr
    assert _journal(resilify) == ["x", "wet", "later", "y"]


def test_without_a_terminal_the_way_out_is_named(resilify: Run, program: str, home: Path) -> None:
    """A pipe without `--plain` is refused at once with exit code 2, and nothing is made."""
    for command in (("start", program), ("start",), ("continue",), ("practice",)):
        ran = resilify(*command, stdin="x\n" * 10)
        assert ran.returncode == 2
        assert "--plain" in ran.stderr
        assert ran.stdout == ""
    assert not (home / "resilify.db").exists()


def test_an_unknown_program_makes_no_store(resilify: Run, home: Path) -> None:
    """A mistyped name suggests the near ones, and begins nothing."""
    ran = resilify("start", "cultivating-self-compasion", "--plain")
    assert ran.returncode == 1
    assert "Did you mean cultivating-self-compassion?" in ran.stderr
    assert not (home / "resilify.db").exists()


def test_a_program_is_chosen_from_the_list(resilify: Run) -> None:
    """Without a name a practice, suggestions and the programs are offered, and the chosen one begins."""
    ran = resilify("start", "--plain", stdin="3\n")
    assert ran.returncode == 130
    assert "Which program would you like to begin, or go on with?" in ran.stderr
    assert "1. Something for right now: three minutes\n2. What brings you here?" in ran.stderr
    assert "not therapy" in ran.stderr
    ran = resilify("start", "--plain", stdin="1\n1\n1\n\n\n", check=True)
    assert "You have practiced this once." in ran.stderr
    assert resilify("start", "--plain", stdin="").returncode == 130


def test_a_store_that_is_none_is_one_sentence(resilify: Run, program: str, home: Path) -> None:
    """A file in the place of the store is refused with a way out, and left as it is."""
    home.mkdir()
    (home / "resilify.db").write_text("Dear diary")
    for command in (("start", program, "--plain"), ("continue", "--plain"), ("journal",), ()):
        ran = resilify(*command)
        assert ran.returncode == 1
        assert "is not a resilify store" in ran.stderr
        assert "Traceback" not in ran.stderr
    assert (home / "resilify.db").read_text() == "Dear diary"


def test_there_may_be_nothing_to_continue(resilify: Run, home: Path) -> None:
    """Before anything was begun, `continue` says how to begin, and makes nothing."""
    ran = resilify("continue", "--plain")
    assert ran.returncode == 1
    assert "resilify start" in ran.stderr
    assert not home.exists()


def test_a_program_that_is_gone_is_told(resilify: Run, program: str) -> None:
    """When the files are not where they were, the words are kept and the way back is named."""
    resilify("start", program, "--plain", stdin=f"{_ON}x\n.\n")
    moved = shutil.move(program, f"{program}-moved")
    ran = resilify("continue", "--plain")
    assert ran.returncode == 1
    assert "'A program' is not where it was. Your words are kept." in ran.stderr
    assert "A word?" in resilify("start", moved, "--plain").stderr
    assert "A word?" in resilify("continue", "--plain").stderr


def test_an_installed_program_may_be_renamed(resilify: Run, program: str, home: Path) -> None:
    """An installed program whose folder has another name goes on all the same."""
    shutil.copytree(program, home / "programs" / "old-name")
    resilify("start", "old-name", "--plain", stdin=f"{_ON}x\n.\n")
    (home / "programs" / "old-name").rename(home / "programs" / "new-name")
    assert "A word?" in resilify("continue", "--plain").stderr


def test_the_program_under_way_comes_before_a_finished_one(
    resilify: Run, program: str, full_program: Callable[..., Path]
) -> None:
    """`continue` goes on with what is not finished, whichever was touched last."""
    other = str(full_program(_SECOND.replace("later", "other"), slug="other"))
    resilify("start", program, "--plain", stdin=f"{_ON}x\n.\n")
    resilify("start", other, "--plain", stdin="\ny\n\n", check=True)
    assert "A word?" in resilify("continue", "--plain").stderr


def test_continue_goes_on_with_the_session_left_last(
    resilify: Run, full_program: Callable[..., Path]
) -> None:
    """A session of a finished program, taken again and left, is where one was, and not another program."""
    other = str(full_program("## Other\n\n:::{note} other\nOther?\n:::\n", slug="other"))
    done = str(full_program("## One\n\n:::{note} one\nOne?\n:::\n\n:::{note} two\nTwo?\n:::\n"))
    resilify("start", done, "--plain", stdin=f"{_ON}1\n2\n\n")
    resilify("start", other, "--plain", stdin="\n:quit\n")
    resilify("start", done, "--plain", "--session", "1", stdin="changed\n:quit\n")
    assert "In the middle of: Session 1" in resilify().stdout
    assert "Two?" in resilify("continue", "--plain").stderr


def test_a_session_begins_where_it_is_asked_to(resilify: Run, full_program: Callable[..., Path]) -> None:
    """At a step by its id, at one from the list, or at its first; a wrong id names those that there are."""
    note = "## {0}\n\n:::{{note}} {0}\nWhat of {0}?\n:::\n\n"
    program = str(full_program("".join(map(note.format, ("one", "two", "three")))))

    def first_asked(*arguments: str, stdin: str = "") -> str:
        ran = resilify("start", program, "--plain", *arguments, stdin=stdin)
        return next(line for line in ran.stderr.splitlines() if line.startswith("What of"))

    assert first_asked("--session", "1", "--step", "three", stdin="\n") == "What of three?"
    assert first_asked() == "What of three?"
    assert first_asked("--afresh") == "What of one?"
    assert first_asked("--steps", stdin="2\n") == "What of two?"
    wrong = resilify("start", program, "--plain", "--step", "four")
    assert (wrong.returncode, wrong.stderr.splitlines()[-1]) == (
        2,
        "It has: one, two, three. To choose one: --steps",
    )
    assert resilify("start", program, "--plain", "--steps", "--afresh").returncode == 2


def test_a_session_taken_afresh_is_gone_on_with_while_another_waits(
    resilify: Run, full_program: Callable[..., Path]
) -> None:
    """It is what one was at last; after its end the other one goes on where it was left."""
    note = "## {0}\n\n:::{{note}} {0}\nWhat of {0}?\n:::\n"
    program = str(
        full_program(*("".join(map(note.format, two)) for two in (("one", "two"), ("three", "four"))))
    )
    resilify("start", program, "--plain", stdin=f"{_ON}1\n2\n\n")
    resilify("start", program, "--plain", stdin="\n3\n:quit\n")
    left = resilify("start", program, "--plain", "--session", "1", "--afresh", stdin="anew\n:quit\n")
    assert "What of two?" in left.stderr
    assert "Your place is where it was" not in left.stderr
    again = resilify("continue", "--plain", stdin="2\n\n").stderr
    assert "What of two?" in again
    assert "What of one?" not in again
    waiting = resilify("continue", "--plain", stdin=":quit\n").stderr
    assert "What of four?" in waiting
    assert "What of three?" not in waiting


def test_a_look_at_a_finished_session_leaves_the_place_where_it_is(
    resilify: Run, full_program: Callable[..., Path]
) -> None:
    """Another session is under way: `continue` goes on there, and nobody is told to have stopped before."""
    note = "## {0}\n\n:::{{note}} {0}\nWhat of {0}?\n:::\n"
    both = "".join(map(note.format, ("three", "four")))
    program = str(full_program("".join(map(note.format, ("one", "two"))), both))
    resilify("start", program, "--plain", stdin=f"{_ON}1\n2\n\n")
    resilify("start", program, "--plain", stdin="\n3\n:quit\n")
    look = resilify("start", program, "--plain", "--session", "1", "--step", "two", stdin=":back\n:quit\n")
    assert "What of two?" in look.stderr
    assert "You are back" not in look.stderr
    assert "Your place is where it was: resilify continue" in look.stderr
    again = resilify("continue", "--plain").stderr
    assert "You are back where you stopped: four" in again
    assert "What of four?" in again


def test_after_a_program_related_ones_are_named(resilify: Run, full_program: Callable[..., Path]) -> None:
    """Those that are here, each with the command that shows it."""
    related = "relatedpost:\n  program:\n    - title: Other\n      slug: dealing-with-procrastination\n"
    related += "    - title: Nowhere\n      slug: not-here\n"
    program = str(full_program("## One\n\n:::{note} a\nA word?\n:::\n", extra=related))
    resilify("start", program, "--plain", stdin="\n\nx\n\n\n\n")
    ended = resilify("start", program, "--plain", stdin="\n").stderr
    assert "    To see what it is: resilify show dealing-with-procrastination\n" in ended
    assert "not-here" not in ended
