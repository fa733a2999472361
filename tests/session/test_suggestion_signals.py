"""What of a session the rules of suggestions may look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import ScriptStep
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.session.suggestion_signals import session_signals
from resilify_cli.session.suggestions import Signals
from resilify_cli.store.store import Store
from tests.session.conftest import Sittings

_RATE = ":::{{rate}} {0}\n:measure: {1}\n{2}How much?\n:::\n\n"
_SCORE = """:::{checkup} score
:measure: how it is
:kinder: higher
Of the last week:
- A line. {#a}
- Another one. {#b}
:::

"""
_HELP = """:::{choose} way
Which?
- Calm {#calm}
- Hard {#hard}
:::

## To somebody {#somebody}
:when: way is hard

`resilify help-now` lists people.
"""


@pytest.fixture
def signals(store: Store, sit: Sittings, full_program: Callable[..., Path]) -> Callable[..., Signals]:
    def signals_of(body: str, *answers: ScriptStep) -> Signals:
        folder = full_program(f"## One\n\n{body}")
        sit(folder, None, *answers)
        program = load_program(folder)
        history = StoredAnswerHistory(store, sit.enrollment, program)
        return session_signals(program.sessions[0], history, None)

    return signals_of


def test_the_last_number_of_a_measure_counts(signals: Callable[..., Signals]) -> None:
    """Of two ratings of it in the session; one that was passed over is none."""
    body = _RATE.format("a", "how wound up", "") + _RATE.format("b", "how wound up", "")
    assert signals(body, 8, 3).measures == {"how wound up": 3}


def test_private_and_other_scales_are_passed_over(signals: Callable[..., Signals]) -> None:
    """Nothing is read from what is private, nor from numbers that mean something else."""
    body = _RATE.format("a", "private one", ":private: yes\n") + _RATE.format("b", "other", ":max: 100\n")
    assert signals(body, 9, 90).measures == {}


@pytest.mark.parametrize(("score", "named"), [(1, True), (5, False)])
def test_a_hard_check_up_names_help(signals: Callable[..., Signals], score: int, named: bool) -> None:
    """As the check-up itself does then."""
    assert signals(_SCORE, score, score, None).names_help is named


@pytest.mark.parametrize(("way", "named"), [("hard", True), ("calm", False)])
def test_a_way_that_leads_to_help_names_it(signals: Callable[..., Signals], way: str, named: bool) -> None:
    """Only where the answer has shown that step."""
    assert signals(_HELP, way, None).names_help is named
