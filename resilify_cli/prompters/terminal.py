"""Asks in a terminal: one screen for a whole sitting, drawn by Rich and prompt_toolkit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.padding import Padding

from resilify_cli.activities.questions import (
    Block,
    ConfirmQuestion,
    LineQuestion,
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
from resilify_cli.console import give_back_screen, take_screen, terminal_width
from resilify_cli.prompters.full_screen.frame import NoteView, View
from resilify_cli.prompters.full_screen.rich_lines import Line, plain_lines, rich_lines, without_blank_ends
from resilify_cli.prompters.protocol import (
    KeepDraft,
    Screen,
    SideNote,
    question_blocks,
    with_notice,
    without_motion,
)
from resilify_cli.prompters.screen_header import screen_header
from resilify_cli.render import render_blocks
from resilify_cli.safe import safe
from resilify_cli.text_width import wrap

if TYPE_CHECKING:
    from resilify_cli.prompters.editor import Editor
    from resilify_cli.prompters.full_screen.app import FullScreenApp
    from resilify_cli.prompters.full_screen.widget import Widget


@dataclass(slots=True)
class TerminalPrompter:
    """A prompter for the process's own terminal.

    Attributes:
        console: Draws what stands above a question, and writes where no question is.
        full_screen: The application that has the whole screen while questions are asked.
        editor: The person's own editor.
        now: Gives the time, aware of its zone.
        animation: Whether timed cues move.
        take_messages: Returns what was said since the screen before, to be shown on the next.
    """

    console: Console
    full_screen: FullScreenApp
    editor: Editor
    now: Callable[[], datetime]
    animation: bool = True
    take_messages: Callable[[], list[str]] = list
    _messages: list[str] = field(default_factory=list)

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Show the question, and wait for the reply."""
        self._messages = self.take_messages()
        question = with_notice(question if self.animation else without_motion(question), screen)
        view = View(
            header=lambda columns, rows: self._header(screen, columns, rows),
            body=lambda columns: self._draw(question_blocks(question, screen), screen, columns),
            widget=self._make_widget(question, screen, keep_draft),
            notes=tuple(self._note_view(note, screen) for note in screen.notes),
            can_go_back=screen.can_go_back,
            leaving_saves=screen.leaving_saves,
            translate=screen.translate,
        )
        take_screen(self.leave)
        try:
            return self.full_screen.ask(view)
        except (KeyboardInterrupt, EOFError):
            # Ended from outside, or the terminal has gone away.
            return Move.LEAVE

    def say(self, message: str) -> None:
        """Give the terminal back as it was, and write a line there."""
        self.leave()
        if message:
            # The window may have been made narrower since the console was made.
            self.console.print(safe(message), width=terminal_width())

    def leave(self) -> None:
        """Give the terminal back, with the messages that have waited. A later question takes it again."""
        self.full_screen.leave()
        give_back_screen()

    def close(self) -> None:
        """Give the terminal back for good."""
        self.full_screen.close()
        give_back_screen()

    def _make_widget(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Widget:
        """Return the place to answer a question. Each is loaded with the first question of its kind."""
        match question:
            case Message():
                from resilify_cli.prompters.message import MessageWidget

                return MessageWidget(question.continue_label)
            case TextQuestion():
                from resilify_cli.prompters.text_questions import text_widget

                return text_widget(question, keep_draft, self.editor)
            case LineQuestion():
                from resilify_cli.prompters.text_questions import LineWidget

                return LineWidget(question, keep_draft, self.editor)
            case ScaleQuestion():
                from resilify_cli.prompters.rating import RatingWidget

                return RatingWidget(question, keep_draft)
            case SingleChoice(as_scale=True):
                from resilify_cli.prompters.rating import WordRatingWidget

                return WordRatingWidget(question, keep_draft)
            case SingleChoice():
                from resilify_cli.prompters.list_questions import SingleChoiceWidget

                return SingleChoiceWidget(question, keep_draft, self.editor, screen.translate)
            case MultipleChoice():
                from resilify_cli.prompters.list_questions import MultipleChoiceWidget

                return MultipleChoiceWidget(question, keep_draft, self.editor, screen.translate)
            case ConfirmQuestion():
                from resilify_cli.prompters.confirm_question import confirm_widget

                return confirm_widget(question)
            case PacedCues():
                from resilify_cli.prompters.paced_cues import PacedCuesWidget

                return PacedCuesWidget(question)
            case TimerQuestion():
                from resilify_cli.prompters.timer_question import TimerWidget

                return TimerWidget(question, keep_draft, self.now, screen.translate)

    def _header(self, screen: Screen, columns: int, rows: int) -> Sequence[Line]:
        """Return what was said just before, and where the person is."""
        lines = [line for text in self._messages for line in text.split("\n")]
        said = plain_lines(part for line in lines for part in wrap(safe(line), columns - 1, indent=" "))
        return [*said, *rich_lines(self.console, screen_header(screen, columns, rows), columns)]

    def _draw(self, blocks: Sequence[Block], screen: Screen, columns: int) -> Sequence[Line]:
        if not blocks:
            return []
        drawn: RenderableType = render_blocks(blocks, screen.citations, plain=False)
        return without_blank_ends(rich_lines(self.console, Padding(drawn, (0, 1, 0, 3)), columns))

    def _note_view(self, note: SideNote, screen: Screen) -> NoteView:
        return NoteView(note.name, note.offer, lambda columns: self._draw(note.body, screen, columns))
