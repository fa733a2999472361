"""What a person meets when the store can't take an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resilify_cli.activities.questions import (
    Answer,
    AnswerValue,
    Aside,
    LineQuestion,
    Message,
    Move,
    OwnWords,
    Question,
    Reply,
    ScaleQuestion,
    TextQuestion,
)
from resilify_cli.errors import StoreError
from resilify_cli.prompters.scripted import PartialInput
from resilify_cli.session.runner import SessionEnd
from resilify_cli.store.database import Database
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.session.conftest import Sittings

_BODY = """## One

:::{reflect} moment
What happened?
:::

:::{plan} plan
One small thing.
:::

:::{checkup} checkup
Now ...
- One {#one}
- Two {#two}
:::

:::{recall} moment
:::
"""


class FullDisk(Database):
    """A database whose next `fails` transactions end, at their very end, without having happened."""

    fails = 0
    trouble: BaseException = StoreError("The disk is full.", "Make some room.")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        outermost = not self._depth
        with super().transaction() as connection:
            yield connection
            if outermost and self.fails:
                self.fails -= 1
                raise self.trouble

    def then(
        self, value: AnswerValue, fails: int = 1, trouble: BaseException | None = None
    ) -> Callable[[Question], Reply]:
        """An act that answers with `value`, which can't be kept so many times."""

        def act(_: Question) -> Reply:
            self.fails = fails
            self.trouble = trouble or self.trouble
            return Answer(value)

        return act


@pytest.fixture
def disk(home: Path, clock: FixedClock) -> Iterator[FullDisk]:
    with open_store(home / "resilify.db", clock) as store:
        yield FullDisk(store.database.connection, store.database.path, clock, writable=True)


@pytest.fixture
def sit(disk: FullDisk, clock: FixedClock) -> Sittings:
    return Sittings(Store(disk), clock)


@pytest.fixture
def program(full_program: Callable[..., Path]) -> Path:
    return full_program(_BODY)


def test_an_answer_that_was_not_kept_is_asked_again(sit: Sittings, disk: FullDisk, program: Path) -> None:
    """The question comes again with the words in their place and what went wrong, and then is kept."""
    sat = sit(program, None, disk.then("It rained."), "It rained.")
    question, screen = sat.prompter.asked[2]
    assert isinstance(question, TextQuestion)
    assert question.default == "It rained."
    assert question.body[-1] == Aside("The disk is full. Make some room. Your words are still here.")
    assert not screen.resumed
    assert sat.asked[3] == "One small thing."
    assert sit.journal == ["It rained."]


def test_a_part_that_was_not_kept_is_asked_again(sit: Sittings, disk: FullDisk, program: Path) -> None:
    """A part in the middle of an activity comes again with its words too, and none before it is lost."""
    sat = sit(program, None, "x", "noon", disk.then("walk"), "walk", "home")
    question = sat.prompter.asked[4][0]
    assert isinstance(question, LineQuestion)
    assert (question.label, question.default) == ("then I will", "walk")
    assert "Your words are still here." in str(question.body[-1])
    assert sit.journal == ["x", "If noon, then I will walk.\nWhen and where: home"]


def test_a_number_that_was_not_kept_is_asked_again(sit: Sittings, disk: FullDisk, program: Path) -> None:
    """What is no text comes again as well."""
    sat = sit(program, None, "x", Move.SKIP, 2, disk.then(4))
    question = sat.prompter.asked[-1][0]
    assert isinstance(question, ScaleQuestion)
    assert question.default == 4


def test_words_that_could_not_be_kept_are_handed_back(sit: Sittings, disk: FullDisk, program: Path) -> None:
    """Whoever leaves while nothing can be kept gets the words to copy, on a screen that waits."""
    sat = sit(program, None, disk.then("It rained.\nA lot.", fails=2), Move.LEAVE)
    assert sat.ending is SessionEnd.LEFT
    told = sat.prompter.asked[-1][0]
    assert isinstance(told, Message)
    assert "could not be saved" in str(told.body[0])
    assert told.body[1:] == (OwnWords("It rained.\nA lot."),)


@pytest.mark.parametrize("move", [Move.LEAVE, Move.SKIP, Move.BACK])
def test_a_draft_that_could_not_be_kept_is_handed_back(
    sit: Sittings, disk: FullDisk, program: Path, move: Move
) -> None:
    """Words that are half typed when the disk is full are handed back at every way out."""
    sit(program, None)
    disk.fails = 2
    told = sit(program, PartialInput("It rai", move)).prompter.asked[1][0]
    assert isinstance(told, Message)
    assert told.body[1:] == (OwnWords("It rai"),)


def test_words_saved_after_all_are_not_handed_back(sit: Sittings, disk: FullDisk, program: Path) -> None:
    """A draft that was kept at a second try is no reason to stop whoever leaves."""
    sat = sit(program, None, disk.then("It"), PartialInput("It rained", Move.LEAVE))
    assert isinstance(sat.prompter.asked[-1][0], TextQuestion)
    question = sit(program).prompter.asked[0][0]
    assert isinstance(question, TextQuestion)
    assert question.default == "It rained"


def test_an_interrupt_while_an_answer_is_kept(sit: Sittings, disk: FullDisk, program: Path) -> None:
    """Ctrl-C in the moment an answer is written leaves the session, and the answer is kept."""
    with pytest.raises(KeyboardInterrupt):
        sit(program, None, disk.then("It rained.", trouble=KeyboardInterrupt()))
    assert sit.journal == ["It rained."]
    assert sit(program).asked == ["One small thing."]


def test_an_answer_that_was_not_kept_is_no_answer(sit: Sittings, disk: FullDisk, program: Path) -> None:
    """Skipped after the disk was full, a step is skipped, and its words are not told as kept."""
    sat = sit(program, None, disk.then("It rained."), *[Move.SKIP] * 4)
    assert sit.states() == dict.fromkeys(("moment", "plan", "checkup"), "skipped")
    assert "It rained." not in str(sat.prompter.asked[-1][0].body)
    assert sit.journal == []


def test_trouble_that_lasts_is_told_each_time(sit: Sittings, disk: FullDisk, program: Path) -> None:
    """The words stay in their place however often they can't be kept."""
    sat = sit(program, None, disk.then("a", 2), "ab", "abc")
    defaults = [q.default for q, _ in sat.prompter.asked if isinstance(q, TextQuestion)]
    assert defaults == ["", "a", "ab"]
    assert sit.journal == ["abc"]
