"""Reads the little that the status line tells, from a plain store, without the rest of the package.

It stands in a shell's prompt, so it starts in a fraction of the time of other commands: even `sqlite3` of the
standard library, with the dates that it loads, would take too long.
"""

from __future__ import annotations

try:
    import _sqlite3 as sqlite
except ImportError:  # another Python than CPython
    import sqlite3 as sqlite  # type: ignore[no-redef]

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
    for letter, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(letter, code)
    connection = sqlite.connect(f"file:{path}?mode=ro", uri=True, timeout=_WAIT_SECONDS)
    try:
        try:
            row = connection.execute(_UNDER_WAY, {"ahead": now + _DAY_MS}).fetchone()
        except sqlite.OperationalError:
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
