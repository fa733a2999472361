from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from resilify_cli.activities.answer_history import NO_ANSWERS
from resilify_cli.activities.questions import Aside, MarkdownBlock
from resilify_cli.content.models import Exercise, Lesson, Reference, Section, Session, Step
from resilify_cli.session import screens

_EXERCISE = Exercise(
    "Be kind.", evidence="It helps.", caution="Go slowly.", easier="Only read.", stop="Look up."
)


def _lesson(exercise: Exercise | None, *, opens: bool) -> tuple[Step, Lesson]:
    content = Lesson("one", "The text.", 1, opens=opens)
    return Step(content, Section("one", "One", 1, exercise=exercise)), content


def test_an_exercise_says_what_it_is_before_it_begins() -> None:
    """Aim, evidence, caution, the easier way and how to stop are told, each under its label."""
    told = screens.lesson(*_lesson(_EXERCISE, opens=True), NO_ANSWERS)
    assert [(note.label, note.text) for note in told.body if isinstance(note, Aside)] == [
        ("What it is for", "Be kind."),
        ("What is known", "It helps."),
        ("Take care", "Go slowly."),
        ("An easier way", "Only read."),
        ("To stop", "Look up."),
    ]


def test_what_is_not_known_of_an_exercise_is_left_out() -> None:
    """An exercise with an aim alone tells its aim alone."""
    assert [note.label for note in screens.exercise_notes(Exercise("Be kind."))] == ["What it is for"]


def test_an_intense_exercise_warns_before_all_else() -> None:
    """The first words on the screen of an intense exercise are its warning."""
    intense = Exercise("Write it down.", intense=True)
    first = screens.lesson(*_lesson(intense, opens=True), NO_ANSWERS).body[0]
    assert isinstance(first, Aside)
    assert first.label == "Before you begin"
    assert "skip" in first.text


def test_a_later_screen_of_an_exercise_is_its_text() -> None:
    """What is said before an exercise is said once."""
    assert screens.lesson(*_lesson(_EXERCISE, opens=False), NO_ANSWERS).body == (MarkdownBlock("The text."),)


def test_the_welcome_says_where_words_are_kept() -> None:
    """Everyone hears that it is no therapy, where the words lie, and where help is."""
    told = str(screens.welcome(Path("/home/me/resilify.db")).body)
    for expected in ("not therapy", "/home/me/resilify.db", "Nothing is sent", "resilify help-now"):
        assert expected in told


def test_the_beginning_says_how_long_and_that_leaving_is_safe() -> None:
    """Before its first step a session tells its overview, its minutes, and that nothing is a must."""
    told = str(screens.beginning(Session("one", "One", (), 30, "About kindness."), 25.4).body)
    for expected in ("About kindness.", "About 25 minutes", "Anything can be skipped", "resilify help-now"):
        assert expected in told


@pytest.mark.parametrize("evil", ["*a*", "[a](b)", "<b>", "# a", "`a`", "a_b_c"])
def test_a_source_is_shown_as_it_is(evil: str) -> None:
    """What stands in a reference is text, and no Markdown."""
    from markdown_it import MarkdownIt

    source = screens.source(3, Reference("id", evil, finding="It helps."))
    (paragraph, content, _) = MarkdownIt().parse(source)
    assert paragraph.type == "paragraph_open"
    words = "".join(child.content for child in content.children or [])
    assert words.startswith(f"[3] {evil}")
    assert {child.type for child in content.children or []} <= {"text", "text_special", "hardbreak"}


_SHARED = screens.SharedNotes("Choose a 3.", "Page Down leaves it.", "Untested alone.")


def _labels(exercise: Exercise, shared: screens.SharedNotes) -> list[tuple[str, str]]:
    return [(note.label, note.text) for note in screens.exercise_notes(exercise, shared)]


def test_what_holds_for_all_exercises_is_told_before_the_first() -> None:
    """Beside what is its own; later its own alone, and the rest can be read beside it."""
    own = Exercise("Be kind.", caution="Go slowly.")
    assert _labels(own, _SHARED)[1:] == [
        ("What is known", "Untested alone."),
        ("Take care", "Choose a 3."),
        ("Take care here", "Go slowly."),
        ("To stop", "Page Down leaves it."),
    ]
    later = replace(_SHARED, told=True)
    assert _labels(own, later)[1:] == [("What is known", "Untested alone."), ("Take care", "Go slowly.")]
    (care,) = later.side_notes
    assert care.body == (Aside("Choose a 3.", "Take care"), Aside("Page Down leaves it.", "To stop"))
    assert screens.SharedNotes().side_notes == ()


def test_an_exercise_says_its_own_evidence() -> None:
    """That of the session is for those that have none."""
    assert _labels(_EXERCISE, _SHARED)[1] == ("What is known", "It helps.")
