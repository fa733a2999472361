"""`script`: parts that are joined into one text, which is said back whole and can be changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.field_parts import FieldParts
from resilify_cli.activities.ids import suggest
from resilify_cli.activities.questions import AnswerValue, MarkdownBlock, OwnWords, Question, TextQuestion
from resilify_cli.activities.typed_fields import TypedField, read_fields

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.directive import Directive

_PLACE = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")
_END = ".!?…"


@dataclass(frozen=True, kw_only=True)
class Script(FieldParts, Activity):
    """Asks for each part, then offers the whole text, to read aloud and to change."""

    kind = "script"
    options = frozenset({"join"})
    has_labelled_parts = True
    keeps_partial = True
    default_minutes = 4

    fields: tuple[TypedField, ...]
    join: str

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the parts, and the sentence that joins them."""
        fields = read_fields(directive)
        known = {field.id for field in fields}
        join = directive.text("join") or " ".join(f"{{{field.id}}}" for field in fields)
        for name in _PLACE.findall(join):
            if name not in known:
                directive.problems.add(
                    directive.options["join"].line,
                    f":join: names no part {name[:40]!r}",
                    suggest(name, known),
                )
        if not fields:
            directive.problems.add(
                directive.line, "a script needs a part", "list each as - Label: question {#id}"
            )
        return {"fields": fields, "join": join}

    @property
    def question_count(self) -> int:
        """Its fields, and the whole to look at."""
        return len(self.fields) + 1

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask the next part, then offer the whole."""
        at = len(values)
        if at > len(self.fields):
            return None
        sofar = self._joined_sentences(values)
        if at == len(self.fields):
            asked = MarkdownBlock(
                "Here it is as one text. Say it once under your breath, and change what sticks."
            )
            return TextQuestion(body=(asked,), default=sofar)
        field = self.fields[at]
        body = (*self.body(), OwnWords(sofar, "So far")) if sofar else self.body()
        return field.ask((*body, MarkdownBlock(f"**{field.label}**: {field.question}")))

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep the whole text as it was changed, or the parts where it was not come to."""
        whole = values[len(self.fields)] if len(values) > len(self.fields) else self._joined_sentences(values)
        return ActivityResult(str(whole or self._joined_sentences(values)), tuple(values))

    def _joined_sentences(self, values: Sequence[AnswerValue]) -> str:
        """Return the sentences of `join` whose parts are all there."""
        named = {field.id: field.shown(value) for field, value in zip(self.fields, values, strict=False)}
        sentences = re.split(rf"(?<=[{_END}])\s+", self.join)
        said = []
        for sentence in sentences:
            names = _PLACE.findall(sentence)
            if not all(named.get(name) for name in names):
                continue
            said.append(_PLACE.sub(lambda found: named[found[1]].strip().rstrip(_END), sentence))
        return " ".join(said)
