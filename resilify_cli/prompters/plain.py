"""Asks in plain lines: for screen readers, simple terminals and pipes. No escape sequence is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from resilify_cli.activities.quantities import about_minutes
from resilify_cli.activities.questions import (
    Aside,
    Block,
    ConfirmQuestion,
    LineQuestion,
    MarkdownBlock,
    Message,
    MultipleChoice,
    PacedCues,
    Question,
    Reply,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
    TimerQuestion,
)
from resilify_cli.prompters.option_pages import AT_ONCE
from resilify_cli.prompters.plain_cues import ask_cues, cue_groups
from resilify_cli.prompters.plain_questions import (
    ask_confirmation,
    ask_line,
    ask_multiple_choice,
    ask_scale,
    ask_single_choice,
    ask_text,
)
from resilify_cli.prompters.plain_timer import ask_timer
from resilify_cli.prompters.protocol import KeepDraft, Screen, with_notice
from resilify_cli.render import render_blocks
from resilify_cli.safe import safe, safe_line

if TYPE_CHECKING:
    from resilify_cli.prompters.plain_console import PlainConsole

# What is told at one prompt; the full screen has the same limit.
_MOST_WORDS = 150
# So that they are on the screen of a usual terminal, with the words of the frame.
_MOST_LINES = 20
_HELP = (
    "Type :back for the step before, :skip to pass over this one, :quit to save and leave, "
    ":help for these words. A longer text ends with a line that holds only a full stop."
)
_CONFIRM_HELP = "Type y for yes or n for no. :quit or Ctrl-C cancels."
_WORD_HELP = "Type the word to have it done. Any other word, :quit or Ctrl-C cancels."


@dataclass(slots=True)
class PlainPrompter:
    """A prompter of plain lines.

    Attributes:
        lines: Where they are written and read.
        now: Gives the time, aware of its zone.
        help_shown: Whether the commands were told already.
        previous: The screen before.
        shown_blocks: The blocks above the question before.
    """

    lines: PlainConsole
    now: Callable[[], datetime]
    help_shown: bool = False
    previous: Screen = field(default_factory=lambda: Screen(""))
    shown_blocks: tuple[Block, ...] = ()

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Write the question, and read lines until it is answered or left."""
        question = with_notice(question, screen)
        before = self.previous
        self.lines.translate = screen.translate
        self.lines.help = self.lines.translate(_HELP)
        if isinstance(question, ConfirmQuestion):
            self.lines.help = self.lines.translate(_WORD_HELP if question.word else _CONFIRM_HELP)
        self.lines.notes = {
            f":{note.name}": render_blocks(note.body, screen.citations, plain=True) for note in screen.notes
        }
        if self.lines.is_interactive:
            told = (
                Aside(self.lines.translate(f"To {note.offer}, type :{note.name}.")) for note in screen.notes
            )
            question = replace(question, body=(*question.body, *told))
        if screen.before and screen.page != before.page:
            question = replace(question, body=(*screen.before, *question.body))
        self._write_header(screen)
        self._write_body(question, screen, before)
        if screen.resumed:
            self.lines.tell("Your words from before are kept.")
        return self._read_reply(question, screen, keep_draft)

    def _read_reply(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        match question:
            case Message():
                return self.lines.wait_for_enter(f"Press Enter to {question.continue_label}.")
            case PacedCues():
                return ask_cues(self.lines, question, screen.citations)
            case TimerQuestion():
                return ask_timer(self.lines, question, keep_draft, self.now)
            case TextQuestion():
                return ask_text(self.lines, question, keep_draft)
            case LineQuestion():
                return ask_line(self.lines, question, keep_draft)
            case ScaleQuestion():
                return ask_scale(self.lines, question)
            case SingleChoice():
                return ask_single_choice(self.lines, question, keep_draft)
            case MultipleChoice():
                return ask_multiple_choice(self.lines, question, keep_draft)
            case ConfirmQuestion():
                return ask_confirmation(self.lines, question)

    def fits(self, question: Question, screen: Screen) -> bool:
        """Return whether a person reads the lines, and few enough; to a pipe each step is written alone."""
        if not self.lines.is_interactive:
            return False
        if isinstance(question, PacedCues):
            # Behind more than this nobody finds the beginning again.
            texts = [block.markdown for block in question.body if isinstance(block, MarkdownBlock)]
            if len(" ".join((*texts, *next(cue_groups(question)))).split()) > _MOST_WORDS:
                return False
        drawn = render_blocks(question.body, screen.citations, plain=True)
        options = len(question.options) if isinstance(question, SingleChoice | MultipleChoice) else 0
        return len(self.lines.console.render_lines(drawn)) + min(options, AT_ONCE) <= _MOST_LINES

    def say(self, message: str) -> None:
        """Write a line outside the questions."""
        self.lines.write_line()
        self.lines.write(safe(message))

    def show_typed_ahead(self) -> None:
        """Show the lines that were typed ahead and that no question took, to copy."""
        self.lines.show_typed_ahead()

    def _write_header(self, screen: Screen) -> None:
        """Write where the person is, as far as it has changed since the screen before."""
        before, self.previous = self.previous, screen
        self.lines.write_line()
        if (screen.program, screen.session) != (before.program, before.session):
            parts = (safe_line(screen.program), screen.position, safe_line(screen.session))
            self.lines.write_line(", ".join(part for part in parts if part))
        if screen.steps and screen.step_id != before.step_id:
            step = f"Step {screen.step} of {screen.steps}"
            if screen.minutes_left:
                # In whole words, as it is heard.
                step = f"{step}, {about_minutes(max(1, round(screen.minutes_left)))} left"
            self.lines.write_line(self.lines.translate(step))
        if screen.heading and screen.heading != before.heading:
            self.lines.write_line(safe_line(screen.heading))
        if not self.help_shown:
            self.help_shown = True
            self.lines.write_line(f"\n{self.lines.help}")
        self.lines.write_line()

    def _write_body(self, question: Question, screen: Screen, before: Screen) -> None:
        """Write the blocks above a question, without those that stood above the part of the step before."""
        same_step = bool(screen.step_id) and screen.step_id == before.step_id
        shown = self.shown_blocks if same_step else ()
        self.shown_blocks = question.body
        new = tuple(block for block in question.body if block not in shown)
        if new:
            self.lines.write(render_blocks(new, screen.citations, plain=True))
