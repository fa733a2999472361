"""A session of which only the title is known."""

from __future__ import annotations

from resilify_cli.activities.base import Activity
from resilify_cli.content.models import Lesson
from resilify_cli.content.outline import outline_steps


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
    assert [c.kind for c in contents if isinstance(c, Activity)] == ["reflect", "reflect", "reflect", "plan"]
    assert "Barriers" in steps[0].content.prompt  # type: ignore[union-attr]


def test_answers_hang_on_the_sessions_id_alone() -> None:
    """A new title or overview leaves every activity's id as it was, and two sessions share none."""
    first = {step.id for step in outline_steps("one", "A title", "", "")}
    again = {step.id for step in outline_steps("one", "Another", "text", "text")}
    other = {step.id for step in outline_steps("two", "A title", "", "")}
    assert first <= again
    assert not first & other
