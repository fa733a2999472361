"""The interface through which a session asks a person: one method to ask, one to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from resilify_cli.activities.questions import (
    AnswerValue,
    Aside,
    Block,
    LineQuestion,
    MarkdownBlock,
    Message,
    PacedCues,
    Question,
    Reply,
    TextQuestion,
)


@dataclass(frozen=True, slots=True)
class SideNote:
    """Something to read beside a question, shown when the person asks for it.

    Attributes:
        name: What it is called in the line of keys, and in plain lines behind a colon.
        offer: What it is there for, behind "to": "read a worked answer".
        body: What it says.
    """

    name: str
    offer: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the person is: what stands above each question.

    Attributes:
        program: The title of the program.
        session: The title of the session.
        position: Such as "Session 2 of 8".
        step: The number of the screen in the session, from 1.
        steps: How many screens the session has at most; 0 where they are not counted.
        span: How many screens the step takes.
        minutes_left: How long the rest of the session takes; 0 if that is unknown.
        heading: The heading of the step.
        step_id: The id of the step; empty on a screen that is none.
        joined: The ids of the texts before it that stand on the same screen.
        page: The id of the step that the same screen begins with; it stays while questions are answered.
        before: Texts and answers of the steps before it that stand on the same screen.
        resumed: Whether words that were typed before and not sent are offered again.
        notice: A line about the step before.
        can_go_back: Whether there is a step before.
        notes: What can be read beside the question.
        citations: The number of each reference that the text may cite.
        translate: Returns words of the frame, such as those of keys, in the language of the program.
        questions_per_screen: How many questions of the step stand on one screen.
        leaving_saves: Whether what was answered before is kept when one leaves here.
    """

    program: str
    session: str = ""
    position: str = ""
    step: int = 0
    steps: int = 0
    span: int = 1
    minutes_left: float = 0
    heading: str = ""
    step_id: str = ""
    joined: tuple[str, ...] = ()
    page: str = ""
    before: tuple[Block, ...] = ()
    resumed: bool = False
    notice: str = ""
    can_go_back: bool = True
    notes: tuple[SideNote, ...] = ()
    citations: Mapping[str, int] = field(default_factory=dict)
    translate: Callable[[str], str] = str
    questions_per_screen: int = 1
    leaving_saves: bool = True


def with_notice(question: Question, screen: Screen) -> Question:
    """Return the question with the screen's notice above it, if there is one."""
    return replace(question, body=(Aside(screen.notice), *question.body)) if screen.notice else question


def without_motion(question: Question) -> Question:
    """Return a question without what moves: timed cues become a text."""
    if not isinstance(question, PacedCues):
        return question
    words = (MarkdownBlock(line) for line in question.without_timing)
    return Message(body=(*question.body, *words), continue_label="done")


def question_blocks(question: Question, screen: Screen) -> list[Block]:
    """Return the texts of a question, with what stands above it on the same screen."""
    blocks = [*screen.before, *question.body]
    if screen.resumed:
        blocks.append(Aside(screen.translate("Your words from before are here, as you left them.")))
    if isinstance(question, TextQuestion | LineQuestion) and question.hint:
        blocks.append(Aside(question.hint))
    return blocks


# Follows what is wrong with a line that does not read as what was asked for.
KEEP_AS_IT_IS = "Change it, or press Enter once more to keep it as it is."
KeepDraft = Callable[[AnswerValue], None]


class Prompter(Protocol):
    """Asks one person. A question's `default` is what they may change or keep."""

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Ask, and return the answer or the move made instead.

        Args:
            question: What is asked.
            screen: Where the person is.
            keep_draft: Saves what is typed so far. It is called at most a second after it was typed, and
                again before a move is returned.
        """
        ...

    def fits(self, question: Question, screen: Screen) -> bool:
        """Return whether all of a question can be seen at once, with room to answer.

        Args:
            question: What would be asked.
            screen: Where the person would be.
        """
        ...

    def say(self, message: str) -> None:
        """Show a short line outside the questions."""
        ...
