"""`timer`: a stretch of time away from the screen, which goes on when the terminal is closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import CUT_SHORT, AnswerValue, TimerQuestion

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.directive import Directive


@dataclass(frozen=True, kw_only=True)
class Timer(Activity):
    """Runs for its minutes once the person begins it; its end stops nothing.

    `bell` is whether the terminal's bell sounds at its end.
    """

    kind = "timer"
    options = frozenset({"bell"})
    in_journal = False
    default_minutes = 5

    bell: bool

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read whether there is a bell."""
        super().read_own_fields(directive)
        if re.fullmatch(r"0+(\.0+)?", directive.text("minutes")):
            line = directive.options["minutes"].line
            directive.problems.add(line, "a timer of no minutes never runs", "give it half a minute or more")
        return {"bell": directive.flag("bell")}

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> TimerQuestion | None:
        """Return the one stretch of time."""
        return None if values else TimerQuestion(body=self.body(), minutes=self.minutes, bell=self.bell)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return that it was done; there are no words."""
        return ActivityResult("", (), whole=CUT_SHORT not in values)
