"""The programs that come with resilify."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from resilify_cli.activities.answer_history import NO_ANSWERS
from resilify_cli.activities.base import Activity
from resilify_cli.activities.checkup import Checkup
from resilify_cli.activities.follow_up import FollowUp
from resilify_cli.activities.follow_up_answer import TRACKABLE_KINDS
from resilify_cli.activities.recall import Recall
from resilify_cli.app.paths import find_paths
from resilify_cli.checks.checker import check_program
from resilify_cli.content.models import PRACTICES, Lesson, Program
from resilify_cli.content.readable_text import program_texts, session_texts
from resilify_cli.content.source_rules import NOT_REVIEWED
from resilify_cli.session.met_questions import MetQuestion, to_write_about
from resilify_cli.session.step_count import StepCount
from resilify_cli.store.enrollments import Enrollment, StepState
from tests.read_programs import bundled_program
from tests.walked_screens import walk_of, walked_screens

FOLDER = find_paths({"RESILIFY_HOME": "unused"}).bundled


# How the sentences begin that are the same wherever they stand.
SAFETY = (
    "page down leaves any step",
    "then look at something across the room",
    "this is self-help and no treatment",
    "thoughts of suicide or self-harm",
    "leave this for another day",
)


@pytest.fixture(scope="module")
def flagship() -> Program:
    return bundled_program(FOLDER / "cultivating-self-compassion")


EACH = pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
# Sessions of the ten related programs by id, in their order: progress in their outlines hangs on these.
RELATED_SESSIONS = {
    "the-science-of-gratitude-and-well-being": (
        "ea7a1af0-5bd3-11eb-a1fb-132ba2d412d1",
        "what-is-gratitude gratitude-and-interpersonal-relationships"
        " the-science-and-principles-behind-gratitude gratitude-and-happiness gratitude-and-meditation"
        " gratitude-journal gratitude-challenge",
    ),
    "dealing-with-procrastination": (
        "a9fcad40-7293-11eb-a5c1-2df9c0b49b51",
        "introduction a-scientific-approach-to-overcome-procrastination"
        " behavioral-manifestation-of-procrastination overcoming-procrastination-using-rebt"
        " challenging-procrastination-excuses behavioral-techniques-to-overcome-procrastination"
        " keeping-up-with-progress",
    ),
    "enhancing-self-esteem": (
        "b505dff0-6257-11eb-b3f9-d53e11669ace",
        "introduction-to-self-esteem thought-process-and-self-esteem low-self-esteem-in-day-to-day-life"
        " modification-of-unhelpful-rules-and-beliefs developing-the-self caring-for-the-mind-and-body"
        " coping-with-setbacks",
    ),
    "overcoming-imposter-syndrome": (
        "6c971a80-7e69-11eb-bdd4-0deaba2ca136",
        "introduction thought-process-and-emotional-states changing-your-negative-thinking"
        " developing-the-self relaxation-to-reduce-stress self-management dealing-with-setbacks",
    ),
    "positive-psychology": (
        "41ce1fb0-45ca-11eb-ae86-ad45e76090e1",
        "introduction-to-positive-psychology optimism-and-mindset the-mind-body-relationship"
        " gratitude-and-happiness compassion resilience-and-coping mindfulness",
    ),
    "managing-workplace-burnout-and-stress": (
        "62fad470-d987-11eb-9982-9d6fc208df23",
        "burnout-and-stress consequences-of-stress-and-burnout relax-yourself"
        " improving-relationship-with-work managing-workload-problems time-management assertiveness-training"
        " maintaining-changes",
    ),
    "how-to-overcome-perfectionism": (
        "c2ef0370-8323-11eb-9069-1fdfe9fe5c67",
        "understanding-perfectionism letting-go-of-unrealistic-expectations overcoming-self-doubt"
        " fighting-fear-of-failure dealing-with-errors-in-thinking practicing-resilience"
        " maintaining-gains-with-compassion",
    ),
    "dealing-with-social-anxiety": (
        "62942c00-96ef-11eb-8daf-710506fdcf69",
        "understanding-social-anxiety dealing-with-negative-thinking understanding-origin-of-thoughts"
        " overcoming-avoidance dealing-with-safety-behaviors calm-your-mind"
        " maintaining-gains-and-dealing-with-setbacks",
    ),
    "improving-your-assertiveness": (
        "5ceaef90-9b7d-11eb-ac20-33fb37cdbab4",
        "understanding-assertiveness-and-recognizing-assertive-behavior prepare-to-assert-yourself"
        " adopting-assertive-thinking-and-behavior learn-to-say-no dealing-assertively-with-criticism"
        " learn-to-deal-with-disappointments-assertively give-and-receive-compliments-assertively"
        " adopting-new-ways-of-living",
    ),
    "the-science-of-resilience-and-coping": (
        "5f5607c0-5653-11eb-9b75-d3467c518819",
        "introduction-to-resilience cognitive-approaches-to-resilience gratitude character-strengths"
        " strengths-and-virtues optimism coping mindfulness",
    ),
}


@EACH
def test_every_bundled_program_is_sound(path: Path) -> None:
    """A program that comes with resilify keeps every rule for published programs."""
    assert check_program(path, strict=True) == []


@EACH
def test_every_program_claims_no_review_and_names_the_way_to_help(path: Path) -> None:
    """No clinician has read it, it says, and each session tells of the command that lists crisis lines."""
    program = bundled_program(path)
    assert program.reviewed == NOT_REVIEWED
    if program.kind == PRACTICES:
        # Told before each practice.
        assert "resilify help-now" in program.stop
        return
    without = [
        session.id
        for session in program.sessions
        if not any("resilify help-now" in one.markdown for one in session_texts(session))
    ]
    assert without == []


# Sections that open a session, and teach nothing yet: words of welcome, what this is, how things stand.
OPENING = {
    *("arriving", "looking-back", "looking-back-2", "first", "before", "check-up", "mood"),
    *("safe", "afraid", "state", "which"),
}
GATES = {"safe", "state", "which"}
# Late at night this sitting is a list and no more; the others have no session.
NOTHING_TO_FOLLOW = {"putting-the-day-to-bed", "three-minute-practices", "my-page-for-hard-days"}


@EACH
@pytest.mark.parametrize("skips", [False, True], ids=["answered", "passed over"])
def test_the_first_lesson_comes_by_the_fourth_screen(path: Path, skips: bool) -> None:
    """As they are shown in a usual window: the notice (once), what the session is about, then two at most.

    Where a session asks first whether it fits or is safe, the longer of its ways has one screen more.
    """
    program = bundled_program(path)
    if program.kind:
        return
    late = {}
    for number, session, shown in walked_screens(program, skips=skips):
        steps = {step.id: step for step in session.steps}
        lessons = [
            at
            for at, (_, names) in enumerate(shown, 1 + (number == 1))
            if any(
                isinstance(steps[name].content, Lesson) and steps[name].section.id not in OPENING
                for name in names
            )
        ]
        if not lessons or lessons[0] > 4 + bool(GATES & {step.section.id for step in session.steps}):
            late[session.id] = lessons[:1]
    assert late == {}


@EACH
@pytest.mark.parametrize("skips", [False, True], ids=["answered", "passed over"])
def test_what_is_left_open_is_asked_about_once_and_only_if_it_was_made(path: Path, skips: bool) -> None:
    """Each plan, test, log and pick of a session but the last, in a session after it."""
    program = bundled_program(path)
    walk = walk_of(program, skips=skips)
    made: dict[str, int] = {}
    asked: list[str] = []
    for session in walk.sessions if not program.kind else ():
        for step in session.session.steps:
            trace, content = walk.prompter.steps.get((session.session.id, step.id)), step.content
            if trace is None or isinstance(content, Lesson):
                continue
            if isinstance(content, FollowUp):
                asked += [name for name, _ in content.referenced_activities()]
                assert asked[-1] in made
            elif content.kind in TRACKABLE_KINDS and any(reply not in (None, "") for reply in trace.replies):
                made[content.id] = session.number
    assert len(asked) == len(set(asked))
    assert {name for name, number in made.items() if number < len(walk.sessions)} <= set(asked)
    assert bool(made) is not skips or not walk.sessions or program.slug in NOTHING_TO_FOLLOW


@EACH
def test_a_session_has_at_most_thirty_screens(path: Path) -> None:
    """Over its longest way, with every question answered, and the one screen at its end."""
    program = bundled_program(path)
    longest = {
        session.id: StepCount(program, session).place_of(session.steps[0].id, NO_ANSWERS).total + 1
        for session in program.sessions
    }
    assert {name: screens for name, screens in longest.items() if screens > 30} == {}


@EACH
def test_each_check_up_says_which_way_is_kinder(path: Path) -> None:
    """In words, with its first score; without that a low one names nobody to turn to."""
    activities = bundled_program(path).activities.values()
    checkups = [activity for _, activity in activities if isinstance(activity, Checkup)]
    assert [one.id for one in checkups if not one.kinder] == []


@EACH
def test_a_session_fits_an_evening(path: Path) -> None:
    """Each says that it takes 15 to 30 minutes; a single sitting 20 to 25."""
    program = bundled_program(path)
    sessions = () if program.kind else program.sessions
    low, high = (20, 25) if len(sessions) == 1 else (15, 30)
    assert [session.id for session in sessions if not low <= session.minutes <= high] == []


@pytest.mark.parametrize("slug", RELATED_SESSIONS)
def test_a_related_program_keeps_the_ids_of_its_outline(slug: str) -> None:
    """Progress and answers made in an outline are found again in the full program."""
    program = bundled_program(FOLDER / slug)
    key, sessions = RELATED_SESSIONS[slug]
    assert (program.key, program.slug) == (key, slug)
    assert " ".join(session.id for session in program.sessions) == sessions


@pytest.mark.parametrize("slug", RELATED_SESSIONS)
def test_a_check_up_stands_at_start_middle_and_end(slug: str) -> None:
    """Three times the same items, so that their numbers can be compared."""
    program = bundled_program(FOLDER / slug)
    asked = [
        (number, one.measure, one.scale.scoring, tuple(replace(item, line=0) for item in one.items))
        for number, session in enumerate(program.sessions, 1)
        for one in session.activities
        if isinstance(one, Checkup)
    ]
    numbers = [number for number, *_ in asked]
    assert (numbers[0], numbers[-1], len(numbers)) == (1, len(program.sessions), 3)
    assert len({same for _, *rest in asked for same in [tuple(rest)]}) == 1


def test_related_programs_name_each_other() -> None:
    """Among the eleven whoever is led from one to another finds the way back; every slug is there."""
    programs = [bundled_program(path) for path in FOLDER.iterdir()]
    related = {one.slug: {other.slug for other in one.related} for one in programs}
    several = [one.slug for one in programs if len(one.sessions) > 1]
    assert {slug for slugs in related.values() for slug in slugs} <= set(related)
    one_way = [(a, b) for a in several for b in related[a] if b in several and a not in related[b]]
    assert one_way == []


def test_what_is_recalled_from_another_program_is_asked_there() -> None:
    """A person who has done both sees it, and nothing in the other program can be shown that is private."""
    programs = {program.slug: program for program in map(bundled_program, FOLDER.iterdir())}
    recalled = [
        (one.program, activity_id)
        for program in programs.values()
        for _, one in program.activities.values()
        if isinstance(one, Recall) and one.program
        for activity_id in one.activity_ids
    ]
    assert recalled
    shown = [programs[slug].activities[activity_id][1] for slug, activity_id in recalled]
    assert not any(activity.private for activity in shown)


def test_ten_practices_of_three_minutes_are_bundled() -> None:
    """Each has its evidence with a citation, its own caution, another way and a stop."""
    program = bundled_program(FOLDER / "three-minute-practices")
    steps = [s for one in program.sessions for s in one.steps if isinstance(s.content, Activity)]
    assert (program.kind, len(steps), len({step.content.id for step in steps})) == (PRACTICES, 10, 10)
    assert {step.minutes for step in steps} == {3}
    exercises = [step.section.exercise for step in steps]
    assert all(one and "[@" in one.evidence and one.caution and one.easier for one in exercises)
    assert program.stop
    assert not any(one and one.intense for one in exercises)


def test_no_sentence_stands_in_two_programs() -> None:
    """But for the fixed words of safety, what a person reads in one program is new in the next."""
    found: dict[str, set[str]] = {}
    for path in FOLDER.iterdir():
        program = bundled_program(path)
        for text in program_texts(program):
            for block in text.blocks() if text.sentences else ():
                for sentence in re.split(r"(?<=[.?!])\s+", block.text):
                    if len(sentence.split()) >= 8:
                        found.setdefault(sentence.strip().casefold(), set()).add(program.slug)
    shared = sorted(sentence for sentence, slugs in found.items() if len(slugs) > 1)
    assert [sentence for sentence in shared if not sentence.startswith(SAFETY)] == []


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


def test_an_intense_exercise_keeps_to_a_small_dose(flagship: Program) -> None:
    """The one dose rule of the program says to take something small, and there are exercises that need it."""
    exercises = {step.section.exercise for session in flagship.sessions for step in session.steps}
    assert [exercise for exercise in exercises if exercise and exercise.intense]
    assert "3 to 5 on a scale from 0 to 10" in flagship.caution


def test_the_check_up_asks_the_same_each_time(flagship: Program) -> None:
    """The three check-ups share their items and scale, so that their numbers can be compared."""
    found = [one for _, one in flagship.activities.values() if isinstance(one, Checkup)]
    assert [one.id for one in found] == ["checkup-1", "checkup-4", "checkup-8"]
    asked = {
        (one.measure, one.scale.scoring, tuple(replace(item, line=0) for item in one.items)) for one in found
    }
    assert len(asked) == 1


@pytest.mark.parametrize("slug", ["cultivating-self-compassion", *sorted(RELATED_SESSIONS)])
def test_the_end_of_each_session_has_a_line_to_keep(slug: str) -> None:
    """Something that the person wrote in it, which is not private, and which no setting down stirs up."""
    for session in bundled_program(FOLDER / slug).sessions:
        kept = [activity for activity in session.activities if activity.keep]
        assert kept, session.id
        assert not any(activity.private for activity in kept), session.id
        assert all(activity.in_journal for activity in kept), session.id


# All questions of bundled programs that `journal add --prompt` can offer, read and found to need no program.
STAND_ALONE = """
Somebody you have never met wakes up to a day like this one. What could you tell them?
How have the days been?
What have you noticed about your thoughts lately?
What have you noticed about your week, and the feelings in it?
What do you remember from the last week or so?
How can you tell, from your body, your thoughts or your habits, that a difficult period is beginning?
With half the nerves, what would you do that you now leave out?
What is the weather doing where you are, in one line?
What is on the other side of your front door at this hour?
Who or what goes past your window, or could, if you look for a minute?
What would you go on doing if nobody were ever to give a mark for it?
If your doubt asked one honest question, what would it want to know?
Find a color near you that has no proper name. What would you call it?
What is the plainest sentence you have said since this morning?
What within reach has an empty place in it: a calendar, a shelf, a chair?
What turned out a little other than advertised today?
Which compliment did you push away that you would take now?
Whom or what have you heard today?
What would you still defend about your work, if somebody ran it down?
What does not fit into your week, however you plan it?
Who has crossed your path in these seven days, also in passing, also on four legs?
What is there around you that has a hole in it, on purpose or not?
What did your body tell you today that you would like to know on a worse day?
How do you notice that a hard stretch is starting?
What did you see today that you had not put into words before?
When is gratitude not for you?
Which everyday urge came up today, or is around now?
How would somebody who knows you notice that it is getting to be too much?
"""


def test_only_questions_that_stand_alone_are_offered_to_write_about() -> None:
    """Nobody is asked about "this belief" on a day when it is not there: all that can be offered."""
    offered: list[str] = []
    for path in sorted(FOLDER.iterdir()):
        program = bundled_program(path)
        enrollment = Enrollment("id", program.key, program.slug, program.title, "", "", "", 0, 0, None)
        met = (
            MetQuestion(enrollment, program, number, step, StepState.DONE, True, True)
            for number, session in enumerate(program.sessions, 1)
            for step in session.steps
            if isinstance(step.content, Activity) and step.content.in_journal
        )
        offered += to_write_about(met)
    assert offered == STAND_ALONE.split("\n")[1:-1]


def test_harsh_words_of_an_earlier_session_are_announced_before_they_come(flagship: Program) -> None:
    """Texts of one section may share a screen, so the words stand in another one than their warning."""
    steps = flagship.sessions[-1].steps
    at = next(n for n, step in enumerate(steps) if step.id == "recall-own-words")
    warning, words, after = steps[at - 1 : at + 2]
    assert isinstance(warning.content, Lesson)
    assert "Page Down goes past them" in warning.content.body
    assert len({step.section.id for step in (warning, words, after)}) == 3
    assert warning.section.when == words.section.when is not None


def test_a_lesson_of_the_flagship_comes_before_the_check_up_is_repeated(flagship: Program) -> None:
    """A session is not opened by a questionnaire: what it is about stands before the six statements."""
    for session in flagship.sessions[1:]:
        sections = [step.section.id for step in session.steps]
        lessons = [
            step.section.id
            for step in session.steps
            if isinstance(step.content, Lesson) and step.section.id not in {"arriving", "looking-back"}
        ]
        for step in session.steps:
            if isinstance(step.content, Checkup):
                assert sections.index(lessons[0]) < sections.index(step.section.id), session.id
                assert lessons[0] != step.section.id, session.id
