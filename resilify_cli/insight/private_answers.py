"""Which answers are never shown again by themselves, as their programs say with `:private:`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.store import Store


def private_answers(store: Store, programs: Mapping[str, Program]) -> set[tuple[str, str]]:
    """Return the activities whose answers are never shown by themselves, by enrollment and id."""
    return {
        (enrollment.id, stored_id)
        for enrollment in store.enrollments.all()
        if (program := programs.get(enrollment.program_key)) is not None
        for stored_id in private_ids(program)
    }


def private_ids(program: Program) -> list[str]:
    """Return the ids that private answers of a program are stored under."""
    return [
        stored_id
        for activity_id, (_, activity) in program.activities.items()
        if activity.private
        for stored_id in program.stored_ids(activity_id)
    ]
