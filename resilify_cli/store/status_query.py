"""Reads the little that the status line tells, from a plain store, without the rest of the package.

It stands in a shell's prompt, so it starts in a fraction of the time of other commands.
"""

from __future__ import annotations

from resilify_cli.store.read_only import OperationalError, connect_read_only

_WAIT_SECONDS = 0.05
_DAY_MS = 86_400_000
# As `Enrollments.walks` sorts them, and as `Enrollment.under_way` says; '*' is `NO_WALK`.
_NOT_PUT_DOWN = "AND paused_at IS NULL"
_UNDER_WAY = f"""
    SELECT id, title, step_id <> '' FROM enrollments
    WHERE deleted_at IS NULL AND session_id <> '*' {_NOT_PUT_DOWN}
        AND (finished_at IS NULL OR step_id <> '')
    ORDER BY beside, updated_at > :ahead, updated_at DESC, id DESC LIMIT 1
"""


def read_status(path: str, now: int) -> tuple[str, int, bool] | None:
    """Read where the person is. Nothing is written.

    Args:
        path: The store's file.
        now: The time, in Unix milliseconds.

    Returns:
        The title of the program under way, how many of its sessions are done, and whether one is begun; None
        where no program is under way.

    Raises:
        Exception: it can't be read, of whatever kind: it is missing, encrypted, damaged or in use.
    """
    connection = connect_read_only(path, _WAIT_SECONDS)
    try:
        try:
            row = connection.execute(_UNDER_WAY, {"ahead": now + _DAY_MS}).fetchone()
        except OperationalError:
            # A store from before a program could be put down, which the next command that writes brings up.
            before = _UNDER_WAY.replace(_NOT_PUT_DOWN, "")
            row = connection.execute(before, {"ahead": now + _DAY_MS}).fetchone()
        if row is None:
            return None
        finished = connection.execute(
            "SELECT count(*) FROM finished_sessions WHERE enrollment_id = ?", row[:1]
        ).fetchone()
        return str(row[1]), int(finished[0]), bool(row[2])
    finally:
        connection.close()
