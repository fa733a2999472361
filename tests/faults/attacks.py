"""Attacks a work at many of its system calls, and looks each time whether anything was lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from resilify_cli.errors import StoreError
from tests.faults import strace
from tests.faults.homes import Contents, contents, files_with, processors, run, unsound_copies, words_in
from tests.faults.strace import Fault, Moment, Outcome
from tests.faults.works import NEW, NO_MORE, Work

DAMAGED: Contents = {"damaged": []}
T = TypeVar("T")
R = TypeVar("R")


def all_at_once(do: Callable[[T], R], them: Sequence[T]) -> list[R]:
    """Do it for each, as many at a time as there are processors."""
    with ThreadPoolExecutor(processors()) as pool:
        return list(pool.map(do, them))


def some(them: Sequence[T], most: int) -> list[T]:
    """Return at most so many of them, spread over all."""
    return list(them[:: -(-len(them) // most) or 1])


class Target:
    """One work with its home prepared, and what is in that before and after the work is done."""

    def __init__(self, work: Work, folder: Path) -> None:
        self.work = work
        # How many attacks hit; a run may end before the call that another one came to.
        self.struck = 0
        self._folder = folder
        self._template = folder / "template"
        self._template.mkdir()
        self._prepared = work.prepare(self._template)
        # Looked at in a copy: to look is to open, which would bring an old store up to date.
        self.before = self._found(self.copy("before"))
        assert (self.before == DAMAGED) == work.damaged
        clean = self.copy("clean")
        ran = run(clean, *self.arguments(clean), stdin=work.stdin)
        assert ran.returncode in {0, 130}, ran.stderr
        self.after = contents(clean)

    def arguments(self, root: Path) -> list[str]:
        return self.work.arguments(root, self._prepared)

    def copy(self, name: str) -> Path:
        """Return a fresh folder with everything as it was prepared."""
        root = self._folder / name
        shutil.copytree(self._template, root, symlinks=True)
        return root

    def moments(self, which: str) -> list[Moment]:
        """Return the moments before each of the calls, of those named, that changes a file of the home."""
        root = self.copy("counted")
        try:
            return strace.moments_at(root, self.arguments(root), self.work.stdin, which)
        finally:
            shutil.rmtree(root)

    def losses(self, fault: Fault) -> list[str]:
        """Attack once, and return what is wrong afterwards, in words."""
        root = self.copy(str(fault).replace("=", " "))
        try:
            outcome = strace.attack(root, self.arguments(root), self.work.stdin, fault)
            self.struck += bool(outcome.struck)
            try:
                wrong = list(self._wrong(root, outcome, fault))
            except Exception as error:
                wrong = [f"{type(error).__name__}: {error}"]
            tail = outcome.said.strip().splitlines()[-3:]
            where = outcome.struck.replace(str(root), "")
            return [f"{self.work.name}, {fault}: {one}\n    at {where}\n    said {tail}" for one in wrong]
        finally:
            shutil.rmtree(root)

    def _wrong(self, root: Path, outcome: Outcome, fault: Fault) -> list[str]:
        wrong = []
        # Reading comes first, before any other command mends what is amiss.
        found = self._found(root)
        if unsound := unsound_copies(root):
            wrong.append(f"copies that are not whole: {unsound}")
        if (root / "saved").exists() and not (NEW in words_in(found) or files_with(root, NEW)):
            wrong.append("what was saved in the editor is neither kept nor in its file")
        if "Traceback" in outcome.said:
            wrong.append("a traceback")
        if fault.what.startswith("error"):
            wrong += self._wrong_words(found, outcome)
        wrong += self._wrong_lines(found, outcome) if self.work.asks else self._wrong_state(found, outcome)
        return wrong + self._wrong_next(root, found)

    def _found(self, root: Path) -> Contents | None:
        try:
            return contents(root)
        except (AssertionError, StoreError):
            if not self.work.damaged:
                raise
            return DAMAGED

    def _wrong_words(self, found: Contents | None, outcome: Outcome) -> list[str]:
        if outcome.code not in {0, 1, 130}:
            return [f"exit code {outcome.code}"]
        if outcome.code == 1 and not outcome.said.strip():
            return ["it failed without a word"]
        if outcome.code == 1 and "Nothing was" in outcome.err and found != self.before:
            return ["it says that nothing was changed, and something was"]
        given = any(NEW in part for part in (*self._prepared, self.work.stdin))
        if given and NEW not in words_in(found) + outcome.out:
            return ["the words that were given are neither kept nor handed back"]
        return []

    def _wrong_state(self, found: Contents | None, outcome: Outcome) -> list[str]:
        """All or nothing; and all, if that was said."""
        if self.work.done in outcome.out + outcome.err and found != self.after:
            return ["what was said to be done is not"]
        empty = found is not None and not any(found.values())
        if found in (self.before, self.after) or (self.before is None and empty):
            return []
        return ["neither as before nor as after"]

    def _wrong_lines(self, found: Contents | None, outcome: Outcome) -> list[str]:
        """Each line is kept once the next one is asked for; what can't be kept is shown."""
        there = words_in(found) + outcome.out
        lost = [line for line in self.work.acknowledged(outcome.out) if line[2:] not in there]
        return [f"lost: {lost}"] if lost else []

    def _wrong_next(self, root: Path, found: Contents | None) -> list[str]:
        """The next call works, and nothing that was left behind is in its way."""
        if found != self.after or self.work.again:
            ran = run(root, *self.arguments(root), stdin=self.work.stdin)
            if ran.returncode not in {0, 130}:
                return [f"the next call fails: {ran.stderr.strip()}"]
            if not self.work.asks and contents(root) != self.after:
                return ["after the next call it is not as it should be"]
        left = [word for word in NO_MORE.get(self.work.name, ()) if files_with(root, word)]
        if left and (found == self.before or self.work.again):
            return [f"to be read still: {left}"]
        return []
