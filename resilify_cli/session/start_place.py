"""Where in a session to begin: where the person was, at its first step, or at a step of their choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.questions import Answer, ChoiceOption, MarkdownBlock, SingleChoice
from resilify_cli.content.markdown import plain_text
from resilify_cli.content.models import Lesson, Session, Step
from resilify_cli.errors import LeftEarlyError, UsageError
from resilify_cli.prompters.protocol import Prompter, Screen
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory

_FITS_ONE_LOOK = 9
_MOST_NAMED = 12


class StartPlace(NamedTuple):
    """What was asked for.

    Attributes:
        step: The id of a step.
        chosen: Whether the person chooses a step from a list.
        afresh: Whether to begin at the first step.
    """

    step: str | None = None
    chosen: bool = False
    afresh: bool = False

    def find(self, session: Session, history: AnswerHistory, prompter: Prompter, title: str) -> str | None:
        """Return the id of the step to begin at; None for where the person was.

        Args:
            session: The session.
            history: The earlier answers, by which some steps are shown and others are not.
            prompter: Asks for the step.
            title: The title of the program.

        Raises:
            UsageError: no step that is shown has this id.
            LeftEarlyError: the person chose none.
        """
        steps = [step for step in session.steps if step.is_shown(history)]
        if self.step is not None:
            return _find_step(steps, self.step)
        if self.chosen:
            return _ask(steps, prompter, Screen(title, session.title, can_go_back=False))
        return steps[0].id if self.afresh and steps else None


def _find_step(steps: list[Step], name: str) -> str:
    """Return the id of a step; that of a lesson may be given without its mark, the shell's for a comment."""
    for step in steps:
        if name in (step.id, step.id.lstrip("#")):
            return step.id
    near = ", ".join(safe_line(step.id.lstrip("#")) for step in steps[:_MOST_NAMED])
    more = " …" if len(steps) > _MOST_NAMED else ""
    raise UsageError(
        f"This session has no step {name[:40]!r}.", f"It has: {near}{more}. To choose one: --steps"
    )


def _ask(steps: list[Step], prompter: Prompter, screen: Screen) -> str:
    options = tuple(ChoiceOption(step.id, _step_label(number, step)) for number, step in enumerate(steps, 1))
    question = SingleChoice(
        body=(MarkdownBlock("Where would you like to begin?"),),
        options=options,
        searchable=len(options) > _FITS_ONE_LOOK,
    )
    reply = prompter.ask(question, screen, lambda _: None)
    if not isinstance(reply, Answer):
        raise LeftEarlyError("Nothing was begun.")
    return str(reply.value)


def _step_label(number: int, step: Step) -> str:
    # A session may have several steps below one heading.
    name = "" if isinstance(step.content, Lesson) else f": {plain_text(step.content.name)}"
    return f"{number}  {plain_text(step.section.title)}{name}"
