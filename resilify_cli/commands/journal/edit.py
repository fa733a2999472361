"""`resilify journal edit`: an entry changed, with what it was kept."""

from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.named_entry import EntryId, named_entry
from resilify_cli.command_line.completions import complete_activity, complete_feeling, complete_mood
from resilify_cli.command_line.options import Plain, WordsCommand, command_app
from resilify_cli.console import print_message
from resilify_cli.dates.parsing import parse_entry_time
from resilify_cli.errors import UsageError
from resilify_cli.journal_editing.checkin_options import read_mood, read_note, read_words
from resilify_cli.journal_editing.entry_change import EntryChange, NewCheckinParts
from resilify_cli.journal_editing.given_words import (
    InEditor,
    NewTags,
    Words,
    check_tags,
    read_given_text,
    require_words,
)
from resilify_cli.journal_editing.trash_purge import purge_expired_trash
from resilify_cli.terminal.unsaved_text import show_unsaved_on_error

if TYPE_CHECKING:
    from resilify_cli.store.revisions import NewDate

app = command_app()


@app.command(cls=WordsCommand)
def edit(
    entry_id: EntryId,
    words: Words = None,
    tags: NewTags = None,
    date: Annotated[
        str | None, typer.Option("--date", help="It is about this day or time: yesterday, 2026-11-03 18:30.")
    ] = None,
    mood: Annotated[
        str | None,
        typer.Option(
            "--mood",
            "-m",
            autocompletion=complete_mood,
            help="Of a check-in: 1 to 5, or the word; none for none.",
        ),
    ] = None,
    feelings: Annotated[
        list[str] | None,
        typer.Option(
            "--feeling",
            "-f",
            autocompletion=complete_feeling,
            help="Of a check-in: its feelings, instead of those it has.",
        ),
    ] = None,
    activities: Annotated[
        list[str] | None,
        typer.Option(
            "--activity",
            "-a",
            autocompletion=complete_activity,
            help="Of a check-in: its activities, instead of those it has.",
        ),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="Of a check-in: its note.")] = None,
    editor: InEditor = False,
    plain: Plain = None,
) -> None:
    """Change an entry: its words, its date, the parts of a check-in.

    Without any of them it is asked again, with what it says to change or to keep.
    """
    # Read before anything can be refused, so that they can be handed back.
    by_option = any(option is not None for option in (tags, date, mood, feelings, activities, note))
    said = None if (editor or by_option) and not words else read_given_text(words)
    note = read_note(note) if note is not None else None
    with show_unsaved_on_error(said or note or "") as kept:
        ctx = app_context()
        if editor and (words or note is not None):
            raise UsageError("--editor is for writing, so it does not go with words.")
        if said is not None and note is not None:
            raise UsageError("The words after the command are the note, so --note does not go with them.")
        check_tags(tags)
        parts = NewCheckinParts(
            _read_mood(mood),
            read_words(feelings) if feelings is not None else None,
            read_words(activities) if activities is not None else None,
            note,
        )
        moved_to = _new_date(ctx, date)
        with named_entry(ctx, entry_id) as (store, entry):
            store.begin_writing()
            changing = EntryChange(store, entry, tags or [], moved_to)
            if parts:
                if said is not None:
                    parts = parts._replace(note=require_words(said))
                changing.keep_parts(ctx, parts, plain=plain)
            elif editor:
                changing.write_in_editor(ctx)
            elif said is not None:
                changing.keep_words(require_words(said))
            elif by_option:
                changing.keep_words(changing.words, entry.answers)
            else:
                _ask(ctx, changing, plain=plain)
            kept()
            print_message(changing.message(ctx))
            purge_expired_trash(store)


def _ask(ctx: AppContext, changing: EntryChange, *, plain: bool | None) -> None:
    ctx.prompters.need_terminal(plain=plain)
    from resilify_cli.journal_editing.guided_edit import ask_again

    ask_again(ctx, changing, plain=plain)


def _read_mood(given: str | None) -> int | None:
    if given is None:
        return None
    return 0 if given.strip().lower() in ("", "none") else read_mood(given)


def _new_date(ctx: AppContext, date: str | None) -> "NewDate | None":
    if date is None:
        return None
    from resilify_cli.store.revisions import NewDate

    return NewDate(*parse_entry_time(date, ctx.date_context()))
