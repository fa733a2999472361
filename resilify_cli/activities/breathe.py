"""`breathe`: breathing at a given pace. It has no holds, so nobody is asked to go without air."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import (
    CUT_SHORT,
    AnswerValue,
    ChoiceOption,
    Cue,
    PacedCues,
    Question,
    SingleChoice,
)

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.directive import Directive

_PACE = re.compile(r"(.*\S)\s+(\d{1,2}(?:\.5)?)\s+(\d{1,2}(?:\.5)?)")
_IN_SECONDS, _OUT_SECONDS = (2, 10), (2, 15)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to breathe in and out, in seconds, and what that is called where there is a choice."""

    in_: float
    out: float
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Breathe(Activity):
    """Paces the breath for its minutes, at a pace of its own or at one of several that the person chooses."""

    kind = "breathe"
    options = frozenset({"in", "out", "paces"})
    in_journal = False
    needs_text = False
    default_minutes = 2

    pace: Pace
    paces: tuple[Pace, ...] = ()

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the pace, in seconds, and those to choose from."""
        super().read_own_fields(directive)
        pace = Pace(directive.number("in", 4, *_IN_SECONDS), directive.number("out", 6, *_OUT_SECONDS))
        return {"pace": pace, "paces": _read_paces(directive)}

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask for a pace where there is a choice, then return the cues for the minutes, once."""
        if self.paces and not values:
            named = tuple(
                ChoiceOption(str(at), f"{pace.name}: {pace.in_:g} in, {pace.out:g} out")
                for at, pace in enumerate(self.paces, 1)
            )
            return SingleChoice(body=self.body(), options=named)
        if len(values) > bool(self.paces):
            return None
        return self._cues(self.paces[int(str(values[0])) - 1] if values else self.pace)

    def _cues(self, pace: Pace) -> PacedCues:
        times = max(1, round(self.minutes * 60 / (pace.in_ + pace.out)))
        breath = (Cue("Breathe in", pace.in_, 1.0), Cue("Breathe out", pace.out, 0.0))
        return PacedCues(
            body=self.body(),
            cues=breath * times,
            without_timing=(
                f"Breathe in for a slow count of {pace.in_:g} and out for {pace.out:g}, "
                f"about {times} times, or for as long as it is comfortable.",
            ),
        )

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return that it was done; there are no words."""
        return ActivityResult("", (), whole=CUT_SHORT not in values)


def _read_paces(directive: Directive) -> tuple[Pace, ...]:
    """Read paces to choose from, as `Name 4 6 | Another 3 5`."""
    found = directive.options.get("paces")
    if found is None:
        return ()
    paces = []
    for part in found.text.split("|"):
        match = _PACE.fullmatch(part.strip())
        pace = Pace(float(match[2]), float(match[3]), match[1]) if match else None
        if pace and _is_within(pace.in_, *_IN_SECONDS) and _is_within(pace.out, *_OUT_SECONDS):
            paces.append(pace)
            continue
        wrong = f"{part.strip()[:40]!r} is no pace"
        directive.problems.add(found.line, wrong, "write a name, seconds in and seconds out: Gentler 3 4")
    return tuple(paces)


def _is_within(seconds: float, least: float, most: float) -> bool:
    return least <= seconds <= most
