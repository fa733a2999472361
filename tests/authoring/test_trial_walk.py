"""Trial walks: what an author's answers show and hide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.note import Note
from resilify_cli.authoring.given_answers import AnswersFile, GivenAnswers, read_answers_file
from resilify_cli.authoring.print_page import render_program_page
from resilify_cli.authoring.statistics import count_program
from resilify_cli.authoring.trial_walk import TrialWalk, walk_program
from resilify_cli.authoring.walk_report import find_mismatches, session_lines
from resilify_cli.content.loader import load_program
from resilify_cli.errors import UsageError
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.stores_in_memory import store_in_memory

Write = Callable[..., Path]
BODY = """## Reading {#reading}
Hello {name|friend}.

:::{choose} way
How?
- In writing {#writing}
- In pictures {#pictures}
:::

## Letter {#letter}
:aim: Be kind.
:when: way is writing
A letter.

:::{reflect} words
Write it.
:::

## Record {#record}
:::{record} log
:rows: 3
:row: moment
What happened?
- Trigger: What? {#trigger}
- Sting: How much? {#sting .0-100}
- Woke: When? {#woke .time}
:::
:::{list} ladder
:number: fear {0-100}
:sort: up
:pick: one
Which?
:::
:::{recall} words
You wrote:
:::
"""
NAME = ":::{note} name\nYour name?\n:::\n"


class Trial:
    """Walks through one program with what an answers file says."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.program = load_program(folder)
        self.folder = folder
        self.clock = clock

    def file(self, text: str) -> AnswersFile:
        path = self.folder.parent / "walk.toml"
        path.write_text(text)
        return read_answers_file(path)

    def walk(self, text: str) -> TrialWalk:
        given = self.file(text).given
        return walk_program(
            self.program, given, lambda now: Store(store_in_memory("trial", now)), self.clock()
        )

    def wrong(self, text: str) -> list[str]:
        file = self.file(text)
        return [line.rpartition("walk.toml:")[2] for line in find_mismatches(self.walk(text), file)]

    def kept(self, text: str, activity_id: str) -> list[object]:
        """The value that each part of an activity was answered with."""
        steps = self.walk(text).prompter.steps
        return list(next(trace for (_, step), trace in steps.items() if step == activity_id).replies)


@pytest.fixture
def trial(full_program: Write, clock: FixedClock) -> Trial:
    return Trial(full_program(NAME, BODY), clock)


def test_a_walk_tells_what_is_shown_and_which_condition_hid_the_rest(trial: Trial) -> None:
    """Each step stands in its place: shown with its minutes, or hidden with the condition."""
    lines = list(session_lines(trial.walk('[answers]\nway = "pictures"').sessions[1]))
    assert lines[0] == "2. Session 2: about 10 min"
    assert [" ".join(line.split()) for line in lines[1:]] == [
        "#reading lesson 0.5 min",
        "way choose 0.5 min answered",
        "- #letter exercise hidden: when way is writing",
        "- #letter-2 lesson hidden: when way is writing",
        "- words reflect hidden: when way is writing",
        "log record 5 min made-up answer",
        "ladder list 4 min made-up answer",
        "- recall-words recall hidden: no answer to words",
    ]


def test_an_option_may_be_named_by_its_label(trial: Trial) -> None:
    """What stands in the file reads as the screen does."""
    assert trial.kept('[answers]\nway = "In pictures"', "way") == ["pictures"]


def test_a_record_takes_rows_by_the_names_of_their_fields(trial: Trial) -> None:
    """Each table is a row, in whatever order its fields are written."""
    first, second = 'sting = 30\ntrigger = "one"\nwoke = 07:05:00', 'trigger = "two"\nsting = 70'
    rows = f"[[answers.log]]\n{first}\n[[answers.log]]\n{second}\n"
    assert trial.kept(rows, "log") == ["one", 30, "07:05", "yes", "two", 70, "22:30", "no"]
    assert trial.wrong(rows) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_plan_takes_its_parts_by_name(full_program: Write, clock: FixedClock, language: str) -> None:
    """Names in an answers file are the same in every language."""
    folder = full_program(":::{plan} small\nUn paso.\n:::\n", extra=f"language: {language}\n")
    trial = Trial(folder, clock)
    given = '[answers]\nsmall = { where = "en casa", then = "leo", if = "llueve" }\n'
    assert trial.kept(given, "small") == ["llueve", "leo", "en casa"]
    assert trial.wrong(given) == []


def test_a_list_takes_its_items_numbers_and_pick_by_name(trial: Trial) -> None:
    """The list ends after the items that are given; numbers follow their order."""
    given = '[answers.ladder]\nitems = ["shop", "party"]\nnumbers = [70, 20]\npicked = "party"\n'
    assert trial.kept(given, "ladder") == ["shop", "party", "", 70, 20, "party"]
    assert trial.wrong(given) == []


def test_what_is_skipped_leaves_no_answer(trial: Trial) -> None:
    """Whoever passes a question by meets nothing that hangs on it."""
    walk = trial.walk('skip = ["way"]\n')
    assert "words" not in walk.sessions[1].shown
    assert (
        trial.walk('otherwise = "skip"\n[answers]\nname = "Ama"').sessions[1].shown == walk.sessions[1].shown
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[answers]\nwya = "writing"', "2: wya: no activity has this id; did you mean 'way'?"),
        ('[answers]\nway = "singing"', "2: way: 'singing' does not fit; it takes one of writing, pictures"),
        (
            '[answers]\nway = "pictures"\nwords = "Dear me"',
            "3: words: this step is not shown: when way is writing",
        ),
        (
            "[answers.log]\nstinging = 4",
            "1: log: 'stinging' was not asked for; its parts are trigger, sting, woke",
        ),
        (
            "[answers.log]\nsting = 400",
            "1: log: '400' does not fit as sting; it takes a whole number from 0 to 100",
        ),
        (
            "[answers.log]\nsting = inf",
            "1: log: 'inf' does not fit as sting; it takes a whole number from 0 to 100",
        ),
        (
            "[answers.log]\nsting = nan",
            "1: log: 'nan' does not fit as sting; it takes a whole number from 0 to 100",
        ),
        (
            '[answers.log]\nwoke = "early"',
            "1: log: 'early' does not fit as woke; that does not read as a time, such as 23:40",
        ),
        (
            '[expect]\nshown = ["words"]\n[answers]\nway = "pictures"',
            "2: words: it was expected to be shown, and is hidden: when way is writing",
        ),
        (
            '[expect]\nhidden = ["session-2#reading"]',
            "2: session-2#reading: it was expected to be hidden, and is shown",
        ),
        ('[expect]\nhidden = ["#redaing"]', "2: #redaing: no step has this id; did you mean '#reading'?"),
        ('[expect.says]\n"#reading" = "hello Kofi."', "2: #reading: nothing on it says 'hello Kofi.'"),
    ],
)  # fmt: skip
def test_whatever_fits_no_step_is_told_with_its_line(trial: Trial, text: str, told: str) -> None:
    """An answers file that has grown old fails, and says where."""
    assert trial.wrong(text) == [told]


def test_expectations_that_are_met_are_silent(trial: Trial) -> None:
    """Earlier words stand where the author put them."""
    text = '[answers]\nname = "Ama"\n[expect]\nshown = ["words"]\n[expect.says]\n"#reading" = "Hello Ama"\n'
    assert trial.wrong(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("way = ", "is no TOML"),
        (f"way = {'[' * 5000}", "has lists too deep"),
        ('anwsers = "x"', "has no use for 'anwsers'"),
        ("answers = 3", "answers is no table"),
        ('skip = "way"', "skip is no list of ids"),
        ('otherwise = "maybe"', "otherwise is neither sample nor skip"),
        ('[expect]\nshwon = ["a"]', "has no use for 'shwon'"),
    ],
)
def test_an_answers_file_of_another_shape_is_refused(trial: Trial, text: str, told: str) -> None:
    """A mistyped key is no silent nothing."""
    with pytest.raises(UsageError, match=told):
        trial.file(text)


def test_a_crash_is_told_with_its_step_and_the_walk_goes_on(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect in a kind costs one session of the walk, and fails it."""
    monkeypatch.setattr(Note, "result", lambda self, values: 1 / 0)
    assert trial.wrong("") == ["session 1: ZeroDivisionError at name: division by zero"]
    assert trial.walk("").sessions[1].shown[0] == "#reading"


def test_a_session_that_is_only_planned_is_passed_over(full_program: Write, clock: FixedClock) -> None:
    """A program that is half written is walked and counted as far as it goes."""
    folder = full_program(NAME)
    file = folder / "program.md"
    file.write_text(file.read_text().replace("1.md\n", "1.md\n    - title: Later\n      status: planned\n"))
    program = load_program(folder)
    walk = walk_program(program, GivenAnswers(), lambda now: Store(store_in_memory("t", now)), clock())
    assert [one.session.title for one in walk.sessions] == ["Session 1"]
    assert [one.session.title for one in count_program(program).sessions] == ["Session 1"]
    assert "planned, and not written yet" in render_program_page(program)
