"""Keeps the place that a person goes on from: the furthest step they came to, whatever they look at again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.session.walk import Walk
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


@dataclass
class ReachedPlace:
    """The place of one sitting.

    Attributes:
        store: Where it is kept.
        enrollment: The pass through the program.
        session_id: The session of the sitting.
        looks_back: Whether the session was finished before and another is under way, where the place stays.
        step_id: The step that was come to.
    """

    store: Store
    enrollment: Enrollment
    session_id: str
    looks_back: bool
    step_id: str

    def note(self, walk: Walk) -> None:
        """Note where a walk is now; a step behind the place is only looked at again."""
        steps = walk.steps
        is_behind = walk.at in steps and self.step_id in steps
        if not is_behind or steps.index(walk.at) > steps.index(self.step_id):
            self.step_id = walk.at
        self._keep()

    def stay_at(self, step_id: str) -> None:
        """Go on from this step the next time, since something is half written there."""
        self.step_id = step_id
        self._keep()

    def _keep(self) -> None:
        if not self.looks_back:
            self.store.enrollments.move(self.enrollment, self.session_id, self.step_id)
