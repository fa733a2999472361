"""Walks through a program on trial: with the time of this computer, and a store that nothing of is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.authoring.given_answers import GivenAnswers
    from resilify_cli.authoring.trial_walk import TrialWalk
    from resilify_cli.content.models import Program, Session
    from resilify_cli.store.store import Store


def walk_on_trial(
    ctx: AppContext, program: Program, given: GivenAnswers, sessions: Sequence[Session] | None = None
) -> TrialWalk:
    """Walk through sessions, all of them if left out, with answers that an author gave."""
    from resilify_cli.authoring.trial_walk import walk_program

    return walk_program(program, given, _empty_store, ctx.now(), sessions)


def _empty_store(now: Callable[[], datetime]) -> Store:
    """Open a store in memory."""
    from resilify_cli.store.store import Store
    from resilify_cli.vault.opening.creating import in_memory_database

    return Store(in_memory_database(Path("memory"), now))
