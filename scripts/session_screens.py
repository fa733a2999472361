"""Prints how light the sessions of a program are: screens, minutes, and words at the end.

    .venv/bin/python -m scripts.session_screens programs/cultivating-self-compassion

Each session is walked in a window of 80 by 24, with every question answered and with all of them passed over.
A screen counts once, however many questions are answered on it; `scrolled` are those that do not fit whole.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from resilify_cli.activities.questions import MarkdownBlock, Question
from resilify_cli.authoring.given_answers import GivenAnswers
from resilify_cli.authoring.trial_walk import TrialWalk, walk_program
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Lesson, Program, Session
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.window_fit import fits_window
from resilify_cli.store.store import Store
from tests.stores_in_memory import store_in_memory

_EVENING = datetime(2026, 11, 2, 20, tzinfo=UTC)
_TITLES = ("session", "answered", "skipped", "scrolled", "first lesson", "minutes", "end words")
_ROW = "{0:>7} {1:>8} {2:>8} {3:>8} {4:>13} {5:>8} {6:>10}"


class Walked(NamedTuple):
    """One session as it was walked: its screens in order, each with the questions on it."""

    screens: list[list[tuple[Question, Screen]]]

    def first_lesson(self, session: Session) -> int:
        """Return the number of the screen with the first lesson, without the notice of a first time."""
        lessons = {
            step.id
            for step in session.steps
            if isinstance(step.content, Lesson)
            and not step.content.opens
            and step.section is not session.steps[0].section
        }
        return next(
            number
            for number, asked in enumerate(self.screens, 1)
            if any({screen.step_id, *screen.joined} & lessons for _, screen in asked)
        )

    @property
    def scrolled(self) -> int:
        """How many screens have a question that does not fit."""
        return sum(
            any(not fits_window(question, screen, 80, 24) for question, screen in asked)
            for asked in self.screens
        )

    @property
    def words_at_end(self) -> int:
        """How many words stand on the last screen, without those of the person."""
        blocks = self.screens[-1][-1][0].body
        return sum(len(block.markdown.split()) for block in blocks if isinstance(block, MarkdownBlock))


def walk(program: Program, *, skips: bool) -> dict[str, Walked]:
    """Walk through all sessions of a program."""
    given = GivenAnswers(skips_others=skips)
    done = walk_program(program, given, lambda now: Store(store_in_memory("s", now)), _EVENING)
    return {session.id: Walked(_screens(done, session.id)) for session in program.sessions}


def _screens(done: TrialWalk, session_id: str) -> list[list[tuple[Question, Screen]]]:
    found: list[list[tuple[Question, Screen]]] = []
    seen: set[int] = set()
    at: tuple[str, int] | None = None
    for question, screen in _in_order(done, session_id):
        if id(screen) in seen:
            continue
        seen.add(id(screen))
        here = (screen.page, screen.step)
        if not screen.page or here != at:
            found.append([])
        at = here
        found[-1].append((question, screen))
    return found


def _in_order(done: TrialWalk, session_id: str) -> list[tuple[Question, Screen]]:
    asked = [
        pair
        for (name, _), trace in done.prompter.steps.items()
        if name == session_id
        for pair in trace.screens
    ]
    first = [pair for pair in asked if not pair[1].step_id]
    beginning = [pair for pair in first if "minutes." in str(pair[0].body)]
    end = [pair for pair in first if pair not in beginning]
    return [*beginning, *(pair for pair in asked if pair[1].step_id), *end]


def main() -> None:
    """Print a table for each program that is named."""
    for path in sys.argv[1:]:
        program = load_program(Path(path))
        answered, skipped = walk(program, skips=False), walk(program, skips=True)
        print(program.title)
        print(
            _ROW.format("session", "answered", "skipped", "scrolled", "first lesson", "minutes", "end words")
        )
        for number, session in enumerate(program.sessions, 1):
            one, other = answered[session.id], skipped[session.id]
            counts = (len(one.screens), len(other.screens), one.scrolled, one.first_lesson(session))
            print(_ROW.format(number, *counts, f"{session.minutes:g}", one.words_at_end))


if __name__ == "__main__":
    main()
