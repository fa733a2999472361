"""What came of an import: every thing that was read is counted once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from resilify_cli.exchange.portable_entry import (
    DateGuess,
    EmptyEntry,
    ImportProblem,
    LeftOutKind,
    PortableEntry,
)
from resilify_cli.exchange.transfer.merge import Outcome

MOST_SHOWN = 20


@dataclass(slots=True)
class ImportSummary:
    """What came of an import.

    `entries` and `others` count outcomes, `blank_count` what had no words, `guesses` the entries that came
    in with a guessed date, by its kind. `left_out` counts what is not kept of all that was read, and
    `otherwise_count` those known by their names that say something else here. Of `problems`, `changes` (of
    what was here), `remarks`, `blanks` and `otherwise_places` (places) and `guessed` (places and kinds) the
    first ones are kept whole.
    """

    entries: Counter[Outcome] = field(default_factory=Counter)
    others: Counter[Outcome] = field(default_factory=Counter)
    problems: list[ImportProblem] = field(default_factory=list)
    problem_count: int = 0
    changes: list[ImportProblem] = field(default_factory=list)
    change_count: int = 0
    remarks: list[ImportProblem] = field(default_factory=list)
    remark_count: int = 0
    blanks: list[str] = field(default_factory=list)
    blank_count: int = 0
    guesses: Counter[DateGuess] = field(default_factory=Counter)
    guessed: list[tuple[str, DateGuess]] = field(default_factory=list)
    left_out: Counter[LeftOutKind] = field(default_factory=Counter)
    otherwise_places: list[str] = field(default_factory=list)
    otherwise_count: int = 0

    @property
    def read(self) -> int:
        """How many things were read: the sum of all that is told of entries."""
        return self.entries.total() + self.problem_count + self.blank_count

    @property
    def nothing_kept(self) -> bool:
        """Whether nothing came in, nor was any of it here already."""
        return not self.entries and not self.others

    def problem(self, problem: ImportProblem) -> None:
        """Count something that could not be read."""
        self.problem_count += 1
        if len(self.problems) < MOST_SHOWN:
            self.problems.append(problem)

    def otherwise(self, record: PortableEntry) -> None:
        """Count an entry that is known by its name, but says something else here; that stays as it is."""
        self.otherwise_count += 1
        if len(self.otherwise_places) < MOST_SHOWN:
            self.otherwise_places.append(record.location)

    def blank(self, blank: EmptyEntry) -> None:
        """Count something that has no words."""
        self.blank_count += 1
        self.left_out.update(blank.left_out)
        if len(self.blanks) < MOST_SHOWN:
            self.blanks.append(blank.location)

    def change(self, change: ImportProblem) -> None:
        """Note what becomes other than it was here."""
        self.change_count += 1
        if len(self.changes) < MOST_SHOWN:
            self.changes.append(change)

    def remark(self, remark: ImportProblem) -> None:
        """Note what should be known of something that came in, or was here."""
        self.remark_count += 1
        if len(self.remarks) < MOST_SHOWN:
            self.remarks.append(remark)

    def entry(self, record: PortableEntry, outcome: Outcome) -> None:
        """Count an entry. What is guessed or remarked of one that was known already is of no use."""
        self.entries[outcome] += 1
        self.left_out.update(record.left_out)
        if outcome is Outcome.KNOWN:
            return
        if record.guess.is_guess:
            self.guesses[record.guess] += 1
            if len(self.guessed) < MOST_SHOWN:
                self.guessed.append((record.location, record.guess))
        self.remark_count += len(record.remarks)
        self.remarks += record.remarks[: MOST_SHOWN - len(self.remarks)]
