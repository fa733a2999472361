"""Changing an answer that is in the journal, part by part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import (
    LineQuestion,
    MarkdownBlock,
    Message,
    Move,
    MultipleChoice,
    Question,
    ScaleQuestion,
    SingleChoice,
)
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import PartialInput, ScriptedPrompter, ScriptStep
from resilify_cli.session.multi_part_prompt import PromptResult
from resilify_cli.session.part_asker import PartAsker
from resilify_cli.session.revision_prompt import RevisionPrompt
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.entries import answers_json
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.session.conftest import Sittings

_PLAN = ":::{plan} it\nOne small thing.\n:::\n"
_SELECT = ":::{select} it\n:other: yes\nWhat helps?\n- A walk {#walk}\n- Music {#music}\n:::\n"
_CHOOSE = ":::{choose} it\nWhich way?\n- Left {#left}\n- Right {#right}\n:::\n"
_REFLECT = ":::{reflect} it\nWhat happened?\n:::\n"
_RECORD = """:::{record} it
:rows: 2
A log.
- Trigger: What happened? {#trigger}
- Sting: How much? {#sting .0-10}
:::
"""
_ANSWERS: dict[str, tuple[str, tuple[ScriptStep, ...], tuple[object, ...], tuple[ScriptStep, ...], str]] = {
    "reflect": (_REFLECT, ("It rained.",), ("It rained.",), ("It poured.",), "It poured."),
    "plan": (
        _PLAN,
        ("noon", "walk", "at home"),
        ("noon", "walk", "at home"),
        ("noon", "rest", "at home"),
        "If noon, then I will rest.\nWhen and where: at home",
    ),
    "select": (_SELECT, (["walk", "my cat"],), (("walk", "my cat"),), (["music"],), "Music"),
    "choose": (_CHOOSE, ("left",), ("left",), ("right",), "Right"),
    "record": (
        _RECORD,
        ("rain", 3, "no"),
        ("rain", 3, "no"),
        ("rain", 5, "yes", "snow", 1),
        "Trigger: rain\nSting: 5\n\nTrigger: snow\nSting: 1",
    ),
}


class _Changing:
    """Changes the one listed answer of a pass through a program."""

    def __init__(self, store: Store, sit: Sittings, program: Path) -> None:
        self.store = store
        self.enrollment = sit.enrollment
        self.program = load_program(program)
        self.entry = store.journal.page(Filter(), 1).entries[0]

    def __call__(self, *acts: ScriptStep) -> tuple[PromptResult, list[Question]]:
        prompter = ScriptedPrompter(acts)
        history = StoredAnswerHistory(self.store, self.enrollment, self.program)
        activity = self.program.activities["it"][1]
        revision = RevisionPrompt(self.store, self.entry, activity, history, self._keep)
        result = PartAsker(revision, prompter, Screen("To change", can_go_back=False)).ask().result
        return result, [question for question, _ in prompter.asked]

    def _keep(self, outcome: ActivityResult) -> None:
        answers = answers_json(outcome.text, outcome.values)
        self.store.revisions.revise(self.entry, outcome.text, answers, outcome.readings)


@pytest.fixture
def answered(
    store: Store, sit: Sittings, full_program: Callable[..., Path]
) -> Callable[[str, tuple[ScriptStep, ...]], _Changing]:
    def answer(body: str, acts: tuple[ScriptStep, ...]) -> _Changing:
        program = full_program(f"## One\n\n{body}")
        sit(program, None, *acts, None)
        return _Changing(store, sit, program)

    return answer


Answered = Callable[[str, tuple[ScriptStep, ...]], _Changing]


def _default(question: Question) -> object:
    assert isinstance(question, LineQuestion | ScaleQuestion | SingleChoice | MultipleChoice) or hasattr(
        question, "default"
    )
    return question.default


@pytest.mark.parametrize("kind", _ANSWERS)
def test_each_part_can_be_changed_or_kept(answered: Answered, store: Store, kind: str) -> None:
    """An answer of any shape comes back part by part, and what is changed is the answer from then on."""
    body, acts, offered, changes, text = _ANSWERS[kind]
    changing = answered(body, acts)
    result, asked = changing(*changes)
    assert result is PromptResult.DONE
    assert [_default(question) for question in asked][: len(offered)] == list(offered)
    now = store.journal.find(changing.entry.id)
    assert (now.text, now.prompt, now.edited, now.intact) == (text, changing.entry.prompt, True, True)
    assert [v.text for v in store.revisions.versions(now.id)] == [changing.entry.text]
    kept = store.entries.kept(changing.enrollment, "it")
    assert [(one.text, one.values) for one in kept] == [(text, tuple(changes))]


def test_earlier_words_stand_in_the_question_of_a_change(answered: Answered) -> None:
    """As they did when it was answered."""
    body = ":::{note} first\nWhat day?\n:::\n\n:::{note} it\nHow is {first|the day}?\n:::\n"
    changing = answered(body, (Move.SKIP, "light"))
    _, asked = changing("heavy")
    assert asked[0].body == (MarkdownBlock("How is the day?"),)


@pytest.mark.parametrize("kind", _ANSWERS)
def test_an_answer_that_is_kept_as_it_is_has_not_changed(answered: Answered, store: Store, kind: str) -> None:
    """Saying the same again makes no version."""
    body, acts, _, _, _ = _ANSWERS[kind]
    changing = answered(body, acts)
    assert changing(*acts)[0] is PromptResult.DONE
    assert not store.journal.find(changing.entry.id).edited


@pytest.mark.parametrize(
    ("move", "result"), [(Move.SKIP, PromptResult.SKIP_WITH_DRAFT), (Move.LEAVE, PromptResult.LEAVE)]
)
def test_an_answer_that_is_left_is_as_it_was(
    answered: Answered, store: Store, move: Move, result: PromptResult
) -> None:
    """Passing over a part, or leaving, changes nothing; what was typed waits for the next time."""
    changing = answered(_PLAN, ("noon", "walk", "at home"))
    assert changing("noon", PartialInput("res", move))[0] is result
    assert store.journal.find(changing.entry.id).text == changing.entry.text
    asked = changing(Move.LEAVE)[1]
    assert isinstance(asked[0], LineQuestion)
    assert (asked[0].label, asked[0].default) == ("then I will", "res")
    assert store.drafts.find(changing.enrollment, "it", False) is None


def test_an_answer_changed_to_words_is_offered_as_they_are(answered: Answered, store: Store) -> None:
    """An answer that was changed to plain words is asked anew with them, where they fit."""
    changing = answered(_SELECT, (["walk"],))
    store.revisions.revise(changing.entry, "other words", None)
    changing.entry = store.journal.find(changing.entry.id)
    asked = changing(["music"])[1]
    assert _default(asked[0]) == ()
    assert store.journal.find(changing.entry.id).text == "Music"


@pytest.mark.parametrize("answers", ["{", '["\u0000'])
def test_a_damaged_answer_can_be_given_anew(answered: Answered, store: Store, answers: str) -> None:
    """An answer whose values can't be read any more is asked as if it were only words."""
    changing = answered(_PLAN, ("noon", "walk", "at home"))
    changing.entry = changing.entry._replace(answers=answers)
    assert changing("dawn", "rest", "")[0] is PromptResult.DONE
    assert store.journal.find(changing.entry.id).text == "If dawn, then I will rest."


def test_what_is_only_told_is_left_out(answered: Answered) -> None:
    """A change asks for the parts of the answer and for nothing else."""
    changing = answered(_PLAN, ("noon", "walk", "at home"))
    assert not [question for question in changing("a", "b", "c")[1] if isinstance(question, Message)]


def test_practice_is_changed_where_it_is(store: Store, sit: Sittings, answered: Answered) -> None:
    """A change of the session's answer leaves what was practised, and the other way round."""
    changing = answered(_REFLECT, ("in the session",))
    own = changing.entry
    store.database.connection.execute("UPDATE entries SET practice = 1")
    sit(Path(changing.program.path), "in the session again", None, number=1)
    changing.entry = store.journal.find(own.id)
    assert changing("practised, changed")[0] is PromptResult.DONE
    texts = {(one.text, one.practice) for one in store.entries.kept(changing.enrollment, "it")}
    assert ("practised, changed", True) in texts
