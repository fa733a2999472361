"""What the insight tests share: a program with every sort of number, and answers to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.questions import AnswerValue
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.insight.program_history import ProgramHistory
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entries import Response
from resilify_cli.store.series import DaySpan
from resilify_cli.store.store import Store
from tests.conftest import FixedClock

TODAY = date(2026, 11, 21)
ALL = DaySpan(TODAY)

_FIRST = """
## One

:::{rate} trust-before
:title: Trust, before
:max: 100
How much do you trust it?
:::

:::{rate} trust-after
:title: Trust, after
:max: 100
:compare: trust-before
And now?
:::
"""
_SECOND = """
## Two

:::{record} log
:title: A log
:rows: 3
Look at one thought.
- Thought: What was it? {#thought}
- Belief: How much did you believe it? {#belief .0-100}
- Strength: How strong was the feeling? {#strength .0-10}
- Belief now: How much do you believe it now? {#belief-now .0-100}
:::

:::{guided} breath
:practice: A slow breath
[10s] Breathe.
:::
"""


@pytest.fixture
def program(full_program: Callable[..., Path]) -> Program:
    return load_program(full_program(_FIRST, _SECOND))


@pytest.fixture
def enrollment(store: Store, program: Program) -> Enrollment:
    return store.enrollments.begin(program.key, program.slug, program.title, "")


@pytest.fixture
def history(enrollment: Enrollment, program: Program) -> ProgramHistory:
    return ProgramHistory((enrollment,), program)


@pytest.fixture
def answer(store: Store, clock: FixedClock, enrollment: Enrollment) -> Callable[..., str]:
    """Answer an activity some days before today."""

    def given(
        activity_id: str,
        *values: AnswerValue,
        ago: int = 0,
        reading: Reading | None = None,
        practice: bool = False,
        within: Enrollment = enrollment,
    ) -> str:
        clock.time = datetime(2026, 11, 21, 12, tzinfo=UTC) - timedelta(days=ago)
        readings = (reading,) if reading else ()
        kept = Response(
            session_id="session-1",
            session_title="Session 1",
            activity_id=activity_id,
            activity_kind="rate",
            prompt="?",
            text="words",
            values=values,
            readings=readings,
            listed=False,
            practice=practice,
        )
        return store.entries.answer(within, kept)

    return given
