"""What the session's tests share: sittings with a program, answered by a script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from resilify_cli.activities.questions import MarkdownBlock, PacedCues, Question
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import ScriptedPrompter, ScriptStep
from resilify_cli.session.next_sitting import KIND
from resilify_cli.session.program_progress import next_session
from resilify_cli.session.runner import SessionEnd, SessionRunner
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.conftest import FixedClock


@dataclass
class Sat:
    """One sitting: how it ended, and what was asked and said in it."""

    ending: SessionEnd
    prompter: ScriptedPrompter

    @property
    def asked(self) -> list[str]:
        """The last paragraph of each question, without the stars of bold words."""
        return [words(question) for question, _ in self.prompter.asked]

    def question(self, begins: str) -> Question:
        """The last question that was asked with these words."""
        return next(q for q, _ in reversed(self.prompter.asked) if words(q).startswith(begins))


@dataclass
class Sittings:
    """Sits down with the newest pass through a program, begun if there is none."""

    store: Store
    clock: FixedClock

    def __call__(self, folder: Path, *acts: ScriptStep, number: int | None = None) -> Sat:
        """Answer with `acts`, then leave; in the session that is next, or in the one of a number."""
        program = load_program(folder)
        enrollment = self.store.enrollments.latest(program.key) or self.store.enrollments.begin(
            program.key, program.slug, program.title, ""
        )
        session = program.sessions[number - 1] if number else next_session(program, enrollment, self.store)
        assert session
        prompter = ScriptedPrompter(acts)
        history = StoredAnswerHistory(self.store, enrollment, program)
        runner = SessionRunner(program, session, enrollment, self.store, prompter, self.clock, history)
        return Sat(runner.run(), prompter)

    @property
    def enrollment(self) -> Enrollment:
        """The pass that was touched last."""
        return self.store.enrollments.all()[0]

    @property
    def journal(self) -> list[str]:
        """The texts of the journal, oldest first, without what was said of the next sitting."""
        entries = self.store.journal.page(Filter(), 100).entries
        return [entry.text for entry in entries if not (entry.activity_id or "").startswith(KIND)][::-1]

    def states(self, session_id: str = "session-1") -> dict[str, str]:
        """What became of each step."""
        return {
            step: state.value
            for step, state in self.store.enrollments.step_states(self.enrollment, session_id).items()
        }


def words(question: Question) -> str:
    """The last paragraph above a question: what it asks."""
    if isinstance(question, PacedCues):
        return question.without_timing[0]
    prose: Iterable[MarkdownBlock] = (block for block in question.body if isinstance(block, MarkdownBlock))
    said = [block.markdown for block in prose]
    return said[-1].replace("*", "") if said else ""


@pytest.fixture
def sit(store: Store, clock: FixedClock) -> Sittings:
    return Sittings(store, clock)
