"""`follow-up`: asks how something went that was left open: a plan, an experiment, a log, things picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from resilify_cli.activities.answer_history import AnswerHistory, NumberRange, Reading, StoredAnswer
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.directive import Directive
from resilify_cli.activities.experiment import BELIEF
from resilify_cli.activities.questions import (
    AnswerValue,
    Block,
    ChoiceOption,
    LineQuestion,
    MarkdownBlock,
    Message,
    OwnWords,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.activities.reading_comparison import draw_readings

_PREFIX, _AGAIN = "follow-up-", "--"
_EXPERIMENT = "experiment"


class Went(Enum):
    """How it went."""

    DONE = "done"
    DIFFERENTLY = "differently"
    NOT_YET = "not-yet"


class Next(Enum):
    """What is to become of what was not done yet."""

    KEEP = "keep"
    CHANGE = "change"
    LET_GO = "let-go"


_WENT = (
    ChoiceOption(Went.DONE.value, "I did it"),
    ChoiceOption(Went.DIFFERENTLY.value, "I did it differently"),
    ChoiceOption(Went.NOT_YET.value, "Not yet"),
)
_NEXT = (
    ChoiceOption(Next.KEEP.value, "Keep it as it is"),
    ChoiceOption(Next.CHANGE.value, "Change it"),
    ChoiceOption(Next.LET_GO.value, "Let it go"),
)


def follow_up_id(target: str, again: str = "") -> str:
    """Return the id of the follow-up of an activity; `again` tells a later one from the first."""
    return f"{_PREFIX}{target}{_AGAIN}{again}" if again else f"{_PREFIX}{target}"


def leaves_open(values: Sequence[AnswerValue]) -> bool:
    """Return whether a follow-up's answer leaves what it asked about open."""
    return values[:1] == (Went.NOT_YET.value,) and Next.LET_GO.value not in values[1:2]


@dataclass(frozen=True, kw_only=True)
class FollowUp(Activity):
    """Shows what was left open, asks how it went, and leads on from each of the three answers.

    It is left out where the activity `of` was never answered, or an earlier follow-up has closed it.
    `lines` are the author's words after each answer.
    """

    kind = "follow-up"
    options = frozenset({"done", "differently", "not-yet", "again"})
    needs_text = False
    keeps_partial = True
    default_minutes = 2

    of: str
    again: str
    lines: Mapping[Went, str]

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read what it asks about, and the words after each answer."""
        super().read_own_fields(directive)
        lines = {went: directive.text(went.value) for went in Went}
        return {"of": directive.argument, "again": directive.text("again"), "lines": lines}

    @classmethod
    def read_common_fields(cls, directive: Directive) -> dict[str, Any]:
        """Give the step an id of its own."""
        derived = follow_up_id(directive.argument, directive.text("again"))
        return {**super().read_common_fields(directive), "id": derived}

    def referenced_activities(self) -> Sequence[tuple[str, int]]:
        """Name the activity that it asks about."""
        return ((self.of, self.line),)

    def is_shown(self, history: AnswerHistory) -> bool:
        """Show it where there is something open to ask about, or it has been answered already."""
        if not super().is_shown(history) or history.latest(self.of) is None:
            return False
        if history.latest(self.id) is not None or not self.again:
            return True
        earlier = history.latest(follow_up_id(self.of))
        return earlier is None or leaves_open(earlier.values)

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask how it went, and then what that answer leads to."""
        given = history.latest(self.of)
        if not values:
            words = (OwnWords(given.text, "You wrote"),) if given and given.text else ()
            asked = self.body() or (MarkdownBlock("How did it go?"),)
            return SingleChoice(body=(*words, *asked), options=_WENT)
        went = next((went for went in Went if went.value == values[0]), Went.NOT_YET)
        line = (MarkdownBlock(self.lines[went]),) if self.lines[went] and len(values) == 1 else ()
        if went is Went.NOT_YET:
            return self._ask_next(line, values, given)
        if given is not None and given.kind == _EXPERIMENT:
            return self._ask_outcome(line, values, given)
        if len(values) > 1:
            return None
        return LineQuestion(body=line or (MarkdownBlock("What happened?"),), hint=self.hint, optional=True)

    def _ask_next(
        self, line: tuple[Block, ...], values: Sequence[AnswerValue], given: StoredAnswer | None
    ) -> Question | None:
        if len(values) == 1:
            asked = MarkdownBlock("What would you like to do with it?")
            return SingleChoice(body=(*line, asked), options=_NEXT)
        if len(values) == 2 and values[1] == Next.CHANGE.value:
            body = (MarkdownBlock("How would you like it to read?"),)
            return TextQuestion(body=body, default=given.text if given else "")
        return None

    def _ask_outcome(
        self, line: tuple[Block, ...], values: Sequence[AnswerValue], given: StoredAnswer
    ) -> Question | None:
        expected = (OwnWords(str(given.fields.get("prediction", given.text)), "You expected"),)
        match len(values):
            case 1:
                asked = MarkdownBlock("What happened, as a camera would have seen it?")
                return TextQuestion(body=(*line, *expected, asked), hint=self.hint)
            case 2:
                now = MarkdownBlock("How much do you believe now what you expected then?")
                return ScaleQuestion(
                    body=(*expected, now), low=0, high=100, low_label="not at all", high_label="completely"
                )
            case 3:
                both = (*expected, OwnWords(str(values[1]), "What happened"))
                asked = MarkdownBlock("What does that say about the next time?")
                return LineQuestion(body=(*both, asked), optional=True)
            case 4:
                return self._change(given, values[2])
            case _:
                return None

    def _change(self, given: StoredAnswer, now: AnswerValue) -> Message | None:
        before = given.fields.get("belief")
        if not isinstance(before, int) or not isinstance(now, int):
            return None
        readings = [
            (label, Reading("belief", number, BELIEF.low, BELIEF.high))
            for label, number in (("before", before), ("after", now))
        ]
        return Message(body=(draw_readings(readings, f"From {before} to {now}."),))

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep how it went and what was said of it, one line each."""
        labels = {option.id: option.label for option in (*_WENT, *_NEXT)}
        lines = [labels.get(str(values[0]), str(values[0]))] if values else []
        named = self.fields_of(values)
        lines += [labels.get(str(named["next"]), "")] if "next" in named else []
        lines += [f"What happened: {named['happened']}"] if "happened" in named else []
        lines += [f"I believe it now: {named['belief']}"] if "belief" in named else []
        lines += [f"I learned: {named['learned']}"] if "learned" in named else []
        lines += [str(named["changed"])] if "changed" in named else []
        return ActivityResult("\n".join(line for line in lines if line), tuple(values))

    def field_names(self) -> tuple[str, ...]:
        """Return the names of what it can hold."""
        return ("went", "next", "changed", "happened", "belief", "learned")

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return how it went, and what was said of it."""
        not_yet = values[:1] == (Went.NOT_YET.value,)
        names = ("went", "next", "changed") if not_yet else ("went", "happened", "belief", "learned")
        return {name: value for name, value in zip(names, values, strict=False) if value not in ("", None)}

    def range_of(self, name: str = "") -> NumberRange | None:
        """Return the scale of the belief."""
        return BELIEF if name == "belief" else None

    def options_of(self, name: str = "") -> frozenset[str] | None:
        """Return how it can go, and what can become of it."""
        if name in ("", "went"):
            return frozenset(went.value for went in Went)
        return frozenset(one.value for one in Next) if name == "next" else None
