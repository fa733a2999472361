"""Topics for which a person to talk to comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.content.loader import read_program
from resilify_cli.content.models import Lesson
from resilify_cli.content.sensitive_topics import find_sensitive_topic

BUNDLED = Path(__file__).parents[2] / "programs"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Overcoming Binge Eating", "eating and the body"),
        ("Coping with Self\u2011Harm", "self-harm"),
        ("SELF INJURY", "self-harm"),
        ("Living with Bipolar", "very high and very low moods"),
        ("When suicidal thoughts come", "thoughts of suicide"),
        ("Healing from Trauma", "trauma"),
        ("Leaving an Abusive Relationship", "violence and abuse"),
        ("Understanding Addiction", "alcohol, drugs and other habits that take over"),
        ("Managing D\u00e9pression", "depression"),
    ],
)
def test_a_title_shows_its_topic(title: str, name: str) -> None:
    """Spelling, case, accents and kinds of dash make no difference."""
    topic = find_sensitive_topic([title])
    assert topic is not None
    assert topic.name == name


@pytest.mark.parametrize(
    "title", ["Cultivating Self Compassion", "Dealing with Procrastination", "Being seen", "Drawing well", ""]
)
def test_other_titles_have_none(title: str) -> None:
    """A word that only looks like part of one is no topic."""
    assert find_sensitive_topic([title]) is None


@pytest.mark.parametrize(
    "front", ["title: Bipolar Disorder", "title: A\ncategories: {category: [{title: Self-harm}]}"]
)
def test_each_session_of_such_an_outline_begins_with_it(tmp_path: Path, front: str) -> None:
    """The title or a category of the program decides, since its sessions can be taken in any order."""
    file = tmp_path / "a.md"
    file.write_text(f"---\n{front}\nsessions:\n  session:\n    - title: One\n    - title: Two\n---\n")
    program = read_program(file).program
    assert program is not None
    firsts = [session.steps[0].content for session in program.sessions]
    assert [first.id for first in firsts if isinstance(first, Lesson)] == ["talk-first"] * 2


def test_a_full_program_is_left_to_its_author() -> None:
    """What is written whole says itself who should talk to somebody first."""
    program = read_program(BUNDLED / "cultivating-self-compassion").program
    assert program is not None
    assert all(step.id != "talk-first" for session in program.sessions for step in session.steps)
