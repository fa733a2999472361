"""The programs that come with resilify."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from resilify_cli.activities.checkup import Checkup
from resilify_cli.app.paths import find_paths
from resilify_cli.checks.checker import check_program
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.content.readable_text import session_texts
from resilify_cli.content.source_rules import NOT_REVIEWED

FOLDER = find_paths({"RESILIFY_HOME": "unused"}).bundled


@pytest.fixture(scope="module")
def flagship() -> Program:
    return load_program(FOLDER / "cultivating-self-compassion")


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_every_bundled_program_is_sound(path: Path) -> None:
    """A program that comes with resilify keeps every rule for published programs."""
    assert check_program(path, strict=True) == []


def test_the_flagship_keeps_its_name(flagship: Program) -> None:
    """Progress and links to the flagship hang on its key and slug, which stay what they were."""
    assert flagship.key == "1d7df8d0-ac9d-11eb-a609-9bd2845cb169"
    assert (flagship.slug, flagship.title) == ("cultivating-self-compassion", "Cultivating Self Compassion")
    assert flagship.categories == ("Mental Health", "Personal Growth")


def test_the_flagship_has_its_eight_sessions(flagship: Program) -> None:
    """The sessions stand in the order of the definition, each under its id for ever."""
    assert [(session.id, session.title) for session in flagship.sessions] == [
        ("understanding-self-compassion", "Understanding self-compassion"),
        ("barriers-to-self-compassion", "Barriers to self-compassion"),
        ("preparing-to-be-self-compassionate", "Preparing to be self-compassionate"),
        ("self-compassion-imagery", "Self-compassion imagery"),
        ("self-compassionate-thinking", "Self-compassionate thinking"),
        ("feelings-and-self-compassion", "Feelings and self-compassion"),
        ("self-compassionate-behavior", "Self-compassionate behavior"),
        ("self-compassionate-living", "Self-compassionate living"),
    ]


def test_a_session_of_the_flagship_fits_an_evening(flagship: Program) -> None:
    """Each session says that it takes 20 to 30 minutes."""
    assert [session.id for session in flagship.sessions if not 20 <= session.minutes <= 30] == []


def test_the_related_programs_are_ten_and_distinct(flagship: Program) -> None:
    """Each of the ten related programs has its own slug, the one on resilience and coping too."""
    related = {one.slug: one.title for one in flagship.related}
    assert len(related) == len(flagship.related) == 10
    assert related["the-science-of-resilience-and-coping"] == "The Science of Resilience and Coping"
    assert related["the-science-of-gratitude-and-well-being"] == "The Science of Gratitude and Well-Being"


def test_the_references_of_the_definition_are_mended(flagship: Program) -> None:
    """The two papers whose year or link was wrong or absent are cited as they were published."""
    link = {reference.id: (reference.reference, reference.link) for reference in flagship.references}
    assert link["nefffaso2015"] == (
        "Neff, K., & Faso, D. (2015).",
        "https://doi.org/10.1007/s12671-014-0359-2",
    )
    assert link["yarnell2015"][1] == "https://doi.org/10.1080/15298868.2015.1029966"


def test_the_flagship_claims_no_review_that_was_not(flagship: Program) -> None:
    """It says that no clinician has reviewed it yet."""
    assert flagship.reviewed == NOT_REVIEWED


def test_every_session_names_the_way_to_help(flagship: Program) -> None:
    """Each session tells of the command that lists crisis lines."""
    without = [
        session.id
        for session in flagship.sessions
        if not any("resilify help-now" in one.markdown for one in session_texts(session))
    ]
    assert without == []


def test_an_intense_exercise_keeps_to_a_small_dose(flagship: Program) -> None:
    """Each intense exercise says to take something small, 3 to 5 out of 10."""
    exercises = {step.section.exercise for session in flagship.sessions for step in session.steps}
    intense = [exercise for exercise in exercises if exercise and exercise.intense]
    assert intense
    assert [exercise.aim for exercise in intense if "3 to 5 out of 10" not in exercise.caution] == []


def test_the_check_up_asks_the_same_each_time(flagship: Program) -> None:
    """The three check-ups share their items and scale, so that their numbers can be compared."""
    found = [one for _, one in flagship.activities.values() if isinstance(one, Checkup)]
    assert [one.id for one in found] == ["checkup-1", "checkup-4", "checkup-8"]
    asked = {
        (one.measure, one.scale.scoring, tuple(replace(item, line=0) for item in one.items)) for one in found
    }
    assert len(asked) == 1
