"""Asks in a terminal: one thing a screen, drawn by Rich, answered with questionary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import questionary
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from rich.console import Console, Group
from rich.padding import Padding
from rich.segment import Segment, SegmentLines
from rich.text import Text

from resilify_cli.activities.questions import (
    Answer,
    AnswerValue,
    Aside,
    ConfirmQuestion,
    LineQuestion,
    MarkdownBlock,
    Message,
    Move,
    MultipleChoice,
    PacedCues,
    Question,
    Reply,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
    TimerQuestion,
)
from resilify_cli.console import terminal_width
from resilify_cli.prompters.confirm_question import ask_confirmation
from resilify_cli.prompters.countdown import Countdown
from resilify_cli.prompters.editor import Editor
from resilify_cli.prompters.key_bindings import NoteRequest, key_hints, move_keys, note_key
from resilify_cli.prompters.list_questions import ListPrompter
from resilify_cli.prompters.option_list import run_list
from resilify_cli.prompters.paced_cues import ask_paced_cues
from resilify_cli.prompters.pagination import paginate
from resilify_cli.prompters.protocol import KeepDraft, Screen, with_notice
from resilify_cli.prompters.screen_header import screen_header
from resilify_cli.prompters.style import prompt_style
from resilify_cli.prompters.text_questions import TextPrompter, ask_line, ask_scale
from resilify_cli.prompters.timer_question import TimerPrompter
from resilify_cli.render import render_blocks
from resilify_cli.safe import safe
from resilify_cli.theme import NO_THEME, Theme

# The rows that the line of keys takes, with the space above it.
_ROWS_BELOW = 4
_FEWEST_ROWS = 4


@dataclass(slots=True)
class TerminalPrompter:
    """A prompter for the process's own terminal.

    Attributes:
        console: Where screens are drawn.
        editor: The person's own editor.
        now: Gives the time, aware of its zone.
        animation: Whether timed cues move.
        theme: How it looks.
        take_messages: Returns what was said since the screen before, to be shown again on the next.
    """

    console: Console
    editor: Editor
    now: Callable[[], datetime]
    animation: bool = True
    theme: Theme = NO_THEME
    take_messages: Callable[[], list[str]] = list
    _messages: list[str] = field(default_factory=list)

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Show the question on a screen of its own, and wait for the reply."""
        question = with_notice(question, screen)
        self._messages = self.take_messages()
        style = prompt_style(self.theme)
        while True:
            reply = self._ask_once(question, screen, keep_draft, style)
            if not isinstance(reply, NoteRequest):
                return reply
            if self._show_notes(screen, style) is Move.LEAVE:
                return Move.LEAVE
            question = _with_typed(question, reply.typed)

    def _show_notes(self, screen: Screen, style: questionary.Style) -> Reply | NoteRequest:
        """Show what can be read beside a question, until the person goes back to that."""
        body = tuple(block for note in screen.notes for block in note.body)
        beside = Message(body=body, continue_label="go back to the question")
        return self._show_pages(beside, replace(screen, notes=()), style, typing_ends=True)

    def _ask_once(
        self, question: Question, screen: Screen, keep_draft: KeepDraft, style: questionary.Style
    ) -> Reply | NoteRequest:
        if isinstance(question, PacedCues) and not self.animation:
            words = (MarkdownBlock(line) for line in question.without_timing)
            question = Message(body=(*question.body, *words), continue_label="done")
        if isinstance(question, Message):
            return self._show_pages(question, screen, style)
        rows = self._show(question, screen)
        lists = ListPrompter(screen, keep_draft, style, self.editor, rows)
        match question:
            case TextQuestion():
                texts = TextPrompter(screen, keep_draft, style, self.editor, self.console)
                return texts.ask(question, rows, partial(self._show, question, screen))
            case LineQuestion():
                return ask_line(question, screen, keep_draft, style=style, editor=self.editor)
            case ScaleQuestion():
                return ask_scale(question, screen, style=style)
            case SingleChoice():
                return lists.ask_single_choice(question)
            case MultipleChoice():
                return lists.ask_multiple_choice(question)
            case ConfirmQuestion():
                return ask_confirmation(question, style)
            case PacedCues():
                keys = key_hints("Enter done", "Space pause", can_go_back=screen.can_go_back)
                return ask_paced_cues(question, keys, style)
            case TimerQuestion():
                countdown = Countdown.resumed(question.minutes, question.started)
                timer = TimerPrompter(
                    question, keep_draft, self.now, countdown, screen.can_go_back, screen.notes
                )
                return timer.ask(style)

    def say(self, message: str) -> None:
        """Show a line outside the questions, on a screen that holds nothing else."""
        self.console.clear()
        for line in (*self.take_messages(), message):
            self.console.print(safe(line))

    def _begin_screen(self, screen: Screen) -> None:
        # The window may have been resized since the screen before.
        self.console.width = terminal_width()
        self.console.clear()
        self.console.print(self._top(screen))

    def _top(self, screen: Screen) -> Group:
        """Return the top of a screen: the messages from just before, and where the person is."""
        messages = Padding(Text("\n".join(["", *self._messages])), (0, 1))
        return Group(*([messages] if self._messages else []), screen_header(screen, self.console.width))

    def _show(self, question: Question, screen: Screen) -> int:
        """Show what stands above the place to answer, and return how many rows are left for it."""
        self._begin_screen(screen)
        above = len(self.console.render_lines(self._top(screen)))
        blocks = list(question.body)
        if screen.resumed:
            blocks.append(Aside("Your words from before are here, as you left them."))
        if isinstance(question, TextQuestion | LineQuestion) and question.hint:
            blocks.append(Aside(question.hint))
        if isinstance(question, ScaleQuestion):
            blocks.append(Aside(_scale_words(question)))
        drawn = Padding(render_blocks(blocks, screen.citations, plain=False), (0, 1, 1, 3))
        lines = self.console.render_lines(drawn, pad=False) if blocks else []
        self.console.print(SegmentLines(lines, new_lines=True))
        return max(_FEWEST_ROWS, self.console.height - above - len(lines) - _ROWS_BELOW)

    def _show_pages(
        self, question: Message, screen: Screen, style: questionary.Style, *, typing_ends: bool = False
    ) -> Reply | NoteRequest:
        """Show something to read, on as many pages as the terminal's height needs.

        With `typing_ends`, whoever begins to type has read enough: what they type is for what is asked next.
        """
        self.console.width = terminal_width()
        above = len(self.console.render_lines(self._top(screen)))
        room = self.console.height - above - _ROWS_BELOW
        lines = self._lines(question, screen, close=False)
        if len(lines) > room:
            lines = self._lines(question, screen, close=True)
        pages = paginate(lines, room)
        at = 0
        while True:
            self._begin_screen(screen)
            self.console.print(SegmentLines(pages[at], new_lines=True))
            more = at + 1 < len(pages)
            go_on = f"more ({at + 1} of {len(pages)})" if more else question.continue_label
            bindings = _typing_keys() if typing_ends else KeyBindings()
            reply = self._wait(go_on, style, screen, bindings, can_go_back=screen.can_go_back or at > 0)
            if reply is Move.BACK and at:
                at -= 1
            elif isinstance(reply, Answer) and more:
                at += 1
            else:
                return reply

    def _lines(self, question: Message, screen: Screen, *, close: bool) -> list[list[Segment]]:
        drawn = render_blocks(question.body, screen.citations, plain=False, close=close)
        return self.console.render_lines(Padding(drawn, (0, 1, 0, 3)), pad=False)

    def _wait(
        self,
        go_on: str,
        style: questionary.Style,
        screen: Screen,
        more_keys: KeyBindings,
        *,
        can_go_back: bool,
    ) -> Reply | NoteRequest:
        """Wait for a key that goes on, for one of `more_keys`, or for a move."""
        asked = questionary.press_any_key_to_continue(message="", style=style)
        bindings = move_keys(lambda: None)

        @bindings.add(Keys.Enter)
        @bindings.add(" ")
        @bindings.add(Keys.ControlD)
        @bindings.add(Keys.Escape, Keys.Enter)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=Answer(None))

        @bindings.add(Keys.Any)
        @bindings.add(Keys.BracketedPaste)
        def _(event: KeyPressEvent) -> None:
            """Write nothing: what is typed here would look like an answer, and be none."""

        # Only the keys that are shown go on: a stray one must not turn the page.
        asked.application.key_bindings = merge_key_bindings([bindings, more_keys])
        note_key(bindings, screen.notes, lambda _: None)
        return run_list(asked, key_hints(f"Enter {go_on}", can_go_back=can_go_back, notes=screen.notes))


