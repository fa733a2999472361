"""When something was done last, for reminders: the time alone, and never a word of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from resilify_cli.store.read_only import connect_read_only

_WAIT_SECONDS = 2
# The first 12 hex digits of an entry's id are when it was written, whatever day it is about. Ids have an
# index, so that only what was written lately is read.
_ENTRY = """
    SELECT max(id) FROM entries WHERE id BETWEEN printf('%012x', :since) AND printf('%012x~', :until)
    AND deleted_at IS NULL AND {}
"""
_QUERIES = {
    "checkin": _ENTRY.format("kind = 'checkin'"),
    "log": _ENTRY.format("kind = 'response' AND activity_kind = 'log'"),
    "practice": _ENTRY.format("kind = 'response' AND practice AND activity_kind <> 'log'"),
    # Whoever goes through a step of a session has sat down to it.
    "session": "SELECT max(updated_at) FROM progress WHERE updated_at BETWEEN :since AND :until",
}
# Whoever has been through all, or has put down what is left, has no session to be reminded of. Whoever has
# begun nothing yet may want to be.
_NOTHING_AHEAD = """
    SELECT count(*) > 0 AND total(paused_at IS NULL AND (finished_at IS NULL OR step_id <> '')) = 0
    FROM enrollments WHERE deleted_at IS NULL AND session_id <> '*'
"""
# The year 3000, in Unix milliseconds.
FOR_GOOD = 32_503_680_000_000
ReadRows = Callable[[str, dict[str, int]], Sequence[Sequence[object]]]


def last_done(rows: ReadRows, about: str, since: int, until: int) -> int | None:
    """Return when something was done last between two times, in Unix milliseconds; None for not at all.

    Of a session it is `FOR_GOOD` where there is none to go on with.

    Args:
        rows: Returns the rows of a query.
        about: What is looked for: a session, a practice, a check-in, a row of a log.
        since: The first time that counts, in Unix milliseconds.
        until: The last one.
    """
    if about == "session" and rows(_NOTHING_AHEAD, {})[0][0]:
        return FOR_GOOD
    ((found,),) = rows(_QUERIES[about], {"since": max(0, since), "until": until})
    if found is None:
        return None
    return int(found[:12], 16) if isinstance(found, str) else int(str(found))


@contextmanager
def plain_rows(path: str) -> Iterator[ReadRows]:
    """Give what reads a plain store; nothing is written, made or upgraded.

    Raises:
        Exception: it can't be read, of whatever kind: it is missing, encrypted, damaged or in use.
    """
    connection = connect_read_only(path, _WAIT_SECONDS)
    try:
        yield lambda sql, parameters: connection.execute(sql, parameters).fetchall()
    finally:
        connection.close()
