"""Killed at every system call that changes a file: nothing that was promised is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.campaign import Tell
from tests.faults import strace
from tests.faults.attacks import Target, all_at_once, some
from tests.faults.strace import Fault
from tests.faults.works import WORKS, Work

pytestmark = [
    strace.NEEDED,
    pytest.mark.skipif(bool(strace.works()), reason=strace.works() or "it works"),
]


# At this many calls of each work without `--campaign`.
_MOST = 24


def _killed(work: Work, folder: Path, tell: Tell, most: int) -> list[str]:
    target = Target(work, folder)
    faults = [Fault(moment, "signal=KILL") for moment in some(target.moments(strace.WRITES), most)]
    found = all_at_once(target.losses, faults)
    tell(f"kills in {work.name}", target.struck, sum(map(bool, found)))
    assert target.struck > len(faults) / 2
    return [one for losses in found for one in losses]


def test_killed_at_some_calls_of_a_note(tmp_path: Path, tell: Tell) -> None:
    """Killed in the middle of a note, all from before is there, and the next call works."""
    assert _killed(WORKS[1], tmp_path, tell, 5) == []


@pytest.mark.slow
@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_killed_at_every_call(work: Work, tmp_path: Path, tell: Tell, whole: bool) -> None:
    """Killed at any of its calls, a work is done or not begun; what was said to be kept is there."""
    assert _killed(work, tmp_path, tell, 10_000 if whole else _MOST) == []
