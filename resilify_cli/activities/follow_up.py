"""`follow-up`: asks how something went that was left open: a plan, an experiment, a log, things picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.experiment import BELIEF
from resilify_cli.activities.experiment_outcome import ask_outcome
from resilify_cli.activities.follow_up_answer import (
    Next,
    Went,
    changed_words,
    follow_up_id,
    leaves_open,
    went_of,
)
from resilify_cli.activities.follow_up_options import LOG_WENT_OPTIONS, NEXT_OPTIONS, WENT_OPTIONS
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
    MultipleChoice,
    OwnWords,
    Question,
    SingleChoice,
    TextQuestion,
)

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory, NumberRange, StoredAnswer
    from resilify_cli.activities.directive import Directive

_HOW_DID_IT_GO = "How did it go?"
_EXPERIMENT, _LOG, _PICK, _RECORD = "experiment", "log", "pick", "record"


@dataclass(frozen=True, kw_only=True)
class FollowUp(Activity):
    """Shows what was left open, asks how it went, and leads on from each of the three answers.

    Of what was picked it asks which were done. Of a log or a record it asks what the person notices, unless
    the author has words for the three answers. It is left out where the activity `of` was never answered, or
    an earlier follow-up has closed it.

    The author's line after an answer is said; one that ends in a question mark is asked: after "not yet" as
    the last question, and of an experiment in place of what it says about the next time.

    Attributes:
        of: The id of the activity that it asks about.
        again: What tells it from an earlier follow-up of the same activity.
        lines: The author's words after each answer.
        target: The activity that it asks about, once the whole program is read.
    """

    kind = "follow-up"
    options = frozenset({"done", "differently", "not-yet", "again"})
    needs_text = False
    refers_back = True
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

    @property
    def question_text(self) -> str:
        """The question as it was asked, to be stored with the answer."""
        return self.prompt or _HOW_DID_IT_GO

    @property
    def question_count(self) -> int:
        """How it went, and what that leads to."""
        return 2

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask how it went, and then what that answer leads to."""
        given = history.latest(self.of)
        kind = self._target_kind(given)
        if not values:
            return self._ask_first(kind, given, history)
        asked = None if self._only_looks_back(kind) else self._ask_on(kind, values, given)
        if asked is None:
            return None
        is_test = kind == _EXPERIMENT
        shown = () if is_test or kind == _PICK else self._shown_words(kind, given, history)
        return replace(asked, body=(*shown, *self._answered_question(values, kind), *asked.body))

    def _ask_on(
        self, kind: str, values: Sequence[AnswerValue], given: StoredAnswer | None
    ) -> Question | None:
        """Ask what the first answer leads to."""
        went = went_of(values) or Went.NOT_YET
        if went is Went.NOT_YET:
            return self._ask_next(values, given)
        if given is not None and kind == _EXPERIMENT:
            line = self.lines[went]
            asked = line if _is_question(line) else ""
            return ask_outcome(values, given, said=self._response_blocks(went), asked=asked, hint=self.hint)
        if len(values) > 1:
            return None
        asked = self.lines[went] or "What happened?"
        return LineQuestion(body=(MarkdownBlock(asked),), hint=self.hint, optional=True)

    def _response_blocks(self, went: Went) -> tuple[Block, ...]:
        """Return the author's line after an answer as words to read, if it asks nothing."""
        line = self.lines[went]
        return () if not line or _is_question(line) else (MarkdownBlock(line),)

    def _target_kind(self, given: StoredAnswer | None) -> str:
        return self.target.kind if self.target else given.kind if given else ""

    def _only_looks_back(self, kind: str) -> bool:
        """Return whether it asks what the person notices, and nothing after that."""
        return kind in (_LOG, _RECORD) and not any(self.lines.values())

    def _ask_first(self, kind: str, given: StoredAnswer | None, history: AnswerHistory) -> Question:
        if kind == _PICK:
            return self._ask_ticks(given)
        words = self._shown_words(kind, given, history)
        if self._only_looks_back(kind):
            notice = MarkdownBlock("What do you notice?")
            asked = (*self.body(), *(() if self.prompt.rstrip().endswith("?") else (notice,)))
            return LineQuestion(body=(*words, *asked), hint=self.hint, optional=True)
        asked = self.body() or (MarkdownBlock(_HOW_DID_IT_GO),)
        return SingleChoice(body=(*words, *asked), options=LOG_WENT_OPTIONS if kind == _LOG else WENT_OPTIONS)

    def _shown_words(
        self, kind: str, given: StoredAnswer | None, history: AnswerHistory
    ) -> tuple[Block, ...]:
        """Return the words of the plan, experiment or log that is followed up, in their newest version."""
        if kind == _LOG:
            log = self.target if isinstance(self.target, Log) else None
            return log_rows_block(history.all(self.of), log)
        if given is None or not given.words():
            return ()
        earlier = history.latest(follow_up_id(self.of)) if self.again else None
        changed = changed_words(earlier.values) if earlier else ""
        return (OwnWords(changed or given.words(), "You wrote"),)

    def _answered_question(self, values: Sequence[AnswerValue], kind: str) -> tuple[Block, ...]:
        """Return the first question with its answer, which stay in sight above what it leads to."""
        options = LOG_WENT_OPTIONS if kind == _LOG else WENT_OPTIONS
        labels = [option.label for option in options if option.id == values[0]]
        return tuple(OwnWords(label, self.question_text) for label in labels)

    def _ask_ticks(self, given: StoredAnswer | None) -> MultipleChoice:
        """Ask which of the things that were picked were done."""
        labels = self._pickable()
        chosen = [str(one) for one in given.part("chosen")] if given and not given.private else list(labels)
        options = tuple(ChoiceOption(one, labels.get(one, one)) for one in dict.fromkeys(chosen))
        asked = self.body() or (MarkdownBlock("Which of these did you do?"),)
        return MultipleChoice(
            body=(*asked, Aside("Mark what you did, in whatever order it came.")), options=options, other=True
        )

    def _pickable(self) -> dict[str, str]:
        """Return the label of each thing that could be picked, by its id."""
        pool = self.target.pool if isinstance(self.target, Pick) else ()
        return {option.id: option.label for option in pool}

    def _ask_next(self, values: Sequence[AnswerValue], given: StoredAnswer | None) -> Question | None:
        """Ask what is to become of it, in what words if it changes, and last the author's own question."""
        is_changed = values[1:2] == (Next.CHANGE.value,)
        if len(values) == 1:
            asked = MarkdownBlock("What would you like to do with it?")
            # Rows that were filled and things that were picked are no words to be put otherwise.
            fixed = self._target_kind(given) in (_LOG, _PICK)
            options = tuple(one for one in NEXT_OPTIONS if not fixed or one.id != Next.CHANGE.value)
            return SingleChoice(body=(*self._response_blocks(Went.NOT_YET), asked), options=options)
        if len(values) == 2 and is_changed:
            body = (MarkdownBlock("How would you like it to read?"),)
            return TextQuestion(body=body, default=given.words() if given else "")
        line = self.lines[Went.NOT_YET]
        if _is_question(line) and len(values) == 2 + is_changed:
            return LineQuestion(body=(MarkdownBlock(line),), hint=self.hint, optional=True)
        return None

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep how it went and what was said of it, one line each."""
        if self._only_looks_back(self._target_kind(None)):
            return ActivityResult(str(values[0] or "") if values else "", tuple(values))
        labels = {option.id: option.label for option in (*WENT_OPTIONS, *NEXT_OPTIONS)}
        if self._target_kind(None) == _LOG:
            labels |= {option.id: option.label for option in LOG_WENT_OPTIONS}
        named = self.fields_of(values)
        went = str(named.get("went", ""))
        ticked = values[0] if values and isinstance(values[0], list) else []
        lines = [self._pickable().get(one, one) for one in ticked] or [labels.get(went, went)]
        lines += [labels.get(str(named["next"]), "")] if "next" in named else []
        lines += [f"What happened: {named['happened']}"] if "happened" in named else []
        lines += [f"I believe it now: {named['belief']}"] if "belief" in named else []
        lines += [f"I learned: {named['learned']}"] if "learned" in named else []
        lines += [str(named["changed"])] if "changed" in named else []
        lines += [str(named["obstacle"])] if "obstacle" in named else []
        return ActivityResult("\n".join(line for line in lines if line), tuple(values))

    def field_names(self) -> tuple[str, ...]:
        """Return the names of what it can hold."""
        return ("went", "next", "changed", "happened", "belief", "learned", "noticed", "ticked", "obstacle")

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return how it went, and what was said of it."""
        if self._only_looks_back(self._target_kind(None)):
            return {"noticed": values[0]} if values and values[0] else {}
        if not values:
            return {}
        went = went_of(values) or Went.NOT_YET
        is_changed = values[1:2] == (Next.CHANGE.value,)
        after_not_yet = ("next", "changed", "obstacle") if is_changed else ("next", "obstacle")
        names = after_not_yet if went is Went.NOT_YET else ("happened", "belief", "learned")
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


def _is_question(line: str) -> bool:
    """Return whether an author's line is a question, which is then asked rather than said."""
    return line.rstrip().endswith("?")
