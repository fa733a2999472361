"""A check-in or a note that was left half done: for which day it is taken up again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.app.context import AppContext
from resilify_cli.console import stdin_is_terminal
from resilify_cli.errors import LeftEarlyError
from resilify_cli.journal_view.day_text import day_text, moment_text
from resilify_cli.journal_view.entry_layout import first_lines

if TYPE_CHECKING:
    from resilify_cli.activities.questions import Block
    from resilify_cli.prompters.protocol import Prompter, Screen
    from resilify_cli.session.draft import Draft, DraftDate
    from resilify_cli.session.unfinished_drafts import ResumeChoice, UnfinishedDraft
    from resilify_cli.store.store import Store

# Who was called away for so long still is in the same moment.
_SAME_MOMENT = timedelta(hours=1)


class NamedDate(NamedTuple):
    """The date that was named with the command, if one was; as in `DraftDate`."""

    about: datetime | None = None
    day: date | None = None


class DraftStart(NamedTuple):
    """The date for what is asked now, and a line about what was there already."""

    draft_date: "DraftDate"
    notice: str = ""


@dataclass(frozen=True, slots=True)
class DraftKind:
    """What is half done: where its draft is, its name, the command for it, and how it is shown."""

    place: str
    name: str
    command: str
    shown: "Callable[[Draft], str]"


def resume_or_begin(
    ctx: AppContext,
    store: "Store",
    prompter: "Prompter",
    screen: "Screen",
    kind: DraftKind,
    named: NamedDate,
) -> DraftStart:
    """Ask whether to go on with a half-done note or check-in, and for which day, or to begin a new one.

    Args:
        ctx: the context of the command.
        store: where drafts are kept.
        prompter: asks the person.
        screen: what stands above the question.
        kind: what may be half done.
        named: the date that was named with the command.

    Returns:
        The date for what is asked now, and a line about what was there already.

    Raises:
        LeftEarlyError: the person left instead of choosing; all is as it was.
    """
    from resilify_cli.session.draft import DraftDate
    from resilify_cli.session.unfinished_drafts import ResumeChoice, find_unfinished

    anew = DraftStart(DraftDate(ctx.now(), *named))
    half = find_unfinished(store.journal_drafts, kind.place, ctx.zone)
    if half is None:
        return anew
    then = _date_of_draft(half)
    if not stdin_is_terminal():  # A pipe can't be asked.
        store.journal_drafts.begin_beside(kind.place)
        prompter.say(_left_sentence(kind, _draft_date_text(ctx, then)))
        return anew
    if _is_same_moment(half, named, ctx.now()):
        return DraftStart(half.draft_date, f"So far: {kind.shown(half.draft)}")
    choice = _ask_which_day(ctx, prompter, screen, kind, half, anew.draft_date)
    if choice is ResumeChoice.THEN:
        return DraftStart(then)
    if choice is ResumeChoice.NOW:
        return DraftStart(half.draft_date._replace(about=named.about, day=named.day))
    if choice is ResumeChoice.FRESH:
        store.journal_drafts.begin_beside(kind.place)
        return anew
    prompter.say(f"It is kept as it was. To go on: {kind.command}")
    raise LeftEarlyError("")


def _left_sentence(kind: DraftKind, date: str) -> str:
    """Return the words for a draft, of a date in words, that is left as it is."""
    return (
        f"A {kind.name} for {date} is half done. It stays as it is, and this is a new one."
        f" To go on with that one, in a terminal: {kind.command}"
    )


def _ask_which_day(
    ctx: AppContext,
    prompter: "Prompter",
    screen: "Screen",
    kind: DraftKind,
    half: "UnfinishedDraft",
    now: "DraftDate",
) -> "ResumeChoice | None":
    """Ask for which day the half-done one is; None if the person leaves instead."""
    from resilify_cli.session.unfinished_drafts import ResumeChoice, ask_to_resume

    then = _date_of_draft(half)
    ways = (
        (ResumeChoice.THEN, f"Go on with it, for {_draft_date_text(ctx, then)}"),
        (ResumeChoice.NOW, f"Go on with it, for {_draft_date_text(ctx, now)}"),
        (ResumeChoice.FRESH, f"A new one, for {_draft_date_text(ctx, now)} (this one stays)"),
    )
    return ask_to_resume(prompter, screen, _draft_blocks(ctx, kind, half), ways)


def _date_of_draft(half: "UnfinishedDraft") -> "DraftDate":
    """Return the date of a draft, about the time it was begun at where none was named."""
    return half.draft_date._replace(about=half.draft_date.about or half.draft_date.begun)


def _is_same_moment(half: "UnfinishedDraft", named: NamedDate, now: datetime) -> bool:
    if named.about or half.draft_date.about:
        return False
    return timedelta() <= now - half.draft_date.begun < _SAME_MOMENT


def _draft_blocks(ctx: AppContext, kind: DraftKind, half: "UnfinishedDraft") -> "tuple[Block, ...]":
    from resilify_cli.activities.questions import MarkdownBlock, OwnWords

    begun = _time_text(ctx, half.draft_date.begun)
    lead = f"A {kind.name} is half done. You began it on {begun}. For which day is it?"
    return MarkdownBlock(lead), OwnWords(first_lines(kind.shown(half.draft)))


def _draft_date_text(ctx: AppContext, draft_date: "DraftDate") -> str:
    if draft_date.day:
        return day_text(draft_date.day)
    if draft_date.about is None:
        return f"now, {_time_text(ctx, draft_date.begun)}"
    return _time_text(ctx, draft_date.about)


def _time_text(ctx: AppContext, at: datetime) -> str:
    return moment_text(at, ctx.settings.day_start)
