"""`resilify journal add`: a note of one's own."""

from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import Plain, WordsCommand, command_app
from resilify_cli.console import print_message
from resilify_cli.dates.parsing import EntryTime, parse_entry_time
from resilify_cli.errors import LeftEarlyError, UsageError
from resilify_cli.journal_editing.given_words import (
    InEditor,
    NewTags,
    Words,
    check_tags,
    read_given_text,
    require_words,
    without_end_line,
    write_in_editor,
)
from resilify_cli.journal_editing.trash_purge import purge_expired_trash
from resilify_cli.journal_editing.unfinished import DraftKind, NamedDate, resume_or_begin
from resilify_cli.journal_editing.writing_prompt import choose_prompt, require_prompts
from resilify_cli.terminal.unsaved_text import show_unsaved_on_error

if TYPE_CHECKING:
    from resilify_cli.store.store import Store

app = command_app()


@app.command(cls=WordsCommand)
def add(
    words: Words = None,
    tags: NewTags = None,
    date: Annotated[
        str | None,
        typer.Option("--date", help="About another day or time: yesterday, last night, 2026-11-03 18:30."),
    ] = None,
    editor: InEditor = False,
    prompt: Annotated[
        bool,
        typer.Option(
            "--prompt", help="Choose a question to write about: of programs you met, or of your prompts.md."
        ),
    ] = False,
    plain: Plain = None,
) -> None:
    """Write a note of your own into the journal. A word with # before it is a tag."""
    # Read before anything can be refused, so that they can be handed back.
    said = None if (prompt or editor) and not words else read_given_text(words)
    with show_unsaved_on_error(said or "") as kept:
        ctx = app_context()
        when = parse_entry_time(date, ctx.date_context()) if date is not None else None
        if editor and words:
            raise UsageError("--editor is for writing, so it does not go with words.")
        if prompt and (editor or words):
            raise UsageError("--prompt asks a question, so it does not go with words or --editor.")
        check_tags(tags)
        if said is not None and not words and ctx.prompters.wants_plain(plain):
            said = without_end_line(said)
        note = None if said is None else require_words(said)
        if note is None and not editor:
            ctx.prompters.need_terminal(plain=plain)
        if prompt:
            require_prompts(ctx)
        # Opened before a word is typed, so that what is typed has somewhere to go.
        with ctx.stores.open_for_writing() as store:
            if note is not None:
                print_message(_keep(ctx, store, note, tags, when))
                kept()
            elif editor:
                said = write_in_editor(ctx, "", lambda text: _keep(ctx, store, text, tags, when))
                print_message(said or "Left empty: nothing was written.")
            else:
                _ask(ctx, store, tags, when, plain=plain, with_prompt=prompt)
            purge_expired_trash(store)


def _keep(ctx: AppContext, store: "Store", text: str, tags: list[str] | None, when: EntryTime | None) -> str:
    """Keep a note, and return what to say of it."""
    if tags:
        from resilify_cli.store.labels import with_tags

        text = with_tags(text, tags)
    at, day = when or (None, None)
    return ctx.entry_layout.kept_line(store.journal.find(store.notes.add(text.rstrip("\n"), at, day)))


def _ask(
    ctx: AppContext,
    store: "Store",
    tags: list[str] | None,
    when: EntryTime | None,
    *,
    plain: bool | None,
    with_prompt: bool,
) -> None:
    from resilify_cli.activities.questions import MarkdownBlock
    from resilify_cli.prompters.protocol import Screen
    from resilify_cli.session.multi_part_prompt import PromptResult
    from resilify_cli.session.note_prompt import NEW_NOTE, NotePrompt
    from resilify_cli.session.part_asker import PartAsker
    from resilify_cli.session.screens import escaped

    screen = Screen("Journal", position="A note", can_go_back=False)
    kind = DraftKind(NEW_NOTE, "note", "resilify journal add", lambda draft: str(draft.parts[0]))
    with ctx.prompters.open(plain=plain, animation=False) as prompter:
        draft_date, _ = resume_or_begin(ctx, store, prompter, screen, kind, NamedDate(*(when or ())))
        # Those that were named when it was begun stay named.
        draft_date = draft_date._replace(tags=tuple(dict.fromkeys([*draft_date.tags, *(tags or ())])))
        if with_prompt and not draft_date.prompt:
            draft_date = draft_date._replace(prompt=choose_prompt(ctx, store, prompter, screen))

        def keep(text: str) -> str:
            asked = f"{draft_date.prompt}\n\n" if draft_date.prompt else ""
            about = EntryTime(draft_date.about, draft_date.day) if draft_date.about else None
            return _keep(ctx, store, f"{asked}{text}", list(draft_date.tags), about)

        body = (MarkdownBlock(escaped(draft_date.prompt) or "What would you like to write down?"),)
        outcome = PartAsker(NotePrompt(store, NEW_NOTE, body, keep), prompter, screen, draft_date).ask()
        if outcome.kept is not None:
            prompter.say(outcome.kept)
            return
        kept_so_far = store.journal_drafts.is_kept(NEW_NOTE)
        way = "Your words are kept. To go on: resilify journal add"
        prompter.say(way if kept_so_far else "Nothing was written.")
        if outcome.result is PromptResult.LEAVE:
            raise LeftEarlyError("")
