"""The questions of programs that a person passed over, each with the command that opens it."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.session.met_questions import MetQuestion, met_questions, unanswered

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.store import Store


class UnansweredQuestion(NamedTuple):
    """A question without an answer.

    Attributes:
        program: The title of its program.
        session: The number of its session.
        step: The id of its step.
        question: What it asks.
        command: The command that opens it.
    """

    program: str
    session: int
    step: str
    question: str
    command: str

    def to_json(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return self._asdict()


def find_unanswered(store: Store, programs: Mapping[str, Program]) -> list[UnansweredQuestion]:
    """Return the questions that were passed over, program by program.

    Args:
        store: The store.
        programs: The programs that were begun, by their keys.
    """
    return [_describe(one) for one in unanswered(met_questions(store, programs))]


def _describe(one: MetQuestion) -> UnansweredQuestion:
    name = quote(one.enrollment.path or one.program.slug)
    command = f"resilify start {name} --session {one.number} --step {one.step.id}"
    return UnansweredQuestion(one.program.title, one.number, one.step.id, one.words, command)
