"""Finds the brief questions of a session that stand on one screen, each below the answers before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity

if TYPE_CHECKING:
    from resilify_cli.content.models import Step

# With more of them a usual window has to be scrolled.
MOST_TOGETHER = 3


def brief_questions(steps: Sequence[Step]) -> Mapping[str, tuple[Step, ...]]:
    """Return for each brief question those that stand on its screen, itself among them, in order.

    They follow each other in one section. One that hangs on an answer stands alone, so that no screen
    grows by an answer, and after a private one a new screen begins.

    Args:
        steps: All steps of a session.
    """
    found: dict[str, tuple[Step, ...]] = {}
    together: list[Step] = []
    for step in steps:
        content = step.content
        if not isinstance(content, Activity) or not content.is_brief or content.when is not None:
            together = []
            continue
        if together and (len(together) == MOST_TOGETHER or _are_apart(together[-1], step)):
            together = []
        together = [*together, step]
        for one in together:
            found[one.id] = tuple(together)
    return found


def _are_apart(before: Step, step: Step) -> bool:
    is_private = isinstance(before.content, Activity) and before.content.private
    return is_private or before.section is not step.section
