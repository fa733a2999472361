"""Joins steps into pages: an introduction stands with its question, and short texts stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity
from resilify_cli.activities.placeholders import fill_question, fill_text
from resilify_cli.activities.questions import (
    Aside,
    Block,
    MarkdownBlock,
    Message,
    OwnWords,
    PacedCues,
    Question,
)
from resilify_cli.content.markdown import plain_text
from resilify_cli.content.models import Lesson, Step
from resilify_cli.session import screens

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import Prompter, Screen
    from resilify_cli.session.stored_history import StoredAnswerHistory

# However tall the window is, more than this on one screen is a wall.
_MOST_WORDS = 150


def is_read(step: Step) -> bool:
    """Return whether a step is only read: a lesson, or earlier words."""
    return isinstance(step.content, Lesson) or step.content.only_read


@dataclass(frozen=True, slots=True)
class StepPage:
    """Steps that stand on one screen: texts, and at the end perhaps an activity.

    Attributes:
        steps: The steps in order.
        above: What the texts say.
        first: The id of the step that the screen begins with.
        before: Texts and answers of earlier steps that stand on the screen too.
    """

    steps: tuple[Step, ...]
    above: tuple[Block, ...]
    first: str
    before: tuple[Block, ...] = ()

    @property
    def last(self) -> Step:
        """The step that is asked, or the last text."""
        return self.steps[-1]

    @property
    def is_read(self) -> bool:
        """Whether there is nothing on it but texts."""
        return is_read(self.last)


@dataclass(frozen=True, slots=True)
class StepPages:
    """Finds the page that a step stands on.

    Attributes:
        prompter: Knows what fits on a screen.
        history: The person's answers.
        shared: Returns what is said of all exercises before one of them.
        together: The brief questions that share a screen, by the id of each.
    """

    prompter: Prompter
    history: StoredAnswerHistory
    shared: Callable[[Step], screens.SharedNotes]
    together: Mapping[str, Sequence[Step]] = field(default_factory=dict)

    def page_of(self, step_id: str, steps: Sequence[Step], screen: Screen) -> StepPage:
        """Return the page of a step.

        Texts are joined with what follows them, from the end of each run of texts on: so an introduction
        stands with its question rather than with the text before it.

        Args:
            step_id: The id of the step.
            steps: The steps that are shown, in order.
            screen: What stands above a question in this session.
        """
        run = _run_around(step_id, steps)
        pages = [run[-1:]]
        for step in reversed(run[:-1]):
            joined = (step, *pages[0])
            if self._fits_screen(joined, screen):
                pages[0] = joined
            else:
                pages.insert(0, (step,))
        page = next(page for page in pages if any(step.id == step_id for step in page))
        found = StepPage(page, tuple(self._page_texts(page)), page[0].id)
        sharing = [step.id for step in self.together.get(step_id, ())]
        if step_id not in sharing[1:]:
            return found
        first = self.page_of(sharing[0], steps, screen)
        answered = self._answered_questions(self.together[step_id][: sharing.index(step_id)])
        return replace(found, first=first.first, before=(*first.above, *answered))

    def fits_above(self, blocks: Sequence[Block], page: StepPage, screen: Screen) -> bool:
        """Return whether there is room for more above a page of texts, or of texts with cues.

        Args:
            blocks: What would stand above.
            page: The page.
            screen: What stands above a question in this session.
        """
        question = Message() if page.is_read else self._first_question(page.last)
        if not isinstance(question, Message | PacedCues) or any(_opens_exercise(step) for step in page.steps):
            return False
        whole = replace(question, body=(*blocks, *page.above, *question.body))
        here = replace(screen, heading=page.last.section.title)
        return _word_count(whole.body) <= _MOST_WORDS and self.prompter.fits(whole, here)

    def _answered_questions(self, steps: Sequence[Step]) -> Iterator[OwnWords]:
        """Yield the answers to questions that are not private, each below its question."""
        for step in steps:
            activity = step.content
            kept = self.history.own(step.id)
            if kept and kept.text and isinstance(activity, Activity) and not activity.private:
                yield OwnWords(kept.text, fill_text(activity.question_text, self.history))

    def _page_texts(self, page: Sequence[Step]) -> list[Block]:
        return [block for step in page if is_read(step) for block in self._step_text(step)]

    def _step_text(self, step: Step) -> Sequence[Block]:
        if isinstance(step.content, Lesson):
            return screens.lesson(step, step.content, self.history, self.shared(step)).body
        asked = self._first_question(step)
        return asked.body if asked else ()

    def _first_question(self, step: Step) -> Question | None:
        """Return the first question of an activity."""
        if not isinstance(step.content, Activity):
            return None
        question = step.content.question((), self.history)
        return fill_question(question, self.history) if question else None

    def _fits_screen(self, page: Sequence[Step], screen: Screen) -> bool:
        first, last = page[0], page[-1]
        exercise = first.section.exercise
        # What can stir one up is told on a screen of its own.
        if _opens_exercise(first) and exercise and exercise.intense and not is_read(last):
            return False
        question: Question | None = Message() if is_read(last) else self._first_question(last)
        if question is None:
            return False
        whole = replace(question, body=(*self._page_texts(page), *question.body))
        here = replace(screen, heading=last.section.title)
        return _word_count(whole.body) <= _MOST_WORDS and self.prompter.fits(whole, here)


def words_before(step: Step, before: Sequence[Step], history: StoredAnswerHistory) -> tuple[OwnWords, ...]:
    """Return the newest words of a step's section that come before it; nothing of private ones.

    Args:
        step: The step that one comes back to.
        before: The steps before it that are shown, in order.
        history: The answers.
    """
    for earlier in reversed(before):
        activity = earlier.content
        if earlier.section is not step.section or not isinstance(activity, Activity):
            continue
        kept = history.own(activity.id)
        if kept and kept.text and activity.in_journal and not activity.private:
            return (OwnWords(kept.text, plain_text(activity.title or activity.question_text)),)
    return ()


def _run_around(step_id: str, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the texts of one section that follow each other around a step, and the activity after them."""
    at = next(number for number, step in enumerate(steps) if step.id == step_id)
    section = steps[at].section
    first = at
    while first and is_read(steps[first - 1]) and steps[first - 1].section is section:
        first -= 1
    last = at
    while is_read(steps[last]) and last + 1 < len(steps) and steps[last + 1].section is section:
        last += 1
    return tuple(steps[first : last + 1])


def _opens_exercise(step: Step) -> bool:
    return isinstance(step.content, Lesson) and step.content.opens


def _word_count(blocks: Sequence[Block]) -> int:
    texts = (
        block.markdown if isinstance(block, MarkdownBlock) else block.text
        for block in blocks
        if isinstance(block, MarkdownBlock | OwnWords | Aside)
    )
    return sum(len(text.split()) for text in texts)
