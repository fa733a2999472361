"""What a person is shown on a walk through a bundled program, with answers or passing all over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from resilify_cli.activities.questions import Question
from resilify_cli.authoring.given_answers import GivenAnswers
from resilify_cli.authoring.trial_walk import TrialWalk, walk_program
from resilify_cli.content.models import Program, Session
from resilify_cli.prompters.protocol import Screen
from resilify_cli.store.store import Store
from tests.stores_in_memory import store_in_memory


class ShownScreen(NamedTuple):
    """One screen.

    Attributes:
        asked: The questions that stood on it, one below the other, each with its frame.
        step_ids: The ids of the steps that stood on it.
    """

    asked: Sequence[tuple[Question, Screen]]
    step_ids: frozenset[str]


def walked_screens(program: Program, *, skips: bool) -> Iterator[tuple[int, Session, list[ShownScreen]]]:
    """Yield each session of a walk with its number from 1 and its screens, without the one at its end.

    Args:
        program: The program.
        skips: Whether all is passed over; else answers are made up.
    """
    for walked in walk_of(program, skips=skips).sessions:
        found: dict[object, list[tuple[Question, Screen]]] = {}
        names: dict[object, set[str]] = {}
        for (session_id, step_id), trace in walk_of(program, skips=skips).prompter.steps.items():
            # Before its first step a session tells what it is about; the last without a step is its end.
            shown = trace.screens if step_id else trace.screens[:-1]
            for question, screen in shown if session_id == walked.session.id else ():
                key = screen.step if screen.steps else id(screen)
                if not any(screen is other for _, other in found.setdefault(key, [])):
                    found[key].append((question, screen))
                names.setdefault(key, set()).update((*screen.joined, screen.step_id, step_id))
        yield (
            walked.number,
            walked.session,
            [ShownScreen(asked, frozenset(names[key] - {""})) for key, asked in found.items()],
        )


_WALKS: dict[tuple[str, bool], TrialWalk] = {}


def walk_of(program: Program, *, skips: bool) -> TrialWalk:
    """Return a walk through all sessions, which is made once; see `walked_screens` for the arguments."""
    kept = (program.key, skips)
    if kept not in _WALKS:
        given = GivenAnswers(skips_others=skips)
        begun = datetime(2026, 11, 2, 20, tzinfo=UTC)
        _WALKS[kept] = walk_program(program, given, lambda now: Store(store_in_memory("w", now)), begun)
    return _WALKS[kept]
