"""Asks each kind of question in plain lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import (
    Answer,
    ChoiceOption,
    ConfirmQuestion,
    LineQuestion,
    Move,
    MultipleChoice,
    Reply,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.prompters.option_pages import OptionPages
from resilify_cli.prompters.protocol import KEEP_AS_IT_IS, KeepDraft
from resilify_cli.safe import safe, safe_line

if TYPE_CHECKING:
    from resilify_cli.prompters.plain_console import PlainConsole

# Keeping all of a text again at each line would take hours with a paste of megabytes. From so many letters
# on it is kept after so many seconds, so that no more than what was typed within them can be lost.
_LONG, _LONG_SECONDS = 20_000, 0.5
_EXAMPLE_LEAD = re.compile(r"^(?:e\.g\.|p\. ?ej\.),? ")
_LEADING_NUMBER = re.compile(r"([0-9]{1,6})(?:[\s,]+|\Z)")


def ask_text(console: PlainConsole, question: TextQuestion, keep_draft: KeepDraft) -> Reply:
    """Ask for a text of several lines, which a line with a full stop ends; drafts are kept as it grows."""
    if question.minutes == 1:
        console.tell("Write for about a minute, or as long as you like.")
    elif question.minutes:
        console.tell(f"Write for about {question.minutes:g} minutes, or as long as you like.")
    if question.hint:
        console.tell(f"For example: {_without_lead(question.hint)}")
    lines: list[str] = []
    if question.default:
        console.tell("You wrote:")
        console.write(f"{safe(question.default)}")
        console.tell("These words stay. What you type is added to them; a line with :clear starts again.")
        lines = question.default.split("\n")
    console.tell("End with a line that holds only a full stop.")
    return _read_text(console, lines, keep_draft)


def _without_lead(hint: str) -> str:
    """Return a hint in one line without the "e.g." that it begins with, in the languages that have words."""
    return _EXAMPLE_LEAD.sub("", safe_line(hint), count=1)


def _read_text(console: PlainConsole, lines: list[str], keep_draft: KeepDraft) -> Reply:
    """Read lines behind those that there are, until a line with a full stop or a move."""
    size, kept_at = sum(map(len, lines)), 0.0

    def typed(line: str) -> None:
        nonlocal kept_at
        console.keep_draft(keep_draft, "\n".join([*lines, line] if line else lines))
        kept_at = monotonic()

    while True:
        reply = console.read("> ", typed)
        if isinstance(reply, Move):
            if size > _LONG:
                typed("")
            return reply
        if reply.strip() == ".":
            return Answer("\n".join(lines))
        if reply.strip() == ":clear":
            lines.clear()
            typed("")
            console.tell("Cleared.")
            continue
        lines.append(reply)
        size += len(reply)
        if size <= _LONG or monotonic() - kept_at >= _LONG_SECONDS:
            typed("")


def ask_line(console: PlainConsole, question: LineQuestion, keep_draft: KeepDraft) -> Reply:
    """Ask for one line."""
    if question.hint:
        console.tell(f"For example: {_without_lead(question.hint)}")
    if question.default:
        now = safe_line(question.default)
        if question.optional:
            console.tell(f"Now: {now} (Enter keeps it, :clear empties it)")
        else:
            console.tell(f"Now: {now} (Enter keeps it)")
    elif question.optional:
        console.tell("Enter leaves it empty.")
    while True:
        reply = _read_line(console, question, keep_draft)
        problem = question.format.problem(reply) if question.format and isinstance(reply, str) else ""
        # The lines of a pipe each answer a question of their own.
        if isinstance(reply, Move) or not problem or not console.is_interactive or reply == question.default:
            return reply if isinstance(reply, Move) else Answer(reply)
        console.write(f"{console.translate(problem)} {console.translate(KEEP_AS_IT_IS)}")
        question = replace(question, default=reply)


def _read_line(console: PlainConsole, question: LineQuestion, keep_draft: KeepDraft) -> str | Move:
    reply = console.read(
        f"{question.label}> " if question.label else "> ",
        lambda line: console.keep_draft(keep_draft, line or question.default),
    )
    if isinstance(reply, Move):
        return reply
    if question.optional and reply.strip() == ":clear":
        return ""
    return reply.strip() or question.default


def ask_confirmation(console: PlainConsole, question: ConfirmQuestion) -> Reply:
    """Ask for yes or no, or for the word that is a yes; a move is `Move.LEAVE`."""
    if not question.word:
        for number, word in enumerate(("No", "Yes"), 1):
            console.write(f"{number}. {console.translate(word)}")
    while True:
        reply = console.read("> " if question.word else f"{console.translate('Number, or y or n')}> ")
        if isinstance(reply, Move):
            return Move.LEAVE
        typed = reply.strip().lower()
        if question.word:
            return Answer(typed == question.word)
        if typed in {"y", "yes", "2"}:
            return Answer(True)
        if typed in {"n", "no", "1"}:
            return Answer(False)
        console.tell("Please type y for yes or n for no.")


def ask_scale(console: PlainConsole, question: ScaleQuestion) -> Reply:
    """Ask for a whole number of the scale until one is given."""
    low = f"{question.low} {question.low_label}".strip()
    high = f"{question.high} {question.high_label}".strip()
    console.tell(f"A whole number from {safe_line(low)} to {safe_line(high)}.")
    if question.default is not None:
        console.tell(f"Now: {question.default} (Enter keeps it)")
    while True:
        reply = console.read("> ")
        if isinstance(reply, Move):
            return reply
        if not reply.strip() and question.default is not None:
            return Answer(question.default)
        number = _read_number(reply)
        if number is not None and question.low <= number <= question.high:
            return Answer(number)
        console.tell(f"Please type a number from {question.low} to {question.high}, or :skip.")


def ask_single_choice(console: PlainConsole, question: SingleChoice, keep_draft: KeepDraft) -> Reply:
    """Ask for the number of an option, or for own words if they may be given."""
    mark = "(Enter takes it)" if question.is_preset else "(chosen before)"
    options = OptionPages(console, question.options, (question.default,), other=question.other, mark=mark)
    options.write_next()
    if question.searchable:
        console.tell("Or type a part of the name.")

    def typed(line: str) -> None:
        # A number is no words, and is not kept until the line is ended.
        if question.other and _read_number(line) is None:
            console.keep_draft(keep_draft, line.strip() or question.default)

    while True:
        reply = console.read(f"{console.translate('Number')}> ", typed)
        if isinstance(reply, Move):
            return reply
        if options.turned_by(reply):
            # The beginning of it may have been kept as a draft.
            typed("")
            continue
        number = _read_number(reply)
        if number is not None and 1 <= number <= len(question.options):
            return Answer(question.options[number - 1].id)
        if not reply.strip() and question.default:
            return Answer(question.default)
        if reply.strip() and number is None and question.other:
            return Answer(reply.strip())
        if reply.strip() and number is None and question.searchable:
            found = _search_options(question.options, reply.strip())
            if len(found) == 1:
                return Answer(found[0][1].id)
            for place, option in found:
                console.write(f"{place}. {safe_line(option.label)}")
        console.tell(f"Please type a number from 1 to {len(question.options)}, or :skip.")


def ask_multiple_choice(console: PlainConsole, question: MultipleChoice, keep_draft: KeepDraft) -> Reply:
    """Ask for the numbers of options, with own words behind them if they may be given."""
    options = OptionPages(console, question.options, question.default, other=question.other)
    options.write_next()
    console.tell("Several numbers can be given, with spaces between them.")
    console.tell("Enter keeps what was chosen; 0 is for none." if question.default else "Enter is for none.")

    def typed(line: str) -> None:
        if question.other:
            chosen = _read_choices(line, question.options, question.other)
            console.keep_draft(keep_draft, list(question.default) if chosen is None else chosen)

    while True:
        reply = console.read(f"{console.translate('Numbers')}> ", typed)
        if isinstance(reply, Move):
            return reply
        if options.turned_by(reply):
            # The beginning of it may have been kept as a draft.
            typed("")
            continue
        if not reply.strip():
            return Answer(list(question.default))
        chosen = _read_choices(reply, question.options, question.other)
        if chosen is not None:
            return Answer(chosen)
        console.tell(f"Please type numbers from 1 to {len(question.options)}, or :skip.")


def _search_options(options: Sequence[ChoiceOption], words: str) -> list[tuple[int, ChoiceOption]]:
    """Return the options whose label has some words in it, each with its number from 1."""
    wanted = words.casefold()
    return [(place, one) for place, one in enumerate(options, 1) if wanted in one.label.casefold()]


def _read_number(text: str) -> int | None:
    return int(text.strip()) if re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text) else None


def _read_choices(text: str, options: Sequence[ChoiceOption], other: bool) -> list[str] | None:
    """Return the ids that numbers stand for, with own words if they may be given; None if unclear."""
    if text.strip() == "0":
        return []
    ids: list[str] = []
    rest = text.strip(" \t,")
    while (found := _LEADING_NUMBER.match(rest)) and 1 <= int(found[1]) <= len(options):
        ids.append(options[int(found[1]) - 1].id)
        rest = rest[found.end() :]
    if rest and (not other or not re.search(r"[^0-9\s,-]", rest)):
        return None
    return [*dict.fromkeys(ids), *([rest] if rest else [])] or None
