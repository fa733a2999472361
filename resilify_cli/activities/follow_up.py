"""`follow-up`: asks how something went that was left open: a plan, an experiment, a log, things picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from resilify_cli.activities.answer_history import AnswerHistory, NumberRange, Reading, StoredAnswer
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.directive import Directive
from resilify_cli.activities.experiment import BELIEF
from resilify_cli.activities.log import Log
from resilify_cli.activities.log_summary import log_rows_block
from resilify_cli.activities.pick import Pick
from resilify_cli.activities.questions import (
    AnswerValue,
    Aside,
    Block,
    ChoiceOption,
    LineQuestion,
    MarkdownBlock,
    Message,
    MultipleChoice,
    OwnWords,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.activities.reading_comparison import draw_readings

PREFIX, AGAIN = "follow-up-", "--"
_EXPERIMENT, _LOG, _PICK, _RECORD = "experiment", "log", "pick", "record"


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
_LOG_WENT = (
    ChoiceOption(Went.DONE.value, "I filled it in"),
    ChoiceOption(Went.DIFFERENTLY.value, "In another way"),
    ChoiceOption(Went.NOT_YET.value, "Not yet"),
)
_NEXT = (
    ChoiceOption(Next.KEEP.value, "Keep it as it is"),
    ChoiceOption(Next.CHANGE.value, "Change it"),
    ChoiceOption(Next.LET_GO.value, "Let it go"),
)


def follow_up_id(target: str, again: str = "") -> str:
    """Return the id of the follow-up of an activity; `again` tells a later one from the first."""
    return f"{PREFIX}{target}{AGAIN}{again}" if again else f"{PREFIX}{target}"


def leaves_open(values: Sequence[AnswerValue]) -> bool:
    """Return whether a follow-up's answer leaves what it asked about open."""
    return _went(values) is Went.NOT_YET and Next.LET_GO.value not in values[1:2]


def changed_words(values: Sequence[AnswerValue]) -> str:
    """Return what an open thing was changed to by a follow-up; empty where it was not."""
    is_changed = _went(values) is Went.NOT_YET and values[1:2] == (Next.CHANGE.value,)
    return str(values[2]) if is_changed and len(values) > 2 and values[2] else ""


