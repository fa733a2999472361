"""Shows a timer in plain lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Timer as Alarm
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import Answer, Move, Reply, TimerQuestion
from resilify_cli.prompters.countdown import Countdown

if TYPE_CHECKING:
    from resilify_cli.prompters.plain_console import PlainConsole
    from resilify_cli.prompters.protocol import KeepDraft


def ask_timer(
    console: PlainConsole, question: TimerQuestion, keep_draft: KeepDraft, now: Callable[[], datetime]
) -> Reply:
    """Begin a timer, and wait until the person goes on."""
    countdown = Countdown.resumed(question.minutes, question.started)
    if countdown.started is None:
        console.write(f"{console.translate(countdown.whole)}.")
        reply = console.wait_for_enter("Press Enter to begin.")
        if not isinstance(reply, Answer):
            return reply
        began = now()
        countdown = replace(countdown, started=began)
        console.keep_draft(keep_draft, began.isoformat())
    reply = _wait(console, countdown, now, bell=question.bell)
    if reply is Move.SKIP:
        # What is passed over does not run on.
        console.keep_draft(keep_draft, "")
    return reply


def _wait(console: PlainConsole, countdown: Countdown, now: Callable[[], datetime], *, bell: bool) -> Reply:
    at = now()
    for line in countdown.lines(at):
        console.tell(line)
    alarm = None
    if bell and console.is_interactive and not countdown.is_over(at):
        alarm = Alarm(countdown.seconds_left(at), console.ring)
        alarm.daemon = True
        alarm.start()
    try:
        return console.wait_for_enter("Press Enter to go on.")
    finally:
        if alarm:
            alarm.cancel()
