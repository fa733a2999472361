"""Asks in a terminal: one thing a screen, drawn by Rich, answered with questionary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import questionary
from prompt_toolkit.filters import Always
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import Output
from questionary.prompts.common import InquirerControl
from rich.console import Console, Group
from rich.padding import Padding
from rich.segment import Segment, SegmentLines
from rich.text import Text as Drawn

from resilify_cli.activities.questions import (
    Answer,
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
)
from resilify_cli.console import terminal_width as columns
from resilify_cli.prompters.autosave import AutoSaver, WatchedText
from resilify_cli.prompters.confirm_question import ask_confirmation
from resilify_cli.prompters.editor import Editor
from resilify_cli.prompters.key_bindings import enter_keys, footer, key_hints, move_keys
from resilify_cli.prompters.list_questions import ListPrompter
from resilify_cli.prompters.long_text import LONG_TEXT_NOTE, LONGEST_SHOWN, LongText, long_text_keys
from resilify_cli.prompters.paced_cues import ask_paced_cues
from resilify_cli.prompters.pagination import paginate
from resilify_cli.prompters.paste import paste_input
from resilify_cli.prompters.protocol import KeepDraft, Screen, with_notice
from resilify_cli.prompters.screen_header import screen_header
from resilify_cli.prompters.style import prompt_style
from resilify_cli.prompters.text_box import TextTooLong, line_keys, text_keys, time_left
from resilify_cli.prompters.word_wrap import WordWrap
from resilify_cli.render import draw
from resilify_cli.safe import safe

# The rows that the line of keys takes, with the space above it.
_ROWS_BELOW = 4
_FEWEST_ROWS = 4
# The columns before the text in a text box: "   ›  ".
_TEXT_INDENT = 6


@dataclass(slots=True)
class TerminalPrompter:
    """A prompter for a real terminal. `animation` is whether timed steps move.

    `input` and `output` are prompt_toolkit's, or None for the process's own terminal. `unread` gives what was
    said since the screen before, which is shown again on the next.
    """

    console: Console
    editor: Editor
    animation: bool = True
    coloured: bool = True
    input: Input | None = None
    output: Output | None = None
    unread: Callable[[], list[str]] = list
    _said: list[str] = field(default_factory=list)

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Show the question on a screen of its own, and wait for the reply."""
        question = with_notice(question, screen)
        self._said = self.unread()
        if isinstance(question, PacedCues) and not self.animation:
            words = (MarkdownBlock(line) for line in question.without_timing)
            question = Message(body=(*question.body, *words), continue_label="done")
        if isinstance(question, Message):
            return self._tell(question, screen)
        above = self._show(question, screen)
        match question:
            case TextQuestion():
                return self._text(question, screen, keep_draft, above)
            case LineQuestion():
                return self._line(question, screen, keep_draft)
            case ScaleQuestion():
                return self._scale(question, screen)
            case SingleChoice():
                return self._lists(above).choice(question, screen, keep_draft)
            case MultipleChoice():
                return self._lists(above).choices(question, screen, keep_draft)
            case ConfirmQuestion():
                return ask_confirmation(question, prompt_style(self.coloured), self._io(), self._run)
            case PacedCues():
                keys = key_hints("Enter done", "Space pause", can_go_back=screen.can_go_back)
                return ask_paced_cues(question, keys, prompt_style(self.coloured), self.input, self.output)

    def say(self, message: str) -> None:
        """Show a line outside the questions, on a screen that holds nothing else."""
        self.console.clear()
        for line in (*self.unread(), message):
            self.console.print(safe(line))

    def _begin_screen(self, screen: Screen) -> None:
        # The window may have been resized since the screen before.
        self.console.width = columns()
        self.console.clear()
        self.console.print(self._top(screen))

    def _top(self, screen: Screen) -> Group:
        """Return what stands at the top of a screen: what was said just before, and where the person is."""
        said = Padding(Drawn("\n".join(["", *self._said])), (0, 1))
        return Group(*([said] if self._said else []), screen_header(screen, self.console.width))

    def _show(self, question: Question, screen: Screen) -> int:
        """Show what stands above the place to answer, and return how many rows it takes."""
        self._begin_screen(screen)
        above = len(self.console.render_lines(self._top(screen)))
        blocks = list(question.body)
        if screen.resumed:
            blocks.append(Aside("Your words from before are here, as you left them."))
        if isinstance(question, TextQuestion | LineQuestion) and question.hint:
            blocks.append(Aside(question.hint))
        if isinstance(question, ScaleQuestion):
            blocks.append(Aside(_scale_words(question)))
        drawn = Padding(draw(blocks, screen.citations, plain=False), (0, 1, 1, 3))
        lines = self.console.render_lines(drawn, pad=False) if blocks else []
        self.console.print(SegmentLines(lines, new_lines=True))
        return above + len(lines)

    def _tell(self, question: Message, screen: Screen) -> Reply:
        """Show something to read, in as many pages as the terminal's height asks for."""
        self.console.width = columns()
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
            reply = self._read_on(go_on, can_go_back=screen.can_go_back or at > 0)
            if reply is Move.BACK and at:
                at -= 1
            elif isinstance(reply, Answer) and more:
                at += 1
            else:
                return reply

    def _lines(self, question: Message, screen: Screen, *, close: bool) -> list[list[Segment]]:
        drawn = draw(question.body, screen.citations, plain=False, close=close)
        return self.console.render_lines(Padding(drawn, (0, 1, 0, 3)), pad=False)

    def _read_on(self, go_on: str, *, can_go_back: bool) -> Reply:
        asked = questionary.press_any_key_to_continue(
            message="", style=prompt_style(self.coloured), **self._io()
        )
        bindings = move_keys(lambda: None)

        @bindings.add(Keys.Enter)
        @bindings.add(" ")
        @bindings.add(Keys.ControlD)
        @bindings.add(Keys.Escape, Keys.Enter)
        def _(event: Any) -> None:
            event.app.exit(result=Answer(None))

        # Only the keys that are shown go on: a stray one must not turn the page.
        asked.application.key_bindings = bindings
        return self._run(asked, key_hints(f"Enter {go_on}", can_go_back=can_go_back))

    def _text(self, question: TextQuestion, screen: Screen, keep_draft: KeepDraft, above: int) -> Reply:
        text = saved = question.default
        while True:
            timer = AutoSaver(keep_draft)
            if len(text) <= LONGEST_SHOWN:
                asked = self._text_box(question, screen, timer, text, above)
                watched: WatchedText = asked.application.current_buffer
            else:
                self.console.print(Padding(draw((Aside(LONG_TEXT_NOTE),), {}, plain=False), (0, 1, 1, 3)))
                watched = LongText(text)
                asked = self._text_asked(question, screen, timer, long_text_keys(watched, timer, self.editor))
            timer.watch(watched, saved)
            reply = self._asked(asked, timer)
            if not isinstance(reply, TextTooLong):
                return reply
            text, saved = reply.text, timer.saved
            above = self._show(question, screen)

    def _text_box(
        self, question: TextQuestion, screen: Screen, timer: AutoSaver, text: str, above: int
    ) -> questionary.Question:
        keys = text_keys(timer, self.editor, LONGEST_SHOWN)
        asked = self._text_asked(
            question, screen, timer, keys, default=text, input_processors=[WordWrap(_TEXT_INDENT)]
        )
        # A text that is longer than the screen scrolls, and leaves its question in sight.
        rows = max(_FEWEST_ROWS, self.console.height - above - _ROWS_BELOW)
        asked.application.layout.current_window.height = Dimension(max=rows)
        return asked

    def _text_asked(
        self, question: TextQuestion, screen: Screen, timer: AutoSaver, keys: KeyBindings, **more: Any
    ) -> questionary.Question:
        shown = key_hints("Enter new line", "Ctrl-D done", can_go_back=screen.can_go_back)
        shown = (*shown[:-1], "Ctrl-O editor", shown[-1])
        return questionary.text(
            "",
            qmark="   ›",
            multiline=True,
            instruction="",
            prompt_continuation=" " * _TEXT_INDENT,
            bottom_toolbar=time_left(question.minutes, timer, footer(shown)),
            key_bindings=keys,
            style=prompt_style(self.coloured),
            erase_when_done=True,
            refresh_interval=1.0 if question.minutes else 0,
            **{"input": paste_input(), **self._io()},
            **more,
        )

    def _line(self, question: LineQuestion, screen: Screen, keep_draft: KeepDraft) -> Reply:
        timer = AutoSaver(keep_draft)
        done = "Enter done" if not question.optional else "Enter done, or leave it empty"
        shown = key_hints(done, can_go_back=screen.can_go_back)
        asked = questionary.text(
            question.label,
            qmark="   ›" if not question.label else "  ",
            instruction="›" if question.label else "",
            default=question.default.replace("\n", " "),
            bottom_toolbar=time_left(0, timer, footer((*shown[:-1], "Ctrl-O editor", shown[-1]))),
            key_bindings=line_keys(timer, self.editor),
            style=prompt_style(self.coloured),
            erase_when_done=True,
            **self._io(),
        )
        return self._typed(asked, timer)

    def _scale(self, question: ScaleQuestion, screen: Screen) -> Reply:
        wanted = f"A whole number from {question.low} to {question.high}. PgDn skips this."

        def valid(text: str) -> bool | str:
            try:
                return question.low <= int(text) <= question.high or wanted
            except ValueError:
                return wanted

        bindings = move_keys(lambda: None)
        enter_keys(bindings)
        asked = questionary.text(
            "",
            qmark="   ›",
            default="" if question.default is None else str(question.default),
            validate=valid,
            validate_while_typing=False,
            bottom_toolbar=footer(key_hints("Enter done", can_go_back=screen.can_go_back)),
            key_bindings=bindings,
            style=prompt_style(self.coloured),
            erase_when_done=True,
            **self._io(),
        )
        reply = asked.unsafe_ask()
        return reply if isinstance(reply, Move) else Answer(int(reply))

    def _typed(self, asked: questionary.Question, timer: AutoSaver) -> Reply:
        timer.watch(asked.application.current_buffer)
        reply = self._asked(asked, timer)
        return reply if isinstance(reply, Answer | Move) else Answer(reply.text)

    def _asked(self, asked: questionary.Question, timer: AutoSaver) -> Reply | TextTooLong:
        try:
            reply = asked.unsafe_ask()
        except (KeyboardInterrupt, EOFError):
            # Ended from outside, or the terminal has gone away.
            timer.save()
            return Move.LEAVE
        return reply if isinstance(reply, Move | TextTooLong) else Answer(str(reply))

    def _lists(self, above: int) -> ListPrompter:
        # A list that is longer than the screen scrolls, and leaves its question in sight.
        rows = max(_FEWEST_ROWS, self.console.height - above - _ROWS_BELOW)
        return ListPrompter(
            prompt_style(self.coloured), self._io(), partial(self._run, rows=rows), self._line
        )

    def _run(self, asked: questionary.Question, keys: tuple[str, ...], rows: int | None = None) -> Reply:
        """Run one of questionary's lists, in at most so many rows, with the line of keys below it."""
        application = asked.application
        for window in application.layout.find_all_windows():
            if isinstance(window.content, InquirerControl):
                window.wrap_lines = Always()
                window.height = Dimension(max=rows) if rows else None
        line = Window(FormattedTextControl(footer(keys)), dont_extend_height=True)
        application.layout = Layout(HSplit([application.layout.container, Window(height=1), line]))
        reply = asked.unsafe_ask()
        return reply if isinstance(reply, Answer | Move) else Answer(reply)

    def _io(self) -> dict[str, Any]:
        return {"input": self.input, "output": self.output} if self.input else {}


def _scale_words(question: ScaleQuestion) -> str:
    low = f"{question.low} {question.low_label}".strip()
    high = f"{question.high} {question.high_label}".strip()
    return f"{low}  ·····  {high}"
