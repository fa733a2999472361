"""`resilify` alone: where am I, and what is next?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import SCHEMA_VERSION
from resilify_cli.console import print_json, print_line
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resilify_cli.content.program_summary import ProgramSummary
    from resilify_cli.session.open_items import OpenItem
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store

_BAR = 24
_MOST_OPEN = 3


def where(*, as_json: bool) -> None:
    """Greet, and tell the program under way, what is next, and when the journal was written last."""
    ctx = app_context()
    store = ctx.stores.open_unlocked()
    if store is None:
        ctx.stores.check_not_gone()
        # The passphrase is not asked for only to greet someone.
        _outside(ctx, locked=ctx.paths.store.exists(), as_json=as_json)
        return
    with store:
        every = store.enrollments.walks()
        under_way = next((e for e in every if e.under_way), None)
        newest = store.journal.newest()
        card = _card(ctx, under_way) if under_way else None
        standing = _standing(store, under_way, card) if under_way and card else None
        still_open = _open_items(ctx, store, every)
        # At the end of a program there is no next session to ask about it.
        at_end = [] if under_way else _open_items(ctx, store, every[:1])
    day = newest.day(ctx.settings.day_start) if newest else None
    last = day.isoformat() if day else None
    if as_json:
        found = {"locked": False, "program": standing, "open": _data(still_open), "last_entry": last}
        print_json({"schema_version": SCHEMA_VERSION, **found})
        return
    print_line(f"{_greeting(ctx.now().hour)}.")
    print_line()
    if under_way and standing:
        _tell(ctx, standing)
    elif under_way:
        print_line(f"{safe_line(under_way.title)} is under way, but it is not where it was.")
    elif every:
        print_line(f"You have been through {safe_line(every[0].title)}.")
        print_line("To do one of its exercises again: resilify practice. To choose a program: resilify start")
    else:
        print_line("No program is under way. To choose one: resilify start")
    _tell_open(still_open, at_end)
    if day:
        print_line(f"You last wrote in your journal on {day:%A} {day.day} {day:%B %Y}.")
    print_line("In a crisis: resilify help-now")


def _open_items(ctx: AppContext, store: Store, every: Sequence[Enrollment]) -> list[OpenItem]:
    """Return the open items of the newest pass of each program, the newest first."""
    from resilify_cli.content.renamed_ids import current_id
    from resilify_cli.days import day_of
    from resilify_cli.session.open_items import TELLING_KINDS, open_items

    starts_at = ctx.settings.day_start
    today = day_of(ctx.now(), starts_at)
    newest = {enrollment.program_key: enrollment for enrollment in reversed(every)}
    found: list[OpenItem] = []
    for enrollment in newest.values():
        if not (rows := store.entries.of_kinds(enrollment, TELLING_KINDS)):
            continue
        card = _card(ctx, enrollment)
        renamed = card.renamed if card else {}
        rows = [replace(row, activity_id=current_id(renamed, row.activity_id)) for row in rows]
        found += open_items(rows, today, starts_at)
    return sorted(found, key=lambda item: item.opened, reverse=True)[:_MOST_OPEN]


def _tell_open(items: Sequence[OpenItem], at_end: Sequence[OpenItem]) -> None:
    """Name what is open, and where it can be said how it went."""
    if not items:
        return
    from resilify_cli.session.open_items import LOG

    print_line("Still open, and none of it is due:")
    for item in items:
        print_line(f"  {safe_line(item.line)}")
        if item.kind == LOG:
            print_line(f"    To fill it: resilify log {safe_line(item.activity_id)}")
    if any(item.kind != LOG for item in at_end):
        print_line("To say how it went: resilify continue")
    print_line()


def _data(items: Sequence[OpenItem]) -> list[dict[str, str]]:
    return [
        {
            "kind": item.kind,
            "activity": item.activity_id,
            "session": item.session_title,
            "since": item.opened.isoformat(),
        }
        for item in items
    ]


def _outside(ctx: AppContext, *, locked: bool, as_json: bool) -> None:
    """Greet someone whose store is locked, or who has none yet."""
    if as_json:
        found: dict[str, object] = {"locked": locked, "program": None, "open": [], "last_entry": None}
        print_json({"schema_version": SCHEMA_VERSION, **found})
    elif locked:
        print_line(f"{_greeting(ctx.now().hour)}. Your store is encrypted, and locked.")
        print_line()
        print_line("To go on:    resilify continue")
        print_line("To read:     resilify journal")
        print_line("In a crisis: resilify help-now")
    else:
        _newcomer(ctx)


def _newcomer(ctx: AppContext) -> None:
    print_line(f"{_greeting(ctx.now().hour)}. resilify takes you through a self-help program, in private.")
    print_line()
    print_line("To see the programs:  resilify list")
    print_line("To begin one:         resilify start")
    print_line("In a crisis:          resilify help-now")
    print_line("Everything else:      resilify --help")


def _greeting(hour: int) -> str:
    if 5 <= hour < 12:
        return "Good morning"
    if 12 <= hour < 18:
        return "Good afternoon"
    return "Good evening" if 18 <= hour < 23 else "Hello, night owl"


def _card(ctx: AppContext, enrollment: Enrollment) -> ProgramSummary | None:
    if enrollment.path:
        from resilify_cli.content.program_summary import read_summary

        card = read_summary(ctx.programs.place_of(enrollment))
        return None if card.broken else card
    return ctx.programs.catalog().by_key(enrollment.program_key)


def _standing(store: Store, enrollment: Enrollment, card: ProgramSummary) -> dict[str, object] | None:
    from resilify_cli.session.program_progress import current_session, place_and_finished

    enrollment, finished = place_and_finished(store, enrollment, card.renamed)
    sessions = [session.id for session in card.sessions]
    planned = [session.id for session in card.sessions if session.planned]
    here = current_session(sessions, enrollment, finished, planned)
    return {
        "slug": card.slug,
        "title": card.title,
        "sessions": len(sessions),
        "finished": sum(session in finished for session in sessions),
        "next": card.sessions[sessions.index(here)].title if here else None,
        "in_the_middle": bool(here and here == enrollment.session_id and enrollment.step_id),
    }


def _tell(ctx: AppContext, standing: dict[str, object]) -> None:
    total, finished = int(str(standing["sessions"])), int(str(standing["finished"]))
    full = round(_BAR * finished / total)
    print_line(ctx.theme.paint(safe_line(str(standing["title"])), "strong"))
    print_line(f"{'━' * full}{'╌' * (_BAR - full)}  {finished} of {total} sessions")
    print_line()
    if standing["next"]:
        lead = "In the middle of" if standing["in_the_middle"] else "Next"
        print_line(f"{lead}: {safe_line(str(standing['next']))}")
        print_line("To go on: resilify continue")
