"""What a person's page for hard days holds: its boxes, and pages of programs that they want on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from resilify_cli.activities.gather import SHOWN, Gather
from resilify_cli.days import day_of

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.content.models import Program
    from resilify_cli.store.answer_rows import AnswerRow
    from resilify_cli.store.store import Store


@dataclass(frozen=True, slots=True)
class PageBox:
    """A part of the page that has words.

    Attributes:
        title: Its title.
        words: The person's words.
        changed: The day they were written or changed on.
        entry_id: The entry that holds them.
        activity_id: The activity that asked for them.
        is_shown: Whether it is on the page; False for a program's page that the person has not put there.
    """

    title: str
    words: str
    changed: date
    entry_id: str
    activity_id: str
    is_shown: bool = True


def page_boxes(program: Program, store: Store, starts_at: timedelta) -> dict[str, PageBox]:
    """Return the boxes of the page that have words, by their activities' ids, in the order of the page.

    Args:
        program: The program that has the boxes.
        store: Where the answers are.
        starts_at: How long after midnight a day begins.
    """
    found = {}
    for activity in box_activities(program):
        kept = store.entries.latest_in_program(program.key, activity.id)
        if kept is not None and kept[1].text:
            row = kept[1]
            day = _changed_day(store, row, starts_at)
            found[activity.id] = PageBox(activity.title, row.text, day, row.entry_id, activity.id)
    return found


def box_activities(program: Program) -> Iterator[Activity]:
    """Yield what asks for each box, in the order of the page."""
    for session in program.sessions:
        yield from session.activities


def program_pages(store: Store, starts_at: timedelta) -> list[PageBox]:
    """Return the newest page that was made in each program, the newest first, on the page or not."""
    found = []
    for title, kept in store.entries.latest_of_kind(Gather.kind):
        # Only what asked whether to be shown is a page; other gathered texts have one part.
        if kept.text and len(kept.values) > 1:
            shown = kept.values[1:] == (SHOWN,)
            day = _changed_day(store, kept, starts_at)
            found.append(PageBox(title, kept.text, day, kept.entry_id, kept.activity_id, shown))
    return found


def _changed_day(store: Store, row: AnswerRow, starts_at: timedelta) -> date:
    """Return the day on which an answer was changed last, by the zone that it was written in."""
    at = store.entries.changed_at(row.entry_id) or row.at
    return day_of(at.astimezone(row.at.tzinfo), starts_at)
