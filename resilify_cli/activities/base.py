"""What every activity has: its fields, how it is read, what it asks, what becomes of the answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from resilify_cli.activities.condition import FORMS, Condition, read_condition
from resilify_cli.activities.directive import ID, ID_FORM, Directive, Setting, near
from resilify_cli.activities.limits import LONGEST_MINUTES
from resilify_cli.activities.past import Past, Reading
from resilify_cli.activities.questions import Block, MarkdownBlock, Question, Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is kept of an activity: its words, the values of its parts, its measures' readings."""

    text: str
    values: tuple[Value, ...]
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Activity(ABC):
    """One thing to do. Kinds set `kind`, and `options` for the options that are theirs alone.

    `listed` says whether its answers are words that belong in the journal; `keeps_part`, whether
    the parts that were answered are worth keeping when the rest is skipped.
    """

    kind: ClassVar[str] = ""
    options: ClassVar[frozenset[str]] = frozenset()
    listed: ClassVar[bool] = True
    usual_minutes: ClassVar[float] = 1
    needs_text: ClassVar[bool] = True
    keeps_part: ClassVar[bool] = False

    id: str
    line: int
    title: str = ""
    prompt: str = ""
    hint: str = ""
    minutes: float = 1
    practice: str = ""
    when: Condition | None = None
    when_line: int = 0

    @classmethod
    def read(cls, directive: Directive) -> Self:
        """Make the activity from its directive, noting what is wrong in `directive.problems`."""
        known = COMMON_OPTIONS | cls.options
        for name, found in directive.options.items():
            if name not in known:
                directive.problems.add(found.line, f"{cls.kind} has no option :{name}:", near(name, known))
        if not ID.match(directive.argument):
            directive.problems.add(
                directive.line,
                f"{directive.argument[:40]!r} is no id",
                f"write :::{{{cls.kind}}} and an id of {ID_FORM}",
            )
        activity = cls(**cls.common(directive), **cls.own(directive))
        if cls.needs_text and not activity.prompt:
            directive.problems.add(
                directive.line, f"this {cls.kind} asks nothing", "write its text under the options"
            )
        return activity

    @classmethod
    def common(cls, directive: Directive) -> dict[str, Any]:
        """Read the fields that every kind has."""
        when = directive.options.get("when")
        return {
            "id": directive.argument,
            "line": directive.line,
            "title": directive.text("title"),
            "prompt": directive.prose(),
            "hint": directive.text("hint"),
            "minutes": directive.number("minutes", cls.usual_minutes, 0, LONGEST_MINUTES),
            "practice": directive.text("practice"),
            "when": read_when(directive, when) if when else None,
            "when_line": when.line if when else 0,
        }

    @classmethod
    def own(cls, directive: Directive) -> dict[str, Any]:
        """Read the fields that this kind alone has."""
        if directive.items():
            directive.problems.add(
                directive.line, f"{cls.kind} takes no list", "write the list into a lesson"
            )
        return {}

    @property
    def name(self) -> str:
        """A short name for lists: the practice's, the title, or the question's first words."""
        return self.practice or self.title or self.prompt.partition("\n")[0] or self.id

    @property
    def asked(self) -> str:
        """The question as it was asked, to be kept with the answer."""
        return self.prompt

    def body(self) -> tuple[Block, ...]:
        """Return the blocks that stand above the first question."""
        return (MarkdownBlock(self.prompt),) if self.prompt else ()

    def shown(self, past: Past) -> bool:
        """Return whether the person meets this activity at all."""
        return self.when is None or self.when.holds(past)

    def refers(self) -> Sequence[tuple[str, int]]:
        """Return the ids of activities that this one needs, with the lines that name them."""
        return ()

    @abstractmethod
    def question(self, values: Sequence[Value], past: Past) -> Question | None:
        """Return the next question after the parts answered so far, or None when all are."""

    @abstractmethod
    def outcome(self, values: Sequence[Value]) -> Outcome | None:
        """Return what to keep of the answered parts; None if nothing is to be kept."""


COMMON_OPTIONS = frozenset({"title", "minutes", "hint", "when", "practice"})


def read_when(directive: Directive, found: Setting) -> Condition | None:
    """Read the `:when:` option of a directive or a heading."""
    condition = read_condition(found.text)
    if condition is None:
        directive.problems.add(found.line, f"{found.text[:60]!r} is no condition", f"write {FORMS}")
    return condition
