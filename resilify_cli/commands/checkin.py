"""`resilify checkin`: how one is just now, in under a minute."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.word_lists import MOODS, OFFERED_WORDS
from resilify_cli.command_line.completions import complete_activity, complete_feeling, complete_mood
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, Plain, command_app
from resilify_cli.console import print_json, print_line, print_message, print_warning
from resilify_cli.dates.parsing import EntryTime, parse_entry_time
from resilify_cli.days import clock_of, day_of
from resilify_cli.errors import LeftEarlyError, UsageError
from resilify_cli.journal_editing.checkin_options import read_mood, read_note, read_words
from resilify_cli.journal_editing.checkin_spelling import check_spelling, suggest_spellings
from resilify_cli.journal_editing.trash_purge import purge_expired_trash
from resilify_cli.journal_editing.unfinished import DraftKind, NamedDate, resume_or_begin
from resilify_cli.journal_view.day_text import day_text
from resilify_cli.safe import safe_line
from resilify_cli.terminal.unsaved_text import show_unsaved_on_error

if TYPE_CHECKING:
    from resilify_cli.session.draft import DraftDate
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.store import Store

app = command_app()


@app.command()
def checkin(
    mood: Annotated[
        str | None,
        typer.Option(
            "--mood",
            "-m",
            autocompletion=complete_mood,
            help="1 to 5, from very low to very good, or the word.",
        ),
    ] = None,
    feelings: Annotated[
        list[str] | None,
        typer.Option("--feeling", "-f", autocompletion=complete_feeling, help="A feeling; several are fine."),
    ] = None,
    activities: Annotated[
        list[str] | None,
        typer.Option(
            "--activity",
            "-a",
            autocompletion=complete_activity,
            help="What you have been doing; several are fine.",
        ),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", help="A few words; - reads them from standard input.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", help="About another time: yesterday, last night, 2026-11-03 18:30."),
    ] = None,
    hide: Annotated[
        list[str] | None, typer.Option("--hide", help="Offer this word no more; check-ins keep it.")
    ] = None,
    unhide: Annotated[list[str] | None, typer.Option("--unhide", help="Offer this word again.")] = None,
    words: Annotated[bool, typer.Option("--words", help="Show the words that are offered.")] = False,
    as_json: AsJson = False,
    plain: Plain = None,
) -> None:
    """Note your mood, what you feel and what you have been doing. Any of it can be left out.

    Without options it asks.
    """
    # Read before anything can be refused, so that it can be handed back.
    note = read_note(note) if note else note
    with show_unsaved_on_error(note or "") as kept:
        ctx = app_context()
        if (hide or unhide or words or as_json) and any((mood, feelings, activities, note, date)):
            raise UsageError(
                "--words, --json, --hide and --unhide are about words, and go without a check-in."
            )
        if hide or unhide:
            _choose_words(ctx, hide or (), unhide or ())
            return
        if words or as_json:
            _show_words(ctx, as_json)
            return
        when = parse_entry_time(date, ctx.date_context()) if date is not None else None
        given = Checkin(
            mood=read_mood(mood) if mood is not None else None,
            feelings=read_words(feelings),
            activities=read_words(activities),
            note=note or "",
        )
        if not given and any(option is not None for option in (mood, feelings, activities, note)):
            raise UsageError("There was nothing to keep in this check-in.")
        if not given:
            ctx.prompters.need_terminal(plain=plain)
        with ctx.stores.open_for_writing() as store:
            if given:
                _keep(ctx, store, given, when, plain=plain)
                kept()
            else:
                _ask(ctx, store, when, plain=plain)
            purge_expired_trash(store)


def _keep(
    ctx: AppContext, store: "Store", given: Checkin, when: EntryTime | None, *, plain: bool | None
) -> None:
    meant = check_spelling(ctx, store, given, Checkin(), plain=plain)
    entry = _add_checkin(store, meant.checkin, when, meant.sure)
    print_message(ctx.entry_layout.kept_line(entry))
    suggest_spellings(meant, entry.handle)
    _print_kind_words(given)


def _add_checkin(
    store: "Store", given: Checkin, when: EntryTime | None, sure: frozenset[str] | None = None
) -> "Entry":
    """Keep a check-in, and return its entry."""
    at, day = when or (None, None)
    return store.journal.find(store.checkins.add(given, at, day, sure))


def _print_kind_words(given: Checkin) -> None:
    if given.mood == min(MOODS):
        print_warning("That sounds hard. If you would like someone to talk to: resilify help-now")


def _ask(ctx: AppContext, store: "Store", when: EntryTime | None, *, plain: bool | None) -> None:
    from resilify_cli.prompters.protocol import Screen
    from resilify_cli.session.checkin_prompt import NEW_CHECKIN, CheckinPrompt, checkin_of
    from resilify_cli.session.multi_part_prompt import PromptResult
    from resilify_cli.session.part_asker import PartAsker

    screen = Screen("Check-in", can_go_back=False)
    kind = DraftKind(
        NEW_CHECKIN,
        "check-in",
        "resilify checkin",
        lambda draft: checkin_of(draft.parts).text or "nothing yet",
    )
    with ctx.prompters.open(plain=plain, animation=False) as prompter:
        draft_date, notice = resume_or_begin(ctx, store, prompter, screen, kind, NamedDate(*(when or ())))

        def keep(given: Checkin) -> tuple[str, Checkin]:
            when = EntryTime(draft_date.about, draft_date.day) if draft_date.about else None
            return ctx.entry_layout.kept_line(_add_checkin(store, given, when)), given

        prompt = CheckinPrompt(store, NEW_CHECKIN, keep, about=_time_words(ctx, draft_date))
        outcome = PartAsker(prompt, prompter, replace(screen, notice=notice), draft_date).ask()
        if outcome.result is not PromptResult.DONE:
            has_draft = store.journal_drafts.is_kept(NEW_CHECKIN)
            prompter.say("What you chose is kept. To go on: resilify checkin" if has_draft else "")
            raise LeftEarlyError("")
        left_out = "Everything was left out, so there is nothing to keep."
        line, given = outcome.kept or ("", Checkin())
        if line and draft_date.about is None:
            from resilify_cli.commands.suggested_practice import suggest_after_checkin

            suggest_after_checkin(ctx, store, prompter, given)
        prompter.say(f"{line} Thank you." if line else left_out)
    _print_kind_words(given)


def _time_words(ctx: AppContext, draft_date: "DraftDate") -> str:
    """Return which time a check-in is about, in words that go after a question; nothing for now."""
    if draft_date.about is None or draft_date.day == ctx.today:
        return ""
    day = day_of(draft_date.about, ctx.settings.day_start, draft_date.day)
    return (
        f"on {day_text(day)}"
        if draft_date.day
        else f"on {day_text(day)}, at {clock_of(draft_date.about, day)}"
    )


def _choose_words(ctx: AppContext, hide: Sequence[str], unhide: Sequence[str]) -> None:
    with ctx.stores.open_for_writing() as store, store.transaction():
        checkins = store.checkins
        for words, there, change, missing in (
            (hide, checkins.words, checkins.hide, "offered"),
            (unhide, checkins.hidden, checkins.offer, "hidden"),
        ):
            for word in read_words(words):
                kinds = [
                    kind
                    for kind in OFFERED_WORDS
                    if word in there(kind) or (change == checkins.hide and checkins.has(kind, word))
                ]
                if not kinds:
                    raise UsageError(
                        f"{safe_line(word)!r} is not {missing}.", "To see the words: resilify checkin --words"
                    )
                for kind in kinds:
                    change(kind, word)
    print_message("Done. To see the words: resilify checkin --words")


def _show_words(ctx: AppContext, as_json: bool) -> None:
    offered: dict[str, list[str]] = {kind: list(words) for kind, words in OFFERED_WORDS.items()}
    hidden: dict[str, list[str]] = {kind: [] for kind in OFFERED_WORDS}
    store = ctx.stores.open_existing()
    if store is not None:
        with store:
            offered = {kind: store.checkins.words(kind) for kind in OFFERED_WORDS}
            hidden = {kind: store.checkins.hidden(kind) for kind in OFFERED_WORDS}
    if as_json:
        moods = [{"mood": number, "word": word} for number, word in MOODS.items()]
        print_json({"schema_version": SCHEMA_VERSION, "moods": moods, "offered": offered, "hidden": hidden})
        return
    for kind, title in (("feeling", "Feelings"), ("activity", "Activities")):
        print_line(f"{title}: {', '.join(map(safe_line, offered[kind]))}")
        if hidden[kind]:
            print_line(f"Hidden: {', '.join(map(safe_line, hidden[kind]))}")
