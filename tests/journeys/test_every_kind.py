"""What every kind of activity leaves behind is shown, changed, taken elsewhere and brought back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import (
    Answer,
    LineQuestion,
    MultipleChoice,
    Question,
    Reply,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.activities.stored_json import load_values
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.exporting.export import run_export
from resilify_cli.exchange.formats.registry import export_formats
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.journal_view.entry_layout import EntryLayout
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import ScriptedPrompter, ScriptStep
from resilify_cli.session.part_asker import PartAsker
from resilify_cli.session.revision_prompt import RevisionPrompt
from resilify_cli.session.runner import SessionEnd, SessionRunner
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.database import Database
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entries import answers_json
from resilify_cli.store.entry import Entry
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.theme import NO_THEME
from tests.conftest import FixedClock, Run
from tests.exchange.conftest import new_store, read, told, written
from tests.stores_in_memory import store_in_memory

_FOLDER = Path(__file__).parents[1] / "data" / "every-kind"
_FIRST: tuple[ScriptStep, ...] = (
    *(None, None, None, "two\nlines", "tired", 5, "words", ["walk", "my cat"]),
    *("it rains", "stay in", "at home", None, None, "Dear me", None, 4, 2, None),
    *("a call", 5, "not much", "no", "My page.", None, None),
)
_SECOND: tuple[ScriptStep, ...] = (
    *(None, None, "done", "it rained", "they laugh", 80, "ask anyway", "Monday"),
    *("ask a shop", "call home", "", 60, 30, "call home", "me", "rain", "", 70, 30, None),
    *(3, 7, "tired", 5, 5, "", None, ["thank", "sky"]),
    *("you are late", "sad", "a call", "When you are late, I am sad. I would like a call."),
    *("23:30", "6:45", "8 h", "2", 7, "bed", None, None, 3, 1, 4, None),
    *("done", "they smiled", 20, "ask more", None),
    *(["ask a shop", "call home"], "phone in", "", 40, 10, 90, "ask a shop"),
    *(4, 0, 5, None, None, "My shelf.", "yes"),
)
_TEXTS = {
    "follow-up-small": "I did it\nWhat happened: it rained",
    "guess": "I expect: they laugh\nHow sure: 80\nI will: ask anyway\nWhen and where: Monday",
    "ladder": "call home: 30\nask a shop: 60\nPicked: call home",
    "pie": "me: 70\nrain: 30",
    "areas": "work: now: 3; wanted: 7; why: tired\nhome: now: 5; wanted: 5",
    "few": "Thank somebody\nLook at the sky",
    "request": "When you are late, I am sad. I would like a call.",
    "nights": "Lights out: 23:30\nWoke: 6:45\nIn bed: 8 h\nCups: 2 cups\nCalm: 7\nWhere: bed\n"
    "Asleep: 7 h 15 min\nShare: 91 %",
    "follow-up-guess": "I did it\nWhat happened: they smiled\nI believe it now: 20\nI learned: ask more",
    "ladder-again": "call home: 10\nask a shop: 40\nphone in: 90\nPicked: ask a shop",
    "shelf": "My shelf.",
}


@pytest.fixture
def program() -> Program:
    return load_program(_FOLDER)


@pytest.fixture
def database(clock: FixedClock) -> Iterator[Database]:
    database = store_in_memory("here", clock)
    yield database
    database.close()


@pytest.fixture
def walked(database: Database, program: Program, clock: FixedClock) -> Store:
    """A store with every activity of both sessions answered."""
    store = Store(database)
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
    for session, script in zip(program.sessions, (_FIRST, _SECOND), strict=True):
        history = StoredAnswerHistory(store, enrollment, program)
        prompter = ScriptedPrompter(script)
        runner = SessionRunner(program, session, enrollment, store, prompter, clock, history)
        assert runner.run() is SessionEnd.FINISHED
    return store


def _entries(store: Store) -> dict[str, Entry]:
    """Return what is in the journal, by the activity that it answers."""
    return {entry.activity_id: entry for entry in store.journal.page(Filter(), 100).entries}


def _rows(database: Database) -> list[tuple[object, ...]]:
    """Return all that is kept of each answer."""
    columns = "id, activity_id, activity_kind, listed, practice, prompt, text, answers"
    return [tuple(row) for row in database.rows(f"SELECT {columns} FROM entries ORDER BY id")]


def test_every_kind_is_kept_in_words(walked: Store, program: Program) -> None:
    """Each activity has an entry, but for those that are only read, and for numbers alone."""
    texts = {name: entry.text for name, entry in _entries(walked).items()}
    assert texts.items() >= _TEXTS.items()
    in_words = {name for name, (_, one) in program.activities.items() if one.in_journal}
    assert texts.keys() == in_words - {"breath", "room"} - {n for n in in_words if n.startswith("recall")}


@pytest.mark.parametrize("columns", [40, 100])
def test_every_kind_is_shown(walked: Store, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """`journal show` shows each word of it, at any width."""
    monkeypatch.setenv("COLUMNS", str(columns))
    layout = EntryLayout(timedelta(), NO_THEME)
    for entry in _entries(walked).values():
        shown = " ".join(" ".join(layout.lines(entry, whole=True)).split())
        assert " ".join(entry.text.split()) in shown


def _as_it_is(question: Question) -> Reply:
    """Take what is offered."""
    match question:
        case TextQuestion() | LineQuestion() | ScaleQuestion() | SingleChoice():
            return Answer(question.default)
        case MultipleChoice():
            return Answer(list(question.default))
    raise AssertionError(question)


def _ask_again(store: Store, program: Program, entry: Entry, *script: ScriptStep) -> list[Question]:
    """Change an entry part by part: with a script, then with what is offered."""
    found = store.enrollments.find(entry.enrollment_id)
    assert isinstance(found, Enrollment)

    def keep(outcome: ActivityResult) -> None:
        answers = answers_json(outcome.text, outcome.values)
        store.revisions.revise(entry, outcome.text, answers, outcome.readings)

    history = StoredAnswerHistory(store, found, program)
    _, activity = program.activities[entry.activity_id]
    prompter = ScriptedPrompter([*script, *[_as_it_is] * 20])
    PartAsker(RevisionPrompt(store, entry, activity, history, keep), prompter, Screen("")).ask()
    return [question for question, _ in prompter.asked]


def test_a_guided_change_that_changes_nothing_keeps_every_part(walked: Store, program: Program) -> None:
    """`journal edit` offers each part of every kind as it is."""
    before = _rows(walked.database)
    for entry in _entries(walked).values():
        _ask_again(walked, program, entry)
    assert _rows(walked.database) == before


@pytest.mark.parametrize(
    ("activity_id", "script", "text"),
    [
        ("guess", ("they laugh", 60), _TEXTS["guess"].replace("80", "60")),
        ("ladder", ("ask a baker",), "call home: 30\nask a baker: 60\nPicked: call home"),
        ("areas", (4,), "work: now: 4; wanted: 7; why: tired\nhome: now: 5; wanted: 5"),
        ("few", (["back"],), "Put a thing back"),
        ("follow-up-guess", ("not-yet", "let-go"), "Not yet\nLet it go"),
        ("request", ("you are late", "tired"), "When you are late, I feel tired. I would like a call."),
    ],
)  # fmt: skip
def test_a_part_is_changed(
    walked: Store, program: Program, activity_id: str, script: tuple[ScriptStep, ...], text: str
) -> None:
    """The others stay; what is made of the parts is made anew."""
    _ask_again(walked, program, _entries(walked)[activity_id], *script)
    assert _entries(walked)[activity_id].text == text


def test_a_night_that_is_changed_is_worked_out_anew(walked: Store, program: Program) -> None:
    """The sums of a log follow its fields."""
    _ask_again(walked, program, _entries(walked)["nights"], "00:30")
    night = _entries(walked)["nights"]
    assert "Lights out: 00:30" in night.text
    assert night.text.endswith("Asleep: 6 h 15 min\nShare: 78 %")
    assert (load_values(night.answers or "") or ())[0] == "00:30"


@pytest.mark.parametrize("name", ["markdown", "txt", "dayone"])
def test_every_kind_goes_out_in_words_and_comes_back(walked: Store, tmp_path: Path, name: str) -> None:
    """Each format of words tells all of them."""
    run_export(walked.database, export_formats()[name], Filter(), tmp_path / "out")
    second = new_store()
    with ImportSource(str(tmp_path / "out")) as source:
        summary = run_import(second, detect_format(source), source, ImportOptions(now=second.clock()))
    assert summary.problems == []
    assert sorted(text for _, text in told(second)) == sorted(e.text for e in _entries(walked).values())


@pytest.mark.parametrize("mine", [True, False])
def test_the_complete_export_brings_back_each_part(walked: Store, program: Program, mine: bool) -> None:
    """As it was: as one's own, and as another's; a second time adds nothing."""
    second = new_store()
    data = written(walked.database)
    assert read(second, data, mine=mine).problems == []
    assert _rows(second) == _rows(walked.database)
    read(second, data, mine=mine)
    assert _rows(second) == _rows(walked.database)
    if mine:
        there = Store(second)
        _ask_again(there, program, _entries(there)["guess"], "they laugh", 10)
        assert read(walked.database, written(second), mine=True).problems == []
        assert "How sure: 10" in _entries(walked)["guess"].text


def test_the_table_of_numbers_has_scores_and_parts_of_scales(walked: Store) -> None:
    """A row for each: of a scale from a file, and of the check-up that repeats it."""
    lines = written(walked.database, "csv").decode().splitlines()
    nights = [line.split(",")[1:5] for line in lines if ",nights" in line]
    assert ["nights: Asleep (minutes)", "435", "", ""] in nights
    assert len(nights) >= 5
    assert {",".join(line.split(",")[1:5]) for line in lines if ",rest" in line} == {
        "rest,44,0,60",
        "rest: Night,28,0,40",
        "rest: Day,16,0,20",
        "rest,56,0,60",
        "rest: Night,36,0,40",
        "rest: Day,20,0,20",
    }


_PIPED = (
    *("", "", "they laugh", "80", "ask anyway", "Monday", "ask a shop", "call home", "", "60", "30", "1"),
    *("me", "rain", "", "70", "30", "", "3", "7", "tired", "5", "5", "", "", "1,2"),
    *("you are late", "sad", "a call", ".", "23:30", "6:45", "8 h", "2", "7", "1", "", "", ""),
    *("3", "1", "4", "", "1", "they smiled", ".", "20", "ask more", "", "1,2"),
    *("phone in", "", "10", "40", "90", "2", "4", "0", "5", "", "", ".", "2", ""),
)  # fmt: skip


def test_every_kind_is_answered_through_a_pipe(resilify: Run) -> None:
    """Line by line, with what the person answers alone in the journal."""
    resilify("start", str(_FOLDER), "--session", "2", "--plain", stdin="\n".join(_PIPED) + "\n", check=True)
    told = json.loads(resilify("journal", "--limit", "50", "--json", check=True).stdout)
    texts = {entry["text"].strip() for entry in told["entries"]}
    fed = {name: text for name, text in _TEXTS.items() if name not in ("follow-up-small", "shelf", "request")}
    assert set(fed.values()) <= texts
    assert "When you are late, I feel sad. I would like a call." in texts
