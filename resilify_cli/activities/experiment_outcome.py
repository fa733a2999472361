"""What a follow-up asks about an experiment that was done."""

from __future__ import annotations

from collections.abc import Sequence

from resilify_cli.activities.answer_history import Reading, StoredAnswer
from resilify_cli.activities.experiment import BELIEF
from resilify_cli.activities.questions import (
    AnswerValue,
    Block,
    LineQuestion,
    MarkdownBlock,
    Message,
    OwnWords,
    Question,
    ScaleQuestion,
    SideBySide,
    TextQuestion,
)
from resilify_cli.activities.reading_comparison import draw_readings


def ask_outcome(
    values: Sequence[AnswerValue], given: StoredAnswer, *, said: Sequence[Block], asked: str, hint: str
) -> Question | None:
    """Return the next question about how an experiment came out; None when all are answered.

    Args:
        values: The answers so far; the first says how it went.
        given: The experiment.
        said: What is told before the first of these questions.
        asked: The author's last question, or an empty text.
        hint: The beginning of an answer to the first of them.
    """
    prediction = given.words("prediction") or given.words()
    expected = (OwnWords(prediction, "You expected"),) if prediction else ()
    happened = OwnWords(str(values[1]), "What happened") if len(values) > 1 else None
    compared: tuple[Block, ...] = expected
    if happened and expected:
        compared = (SideBySide(expected[0], happened),)
    match len(values):
        case 1:
            camera = MarkdownBlock("What happened, as a camera would have seen it?")
            return TextQuestion(body=(*said, *compared, camera), hint=hint)
        case 2:
            now = MarkdownBlock("How much do you believe now what you expected then?")
            return ScaleQuestion(
                body=(*compared, now), low=0, high=100, low_label="not at all", high_label="completely"
            )
        case 3:
            last = MarkdownBlock(asked or "What does that say about the next time?")
            return LineQuestion(body=(*compared, last), optional=True)
        case 4:
            return _show_change(compared, given, values[2])
        case _:
            return None


def _show_change(compared: Sequence[Block], given: StoredAnswer, now: AnswerValue) -> Message | None:
    before = given.fields.get("belief")
    if given.private or not isinstance(before, int) or not isinstance(now, int):
        return None
    readings = [
        (label, Reading("belief", number, BELIEF.low, BELIEF.high))
        for label, number in (("before", before), ("after", now))
    ]
    return Message(body=(*compared, draw_readings(readings, f"From {before} to {now}.")))
