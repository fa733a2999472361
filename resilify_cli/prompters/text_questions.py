"""Asks in a terminal for what is typed: a text of several lines, one line, or a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension
from rich.console import Console
from rich.padding import Padding

from resilify_cli.activities.quantities import LineFormat
from resilify_cli.activities.questions import (
    Answer,
    Aside,
    LineQuestion,
    Move,
    Reply,
    ScaleQuestion,
    TextQuestion,
)
from resilify_cli.prompters.autosave import AutoSaver, WatchedText
from resilify_cli.prompters.editor import Editor
from resilify_cli.prompters.key_bindings import (
    NoteRequest,
    enter_keys,
    footer,
    key_hints,
    move_keys,
    note_key,
)
from resilify_cli.prompters.long_text import LONG_TEXT_NOTE, LONGEST_SHOWN, LongText, long_text_keys
from resilify_cli.prompters.paste import paste_input
from resilify_cli.prompters.protocol import KEEP_AS_IT_IS, KeepDraft, Screen
from resilify_cli.prompters.text_box import TextTooLong, line_keys, text_keys, time_left
from resilify_cli.prompters.word_wrap import WordWrap
from resilify_cli.render import render_blocks

# The columns before the text in a text box: "   ›  ".
_TEXT_INDENT = 6


@dataclass(frozen=True, slots=True)
class TextPrompter:
    """Asks for a text of several lines.

    Attributes:
        screen: Where the person is.
        keep_draft: Keeps the text while it is typed.
        style: How it looks.
        editor: The person's own editor.
        console: Where to write the note that a text is too long to be shown.
    """

    screen: Screen
    keep_draft: KeepDraft
    style: questionary.Style
    editor: Editor
    console: Console

    def ask(self, question: TextQuestion, rows: int, show_again: Callable[[], int]) -> Reply | NoteRequest:
        """Ask for the text; what stands above it is on the screen already.

        Args:
            question: What is asked.
            rows: How many rows the text may take; a longer one scrolls.
            show_again: Shows what stands above, on a new screen, and returns how many rows are left.
        """
        text = saved = question.default
        while True:
            saver = AutoSaver(self.keep_draft)
            if len(text) <= LONGEST_SHOWN:
                keys = text_keys(saver, self.editor, LONGEST_SHOWN)
                wrap = {"default": text, "input_processors": [WordWrap(_TEXT_INDENT)]}
                asked = self._text_box(question, saver, keys, **wrap)
                asked.application.layout.current_window.height = Dimension(max=rows)
                watched: WatchedText = asked.application.current_buffer
            else:
                note = render_blocks((Aside(LONG_TEXT_NOTE),), {}, plain=False)
                self.console.print(Padding(note, (0, 1, 1, 3)))
                watched = LongText(text)
                asked = self._text_box(question, saver, long_text_keys(watched, saver, self.editor))
            saver.watch(watched, saved)
            reply = _ask(asked, saver)
            if not isinstance(reply, TextTooLong):
                return reply
            text, saved, rows = reply.text, saver.saved, show_again()

    def _text_box(
        self, question: TextQuestion, saver: AutoSaver, keys: KeyBindings, **more: Any
    ) -> questionary.Question:
        note_key(keys, self.screen.notes, lambda _: saver.save_now())
        shown = key_hints(
            "Enter new line",
            "Ctrl-D done",
            can_go_back=self.screen.can_go_back,
            notes=self.screen.notes,
        )
        shown = (*shown[:-1], "Ctrl-O editor", shown[-1])
        return questionary.text(
            "",
            qmark="   ›",
            multiline=True,
            instruction="",
            prompt_continuation=" " * _TEXT_INDENT,
            bottom_toolbar=time_left(question.minutes, saver, footer(shown)),
            key_bindings=keys,
            style=self.style,
            erase_when_done=True,
            refresh_interval=1.0 if question.minutes else 0,
            input=paste_input(),
            **more,
        )


def ask_line(
    question: LineQuestion,
    screen: Screen,
    keep_draft: KeepDraft,
    *,
    style: questionary.Style,
    editor: Editor,
) -> Reply | NoteRequest:
    """Ask for one line; what stands above it is on the screen already. Arguments as in `TextPrompter`."""
    saver = AutoSaver(keep_draft)
    done = "Enter done" if not question.optional else "Enter done, or leave it empty"
    shown = key_hints(done, can_go_back=screen.can_go_back, notes=screen.notes)
    keys = line_keys(saver, editor)
    note_key(keys, screen.notes, lambda _: saver.save_now())
    remarks = _format_keys(keys, question.format) if question.format else []
    asked = questionary.text(
        question.label,
        qmark="   ›" if not question.label else "  ",
        instruction="›" if question.label else "",
        default=question.default.replace("\n", " "),
        bottom_toolbar=time_left(0, saver, footer((*shown[:-1], "Ctrl-O editor", shown[-1])), remarks),
        key_bindings=keys,
        style=style,
        erase_when_done=True,
    )
    saver.watch(asked.application.current_buffer)
    reply = _ask(asked, saver)
    return Answer(reply.text) if isinstance(reply, TextTooLong) else reply


def _format_keys(keys: KeyBindings, line_format: LineFormat) -> list[str]:
    """Let Enter tell once about a line that does not read as asked for; return where that is told."""
    remarks: list[str] = []
    refused: list[str] = []

    @keys.add(Keys.Enter, eager=True)
    def _(event: KeyPressEvent) -> None:
        text = event.current_buffer.text
        problem = line_format.problem(text)
        if problem and refused[-1:] != [text]:
            refused.append(text)
            remarks[:] = [f"{problem} {KEEP_AS_IT_IS}"]
        else:
            event.current_buffer.validate_and_handle()

    return remarks


def ask_scale(question: ScaleQuestion, screen: Screen, *, style: questionary.Style) -> Reply | NoteRequest:
    """Ask for a whole number of the scale; what stands above it is on the screen already."""
    wanted = f"A whole number from {question.low} to {question.high}. PgDn skips this."

    def valid(text: str) -> bool | str:
        try:
            return question.low <= int(text) <= question.high or wanted
        except ValueError:
            return wanted

    bindings = move_keys(lambda: None)
    enter_keys(bindings)
    note_key(bindings, screen.notes, lambda event: event.current_buffer.text)
    asked = questionary.text(
        "",
        qmark="   ›",
        default="" if question.default is None else str(question.default),
        validate=valid,
        validate_while_typing=False,
        bottom_toolbar=footer(key_hints("Enter done", can_go_back=screen.can_go_back, notes=screen.notes)),
        key_bindings=bindings,
        style=style,
        erase_when_done=True,
    )
    reply = asked.unsafe_ask()
    return reply if isinstance(reply, Move | NoteRequest) else Answer(int(reply))


def _ask(asked: questionary.Question, saver: AutoSaver) -> Reply | NoteRequest | TextTooLong:
    """Wait for what is typed, and keep it as a draft if the program is ended meanwhile."""
    try:
        reply = asked.unsafe_ask()
    except (KeyboardInterrupt, EOFError):
        # Ended from outside, or the terminal has gone away.
        saver.save()
        return Move.LEAVE
    return reply if isinstance(reply, Move | NoteRequest | TextTooLong) else Answer(str(reply))
