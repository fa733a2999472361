"""`resilify companion note`: a short note to a companion, with only what the person ticks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.page_file import check_page_file, write_page_file
from resilify_cli.command_line.options import Plain, command_app
from resilify_cli.commands.companion.note_sentence import ask_sentence, drop_sentence
from resilify_cli.console import print_line, print_message, terminal_width
from resilify_cli.errors import LeftEarlyError
from resilify_cli.pages.companion import NOTE_TITLE, NotePart, note_lines, render_note
from resilify_cli.safe import safe_line
from resilify_cli.terminal.unsaved_text import show_unsaved_on_error

if TYPE_CHECKING:
    from pathlib import Path

    from resilify_cli.commands.companion.note_choices import NoteChoice
    from resilify_cli.prompters.protocol import Prompter, Screen
    from resilify_cli.store.store import Store

app = command_app()
_OWN = "In my own words"


@app.command()
def note(
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it: .txt, or .html.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    plain: Plain = None,
) -> None:
    """Write a short note to a companion: sessions of this week, a plan, a sentence of your own.

    Only what you tick is in it. What a program keeps private is not offered. The note is kept nowhere else;
    a sentence that is not done is there again the next time.
    """
    ctx = app_context()
    ctx.prompters.need_terminal(plain=plain)
    place = check_page_file(ctx, output, "resilify companion note", force=force) if output else None
    with ctx.stores.open_existing() or nullcontext() as store:
        # What comes through a pipe is another's text, perhaps, and no sentence to go on with.
        drafts = store.journal_drafts if store is not None and sys.stdin.isatty() else None
        choices = _find_choices(ctx, store)
        with ctx.prompters.open(plain=plain, animation=False) as prompter:
            ticked = _ask_what(prompter, choices)
            sentence = ask_sentence(prompter, _note_screen(), drafts)
        parts = _note_parts(ticked, sentence)
        if parts:
            _write(parts, sentence, place, force=force)
        else:
            print_message("Nothing was chosen, so there is no note.")
        drop_sentence(drafts)


def _write(parts: Sequence[NotePart], sentence: str, place: Path | None, *, force: bool) -> None:
    """Show the note, and write it where a place was named."""
    with show_unsaved_on_error(sentence) as kept:
        if place is not None:
            write_page_file(
                place, lambda: render_note(parts), lambda width: list(note_lines(parts, width)), force=force
            )
        # After a question that was answered from a pipe the line is not over.
        print_line()
        for line in note_lines(parts, terminal_width()):
            print_line(line)
        kept()
    if place is not None:
        print_message(f"\nWritten: {place}")
        print_message("That is all that is in it. It is not encrypted: whoever has the file can read it.")


def _find_choices(ctx: AppContext, store: Store | None) -> list[NoteChoice]:
    """Return the choices for the note; none without a store."""
    if store is None:
        return []
    from resilify_cli.commands.companion.note_choices import note_choices

    return note_choices(ctx, store)


def _note_screen() -> Screen:
    """Return the header of each question. Whoever leaves saves no note."""
    from resilify_cli.prompters.protocol import Screen

    return Screen(NOTE_TITLE, can_go_back=False, leaving_saves=False)


def _ask_what(prompter: Prompter, choices: Sequence[NoteChoice]) -> list[NoteChoice]:
    """Ask which of the choices are to be in the note; none is chosen beforehand."""
    from resilify_cli.activities.questions import Answer, ChoiceOption, MarkdownBlock, Move, MultipleChoice

    if not choices:
        return []
    options = tuple(
        ChoiceOption(str(number), f"{choice.heading}: {safe_line(choice.text)}")
        for number, choice in enumerate(choices)
    )
    question = MultipleChoice(
        body=(MarkdownBlock("What do you want in the note? Nothing else will be in it."),), options=options
    )
    reply = prompter.ask(question, _note_screen(), lambda _: None)
    if reply is Move.LEAVE:
        raise LeftEarlyError("")
    ids = reply.value if isinstance(reply, Answer) and isinstance(reply.value, list) else []
    return [choice for number, choice in enumerate(choices) if str(number) in ids]


def _note_parts(ticked: Sequence[NoteChoice], sentence: str) -> list[NotePart]:
    """Return the parts of the note: each heading with what was ticked of it, then the sentence."""
    found: dict[str, list[str]] = {}
    for choice in ticked:
        found.setdefault(choice.heading, []).append(choice.text)
    if sentence:
        found[_OWN] = [sentence]
    return [NotePart(heading, lines) for heading, lines in found.items()]
