"""Killed at random moments of a walk in a terminal: at most a second of typing is missing."""

from __future__ import annotations

import multiprocessing
import random
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.campaign import Tell
from tests.faults.homes import contents, processors, run, words_in
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.slow
_QUESTIONS = 5
_BODY = "".join(f":::{{reflect}} q{n}\nQuestion {n} of these?\n:::\n\n" for n in range(1, _QUESTIONS + 1))
# What is typed is promised to be on disk within a second of being on the screen.
_PROMISED = 1.0


def _program(root: Path) -> str:
    folder = root / "program"
    (folder / "sessions").mkdir(parents=True)
    listed = "sessions:\n  session:\n    - file: sessions/1.md\n"
    (folder / "program.md").write_text(f"---\ntitle: A program\nprogramId: walked\n{listed}---\n")
    head = "---\nid: session-1\ntitle: Session 1\nminutes: 10\n---\n\n"
    (folder / "sessions" / "1.md").write_text(f"{head}## One {{#one}}\n\n{_BODY}")
    return str(folder)


class _Walk:
    """One walk that is typed as a person would, up to a step that is drawn, and then killed."""

    def __init__(self, root: Path, drawn: random.Random) -> None:
        self.drawn = drawn
        self.steps = drawn.randrange(1, _QUESTIONS * 9)
        self.kept: list[str] = []
        self.typed = ""
        self.seen: list[tuple[float, str]] = []
        self.terminal = Terminal(root / "home", "start", _program(root), "--no-animation")

    def go(self) -> None:
        self.terminal.wait_for("self-help for adults").press("enter").wait_for("About 10 minutes").press(
            "enter"
        )
        for question in range(1, _QUESTIONS + 1):
            self.terminal.wait_for(f"Question {question} of these?")
            if not self._answer(question):
                break
        self.terminal.settle(self.drawn.choice((0, 0.05, 0.3, 0.6, 1.1)) * self.drawn.random())
        self._look()
        self.killed_at = time.monotonic()
        self.terminal.kill()

    def _answer(self, question: int) -> bool:
        """Type an answer, and return whether to go on."""
        self.typed, self.seen = "", []
        for part in (f"answer {question}", *(f" w{self.drawn.randrange(999)}" for _ in range(6))):
            self.steps -= 1
            if self.steps < 0:
                return False
            self.terminal.press(part)
            self.typed += part
            self.terminal.settle(self.drawn.choice((0.01, 0.05, 0.2)))
            self._look()
        self.terminal.press("ctrl-d")
        self.steps -= 1
        if self.steps < 0:
            return False
        if question < _QUESTIONS:
            self.terminal.wait_for(f"Question {question + 1} of these?")
            self.kept.append(self.typed)
            self.typed, self.seen = "", []
        return True

    def _look(self) -> None:
        if self.typed and self.typed in self.terminal.text:
            self.seen.append((time.monotonic(), self.typed))

    @property
    def promised(self) -> str:
        """The longest beginning of what is being typed that stood on the screen for long enough."""
        return max((text for at, text in self.seen if at < self.killed_at - _PROMISED), key=len, default="")


def _lost(folder: str, seed: int) -> list[str]:
    root = Path(folder, str(seed))
    root.mkdir()
    walk = _Walk(root, random.Random(seed))
    walk.go()
    there = words_in(contents(root))
    lost = [text for text in (*walk.kept, walk.promised) if text not in there]
    after = run(root, "continue", "--plain")
    if after.returncode not in {0, 130} or "Traceback" in after.stderr:
        lost.append(f"the next call: {after.stderr}")
    return [f"seed {seed}: {one!r}" for one in lost]


def test_killed_at_random_moments_of_a_walk(tmp_path: Path, tell: Tell, whole: bool) -> None:
    """Every answer whose next question was seen is there, and typing but for its last second."""
    seeds = range(300 if whole else 20)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processors(), mp_context=context) as pool:
        found = list(pool.map(_lost, [str(tmp_path)] * len(seeds), seeds))
    tell("kills at random moments of a walk", len(seeds), sum(map(bool, found)))
    assert [one for lost in found for one in lost] == []
