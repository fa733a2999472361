"""Offers to write when the next sitting is as a file for a calendar, once a person has said it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from resilify_cli.activities.questions import (
    Answer,
    Aside,
    Block,
    ChoiceOption,
    LineQuestion,
    MarkdownBlock,
    Move,
    OwnWords,
    SingleChoice,
)
from resilify_cli.atomic_files import atomic_write
from resilify_cli.errors import FileNotWrittenError
from resilify_cli.prompters.protocol import Prompter, Screen

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext

_NO, _YES, _OTHER = "no", "yes", "other"
_MOST_FILES = 99
_ABOUT = (
    "It says “A few minutes for yourself”, and nothing of what you wrote. "
    "Whoever sees your calendar can see when it is."
)
_NEEDED = "It needs a day and a time to come, like Sunday 20:00. Left empty, no file is written."


def offer_sitting_entry(ctx: AppContext, prompter: Prompter, title: str, words: str) -> None:
    """Ask whether the next sitting is to be an entry for a calendar, and write it if so.

    Args:
        ctx: The context of the command.
        prompter: Asks the person.
        title: Stands at the top of the screen.
        words: When and where they mean to go on, as they wrote it.
    """
    from resilify_cli.reminders.sitting_time import parse_sitting

    month_first = ctx.date_context().month_first
    now = ctx.now().replace(tzinfo=None)
    screen = Screen(title, can_go_back=False)
    meant = parse_sitting(words, now, month_first=month_first)
    # Whoever scrolls up to read it, and once too often, has not said no.
    while (answer := prompter.ask(_offer_question(words, meant), screen, lambda _: None)) is Move.BACK:
        pass
    if answer == Answer(_OTHER):
        meant = _ask_when(prompter, screen, now, month_first=month_first)
    elif answer != Answer(_YES):
        return
    if meant is not None:
        _write_calendar(ctx, prompter, meant)


def _offer_question(words: str, meant: datetime | None) -> SingleChoice:
    body: tuple[Block, ...] = (
        OwnWords(words, "You wrote"),
        Aside(_ABOUT),
        MarkdownBlock("Write it as a file for your calendar, with an alarm?"),
    )
    options = [ChoiceOption(_NO, "No")]
    if meant is not None:
        weekday, day, time = _time_text(meant)
        options.append(ChoiceOption(_YES, f"Yes, {weekday} {day}, {time}"))
    options.append(ChoiceOption(_OTHER, "Yes, at another time" if meant else "Yes, and I say when"))
    return SingleChoice(body=body, options=tuple(options), default=_NO, by_key=True, is_preset=True)


def _ask_when(prompter: Prompter, screen: Screen, now: datetime, *, month_first: bool) -> datetime | None:
    """Return the time that the person says, asked again until it can be read; None if they let it be."""
    from resilify_cli.reminders.sitting_time import parse_sitting

    body: tuple[Block, ...] = (MarkdownBlock("On which day, and at what time?"),)
    while True:
        question = LineQuestion(body=body, hint="e.g. Sunday 20:00", optional=True)
        reply = prompter.ask(question, screen, lambda _: None)
        typed = str(reply.value or "").strip() if isinstance(reply, Answer) else ""
        if not typed:
            return None
        if (meant := parse_sitting(typed, now, month_first=month_first)) is not None:
            return meant
        body = (OwnWords(typed, "You wrote"), Aside(_NEEDED), body[-1])


def _write_calendar(ctx: AppContext, prompter: Prompter, meant: datetime) -> None:
    from resilify_cli.reminders.calendar_file import sitting_calendar

    text = sitting_calendar(meant, ctx.now(), str(uuid4()))
    place, error = None, None
    for folder in (Path.cwd(), Path.home()):
        try:
            place = _free_name(folder, meant)
            with atomic_write(place, force=False) as file:
                file.write(text)
            break
        except (FileNotWrittenError, OSError) as found:
            place, error = None, found
    if place is None:
        # It is the end of a session: nothing of that hangs on a file.
        prompter.say(f"The file could not be written: {error}")
        return
    weekday, day, time = _time_text(meant)
    prompter.say(f"For {weekday} {day}, {time}. To open with your calendar, or on your phone: {place}")


def _free_name(folder: Path, meant: datetime) -> Path:
    """Return a name that nothing in a folder has yet; it tells the day alone."""
    stem = f"a-few-minutes-{meant:%Y-%m-%d}"
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.ics" for number in range(1, _MOST_FILES))
    return next((folder / name for name in names if not (folder / name).exists()), folder / f"{stem}.ics")


def _time_text(at: datetime) -> tuple[str, str, str]:
    """Return the day of the week, the day, and the time, as a program's language knows them."""
    return f"{at:%A}", f"{at.day} {at:%B %Y}", f"{at:%H:%M}"
