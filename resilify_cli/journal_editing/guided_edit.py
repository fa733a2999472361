"""Asks for an entry again, part by part, with what it says to change or to keep."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext
from resilify_cli.days import day_of, in_zone
from resilify_cli.errors import LeftEarlyError, ResilifyError
from resilify_cli.journal_editing.entry_change import EntryChange
from resilify_cli.journal_view.day_text import day_text
from resilify_cli.journal_view.entry_layout import first_lines

if TYPE_CHECKING:
    from resilify_cli.activities.base import ActivityResult
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.prompters.protocol import Prompter, Screen
    from resilify_cli.session.draft import Draft
    from resilify_cli.session.multi_part_prompt import MultiPartPrompt
    from resilify_cli.session.unfinished_drafts import UnfinishedDraft


def ask_again(ctx: AppContext, changing: EntryChange, *, plain: bool | None) -> None:
    """Ask for an entry again, and change it.

    Raises:
        LeftEarlyError: the person left; what they typed is kept as a draft, and that is said.
    """
    from resilify_cli.content.languages import find_language
    from resilify_cli.prompters.protocol import Screen
    from resilify_cli.session.draft import DraftDate
    from resilify_cli.session.localized_prompter import localized
    from resilify_cli.session.multi_part_prompt import PromptResult
    from resilify_cli.session.part_asker import PartAsker
    from resilify_cli.session.revision_prompt import RevisionPrompt
    from resilify_cli.session.screens import with_example

    entry = changing.entry
    screen = Screen(entry.program or "Journal", entry.session, position="To change", can_go_back=False)
    with ctx.prompters.open(plain=plain, animation=False) as opened:
        prompter: Prompter = opened
        parts = _parts_to_ask(ctx, changing)
        if isinstance(parts, RevisionPrompt):
            prompter = localized(prompter, find_language(parts.history.language))
        _choose_beginning(ctx, prompter, screen, changing, parts)
        draft_date = DraftDate(changing.store.database.clock())
        if isinstance(parts, RevisionPrompt):
            screen = with_example(parts.activity, screen)
        result = PartAsker(parts, prompter, screen, draft_date).ask().result
        prompter.say(changing.draft_notice if result is PromptResult.LEAVE else "")
    if result is PromptResult.LEAVE:
        raise LeftEarlyError("")


def _choose_beginning(
    ctx: AppContext,
    prompter: "Prompter",
    screen: "Screen",
    changing: EntryChange,
    parts: "MultiPartPrompt[object]",
) -> None:
    """Where a draft of a change is there, show it beside what is saved, and ask which to go on with."""
    from resilify_cli.session.unfinished_drafts import ResumeChoice, ask_to_resume, find_unfinished

    drafts, place = changing.store.journal_drafts, changing.entry.id
    half = find_unfinished(drafts, place, ctx.zone)
    if half is None:
        return
    if half.draft.parts == [parts.earlier(number) for number in range(len(half.draft.parts))]:
        # It says what is saved.
        drafts.drop(place)
        return
    from resilify_cli.activities.questions import MarkdownBlock, OwnWords

    began = in_zone(half.draft_date.begun, ctx.zone)
    day = day_text(day_of(began, ctx.settings.day_start))
    shown = (
        MarkdownBlock(f"On {day}, {began:%H:%M}, you began to change this, and it is not kept yet."),
        OwnWords(first_lines(_as_text(changing, half)), "What you typed"),
        OwnWords(first_lines(changing.words), "What is saved"),
    )
    match ask_to_resume(
        prompter,
        screen,
        shown,
        (
            (ResumeChoice.THEN, "Go on with what you typed"),
            (ResumeChoice.FRESH, "Change what is saved; what you typed stays for later"),
            (ResumeChoice.DROP, "Change what is saved, and forget what you typed"),
        ),
    ):
        case ResumeChoice.FRESH:
            drafts.begin_beside(place)
        case ResumeChoice.DROP:
            drafts.drop(place)
        case None:
            prompter.say(f"Both are as they were. To go on: resilify journal edit {changing.entry.handle}")
            raise LeftEarlyError("")


def _as_text(changing: EntryChange, half: "UnfinishedDraft") -> str:
    if changing.entry.kind == "checkin":
        from resilify_cli.session.checkin_prompt import checkin_of

        return checkin_of(half.draft.parts).text
    return "\n".join(_words_of(half.draft))


def _words_of(draft: "Draft") -> Sequence[str]:
    parts: list[AnswerValue] = [
        one for part in draft.parts for one in (part if isinstance(part, list) else [part])
    ]
    return [str(part) for part in parts if part not in (None, "")]


def _parts_to_ask(ctx: AppContext, changing: EntryChange) -> "MultiPartPrompt[object]":
    entry, store = changing.entry, changing.store
    if entry.kind == "checkin":
        from resilify_cli.session.checkin_prompt import CheckinPrompt

        return CheckinPrompt(
            store,
            entry.id,
            changing.keep_checkin,
            changing.checkin(),
            f"on {day_text(entry.day(ctx.settings.day_start))}",
        )
    if entry.kind == "response" and (found := find_activity_parts(ctx, changing)):
        return found
    from resilify_cli.activities.questions import MarkdownBlock
    from resilify_cli.session.note_prompt import NotePrompt

    body = (MarkdownBlock(entry.prompt or "Your note:"),)
    return NotePrompt(store, entry.id, body, changing.keep_words, entry.text)


def find_activity_parts(ctx: AppContext, changing: EntryChange) -> "MultiPartPrompt[object] | None":
    """Return the parts of the activity that was answered; None where its program is no longer there."""
    from resilify_cli.session.revision_prompt import RevisionPrompt
    from resilify_cli.session.stored_history import StoredAnswerHistory
    from resilify_cli.store.entries import answers_json

    entry, store = changing.entry, changing.store
    enrollment = store.enrollments.find(entry.enrollment_id)
    try:
        program = ctx.programs.of_enrollment(enrollment) if enrollment else None
    except ResilifyError:
        program = None
    activity = program.find_activity(entry.activity_id) if program else None
    if program is None or enrollment is None or activity is None:
        return None

    def keep(outcome: "ActivityResult") -> None:
        answers = answers_json(outcome.text, outcome.values)
        changing.revised = store.revisions.revise(entry, outcome.text, answers, outcome.readings)

    return RevisionPrompt(
        store, entry, activity, StoredAnswerHistory(store, enrollment, program, ctx.settings.day_start), keep
    )
