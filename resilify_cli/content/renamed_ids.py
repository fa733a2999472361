"""Which of a program's steps and sessions a stored id belongs to, after ids were changed.

An edition names its new ids in `renamed`. What is stored keeps the id it was stored under, since another
store of the person may know no other; so whoever reads what is stored asks here.
"""

from __future__ import annotations

from collections.abc import Mapping

from resilify_cli.activities.follow_up_answer import AGAIN, PREFIX


def current_id(renamed: Mapping[str, str], stored_id: str) -> str:
    """Return the id that a session or an activity has today.

    Args:
        renamed: The new ids by the old ones.
        stored_id: The id that something was stored under, also that of a follow-up of what was renamed.
    """
    if stored_id in renamed:
        return renamed[stored_id]
    if not stored_id.startswith(PREFIX):
        return stored_id
    # The id of a follow-up holds that of what it asks about, and may have a word behind it.
    followed = stored_id.removeprefix(PREFIX)
    for old, new in renamed.items():
        if followed == old or followed.startswith(f"{old}{AGAIN}"):
            return f"{PREFIX}{new}{followed[len(old) :]}"
    return stored_id


def stored_ids(renamed: Mapping[str, str], ident: str) -> tuple[str, ...]:
    """Return the ids that a session or an activity may be stored under: its own, then its older ones."""
    older = [old for old, new in renamed.items() if new == ident]
    if ident.startswith(PREFIX):
        followed = ident.removeprefix(PREFIX)
        older += [
            f"{PREFIX}{old}{followed[len(new) :]}"
            for old, new in renamed.items()
            if followed == new or followed.startswith(f"{new}{AGAIN}")
        ]
    return (ident, *(old for old in older if old != ident))


def under_current_ids(renamed: Mapping[str, str], times: Mapping[str, int]) -> dict[str, int]:
    """Return times by today's ids; where several ids became one, the latest of their times."""
    found: dict[str, int] = {}
    for stored_id, at in times.items():
        name = current_id(renamed, stored_id)
        found[name] = max(at, found.get(name, at))
    return found