@dataclass(frozen=True, kw_only=True)
class FollowUp(Activity):
    """Shows what was left open, asks how it went, and leads on from each of the three answers.

    Of what was picked it asks which were done. Of a log or a record it asks what the person notices, unless
    the author has words for the three answers. It is left out where the activity `of` was never answered, or
    an earlier follow-up has closed it.

    Attributes:
        of: The id of the activity that it asks about.
        again: What tells it from an earlier follow-up of the same activity.
        lines: The author's words after each answer.
        target: The activity that it asks about, once the whole program is read.
    """

    kind = "follow-up"
    options = frozenset({"done", "differently", "not-yet", "again"})
    needs_text = False
    keeps_partial = True
    default_minutes = 2

    of: str
    again: str
    lines: Mapping[Went, str]
    target: Activity | None = None

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

    def resolved(self, earlier: Mapping[str, Activity]) -> Activity:
        """Return it with the activity that it asks about; that there is none is told elsewhere."""
        return replace(self, target=earlier.get(self.of))

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
        kind = self._kind(given)
        if not values:
            return self._ask_first(kind, given, history)
        if self._only_looks_back(kind):
            return None
        went = _went(values) or Went.NOT_YET
        line = (MarkdownBlock(self.lines[went]),) if self.lines[went] and len(values) == 1 else ()
        if went is Went.NOT_YET:
            return self._ask_next(line, values, given)
        if given is not None and kind == _EXPERIMENT:
            return self._ask_outcome(line, values, given)
        if len(values) > 1:
            return None
        return LineQuestion(body=line or (MarkdownBlock("What happened?"),), hint=self.hint, optional=True)

    def _kind(self, given: StoredAnswer | None) -> str:
        return self.target.kind if self.target else given.kind if given else ""

    def _only_looks_back(self, kind: str) -> bool:
        """Return whether it asks what the person notices, and nothing after that."""
        return kind in (_LOG, _RECORD) and not any(self.lines.values())

    def _ask_first(self, kind: str, given: StoredAnswer | None, history: AnswerHistory) -> Question:
        if kind == _PICK:
            return self._ask_ticks(given)
        words: tuple[Block, ...] = ()
        if kind == _LOG:
            words = log_rows_block(
                history.all(self.of), self.target if isinstance(self.target, Log) else None
            )
        elif given and given.words():
            words = (OwnWords(given.words(), "You wrote"),)
        if self._only_looks_back(kind):
            notice = MarkdownBlock("What do you notice?")
            asked = (*self.body(), *(() if self.prompt.rstrip().endswith("?") else (notice,)))
            return LineQuestion(body=(*words, *asked), hint=self.hint, optional=True)
        asked = self.body() or (MarkdownBlock("How did it go?"),)
        return SingleChoice(body=(*words, *asked), options=_LOG_WENT if kind == _LOG else _WENT)

    def _ask_ticks(self, given: StoredAnswer | None) -> MultipleChoice:
        """Ask which of the things that were picked were done."""
        labels = self._pool()
        chosen = [str(one) for one in given.part("chosen")] if given and not given.private else list(labels)
        options = tuple(ChoiceOption(one, labels.get(one, one)) for one in dict.fromkeys(chosen))
        asked = self.body() or (MarkdownBlock("Which of these did you do?"),)
        return MultipleChoice(
            body=(*asked, Aside("Mark what you did, in whatever order it came.")), options=options, other=True
        )

    def _pool(self) -> dict[str, str]:
        """Return the label of each thing that could be picked, by its id."""
        pool = self.target.pool if isinstance(self.target, Pick) else ()
        return {option.id: option.label for option in pool}

    def _ask_next(
        self, line: tuple[Block, ...], values: Sequence[AnswerValue], given: StoredAnswer | None
    ) -> Question | None:
        if len(values) == 1:
            asked = MarkdownBlock("What would you like to do with it?")
            # Rows that were filled and things that were picked are no words to be put otherwise.
            fixed = self._kind(given) in (_LOG, _PICK)
            options = tuple(one for one in _NEXT if not fixed or one.id != Next.CHANGE.value)
            return SingleChoice(body=(*line, asked), options=options)
        if len(values) == 2 and values[1] == Next.CHANGE.value:
            body = (MarkdownBlock("How would you like it to read?"),)
            return TextQuestion(body=body, default=given.words() if given else "")
        return None

    def _ask_outcome(
        self, line: tuple[Block, ...], values: Sequence[AnswerValue], given: StoredAnswer
    ) -> Question | None:
        prediction = given.words("prediction") or given.words()
        expected = (OwnWords(prediction, "You expected"),) if prediction else ()
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
        if given.private or not isinstance(before, int) or not isinstance(now, int):
            return None
        readings = [
            (label, Reading("belief", number, BELIEF.low, BELIEF.high))
            for label, number in (("before", before), ("after", now))
        ]
        return Message(body=(draw_readings(readings, f"From {before} to {now}."),))

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep how it went and what was said of it, one line each."""
        if self._only_looks_back(self._kind(None)):
            return ActivityResult(str(values[0] or "") if values else "", tuple(values))
        labels = {option.id: option.label for option in (*_WENT, *_NEXT)}
        if self._kind(None) == _LOG:
            labels |= {option.id: option.label for option in _LOG_WENT}
        named = self.fields_of(values)
        went = str(named.get("went", ""))
        ticked = values[0] if values and isinstance(values[0], list) else []
        lines = [self._pool().get(one, one) for one in ticked] or [labels.get(went, went)]
        lines += [labels.get(str(named["next"]), "")] if "next" in named else []
        lines += [f"What happened: {named['happened']}"] if "happened" in named else []
        lines += [f"I believe it now: {named['belief']}"] if "belief" in named else []
        lines += [f"I learned: {named['learned']}"] if "learned" in named else []
        lines += [str(named["changed"])] if "changed" in named else []
        return ActivityResult("\n".join(line for line in lines if line), tuple(values))

    def field_names(self) -> tuple[str, ...]:
        """Return the names of what it can hold."""
        return ("went", "next", "changed", "happened", "belief", "learned", "noticed", "ticked")

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return how it went, and what was said of it."""
        if self._only_looks_back(self._kind(None)):
            return {"noticed": values[0]} if values and values[0] else {}
        if not values:
            return {}
        went = _went(values) or Went.NOT_YET
        names = ("next", "changed") if went is Went.NOT_YET else ("happened", "belief", "learned")
        found: dict[str, AnswerValue] = {"went": went.value}
        if isinstance(values[0], list):
            found["ticked"] = values[0]
        rest = zip(names, values[1:], strict=False)
        return found | {name: value for name, value in rest if value not in ("", None)}

    def range_of(self, name: str = "") -> NumberRange | None:
        """Return the scale of the belief."""
        return BELIEF if name == "belief" else None

    def options_of(self, name: str = "") -> frozenset[str] | None:
        """Return how it can go, and what can become of it."""
        if name in ("", "went"):
            return frozenset(went.value for went in Went)
        return frozenset(one.value for one in Next) if name == "next" else None


def _went(values: Sequence[AnswerValue]) -> Went | None:
    """Return how it went; None where that was not asked. What was ticked of a pick was done."""
    first = values[0] if values else None
    if isinstance(first, list):
        return Went.DONE if first else Went.NOT_YET
    return next((went for went in Went if went.value == first), None)
