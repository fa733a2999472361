"""Measures a session from within. Runs in the Python that resilify is installed in.

    python walking.py HOME ANSWERS [--unsynced]

Walks the bundled program again and again over the store in HOME, until at least ANSWERS questions were
answered, and prints as JSON how many milliseconds passed between a reply and the next question: after an
`answer`, after a `page` that was read; how long a `draft` took to save; and, to compare with, one
`fsync` of 4 KiB on the same disk. With --unsynced SQLite does not wait for the disk, so that what
remains is the program's own share.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import repeat
from pathlib import Path
from time import perf_counter

from resilify_cli.activities.questions import (
    Answer,
    LineQuestion,
    MultipleChoice,
    Question,
    Reply,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.app.paths import find_paths
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.prompters.protocol import KeepDraft, Screen
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.runner import SessionEnd, SessionRunner
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store

_WORDS = "I forgot a friend's birthday, and was hard on myself for days. " * 12
_DRAFTS_PER_TEXT = 4


class TimedPrompter:
    """Answers every question at once, and notes the time from each reply to the next question."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {"answer": [], "page": [], "draft": [], "fsync": []}
        self._inner = ScriptedPrompter(repeat(_reply))
        self._kind = ""
        self._replied = 0.0

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Note the time since the reply before, save drafts of a longer text, and answer."""
        if self._kind:
            self.times[self._kind].append((perf_counter() - self._replied) * 1000)
        if isinstance(question, TextQuestion):
            for number in range(_DRAFTS_PER_TEXT):
                typed = _WORDS[: 150 * (number + 1)]
                self.times["draft"].append(_milliseconds(partial(keep_draft, typed)))
        reply = self._inner.ask(question, screen, keep_draft)
        self._kind = "page" if reply == Answer(None) else "answer"
        self._replied = perf_counter()
        return reply

    def fits(self, question: Question, screen: Screen) -> bool:
        """Return that nothing that could be parted stands on one screen, so that more is asked."""
        return False

    def say(self, message: str) -> None:
        """Take a line that is said."""

    def new_sitting(self) -> None:
        """Begin again: what comes next follows on no reply."""
        self._kind = ""


def main() -> None:
    """Measure, and print what was found."""
    home, answers, unsynced = Path(sys.argv[1]), int(sys.argv[2]), "--unsynced" in sys.argv
    paths = find_paths({"RESILIFY_HOME": str(home)})
    program = load_program(sorted(paths.bundled.iterdir())[0])
    prompter = TimedPrompter()
    with open_store(paths.store, _now) as store:
        if unsynced:
            store.database.connection.execute("PRAGMA synchronous = OFF")
        while len(prompter.times["answer"]) < answers:
            _walk(program, store, prompter)
    with open_store(paths.store, _now) as store:
        newest = store.enrollments.latest(program.key)
        if newest is None or not any(store.entries.kept(newest, name) for name in program.activities):
            raise AssertionError("nothing of what was answered is in the store")
    prompter.times["fsync"] = _disk(home / "disk", 200)
    print(json.dumps(prompter.times))


def _walk(program: Program, store: Store, prompter: TimedPrompter) -> None:
    """Go through all sessions of a program once."""
    store.enrollments.begin(program.key, program.slug, program.title, "")
    for session in program.sessions:
        enrollment = store.enrollments.latest(program.key)
        assert enrollment is not None
        prompter.new_sitting()
        past = StoredAnswerHistory(store, enrollment, program)
        runner = SessionRunner(program, session, enrollment, store, prompter, _now, past)
        if runner.run() is not SessionEnd.FINISHED:
            raise AssertionError(f"session {session.id} did not come to its end")


def _reply(question: Question) -> Reply:
    match question:
        case TextQuestion():
            return Answer(_WORDS)
        case LineQuestion():
            return Answer("a walk by the river")
        case ScaleQuestion(low=low, high=high):
            return Answer((low + high) // 2)
        case SingleChoice(options=options):
            return Answer(options[0].id)
        case MultipleChoice(options=options):
            return Answer([option.id for option in options[:2]])
        case _:
            return Answer(None)


def _disk(path: Path, times: int) -> list[float]:
    with open(path, "wb", buffering=0) as file:

        def write() -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        return [_milliseconds(write) for _ in range(times)]


def _milliseconds(work: Callable[[], None]) -> float:
    begin = perf_counter()
    work()
    return (perf_counter() - begin) * 1000


def _now() -> datetime:
    return datetime.now().astimezone()


if __name__ == "__main__":
    main()
