"""The result of an import: every thing that was read is counted once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resilify_cli.exchange.transfer.merge import MergeOutcome

if TYPE_CHECKING:
    from resilify_cli.exchange.entries.portable_entry import (
        EmptyEntry,
        ImportProblem,
        LeftOutKind,
        PortableEntry,
    )
    from resilify_cli.exchange.file_dates.entry_date import DateGuess

MOST_SHOWN = 20


@dataclass(slots=True)
class ImportSummary:
    """The result of an import, as data.

    Of the lists, the first `MOST_SHOWN` items are kept; the counts are of all.

    Attributes:
        entries: How many entries had each outcome.
        others: How many other records had each outcome: passes, words, drafts.
        problems: What could not be read.
        changes: What of the store was changed, or would be.
        remarks: What the person should know of something that came in, or was here.
        empty_locations: Where entries without words stand.
        guesses: How many entries came in with a guessed date, by the kind of the guess.
        guessed: The locations of those, and their guesses.
        left_out: How many things of each kind were not imported.
        differing_locations: Where entries stand whose ids are known, but with other words here. Those
            stayed as they were.
    """

    entries: Counter[MergeOutcome] = field(default_factory=Counter)
    others: Counter[MergeOutcome] = field(default_factory=Counter)
    problems: list[ImportProblem] = field(default_factory=list)
    problem_count: int = 0
    changes: list[ImportProblem] = field(default_factory=list)
    change_count: int = 0
    remarks: list[ImportProblem] = field(default_factory=list)
    remark_count: int = 0
    empty_locations: list[str] = field(default_factory=list)
    empty_count: int = 0
    guesses: Counter[DateGuess] = field(default_factory=Counter)
    guessed: list[tuple[str, DateGuess]] = field(default_factory=list)
    left_out: Counter[LeftOutKind] = field(default_factory=Counter)
    differing_locations: list[str] = field(default_factory=list)
    differing_count: int = 0

    @property
    def read_count(self) -> int:
        """How many entries were read: new, changed, known and empty ones, and those that failed."""
        return self.entries.total() + self.problem_count + self.empty_count

    @property
    def is_empty(self) -> bool:
        """Whether nothing came in, nor was any of it here already."""
        return not self.entries and not self.others

    def add_problem(self, problem: ImportProblem) -> None:
        """Count something that could not be read."""
        self.problem_count += 1
        if len(self.problems) < MOST_SHOWN:
            self.problems.append(problem)

    def add_differing(self, entry: PortableEntry) -> None:
        """Count an entry whose id is known, but with other words here."""
        self.differing_count += 1
        if len(self.differing_locations) < MOST_SHOWN:
            self.differing_locations.append(entry.location)

    def add_empty(self, empty: EmptyEntry) -> None:
        """Count an entry without words."""
        self.empty_count += 1
        self.left_out.update(empty.left_out)
        if len(self.empty_locations) < MOST_SHOWN:
            self.empty_locations.append(empty.location)

    def add_change(self, change: ImportProblem) -> None:
        """Count a change of what was here."""
        self.change_count += 1
        if len(self.changes) < MOST_SHOWN:
            self.changes.append(change)

    def add_remark(self, remark: ImportProblem) -> None:
        """Count something that the person should know of what came in, or was here."""
        self.remark_count += 1
        if len(self.remarks) < MOST_SHOWN:
            self.remarks.append(remark)

    def add_entry(self, entry: PortableEntry, outcome: MergeOutcome) -> None:
        """Count an entry. The guesses and remarks of one that was known already are left out."""
        self.entries[outcome] += 1
        if entry.left_out:
            self.left_out.update(entry.left_out)
        if outcome is MergeOutcome.KNOWN:
            return
        if entry.guess.is_guess:
            self.guesses[entry.guess] += 1
            if len(self.guessed) < MOST_SHOWN:
                self.guessed.append((entry.location, entry.guess))
        if entry.remarks:
            self.remark_count += len(entry.remarks)
            self.remarks += entry.remarks[: MOST_SHOWN - len(self.remarks)]
