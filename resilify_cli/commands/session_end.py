"""The end of a sitting: how to go on from it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.content.models import Program, Session
    from resilify_cli.session.runner import SessionRunner
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


def next_sitting_words(ctx: AppContext, store: Store, enrollment: Enrollment) -> str:
    """Return when and where the person means to go on, in their words; empty where they said nothing."""
    from resilify_cli.session.next_sitting import next_sitting

    there, starts_at = store.enrollments.find(enrollment.id), ctx.settings.day_start
    return next_sitting(store, there, ctx.today, starts_at) if there else ""


def offer_what_follows(ctx: AppContext, runner: SessionRunner, said_before: str) -> None:
    """Offer what a finished session leads to: the next sitting as a file for a calendar, or else a practice.

    Args:
        ctx: The context of the command.
        runner: What ran the session.
        said_before: When the person meant to go on, as it was known before the session; may be empty.
    """
    from resilify_cli.commands.sitting_entry import offer_sitting_entry
    from resilify_cli.commands.suggested_practice import suggest_after_session

    store, prompter, program = runner.store, runner.prompter, runner.program
    said = next_sitting_words(ctx, store, runner.enrollment)
    if said and said != said_before:
        offer_sitting_entry(ctx, prompter, program.title, said)
    else:
        # One more question is enough after a session.
        suggest_after_session(ctx, store, prompter, program, runner.session, runner.history)


def way_back(
    ctx: AppContext, program: Program, session: Session, store: Store, enrollment: Enrollment
) -> tuple[str, ...]:
    """Return lines on how to go on from where a session was left; it may be named and not begun."""
    from shlex import quote

    from resilify_cli.session.program_progress import next_session

    there = store.enrollments.find(enrollment.id) or enrollment
    if next_session(program, there, store) is session:
        return _PLACE_KEPT
    # Left out where it is clear: a path can be longer than a row.
    name = "" if there.under_way and only_program(ctx, store) else f" {quote(there.path or program.slug)}"
    number = program.session_number(session.id)
    return (f"To begin this session, whenever you like: resilify start{name} --session {number}",)


PLACE_STAYS = ("Your place is where it was: resilify continue",)
_PLACE_KEPT = (
    "Your place is kept. To go on from here, whenever you like: resilify continue",
    "To put the program down for now: resilify pause",
)


def only_program(ctx: AppContext, store: Store) -> str:
    """Return the one program that is under way; nothing if there is none, or more than one."""
    under_way = [enrollment for enrollment in store.enrollments.all() if enrollment.under_way]
    keys = {enrollment.program_key for enrollment in under_way}
    if len(keys) > 1:
        return ""
    return ctx.programs.place_of(under_way[0]) if keys else ""
