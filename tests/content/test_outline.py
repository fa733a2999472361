"""A session of which only the title is known."""

from __future__ import annotations

from resilify_cli.activities.base import Activity
from resilify_cli.activities.plan import Plan
from resilify_cli.activities.reflect import Reflect
from resilify_cli.content.models import Lesson
from resilify_cli.content.outline import outline_steps
from resilify_cli.content.sensitive_topics import find_sensitive_topic


def test_what_is_known_is_shown_before_the_questions() -> None:
    """The overview and the activity's description come first, as lessons, then questions only."""
    steps = outline_steps("barriers", "Barriers", "About them.", "Try this.")
    assert [step.content.body for step in steps[:2] if isinstance(step.content, Lesson)] == [
        "About them.",
        "Try this.",
    ]
    assert all(isinstance(step.content, Activity) for step in steps[2:])


def test_a_title_alone_still_makes_a_session() -> None:
    """Without any text there are questions, the first about the title, and a plan at the end."""
    steps = outline_steps("barriers", "Barriers", "", "")
    contents = [step.content for step in steps]
    assert [c.kind for c in contents if isinstance(c, Activity)] == [*["reflect"] * 5, "plan"]
    assert "Barriers" in steps[0].content.prompt  # type: ignore[union-attr]


def test_answers_hang_on_the_sessions_id_alone() -> None:
    """A new title or overview leaves every activity's id as it was, and two sessions share none."""
    first = {step.id for step in outline_steps("one", "A title", "", "")}
    again = {step.id for step in outline_steps("one", "Another", "text", "text")}
    other = {step.id for step in outline_steps("two", "A title", "", "")}
    assert first <= again
    assert not first & other


def test_an_outlines_steps_stand_under_two_headings() -> None:
    """What is known stands under the session's title, and the questions under a heading of their own."""
    steps = outline_steps("barriers", "Barriers", "About them.", "Try this.")
    headings = [(step.section.id, step.section.title) for step in steps]
    assert headings == [("about", "Barriers")] * 2 + [("looking", "Looking at it for yourself")] * 6


def test_an_outlines_questions_come_with_an_example_and_a_length() -> None:
    """The questions say what an answer may look like, and the minutes that are told add up to 17."""
    steps = outline_steps("barriers", "Barriers", "", "")
    contents = [step.content for step in steps]
    hints = [content.hint for content in contents if isinstance(content, Reflect)]
    assert hints[1] == "a small moment will do"
    (plan,) = (content for content in contents if isinstance(content, Plan))
    assert all(hint.startswith("e.g. ") for hint in plan.hints)
    assert "small thing" in plan.prompt
    assert sum(step.minutes for step in steps) == 17


def test_a_sensitive_topic_says_first_that_a_person_comes_before_a_program() -> None:
    """The first step names whom to turn to and help-now, before what is known of the session."""
    topic = find_sensitive_topic(["Living with Bipolar Disorder"])
    steps = outline_steps("sleep", "Sleep", "About it.", "", topic)
    first = steps[0].content
    assert isinstance(first, Lesson)
    assert "psychiatrist" in first.body
    assert "resilify help-now" in first.body


def test_a_sensitive_topic_asks_nobody_back_into_a_bad_moment() -> None:
    """Its questions are about support alone, under ids of their own."""
    steps = outline_steps("sleep", "Sleep", "", "", find_sensitive_topic(["Self-Harm"]))
    ids = [step.content.id for step in steps if isinstance(step.content, Activity)]
    assert ids == ["sleep-people", "sleep-helps", "sleep-wish", "sleep-plan"]


def test_what_is_wrong_with_an_outline_is_told_at_its_first_line() -> None:
    """Its steps stand in no line of their own, and lines are counted from 1."""
    for overview, description in (("", ""), ("About them.", "Try this.")):
        assert {step.content.line for step in outline_steps("one", "One", overview, description)} == {1}
