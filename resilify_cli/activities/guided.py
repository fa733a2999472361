"""`guided`: a script of cues, each shown for some seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.limits import LONGEST_MINUTES
from resilify_cli.activities.questions import CUT_SHORT, AnswerValue, Cue, PacedCues

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.directive import Directive

_TIMED = re.compile(r"\[(\d{1,6})s\]\s*")
# For a cue without seconds: time to begin, and about 120 words a minute, slower than people read or speak.
_SECONDS_TO_BEGIN = 3
_SECONDS_PER_WORD = 0.5


@dataclass(frozen=True, kw_only=True)
class Guided(Activity):
    """Shows its cues one after the other. Its minutes are the sum of their seconds."""

    kind = "guided"
    in_journal = False
    cues: tuple[Cue, ...]

    @classmethod
    def from_directive(cls, directive: Directive) -> Self:
        """Read the script: each paragraph is a cue, with its seconds as `[15s]` before it."""
        activity = super().from_directive(directive)
        seconds = sum(cue.seconds for cue in activity.cues)
        if seconds > LONGEST_MINUTES * 60:
            directive.problems.add(
                directive.line, f"the script lasts {seconds / 60:.0f} minutes", f"keep to {LONGEST_MINUTES}"
            )
        return replace(activity, minutes=round(seconds / 60, 1))

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the cues."""
        super().read_own_fields(directive)
        return {"cues": tuple(_parse_cue(part) for part in _split_paragraphs(directive.prose()))}

    @property
    def question_text(self) -> str:
        """Its name, since a script is no question."""
        return self.practice or self.title or "A guided exercise"

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> PacedCues | None:
        """Return the script, once."""
        if values:
            return None
        return PacedCues(cues=self.cues, without_timing=tuple(cue.text for cue in self.cues))

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return that it was done; there are no words."""
        return ActivityResult("", (), whole=CUT_SHORT not in values)


def _split_paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _parse_cue(text: str) -> Cue:
    found = _TIMED.match(text)
    words = text[found.end() :] if found else text
    seconds = float(found[1]) if found else _SECONDS_TO_BEGIN + _SECONDS_PER_WORD * len(words.split())
    return Cue(words, max(1.0, seconds))
