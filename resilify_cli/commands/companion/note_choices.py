"""What can be ticked for a note to a companion: sessions of the week, plans, when to go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.follow_up_answer import PLAN

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.store.store import Store

SESSIONS, PLANS, NEXT = "Sessions done this week", "What I plan", "When I mean to go on"
_WEEK = timedelta(days=7)


class NoteChoice(NamedTuple):
    """Something to tick: the heading that it stands under in the note, and its words there."""

    heading: str
    text: str


def note_choices(ctx: AppContext, store: Store) -> list[NoteChoice]:
    """Return the choices for a note, in its order, without any that a program keeps private."""
    today = ctx.today
    return [*_sessions(ctx, store, today), *_plans(ctx, store), *_next_sittings(ctx, store, today)]


def _sessions(ctx: AppContext, store: Store, today: date) -> Iterator[NoteChoice]:
    """Yield the sessions that were finished in the last seven days, by their titles."""
    from resilify_cli.content.renamed_ids import under_current_ids
    from resilify_cli.home_view.home_state import find_summary
    from resilify_cli.store.series import DaySpan

    span = DaySpan(today, None, ctx.settings.day_start, ctx.zone)
    for enrollment in store.enrollments.walks():
        summary = find_summary(ctx, enrollment)
        if summary is None:
            continue
        titles = {session.id: session.title for session in summary.sessions}
        finished = under_current_ids(summary.renamed, store.enrollments.finished_sessions(enrollment))
        for session_id, at in sorted(finished.items(), key=lambda one: one[1]):
            if session_id in titles and span.day_at(at) > today - _WEEK:
                yield NoteChoice(SESSIONS, titles[session_id])


def _plans(ctx: AppContext, store: Store) -> Iterator[NoteChoice]:
    from resilify_cli.home_view.home_state import tracked_items

    for tracked in tracked_items(ctx, store):
        if tracked.item.kind == PLAN and tracked.item.words.strip():
            yield NoteChoice(PLANS, tracked.item.words.strip())


def _next_sittings(ctx: AppContext, store: Store, today: date) -> Iterator[NoteChoice]:
    from resilify_cli.session.next_sitting import next_sitting

    for enrollment in store.enrollments.walks():
        words = next_sitting(store, enrollment, today, ctx.settings.day_start)
        if enrollment.under_way and words:
            yield NoteChoice(NEXT, words)
