"""`resilify companion note`: a short note to a companion, with only what the person ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.page_file import check_page_file, write_page_file
from resilify_cli.command_line.options import Plain, command_app
from resilify_cli.console import print_line, print_message, terminal_width
from resilify_cli.errors import LeftEarlyError
from resilify_cli.pages.companion import NOTE_TITLE, NotePart, note_lines, render_note
from resilify_cli.safe import safe, safe_line
from resilify_cli.terminal.unsaved_text import show_unsaved_on_error

if TYPE_CHECKING:
    from resilify_cli.commands.companion.note_choices import NoteChoice
    from resilify_cli.prompters.protocol import Prompter

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

    Only what you tick is in it. What a program keeps private is not offered. The note is kept nowhere else.
    """
    ctx = app_context()
    ctx.prompters.need_terminal(plain=plain)
    place = check_page_file(ctx, output, "resilify companion note", force=force) if output else None
    choices = _choices(ctx)
    with ctx.prompters.open(plain=plain, animation=False) as prompter:
        ticked = _ask_what(prompter, choices)
        sentence = _ask_sentence(prompter)
    parts = _parts(ticked, sentence)
    if not parts:
        print_message("Nothing was chosen, so there is no note.")
        return
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
        print_message(f"\nWritten: {output}")
        print_message("That is all that is in it. It is not encrypted: whoever has the file can read it.")


def _choices(ctx: AppContext) -> list[NoteChoice]:
    """Return what can be ticked; nothing where there is no store."""
    store = ctx.stores.open_existing()
    if store is None:
        return []
    from resilify_cli.commands.companion.note_choices import note_choices

    with store:
        return note_choices(ctx, store)


def _ask_what(prompter: Prompter, choices: Sequence[NoteChoice]) -> list[NoteChoice]:
    """Ask which of the choices are to be in the note; none is chosen beforehand."""
    from resilify_cli.activities.questions import Answer, ChoiceOption, MarkdownBlock, Move, MultipleChoice
    from resilify_cli.prompters.protocol import Screen

    if not choices:
        return []
    options = tuple(
        ChoiceOption(str(number), f"{choice.heading}: {safe_line(choice.text)}")
        for number, choice in enumerate(choices)
    )
    question = MultipleChoice(
        body=(MarkdownBlock("What do you want in the note? Nothing else will be in it."),), options=options
    )
    reply = prompter.ask(question, Screen(NOTE_TITLE, can_go_back=False), lambda _: None)
    if reply is Move.LEAVE:
        raise LeftEarlyError("")
    ids = reply.value if isinstance(reply, Answer) and isinstance(reply.value, list) else []
    return [choice for number, choice in enumerate(choices) if str(number) in ids]


def _ask_sentence(prompter: Prompter) -> str:
    """Ask for a sentence; where the person leaves instead, what was typed is shown to be copied."""
    from resilify_cli.activities.questions import Answer, LineQuestion, MarkdownBlock, Move
    from resilify_cli.prompters.protocol import Screen

    typed = [""]

    def remember(value: object) -> None:
        typed[0] = str(value or "")

    question = LineQuestion(
        body=(MarkdownBlock("A sentence of your own, if you like. It can stay empty."),),
        hint="e.g. This week I would rather talk about something else.",
        optional=True,
    )
    reply = prompter.ask(question, Screen(NOTE_TITLE, can_go_back=False), remember)
    if reply is Move.LEAVE:
        if typed[0].strip():
            prompter.say(f"There is no note. What you typed: {safe(typed[0])}")
        raise LeftEarlyError("")
    return str(reply.value or "").strip() if isinstance(reply, Answer) else ""


def _parts(ticked: Sequence[NoteChoice], sentence: str) -> list[NotePart]:
    """Return the parts of the note: each heading with what was ticked of it, then the sentence."""
    found: dict[str, list[str]] = {}
    for choice in ticked:
        found.setdefault(choice.heading, []).append(choice.text)
    if sentence:
        found[_OWN] = [sentence]
    return [NotePart(heading, lines) for heading, lines in found.items()]
