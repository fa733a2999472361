"""The result of merging a record."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class MergeOutcome(Enum):
    """Whether a record was new, known, or changed what was here."""

    NEW = "came in"
    CHANGED = "was merged with what was here"
    BESIDE = "came in as an earlier version of what is here"
    KNOWN = "was known already"


class MergeResult(NamedTuple):
    """The result of merging a record.

    Attributes:
        outcome: Whether it was new, known, or changed what was here.
        unfit: The parts of it that could not be stored: their place and why.
        remarks: What the person should know of it, in words that follow its place.
        changes: What becomes different here, in such words.
        restored_later: Whether an entry came out of the trash here, and says later words than the record.
    """

    outcome: MergeOutcome
    unfit: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    restored_later: bool = False