def _typing_keys() -> KeyBindings:
    """Return keys that end what is read at the first letter or paste, and leave that to the next question."""
    bindings = KeyBindings()

    @bindings.add(Keys.Any)
    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        key = event.key_sequence[0].key
        # A character is no member of `Keys`; arrows and signals are, and change nothing here.
        if not isinstance(key, Keys) or key is Keys.BracketedPaste:
            store_typeahead(event.app.input, event.key_sequence)
            event.app.exit(result=Move.SKIP)

    return bindings


def _with_typed(question: Question, typed: AnswerValue) -> Question:
    """Return a question with what was typed or marked in it before something else was shown."""
    match question, typed:
        case ((TextQuestion() | LineQuestion() | SingleChoice()), str()):
            return replace(question, default=typed)
        case ScaleQuestion(low=low, high=high), str() if typed.strip().isdecimal():
            number = int(typed)
            return replace(question, default=number) if low <= number <= high else question
        case MultipleChoice(), list():
            return replace(question, default=tuple(typed))
        case TimerQuestion(), str():
            return replace(question, started=typed)
        case _:
            return question


def _scale_words(question: ScaleQuestion) -> str:
    low = f"{question.low} {question.low_label}".strip()
    high = f"{question.high} {question.high_label}".strip()
    return f"{low}  ·····  {high}"
