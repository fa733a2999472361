"""Where a person is: the program under way, what is open, today's check-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.days import day_of

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.content.program_summary import ProgramSummary
    from resilify_cli.session.open_items import OpenItem
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store

_MOST_OPEN = 3
# In days.
_HALF_YEAR, _TOLD_FOR = 182, 14


class ProgramPlace(NamedTuple):
    """A program under way, and where in it the person is.

    Attributes:
        slug: Its name in commands.
        title: Its title.
        sessions: How many sessions it has; 0 where it is not where it was.
        finished: How many of them are finished.
        next: The title of the session to go on with, if there is one.
        in_the_middle: Whether that session was begun.
        next_sitting: When and where the person means to go on, in their words.
    """

    slug: str
    title: str
    sessions: int = 0
    finished: int = 0
    next: str | None = None
    in_the_middle: bool = False
    next_sitting: str = ""


class TrackedItem(NamedTuple):
    """An open item, and the command that fills it or tells how it went."""

    item: OpenItem
    command: str


class HomeState(NamedTuple):
    """What there is to tell.

    Attributes:
        program: The program under way.
        been_through: The title of the program that was done last, where none is under way.
        open: What is open and not private, the newest first.
        checked_in: The time of today's check-in.
        half_done_checkin: Whether a check-in was left half done.
        mood: The latest mood, and its day.
        last_entry: The day of the newest entry.
        page_of: The day that the page for hard days was changed on last, where it is time to look at it.
        today: The person's day now; None where nothing was read.
    """

    program: ProgramPlace | None = None
    been_through: str = ""
    open: tuple[TrackedItem, ...] = ()
    checked_in: datetime | None = None
    half_done_checkin: bool = False
    mood: tuple[int, date] | None = None
    last_entry: date | None = None
    page_of: date | None = None
    today: date | None = None


def read_home(ctx: AppContext, store: Store) -> HomeState:
    """Read from the store what there is to tell."""
    enrollments = store.enrollments.walks()
    under_way = next((enrollment for enrollment in enrollments if enrollment.under_way), None)
    summaries = {enrollment.program_key: find_summary(ctx, enrollment) for enrollment in enrollments}
    starts_at = ctx.settings.day_start
    today = ctx.today
    newest = store.journal.newest()
    latest, mood = store.checkins.latest(), store.checkins.latest(with_mood=True)
    return HomeState(
        program=_program_place(ctx, store, under_way, summaries[under_way.program_key])
        if under_way
        else None,
        been_through="" if under_way else _been_through(enrollments),
        open=tuple(_track(ctx, store, enrollments, summaries)[:_MOST_OPEN]),
        checked_in=latest.at if latest and day_of(latest.at, starts_at, latest.named_day) == today else None,
        half_done_checkin=store.journal_drafts.find("checkin") is not None,
        mood=(mood.mood, day_of(mood.at, starts_at, mood.named_day)) if mood and mood.mood else None,
        last_entry=newest.day(starts_at) if newest else None,
        page_of=_page_to_look_at(ctx, store, today) if ctx.settings.page_look else None,
        today=today,
    )


def _page_to_look_at(ctx: AppContext, store: Store, today: date) -> date | None:
    """Return the day of the page's last change, for two weeks of each half year after it."""
    for program in ctx.programs.catalog().of_kind("page"):
        changed = store.entries.changed_in_program(program.key)
        if changed is not None:
            day = day_of(changed, ctx.settings.day_start)
            age = (today - day).days
            return day if age >= _HALF_YEAR and age % _HALF_YEAR < _TOLD_FOR else None
    return None


def _been_through(enrollments: Sequence[Enrollment]) -> str:
    """Return the title of the program that was finished last; one that is put down is none of those."""
    return next((enrollment.title for enrollment in enrollments if not enrollment.can_go_on), "")


def tracked_items(ctx: AppContext, store: Store) -> list[TrackedItem]:
    """Return the open items of the newest pass of each program, the newest first; none that is private."""
    enrollments = store.enrollments.walks()
    summaries = {enrollment.program_key: find_summary(ctx, enrollment) for enrollment in enrollments}
    return _track(ctx, store, enrollments, summaries)


def find_summary(ctx: AppContext, enrollment: Enrollment) -> ProgramSummary | None:
    """Return the summary of the program of a pass; None where it is not where it was, or is broken."""
    if enrollment.path:
        from resilify_cli.content.program_summary import read_summary

        summary = read_summary(ctx.programs.place_of(enrollment))
        return None if summary.broken else summary
    return ctx.programs.catalog().by_key(enrollment.program_key)


def _program_place(
    ctx: AppContext, store: Store, enrollment: Enrollment, summary: ProgramSummary | None
) -> ProgramPlace:
    if summary is None:
        return ProgramPlace(enrollment.slug, enrollment.title)
    from resilify_cli.session.program_progress import current_session, place_and_finished

    enrollment, finished = place_and_finished(store, enrollment, summary.renamed)
    sessions = [session.id for session in summary.sessions]
    planned = [session.id for session in summary.sessions if session.planned]
    here = current_session(sessions, enrollment, finished, planned)
    return ProgramPlace(
        slug=summary.slug,
        title=summary.title,
        sessions=len(sessions),
        finished=sum(session in finished for session in sessions),
        next=summary.sessions[sessions.index(here)].title if here else None,
        in_the_middle=bool(here and here == enrollment.session_id and enrollment.step_id),
        next_sitting=_next_sitting(ctx, store, enrollment),
    )


def _next_sitting(ctx: AppContext, store: Store, enrollment: Enrollment) -> str:
    if enrollment.step_id:
        return ""
    from resilify_cli.session.next_sitting import next_sitting

    starts_at = ctx.settings.day_start
    return next_sitting(store, enrollment, ctx.today, starts_at)


def _track(
    ctx: AppContext,
    store: Store,
    enrollments: Sequence[Enrollment],
    summaries: Mapping[str, ProgramSummary | None],
) -> list[TrackedItem]:
    """Return the open items of the newest pass of each program, the newest first.

    What is private is left out, and so is what can't be known not to be: its program is not there any more.
    """
    newest = {enrollment.program_key: enrollment for enrollment in reversed(enrollments)}
    tracking = [
        (enrollment, summary)
        for key, enrollment in newest.items()
        if (summary := summaries[key]) is not None and summary.trackable
    ]
    if not tracking:
        return []
    from resilify_cli.activities.follow_up_answer import LOG
    from resilify_cli.content.renamed_ids import current_id
    from resilify_cli.session.open_items import TELLING_KINDS, open_items

    today = ctx.today
    found = []
    for enrollment, summary in tracking:
        rows = store.entries.of_kinds(enrollment, TELLING_KINDS)
        rows = [row._replace(activity_id=current_id(summary.renamed, row.activity_id)) for row in rows]
        for item in open_items(rows, today, ctx.settings.day_start):
            if item.activity_id in summary.trackable:
                does = "log" if item.kind == LOG else "follow-up"
                found.append(TrackedItem(item, f"resilify {does} {item.activity_id}"))
    return sorted(found, key=lambda tracked: tracked.item.opened, reverse=True)
