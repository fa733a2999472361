"""Earlier answers as defaults of the questions that ask for them again."""

from __future__ import annotations

from dataclasses import replace

from resilify_cli.activities.questions import (
    CUT_SHORT,
    Answer,
    AnswerValue,
    Aside,
    LineQuestion,
    MultipleChoice,
    PacedCues,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
    TimerQuestion,
)


def is_blank(question: Question, reply: Answer) -> bool:
    """Return whether a reply is an empty text where one was asked for: the person passed it by."""
    if not isinstance(question, TextQuestion | LineQuestion):
        return False
    return not question.optional and not str(reply.value).strip()


def fits(question: Question, value: AnswerValue) -> bool:
    """Return whether a value can be the answer to a question."""
    match question:
        case TextQuestion() | LineQuestion():
            return isinstance(value, str)
        case ScaleQuestion(low=low, high=high):
            return isinstance(value, int) and low <= value <= high
        case SingleChoice(options=options, other=other):
            return isinstance(value, str) and (other or value in {o.id for o in options})
        case MultipleChoice():
            return isinstance(value, list)
        case PacedCues() | TimerQuestion():
            return value in (None, CUT_SHORT)
        case _:
            return value is None


def with_default(question: Question, value: AnswerValue, error: str) -> Question:
    """Return a question with an earlier value to change.

    Args:
        question: the question as it is asked the first time.
        value: the earlier value; one that does not fit is left out.
        error: what went wrong with the answer before, to be told below the question; may be empty.
    """
    if error:
        question = replace(question, body=(*question.body, Aside(error)))
    if isinstance(question, TimerQuestion):
        # Its draft says when it was begun.
        return replace(question, started=value) if isinstance(value, str) else question
    if value is None or not fits(question, value):
        return question
    match question, value:
        case ((TextQuestion() | LineQuestion()), str()):
            return replace(question, default=value)
        case ScaleQuestion(), int():
            return replace(question, default=value)
        case SingleChoice(), str():
            return replace(question, default=value)
        case MultipleChoice(options=options, other=other), list():
            known = {option.id for option in options}
            return replace(question, default=tuple(one for one in value if other or one in known))
        case _:
            return question
