"""A journal entry as JSON."""

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.store.entry import Entry


def entry_json(entry: "Entry", day_start: timedelta) -> dict[str, object]:
    """Return an entry as it is written with --json.

    Args:
        entry: the entry.
        day_start: how long after midnight a day begins.
    """
    from resilify_cli.store.hashtags import tags_in

    return {
        "id": entry.id,
        "kind": entry.kind,
        "at": entry.at.isoformat(timespec="seconds"),
        "day": entry.day(day_start).isoformat(),
        "edited": entry.edited,
        "program": entry.program or None,
        "slug": entry.slug or None,
        "session": entry.session or None,
        "activity_kind": entry.activity_kind or None,
        "practice": entry.practice,
        "prompt": entry.prompt or None,
        "text": entry.text,
        "tags": tags_in(entry.text),
        "checkin": _checkin_data(entry),
        "matches": [list(match) for match in entry.matches],
        "matched_in": entry.matched_in,
    }


def _checkin_data(entry: "Entry") -> object:
    if entry.kind != "checkin":
        return None
    from resilify_cli.activities.stored_json import load_stored_json

    try:
        return load_stored_json(entry.answers or "null")
    except ValueError:
        # The file is damaged; `intact` tells.
        return None
