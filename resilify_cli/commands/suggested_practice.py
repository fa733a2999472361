"""Offers one practice after a check-in or a session, with the reason."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from resilify_cli.days import day_of
from resilify_cli.errors import LeftEarlyError

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.checkin.model import Checkin
    from resilify_cli.content.models import Program, Session
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.session.practice import PracticeGroup
    from resilify_cli.session.stored_history import StoredAnswerHistory
    from resilify_cli.session.suggestions import Signals
    from resilify_cli.store.store import Store


def suggest_after_checkin(ctx: AppContext, store: Store, prompter: Prompter, given: Checkin) -> None:
    """Offer a practice after a check-in about now, if a rule fits it."""
    if not _may_offer(ctx):
        return
    from resilify_cli.session.suggestions import Signals

    signals = Signals(feelings=frozenset(given.feelings), mood=given.mood, is_checkin=True)
    _offer_practice(ctx, store, prompter, signals, "Check-in")


def suggest_after_session(
    ctx: AppContext,
    store: Store,
    prompter: Prompter,
    program: Program,
    session: Session,
    history: StoredAnswerHistory,
) -> None:
    """Offer a practice after a session that is finished, if a rule fits its ratings."""
    if not _may_offer(ctx):
        return
    from resilify_cli.session.suggestion_signals import session_signals

    starts_at = ctx.settings.day_start
    last = store.checkins.latest(with_mood=True)
    is_today = last and day_of(last.at, starts_at, last.named_day) == ctx.today
    signals = session_signals(session, history, last.mood if last and is_today else None)
    _offer_practice(ctx, store, prompter, signals, program.title, program.language)


def _may_offer(ctx: AppContext) -> bool:
    """Return whether to offer anything: not where it is turned off, nor where answers come from a pipe."""
    return ctx.settings.suggestions and sys.stdin.isatty()


def _offer_practice(
    ctx: AppContext, store: Store, prompter: Prompter, signals: Signals, title: str, language: str = ""
) -> None:
    from resilify_cli.session.suggestion_offer import ask_after, ask_number, ask_whether, last_ratings
    from resilify_cli.session.suggestions import find_rule, read_rules, suggest

    rules = read_rules()
    if find_rule(rules, signals) is None:
        # The practices are read only where one may be offered.
        return
    found = _open_practices(ctx, store)
    groups = [group for group in found if (group.program.language or "en") == (language or "en")]
    practices = {one.activity.id: (group, one) for group in groups for one in group.practices}
    intense = {
        name: bool(one.step.section.exercise and one.step.section.exercise.intense)
        for name, (_, one) in practices.items()
    }
    suggestion = suggest(rules, signals, last_ratings(store, groups), intense)
    if suggestion is None:
        return
    group, practice = practices[suggestion.practice]
    if not ask_whether(prompter, suggestion, practice, title):
        return
    from resilify_cli.commands.practice import run_chosen

    try:
        before = ask_number(prompter, suggestion, practice)
        run_chosen(ctx, store, prompter, group, practice)
        if before is not None:
            ask_after(store, prompter, suggestion, group.program, practice, before)
    except LeftEarlyError:
        # Whoever stops a practice is done with the check-in or the session all the same.
        return


def _open_practices(ctx: AppContext, store: Store) -> list[PracticeGroup]:
    """Return the practices that are open before any program, in their groups."""
    from resilify_cli.content.models import PRACTICES
    from resilify_cli.session.practice import practice_groups

    found = []
    for card in ctx.programs.catalog().of_kind(PRACTICES):
        program = ctx.programs.find(card.path)[0]
        enrollment = store.enrollments.latest(program.key)
        counts = store.entries.practice_counts(enrollment) if enrollment else {}
        found += practice_groups(program, set(), counts)
    return found
