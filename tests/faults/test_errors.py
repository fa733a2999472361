"""The disk refuses at any system call that changes a file: it is told in a sentence, and nothing is lost."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest

from tests.campaign import Tell
from tests.faults import strace
from tests.faults.attacks import Target, all_at_once, some
from tests.faults.strace import GROWS, WRITES_AND_OPENS, Fault
from tests.faults.works import WORKS, Work

pytestmark = [
    strace.NEEDED,
    pytest.mark.skipif(bool(strace.works()), reason=strace.works() or "it works"),
    pytest.mark.slow,
]
# At this many calls of each work without `--campaign`.
_MOST, _MOST_FULL = 18, 8
_ERRORS = ("EIO", "EFBIG", "ENOSPC")


def _refused(work: Work, faults: list[Fault], target: Target, tell: Tell) -> list[str]:
    found = all_at_once(target.losses, faults)
    tell(f"refusals in {work.name}", target.struck, sum(map(bool, found)))
    assert target.struck >= len(faults) / 2
    return [one for losses in found for one in losses]


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_a_call_is_refused(work: Work, tmp_path: Path, tell: Tell, whole: bool) -> None:
    """An error of the disk at any call is told without a traceback; what was kept stays, and all goes on."""
    target = Target(work, tmp_path)
    moments = target.moments(WRITES_AND_OPENS)
    pairs = [(moment, error) for moment in moments for error in _ERRORS]
    if not whole:
        pairs = list(zip(some(moments, _MOST), cycle(_ERRORS), strict=False))
    faults = [Fault(moment, f"error={error}") for moment, error in pairs]
    assert _refused(work, faults, target, tell) == []


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_the_disk_is_full_from_a_call_on(work: Work, tmp_path: Path, tell: Tell, whole: bool) -> None:
    """Without any room from some call on, it is told without a traceback, and no word is lost."""
    target = Target(work, tmp_path)
    faults = [Fault(moment, "error=ENOSPC", on=True) for moment in target.moments(GROWS)]
    assert _refused(work, faults if whole else some(faults, _MOST_FULL), target, tell) == []
