from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from prompt_toolkit.buffer import Buffer

from resilify_cli.activities.questions import AnswerValue
from resilify_cli.errors import StoreError
from resilify_cli.prompters.autosave import DELAY_SECONDS, RETRY_SECONDS, AutoSaver


class StillLoop(asyncio.SelectorEventLoop):
    """A loop whose clock moves only when a test moves it."""

    now = 0.0

    def time(self) -> float:
        return self.now

    async def forward(self, seconds: float) -> None:
        self.now += seconds
        # One turn to see that the time has come, one to run what waited for it.
        await asyncio.sleep(0)
        await asyncio.sleep(0)


class Typing:
    """A buffer that is watched, and the drafts that were kept of it."""

    def __init__(self, text: str = "") -> None:
        self.kept: list[AnswerValue] = []
        self.trouble: StoreError | None = None
        self.buffer = Buffer()
        self.buffer.text = text
        self.saver = AutoSaver(self._keep)
        self.saver.watch(self.buffer)

    def _keep(self, value: AnswerValue) -> None:
        if self.trouble:
            raise self.trouble
        self.kept.append(value)


def _run(typing: Callable[[StillLoop], Any]) -> None:
    loop = StillLoop()
    try:
        loop.run_until_complete(typing(loop))
    finally:
        loop.close()


def test_a_draft_is_kept_within_a_second() -> None:
    """What is typed is kept once its time has come, and not before."""
    assert DELAY_SECONDS < 1

    async def typing(loop: StillLoop) -> None:
        typed = Typing()
        typed.buffer.insert_text("I fe")
        await loop.forward(DELAY_SECONDS - 0.01)
        assert typed.kept == []
        await loop.forward(0.02)
        assert typed.kept == ["I fe"]

    _run(typing)


def test_typing_on_does_not_put_the_draft_off() -> None:
    """However quickly the keys follow each other, a draft is kept at its time, with all there is."""

    async def typing(loop: StillLoop) -> None:
        typed = Typing()
        for _ in range(10):
            typed.buffer.insert_text("x")
            await loop.forward(DELAY_SECONDS / 4 + 0.001)
        assert typed.kept == ["x" * 4, "x" * 8]

    _run(typing)


def test_a_draft_that_has_not_changed_is_not_kept_again() -> None:
    """What is on disk already is not written once more, nor is the text that was offered."""

    async def typing(loop: StillLoop) -> None:
        typed = Typing("offered")
        typed.saver.save()
        assert typed.kept == []
        typed.buffer.text = "changed"
        typed.saver.save()
        typed.saver.save()
        await loop.forward(DELAY_SECONDS * 2)
        assert typed.kept == ["changed"]

    _run(typing)


def test_trouble_is_told_until_it_is_over() -> None:
    """A save that went wrong is told, tried again at the next, and then told no longer."""

    async def typing(loop: StillLoop) -> None:
        typed = Typing()
        typed.trouble = StoreError("The disk is full.")
        typed.buffer.insert_text("a")
        await loop.forward(DELAY_SECONDS + 0.01)
        assert typed.saver.trouble == "Not saved yet: The disk is full."
        typed.trouble = None
        typed.saver.save()
        assert typed.saver.trouble == ""
        assert typed.kept == ["a"]

    _run(typing)


def test_other_errors_are_not_hidden() -> None:
    """What is no trouble with the store is a mistake of ours, and is heard of."""
    saver = AutoSaver(lambda _: 1 / 0)  # type: ignore[arg-type]
    buffer = Buffer()
    saver.watch(buffer)

    async def typing(loop: StillLoop) -> None:
        buffer.insert_text("a")
        with pytest.raises(ZeroDivisionError):
            saver.save()

    _run(typing)


def test_a_saver_without_a_buffer_keeps_nothing() -> None:
    """Before anything is watched there is nothing to keep."""
    kept: list[AnswerValue] = []
    AutoSaver(kept.append).save()
    assert kept == []


def test_a_save_that_went_wrong_is_tried_again_by_itself() -> None:
    """Without another key, the draft is kept a moment after the trouble is over."""

    async def typing(loop: StillLoop) -> None:
        typed = Typing()
        typed.trouble = StoreError("The store is in use.")
        typed.buffer.insert_text("a")
        await loop.forward(DELAY_SECONDS + 0.01)
        typed.trouble = None
        await loop.forward(RETRY_SECONDS + 0.01)
        assert (typed.kept, typed.saver.trouble) == (["a"], "")

    _run(typing)
