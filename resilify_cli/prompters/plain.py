"""Asks in plain lines: for screen readers, simple terminals and pipes. No escape byte is written."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from rich.console import Console, RenderableType

from resilify_cli.activities.questions import (
    Answer,
    AnswerValue,
    Block,
    ChoiceOption,
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
from resilify_cli.errors import ResilifyError
from resilify_cli.prompters.line_reader import LineReader
from resilify_cli.prompters.protocol import KeepDraft, Screen, with_notice
from resilify_cli.render import draw
from resilify_cli.safe import safe, safe_line

_MOVES = {":back": Move.BACK, ":skip": Move.SKIP, ":quit": Move.LEAVE}
# Keeping all of a text again at each line would take hours with a paste of megabytes. From so many letters
# on it is kept after so many seconds, so that no more than what was typed within them can be lost.
_LONG, _LONG_SECONDS = 20_000, 0.5
_LEAD = re.compile(r"([0-9]{1,6})(?:[\s,]+|\Z)")
_HELP = (
    "Type :back for the step before, :skip to pass over this one, :quit to save and leave, "
    ":help for these words. A longer text ends with a line that holds only a full stop."
)
_CONFIRM_HELP = "Type y for yes or n for no. :quit or Ctrl-C cancels."
_WORD_HELP = "Type the word to have it done. Any other word, :quit or Ctrl-C cancels."


@dataclass(slots=True)
class PlainPrompter:
    """A prompter of lines. `console` must be one that writes no escape bytes."""

    console: Console
    reader: LineReader
    told: bool = False
    # Lines that were typed where only Enter was asked for: they are an answer to what is asked next.
    early: deque[str] = field(default_factory=deque)
    before: Screen = field(default_factory=lambda: Screen(""))
    heard: tuple[Block, ...] = ()
    help: str = _HELP

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Write the question, and read lines until it is answered or left."""
        question = with_notice(question, screen)
        before = self.before
        self.help = _HELP
        if isinstance(question, ConfirmQuestion):
            self.help = _WORD_HELP if question.word else _CONFIRM_HELP
        self._head(screen)
        self._body(question, screen, before)
        if screen.resumed:
            self._write("Your words from before are kept.")
        match question:
            case Message():
                return self._tell(f"Press Enter to {question.continue_label}.")
            case PacedCues():
                for line in question.without_timing:
                    self._write(draw((MarkdownBlock(line),), screen.citations, plain=True))
                return self._tell("Take the time that you like, then press Enter.")
            case TextQuestion():
                return self._text(question, keep_draft)
            case LineQuestion():
                return self._line(question, keep_draft)
            case ScaleQuestion():
                return self._scale(question)
            case SingleChoice():
                return self._choice(question, keep_draft)
            case MultipleChoice():
                return self._choices(question, keep_draft)
            case ConfirmQuestion():
                return self._confirm(question)

    def say(self, message: str) -> None:
        """Write a line outside the questions."""
        self._line_out()
        self._write(safe(message))

    def _head(self, screen: Screen) -> None:
        """Write where the person is: whatever has changed since the screen before, and no more."""
        before, self.before = self.before, screen
        self._line_out()
        if (screen.program, screen.session) != (before.program, before.session):
            parts = (safe_line(screen.program), screen.position, safe_line(screen.session))
            self._line_out(", ".join(part for part in parts if part))
        if screen.steps and screen.step != before.step:
            left = f", about {max(1, round(screen.minutes_left))} min left" if screen.minutes_left else ""
            self._line_out(f"Step {screen.step} of {screen.steps}{left}")
        if screen.heading and screen.heading != before.heading:
            self._line_out(safe_line(screen.heading))
        if not self.told:
            self.told = True
            self._line_out(f"\n{self.help}")
        self._line_out()

    def _body(self, question: Question, screen: Screen, before: Screen) -> None:
        """Write the blocks above a question, but those that the part before it had already."""
        same_step = screen.step == before.step and screen.steps > 0
        heard = self.heard if same_step else ()
        self.heard = question.body
        new = tuple(block for block in question.body if block not in heard)
        if new:
            self._write(draw(new, screen.citations, plain=True))

    def _write(self, drawn: RenderableType) -> None:
        """Write what Rich draws, without the blanks that it fills lines with."""
        with self.console.capture() as captured:
            self.console.print(drawn)
        for line in captured.get().splitlines():
            self._line_out(line.rstrip())

    def _line_out(self, line: str = "") -> None:
        self.console.file.write(f"{line}\n")

    def _read(self, prompt: str, typed: Callable[[str], None] = lambda _: None) -> str | Move:
        """Read one line or a move; the end of input, like Ctrl-C, saves and leaves."""
        while True:
            self.console.file.write(prompt)
            self.console.file.flush()
            try:
                line = self._early_line() if self.early else self.reader.read(typed, prompt)
            except KeyboardInterrupt:
                self._line_out()
                return Move.LEAVE
            if line is None:
                return Move.LEAVE
            command = line.strip().lower()
            if command not in _MOVES and command != ":help":
                return line
            # The beginning of a command may have been kept as a draft; it is none.
            typed("")
            if command in _MOVES:
                return _MOVES[command]
            self._write(self.help)

    def _early_line(self) -> str:
        """Return a line that was typed before it was asked for, and show it where it is taken."""
        line = self.early.popleft()
        self._line_out(safe_line(line))
        return line

    def _tell(self, words: str) -> Reply:
        """Wait for Enter. Words instead of it are taken for the next question's, and never thrown away."""
        early, self.early = self.early, deque()
        reply = self._read(f"{words} ")
        if isinstance(reply, str) and reply.strip():
            early.append(reply)
        self.early = early
        return reply if isinstance(reply, Move) else Answer(None)

    def hand_back_early(self) -> None:
        """Show what was typed early and no question took, to copy."""
        if self.early:
            self._line_out()
            self._write("Nothing asked for these words, so they are not kept. Here they are, to copy:")
            while self.early:
                self._line_out(safe(self.early.popleft()))

    def _text(self, question: TextQuestion, keep_draft: KeepDraft) -> Reply:
        if question.minutes:
            self._write(f"Write for about {question.minutes:g} minutes, or as long as you like.")
        if question.hint:
            self._write(f"For example: {safe_line(question.hint).removeprefix('e.g. ')}")
        lines: list[str] = []
        size, kept_at = len(question.default), 0.0
        if question.default:
            self._write("You wrote:")
            self._write(f"{safe(question.default)}")
            self._write("These words stay. What you type is added to them; a line with :clear starts again.")
            lines = question.default.split("\n")
        self._write("End with a line that holds only a full stop.")

        def typed(line: str) -> None:
            nonlocal kept_at
            self._keep(keep_draft, "\n".join([*lines, line] if line else lines))
            kept_at = monotonic()

        while True:
            reply = self._read("> ", typed)
            if isinstance(reply, Move):
                if size > _LONG:
                    typed("")
                return reply
            if reply.strip() == ".":
                return Answer("\n".join(lines))
            if reply.strip() == ":clear":
                lines.clear()
                typed("")
                self._write("Cleared.")
                continue
            lines.append(reply)
            size += len(reply)
            if size <= _LONG or monotonic() - kept_at >= _LONG_SECONDS:
                typed("")

    def _line(self, question: LineQuestion, keep_draft: KeepDraft) -> Reply:
        if question.hint:
            self._write(f"For example: {safe_line(question.hint).removeprefix('e.g. ')}")
        if question.default:
            empty = ", :clear empties it" if question.optional else ""
            self._write(f"Now: {safe_line(question.default)} (Enter keeps it{empty})")
        elif question.optional:
            self._write("Enter leaves it empty.")
        reply = self._read(
            f"{question.label}> " if question.label else "> ",
            lambda line: self._keep(keep_draft, line or question.default),
        )
        if isinstance(reply, Move):
            return reply
        if question.optional and reply.strip() == ":clear":
            return Answer("")
        return Answer(reply.strip() or question.default)

    def _confirm(self, question: ConfirmQuestion) -> Reply:
        if not question.word:
            self._list((ChoiceOption("no", "No"), ChoiceOption("yes", "Yes")), False, ())
        while True:
            reply = self._read("> " if question.word else "Number, or y or n> ")
            if isinstance(reply, Move):
                return Move.LEAVE
            typed = reply.strip().lower()
            if question.word:
                return Answer(typed == question.word)
            if typed in {"y", "yes", "2"}:
                return Answer(True)
            if typed in {"n", "no", "1"}:
                return Answer(False)
            self._write("Please type y for yes or n for no.")

    def _scale(self, question: ScaleQuestion) -> Reply:
        low = f"{question.low} {question.low_label}".strip()
        high = f"{question.high} {question.high_label}".strip()
        self._write(f"A whole number from {safe_line(low)} to {safe_line(high)}.")
        if question.default is not None:
            self._write(f"Now: {question.default} (Enter keeps it)")
        while True:
            reply = self._read("> ")
            if isinstance(reply, Move):
                return reply
            if not reply.strip() and question.default is not None:
                return Answer(question.default)
            number = _number(reply)
            if number is not None and question.low <= number <= question.high:
                return Answer(number)
            self._write(f"Please type a number from {question.low} to {question.high}, or :skip.")

    def _choice(self, question: SingleChoice, keep_draft: KeepDraft) -> Reply:
        self._list(question.options, question.other, (question.default,))

        def typed(line: str) -> None:
            # A number is no words, and is not kept until the line is ended.
            if question.other and _number(line) is None:
                self._keep(keep_draft, line.strip() or question.default)

        while True:
            reply = self._read("Number> ", typed)
            if isinstance(reply, Move):
                return reply
            number = _number(reply)
            if number is not None and 1 <= number <= len(question.options):
                return Answer(question.options[number - 1].id)
            if not reply.strip() and question.default:
                return Answer(question.default)
            if reply.strip() and number is None and question.other:
                return Answer(reply.strip())
            self._write(f"Please type a number from 1 to {len(question.options)}, or :skip.")

    def _choices(self, question: MultipleChoice, keep_draft: KeepDraft) -> Reply:
        self._list(question.options, question.other, question.default)
        self._write("Several numbers can be given, with spaces between them; 0 for none.")

        def typed(line: str) -> None:
            if question.other:
                chosen = _chosen(line, question.options, question.other)
                self._keep(keep_draft, list(question.default) if chosen is None else chosen)

        while True:
            reply = self._read("Numbers> ", typed)
            if isinstance(reply, Move):
                return reply
            if not reply.strip() and question.default:
                return Answer(list(question.default))
            chosen = _chosen(reply, question.options, question.other)
            if chosen is not None:
                return Answer(chosen)
            self._write(f"Please type numbers from 1 to {len(question.options)}, 0 for none, or :skip.")

    def _list(self, options: Sequence[ChoiceOption], other: bool, chosen: Sequence[AnswerValue]) -> None:
        for number, option in enumerate(options, 1):
            mark = " (chosen before)" if option.id in chosen else ""
            self._write(f"{number}. {safe_line(option.label)}{mark}")
        known = {option.id for option in options}
        for value in chosen:
            if value and value not in known:
                self._write(f"Your own: {safe_line(str(value))} (Enter keeps it)")
        if other:
            self._write("Or type words of your own.")

    def _keep(self, keep_draft: KeepDraft, value: AnswerValue) -> None:
        try:
            keep_draft(value)
        except ResilifyError as error:
            self._write(f"Not saved yet: {error.message}")


def _number(text: str) -> int | None:
    return int(text.strip()) if re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text) else None


def _chosen(text: str, options: Sequence[ChoiceOption], other: bool) -> list[str] | None:
    """Return the ids that numbers stand for, with own words if they may be given; None if unclear."""
    if text.strip() == "0":
        return []
    ids: list[str] = []
    rest = text.strip(" \t,")
    while (found := _LEAD.match(rest)) and 1 <= int(found[1]) <= len(options):
        ids.append(options[int(found[1]) - 1].id)
        rest = rest[found.end() :]
    if rest and (not other or not re.search(r"[^0-9\s,-]", rest)):
        return None
    return [*dict.fromkeys(ids), *([rest] if rest else [])] or None
