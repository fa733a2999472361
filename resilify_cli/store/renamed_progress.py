"""Brings the progress of a pass under the ids that sessions and steps have in a newer edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

# What stands before the id of an activity in the id of a step: nothing, or the marks of lessons.
_STEP_MARKS = ("", "#", "#after-")
# What was under the old id stays: another store of the person may still know no other.
_CARRY_SESSION = (
    "INSERT OR IGNORE INTO finished_sessions SELECT enrollment_id, :new, finished_at FROM finished_sessions"
    " WHERE enrollment_id = :pass AND session_id = :old",
    "INSERT OR IGNORE INTO progress SELECT enrollment_id, :new, step_id, state, updated_at FROM progress"
    " WHERE enrollment_id = :pass AND session_id = :old",
)
_CARRY_STEP = (
    "INSERT OR IGNORE INTO progress SELECT enrollment_id, session_id, :new, state, updated_at FROM progress"
    " WHERE enrollment_id = :pass AND step_id = :old"
)


def renamed_steps(renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the new id of each step whose activity or heading was given another id, by the old one."""
    return {f"{mark}{old}": f"{mark}{new}" for old, new in renamed.items() for mark in _STEP_MARKS}


def carry_progress(connection: Connection, enrollment_id: str, renamed: Mapping[str, str]) -> None:
    """Copy what is noted of sessions and steps under ids that were changed to the new ones.

    Args:
        connection: The connection, in a transaction.
        enrollment_id: The pass.
        renamed: The new id of each session, heading and activity whose id was changed.
    """
    for old, new in renamed.items():
        for sql in _CARRY_SESSION:
            connection.execute(sql, {"pass": enrollment_id, "old": old, "new": new})
    for old, new in renamed_steps(renamed).items():
        connection.execute(_CARRY_STEP, {"pass": enrollment_id, "old": old, "new": new})
