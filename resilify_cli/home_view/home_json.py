"""What `resilify --json` tells: the same as the lines, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.settings import QUIET, WORDS

if TYPE_CHECKING:
    from resilify_cli.home_view.home_state import HomeState, TrackedItem


def home_data(state: HomeState, view: str, *, locked: bool = False) -> dict[str, object]:
    """Return the home screen as data; a value that the setting `home` hides is null.

    Args:
        state: What there is to tell.
        view: How much of it may be seen, as the setting `home` says.
        locked: Whether the store is encrypted and was not opened.
    """
    program = state.program._asdict() if state.program and state.program.sessions else None
    if program and view != WORDS:
        program["next_sitting"] = None
    if program and view == QUIET:
        program |= dict.fromkeys(("slug", "title", "next"))
    mood = state.mood if view != QUIET else None
    return {
        "locked": locked,
        "program": program,
        "open": [_item_data(tracked, view) for tracked in state.open],
        "checked_in_today": state.checked_in is not None,
        "half_done_checkin": state.half_done_checkin,
        "mood": {"mood": mood[0], "day": mood[1].isoformat()} if mood else None,
        "last_entry": state.last_entry.isoformat() if state.last_entry else None,
        "page_of": state.page_of.isoformat() if state.page_of and view != QUIET else None,
    }


def _item_data(tracked: TrackedItem, view: str) -> dict[str, str | None]:
    item, command = tracked
    return {
        "kind": item.kind,
        "activity": item.activity_id,
        "session": item.session_title if view != QUIET else None,
        "since": item.opened.isoformat(),
        "command": command,
        "words": item.words if view == WORDS else None,
    }
