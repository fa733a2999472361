"""What can become of a record that is brought in."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class MergeOutcome(Enum):
    """What became of a record."""

    NEW = "came in"
    CHANGED = "was merged with what was here"
    BESIDE = "came in as an earlier version of what is here"
    KNOWN = "was known already"


class MergeResult(NamedTuple):
    """What became of a record.

    Attributes:
        outcome: of the record as a whole.
        unfit: the parts of it that could not be kept: their place and why.
        remarks: what the person should know of it, in words that go after its place.
        changes: what becomes other than it was here, in such words.
    """

    outcome: MergeOutcome
    unfit: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
