"""The base class of all activity kinds: their fields, and how one is read, asked and answered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from resilify_cli.activities.answer_history import NO_ANSWERS, AnswerHistory, NumberRange, Reading
from resilify_cli.activities.base_options import WHOLE_ANSWER, read_example, read_keep, read_when
from resilify_cli.activities.ids import ID_PATTERN, ID_RULE, slugify, suggest
from resilify_cli.activities.limits import LONGEST_MINUTES
from resilify_cli.activities.questions import (
    AnswerValue,
    Block,
    MarkdownBlock,
    MultipleChoice,
    Question,
    ScaleQuestion,
    SingleChoice,
)

if TYPE_CHECKING:
    from resilify_cli.activities.condition import Condition
    from resilify_cli.activities.directive import Directive


class ActivityResult(NamedTuple):
    """What is stored of an answered activity.

    Attributes:
        text: The answer as words, for the journal.
        values: The value of each part, in the order they were asked.
        readings: The readings of measures that come of it.
        whole: Whether it was done to its end; as a practice, what was cut short does not count.
    """

    text: str
    values: tuple[AnswerValue, ...]
    readings: tuple[Reading, ...] = ()
    whole: bool = True


@dataclass(frozen=True, kw_only=True)
class Activity(ABC):
    """One thing to do in a session.

    Attributes:
        kind: The name in `:::{kind}`; each subclass sets it.
        options: The options that only this kind has.
        repeatable_options: Those of them that may stand more than once.
        has_labelled_parts: Whether a worked example of it is written part by part, as `Label: words`.
        in_journal: Whether its answers are words that belong in the journal.
        default_minutes: How long it takes where the author does not say.
        needs_text: Whether an author has to write a text for it.
        keeps_partial: Whether the parts answered so far are stored when the rest is skipped.
        questions_per_screen: How many of its questions stand on one screen, each below the answers before it.
        only_read: Whether it is a text to read, and asks nothing.
        refers_back: Whether it comes back to earlier answers, and is left out where there are none.
        id: Its id, unique in the program.
        line: The line of its file that it begins on.
        title: Its title, or an empty text.
        prompt: What it asks, as Markdown.
        hint: The beginning of an answer, shown where one types.
        example: A worked answer, shown when the person asks for it.
        private: Whether its answer is never shown again by itself.
        keep: Which part of its answer is the line that the end of the session shows once more: the name of a
            part, or `WHOLE_ANSWER`; an empty text where it is none.
        stands_alone: Whether its question can be asked on any day, without its program.
        minutes: About how long it takes.
        practice: Its name among the practices, or an empty text if it is none.
        when: The condition for showing it.
        when_line: The line of that condition.
    """

    kind: ClassVar[str] = ""
    options: ClassVar[frozenset[str]] = frozenset()
    repeatable_options: ClassVar[frozenset[str]] = frozenset()
    has_labelled_parts: ClassVar[bool] = False
    in_journal: ClassVar[bool] = True
    default_minutes: ClassVar[float] = 1
    needs_text: ClassVar[bool] = True
    keeps_partial: ClassVar[bool] = False
    questions_per_screen: ClassVar[int] = 5
    only_read: ClassVar[bool] = False
    refers_back: ClassVar[bool] = False

    id: str
    line: int
    title: str = ""
    prompt: str = ""
    hint: str = ""
    example: str = ""
    private: bool = False
    keep: str = ""
    stands_alone: bool = False
    minutes: float = 1
    practice: str = ""
    when: Condition | None = None
    when_line: int = 0

    @classmethod
    def from_directive(cls, directive: Directive) -> Self:
        """Make the activity from its directive; what is wrong is added to `directive.problems`."""
        known = COMMON_OPTIONS | cls.options
        for name, found in directive.options.items():
            if name not in known:
                directive.problems.add(found.line, f"{cls.kind} has no option :{name}:", suggest(name, known))
        if not cls.has_id(directive.argument):
            given = directive.argument
            wrong = f"{given[:40]!r} is no id" if given else f"this {cls.kind} has no id"
            name = f"{slugify(given)}, in" if given else "and an id of"
            directive.problems.add(directive.line, wrong, f"write :::{{{cls.kind}}} {name} {ID_RULE}")
        activity = cls(**cls.read_common_fields(directive), **cls.read_own_fields(directive))
        if activity.keep not in ("", WHOLE_ANSWER, *activity.field_names()):
            directive.problems.add(
                directive.options["keep"].line,
                f":keep: is {activity.keep[:40]!r}",
                "write yes, or the name of one of its parts",
            )
        if activity.misses_text():
            directive.problems.add(
                directive.line, f"this {cls.kind} asks nothing", "write its text under the options"
            )
        return activity

    @classmethod
    def has_id(cls, argument: str) -> bool:
        """Return whether the text after the kind is what this kind has there: an id."""
        return ID_PATTERN.match(argument) is not None

    @classmethod
    def read_common_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the fields that every kind has, by name."""
        when = directive.options.get("when")
        return {
            "id": directive.argument,
            "line": directive.line,
            "title": directive.text("title"),
            "prompt": directive.prose(),
            "hint": directive.text("hint"),
            "example": read_example(directive, in_lines=cls.has_labelled_parts),
            "private": directive.flag("private"),
            "keep": read_keep(directive),
            "stands_alone": directive.flag("stands-alone"),
            "minutes": directive.number("minutes", cls.default_minutes, 0, LONGEST_MINUTES),
            "practice": directive.text("practice"),
            "when": read_when(directive, when) if when else None,
            "when_line": when.line if when else 0,
        }

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the fields that only this kind has, by name."""
        if directive.items():
            directive.problems.add(
                directive.line, f"{cls.kind} takes no list", "write the list into a lesson"
            )
        return {}

    @property
    def name(self) -> str:
        """A short name for lists: that of the practice, the title, or the first line of the question."""
        return self.practice or self.title or self.prompt.partition("\n")[0] or self.id

    @property
    def question_text(self) -> str:
        """The question as it was asked, to be stored with the answer."""
        return self.prompt

    @property
    def measures(self) -> frozenset[str]:
        """The names of the measures that its answers are readings of."""
        return frozenset()

    @property
    def quoted_fields(self) -> frozenset[str]:
        """The names of its fields that hold words of others, which no rule of style is for."""
        return frozenset()

    @property
    def question_count(self) -> int:
        """How many questions it asks; of one that asks on as long as one likes, the usual number."""
        return 1

    @property
    def screen_count(self) -> int:
        """How many screens its questions take."""
        return ceil(self.question_count / self.questions_per_screen)

    @property
    def is_brief(self) -> bool:
        """Whether it takes so little room that other questions can stand on its screen."""
        return False

    def body(self) -> tuple[Block, ...]:
        """Return the blocks shown above the first question."""
        return (MarkdownBlock(self.prompt),) if self.prompt else ()

    def is_shown(self, history: AnswerHistory) -> bool:
        """Return whether this activity is shown to a person with these earlier answers."""
        return self.when is None or self.when.holds(history)

    def referenced_activities(self) -> Sequence[tuple[str, int]]:
        """Return the ids of the activities that this one refers to, with the lines that name them."""
        return ()

    def misses_text(self) -> bool:
        """Return whether it has no text although an author has to write one."""
        return self.needs_text and not self.prompt

    def resolved(self, earlier: Mapping[str, Activity]) -> Activity | None:
        """Return it with what it takes over from an earlier activity; None if that is not there."""
        return self

    def field_names(self) -> tuple[str, ...]:
        """Return the names of its parts that conditions and texts can ask for, as `id.name`."""
        return ()

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return the named parts of an answer."""
        return {}

    def shown_parts(self, values: Sequence[AnswerValue]) -> Mapping[str, str]:
        """Return the named parts of an answer that are shown otherwise than their values read."""
        return {}

    def number_of(self, values: Sequence[AnswerValue]) -> float | None:
        """Return the number that stands for a whole answer, or None where its first number does."""
        return None

    def range_of(self, name: str = "") -> NumberRange | None:
        """Return the range of numbers of the answer, or of a named part; None where it is no number."""
        question = self.question((), NO_ANSWERS) if not name else None
        return NumberRange(question.low, question.high) if isinstance(question, ScaleQuestion) else None

    def options_of(self, name: str = "") -> frozenset[str] | None:
        """Return the option ids of the answer, or of a named part; None where any words are allowed."""
        question = self.question((), NO_ANSWERS) if not name else None
        if not isinstance(question, SingleChoice | MultipleChoice) or question.other:
            return None
        return frozenset(option.id for option in question.options)

    @abstractmethod
    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Return the next question.

        Args:
            values: The values of the parts answered so far.
            history: The earlier answers of the person.

        Returns:
            The question for the next part, or None when all parts are answered.
        """

    @abstractmethod
    def result(self, values: Sequence[AnswerValue]) -> ActivityResult | None:
        """Return the result to store for the values of the answered parts; None if none is stored."""


COMMON_OPTIONS = frozenset(
    ("title", "minutes", "hint", "when", "practice", "example", "private", "keep", "stands-alone")
)
