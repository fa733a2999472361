"""What the tests of activities share: reading one from a directive, and a history to give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.activities.answer_history import Reading, StoredAnswer
from resilify_cli.activities.base import Activity
from resilify_cli.activities.directive import AttachedFile, OptionValue
from resilify_cli.activities.problem import ProblemList
from resilify_cli.activities.questions import AnswerValue
from resilify_cli.content.session_file import read_session_body

# The activity is of any kind: each test knows the fields of its own.
Read = Callable[..., Any]
Broken = Callable[..., list[tuple[int, str, str]]]


@dataclass
class FakeHistory:
    """A history that holds what it is given: answers by activity, readings by measure."""

    answers: dict[str, list[StoredAnswer]] = field(default_factory=dict)
    taken: list[Reading] = field(default_factory=list)
    elsewhere: dict[tuple[str, str], StoredAnswer] = field(default_factory=dict)

    def answered(
        self, activity_id: str, text: str, *values: AnswerValue, session: int | None = 1
    ) -> FakeHistory:
        """Add an answer, and return the history itself."""
        given = StoredAnswer(text, values or (text,), date(2026, 11, 3), session)
        self.answers.setdefault(activity_id, []).append(given)
        return self

    def add(self, activity_id: str, answer: StoredAnswer) -> None:
        """Add a whole answer."""
        self.answers.setdefault(activity_id, []).append(answer)

    def latest(self, activity_id: str) -> StoredAnswer | None:
        return next(iter(self.answers.get(activity_id, [])[::-1]), None)

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        return self.answers.get(activity_id, [])

    def readings(self, measure: str, except_by: str) -> Sequence[Reading]:
        return [reading for reading in self.taken if reading.name == measure]

    def latest_elsewhere(self, program: str, activity_id: str) -> StoredAnswer | None:
        return self.elsewhere.get((program, activity_id))


def _read(text: str, files: Mapping[str, str]) -> tuple[list[Activity], ProblemList]:
    problems = ProblemList(Path("session.md"))

    def attachment(name: OptionValue, problems: ProblemList) -> AttachedFile | None:
        if name.text in files:
            return AttachedFile(files[name.text], ProblemList(Path(name.text)))
        problems.add(name.line, f"there is no file {name.text!r}", "")
        return None

    steps = read_session_body(text, 1, problems, attachment)
    return [step.content for step in steps if isinstance(step.content, Activity)], problems


def read_one(text: str, files: Mapping[str, str] = {}) -> Activity:
    """Read the one activity of a sound text; `files` are those beside it, by name."""
    activities, problems = _read(text, files)
    assert not problems.found
    (activity,) = activities
    return activity


@pytest.fixture
def history() -> FakeHistory:
    return FakeHistory()


@pytest.fixture
def read() -> Read:
    return read_one


@pytest.fixture
def broken() -> Broken:
    """Read a text with something wrong in it, and return each problem: line, what is wrong, what is right."""

    def broken(text: str, files: Mapping[str, str] = {}) -> list[tuple[int, str, str]]:
        return [(problem.line, problem.wrong, problem.right) for problem in _read(text, files)[1].found]

    return broken
