"""The parts of a check-in, as they are typed."""

from __future__ import annotations

from resilify_cli.checkin.word_lists import MOODS
from tests.conftest import Run


def test_an_unknown_mood_names_those_there_are(resilify: Run) -> None:
    """The message about a mood that is not known names all five with their words."""
    said = resilify("checkin", "--mood", "fine").stderr
    for number, word in MOODS.items():
        assert f"{number} {word}" in said
