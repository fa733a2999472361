"""A program is put down with a good ending: what is open is kept or let go as the person says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.questions import Move
from resilify_cli.content.avoided_words import AVOIDED_WORDS
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import ScriptedPrompter, ScriptStep
from resilify_cli.session.activity_asker import ActivityAsker
from resilify_cli.session.open_item_asker import OpenItemAsker
from resilify_cli.session.program_pause import ProgramPause
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from tests.conftest import FixedClock

_BODY = """## A plan
:::{plan} my-plan
What will you do?
:::

:::{pick} my-pick
Which?
:options:
- a: A walk
- b: A call
:::

:::{plan} hidden-plan
:private: yes
What will you do?
:::
"""


@pytest.fixture
def begun(store: Store, full_program: Callable[..., Path]) -> Path:
    folder = full_program(_BODY)
    program = load_program(folder)
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
    for name, kind, text in (
        ("my-pick", "pick", "A walk"),
        ("hidden-plan", "plan", "SECRET"),
        ("my-plan", "plan", "I walk to the quay"),
    ):
        answer = Response("session-1", "Session 1", name, kind, "What?", text, (text,))
        store.entries.answer(enrollment, answer)
    return folder


def _pause(store: Store, clock: FixedClock, folder: Path, *acts: ScriptStep) -> tuple[bool, ScriptedPrompter]:
    program, enrollment = load_program(folder), store.enrollments.all()[0]
    prompter = ScriptedPrompter(acts)
    history = StoredAnswerHistory(store, enrollment, program)
    asker = ActivityAsker(store, prompter, enrollment, history, "session-1", "Session 1")
    return ProgramPause(OpenItemAsker(program, asker, clock().date())).ask(), prompter


def _open(store: Store, clock: FixedClock, folder: Path) -> list[str]:
    program, enrollment = load_program(folder), store.enrollments.all()[0]
    history = StoredAnswerHistory(store, enrollment, program)
    asker = ActivityAsker(store, ScriptedPrompter(()), enrollment, history, "session-1", "Session 1")
    return [item.activity_id for item in OpenItemAsker(program, asker, clock().date()).items()]


def test_what_is_let_go_is_closed_and_the_rest_stays(store: Store, clock: FixedClock, begun: Path) -> None:
    """One question for each open item; what was passed over is kept, and the answers stay in the journal."""
    assert _open(store, clock, begun) == ["my-plan", "my-pick"]
    paused, prompter = _pause(store, clock, begun, "pause", "let-go", Move.SKIP)
    assert paused
    assert len(prompter.asked) == 3
    assert _open(store, clock, begun) == ["my-pick"]
    enrollment = store.enrollments.all()[0]
    assert enrollment.paused_at is not None
    assert not enrollment.under_way
    assert [row.text for row in store.entries.kept(enrollment, "my-plan")] == ["I walk to the quay"]


@pytest.mark.parametrize("acts", [("stay",), (Move.LEAVE,), ("pause", "let-go", Move.LEAVE)])
def test_whoever_leaves_changes_nothing(
    store: Store, clock: FixedClock, begun: Path, acts: tuple[ScriptStep, ...]
) -> None:
    """Also where something was let go already on the way."""
    assert not _pause(store, clock, begun, *acts)[0]
    assert store.enrollments.all()[0].under_way
    assert _open(store, clock, begun) == ["my-plan", "my-pick"]


def test_private_words_are_not_shown(store: Store, clock: FixedClock, begun: Path) -> None:
    """What its program keeps private is named by its day alone."""
    enrollment = store.enrollments.all()[0]
    answer = Response("session-1", "Session 1", "hidden-plan", "plan", "What?", "SECRET", ("SECRET",))
    store.trash.put(store.journal.find(store.entries.kept(enrollment, "my-plan")[0].entry_id))
    store.entries.answer(enrollment, answer)
    _, prompter = _pause(store, clock, begun, "pause")
    assert len(prompter.asked) == 2
    assert "Still open: A plan of 3 November" in str(prompter.asked[1])
    assert "SECRET" not in str(prompter.asked)


def test_going_on_takes_it_up(store: Store, clock: FixedClock, begun: Path) -> None:
    """A move in it is enough; what is noted beside its sessions is not."""
    _pause(store, clock, begun, "pause", Move.SKIP, Move.SKIP)
    enrollment = store.enrollments.all()[0]
    store.enrollments.finish_session(enrollment, "session-9")
    assert store.enrollments.all()[0].paused_at is not None
    store.enrollments.move(enrollment, "session-1", "my-plan")
    assert store.enrollments.all()[0].under_way


def test_its_words_are_those_of_programs(store: Store, clock: FixedClock, begun: Path) -> None:
    """What programs avoid, a good ending avoids too."""
    _, prompter = _pause(store, clock, begun, "pause", Move.SKIP, Move.SKIP)
    said = str([(question.body, getattr(question, "options", ())) for question, _ in prompter.asked])
    assert [group.words.findall(said) for group in AVOIDED_WORDS if group.words.search(said)] == []
