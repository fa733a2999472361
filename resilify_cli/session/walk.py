"""The walk through one session as a state machine: which step, and where each move leads.

It knows nothing of terminals, stores or clocks. A walk is a value: each move returns another walk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum


class State(Enum):
    """Where a walk stands."""

    UNDER_WAY = "under way"
    LEFT = "left"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Walk:
    """A place among steps, named by their ids in order.

    `met` holds the ids of the steps that were done or skipped; `at` is the step to show, or "" once
    the walk is finished.
    """

    steps: tuple[str, ...]
    met: frozenset[str]
    at: str
    state: State = State.UNDER_WAY

    @property
    def number(self) -> int:
        """The place of the step, counted from 1; past the last step once finished."""
        return self.steps.index(self.at) + 1 if self.at in self.steps else len(self.steps) + 1

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step before this one."""
        return self.number > 1

    def next(self) -> Walk:
        """Go on to the step after this one, which was done or skipped; after the last, finish."""
        met = self.met | {self.at}
        after = self.steps[self.number : self.number + 1]
        if not after:
            return replace(self, met=met, at="", state=State.FINISHED)
        return replace(self, met=met, at=after[0])

    def back(self) -> Walk:
        """Go to the step before; stay at the first."""
        return replace(self, at=self.steps[self.number - 2]) if self.can_go_back else self

    def to_end_of_page(self, page: Sequence[str]) -> Walk:
        """Go to the last step of a page, which has this one among its steps: they are passed together."""
        return replace(self, met=self.met | set(page[:-1]), at=page[-1])

    def leave(self) -> Walk:
        """Stop here; the place stays."""
        return replace(self, state=State.LEFT)

    def with_steps(self, steps: Sequence[str]) -> Walk:
        """Go on with other steps: an answer has brought some in, or taken some out.

        If the present step is among those taken out, the walk goes on at the first one after it that
        is left, so that nothing that was met is shown again.
        """
        if self.state is not State.UNDER_WAY or self.at in steps:
            return replace(self, steps=tuple(steps))
        passed = set(self.steps[: self.number])
        ahead = [step for step in steps if step not in passed and step not in self.met]
        place = ahead[0] if ahead else ""
        state = State.UNDER_WAY if place else State.FINISHED
        return replace(self, steps=tuple(steps), at=place, state=state)


def resume(steps: Sequence[str], met: Mapping[str, object], place: str) -> Walk:
    """Return the walk to go on with, after a session was left at `place` or never begun.

    Where the place is no longer among the steps, it is the first step not yet met; when all are met,
    the first step, for whoever takes the session again.
    """
    if not steps:
        return Walk((), frozenset(), "", State.FINISHED)
    if place not in steps:
        place = next((step for step in steps if step not in met), steps[0])
    return Walk(tuple(steps), frozenset(step for step in steps if step in met), place)
