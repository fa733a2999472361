"""What is typed: the keys of an editor, pastes, the person's own editor, and the drafts of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from resilify_cli.activities.questions import (
    Answer,
    ConfirmQuestion,
    LineQuestion,
    Move,
    Reply,
    TextQuestion,
)
from resilify_cli.errors import StoreError
from resilify_cli.prompters.autosave import DELAY_SECONDS
from tests.prompters.full_screen.person import Person, person


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("one two", "\x1b[1;5D", "x"), "one xtwo"),
        (("one two", "\x1bb", "\x1bb", "\x1bf", "x"), "onex two"),
        (("one two", "\x1b[H", "x", "\x1b[F", "y"), "xone twoy"),
        (("one two", "\x17", "\x19", "\x19"), "one twotwo"),
        (("one two", "\x1bb", "\x0b"), "one "),
        (("one two", "\x1bb", "\x15"), "two"),
        (("one two", "\x17", "\x1f"), "one two"),
        (("one", "enter", "two", "\x1b[A", "x"), "onex\ntwo"),
    ],
)
def test_a_text_is_edited_as_in_a_shell(keys: tuple[str, ...], left: str) -> None:
    """By words, to the ends, cutting and putting back, undoing, and by rows."""
    with person() as she:
        assert she.ask(TextQuestion(), None, *keys, "ctrl-d") == Answer(left)


def test_a_text_is_ended_with_the_arrows_and_enter_alone() -> None:
    """Down goes to the end, and Down there makes Enter end it; a letter or Up goes back to the text."""

    async def acts(she: Person) -> None:
        await she.press("one", "enter", "two", "\x1b[D", "\x1b[B", "x", "\x1b[B")
        assert "Enter ends it here." in she.text
        await she.press("\x1b[A")
        assert "Enter ends it here." not in she.text
        await she.press("\x1b[B", "y")
        assert "Enter ends it here." not in she.text
        await she.press("enter", "z", "\x1b[B", "enter")

    with person() as she:
        assert she.ask(TextQuestion(), acts) == Answer("one\ntwoxy\nz")
        assert she.ask(TextQuestion(), None, "\x1b[B", "enter") == Answer("")


@pytest.mark.parametrize(
    ("question", "answer"),
    [(LineQuestion(), "one two three"), (ConfirmQuestion(word="one two three"), True)],
)
def test_a_paste_of_lines_into_one_line_becomes_spaces(
    question: LineQuestion | ConfirmQuestion, answer: str | bool
) -> None:
    """And that is told."""

    async def acts(she: Person) -> None:
        await she.press("\x1b[200~one\r\ntwo\nthree\n\x1b[201~")
        assert "› one two three" in " ".join(she.text.split())
        assert "are in one line now" in she.text
        await she.press("enter")

    with person() as she:
        assert she.ask(question, acts) == Answer(answer)


def test_a_paste_without_brackets_answers_no_text() -> None:
    """Its line ends are its own."""
    with person() as she:
        pasted = "a line of words\r" * 40
        assert she.ask(TextQuestion(), None, pasted, "ctrl-d") == Answer(pasted.replace("\r", "\n"))


def test_a_text_too_long_to_show_is_kept_whole() -> None:
    """It is added to, and all of it is the answer and the draft."""

    async def acts(she: Person) -> None:
        await she.press("before ", f"\x1b[200~{'word ' * 11_000}\x1b[201~")
        assert "too many to show here" in she.text
        await she.press("x", "ctrl-d")

    whole = "before " + "word " * 11_000 + "x"
    with person() as she:
        assert she.ask(TextQuestion(), acts) == Answer(whole)
        assert she.drafts[-1] == whole


def test_nothing_is_kept_of_a_text_that_was_answered() -> None:
    """A draft that was due is saved before the answer, and never after it."""
    with person() as she:
        she.ask(TextQuestion(), None, "an answer", "ctrl-d")
        kept = she.drafts.copy()

        async def acts(she: Person) -> None:
            await asyncio.sleep(DELAY_SECONDS * 1.5)
            await she.press("enter")

        she.ask(LineQuestion(optional=True), acts)
        assert she.drafts == kept


def test_a_draft_that_can_not_be_saved_is_told() -> None:
    """The text stays, and it says so above the keys."""

    def fail(value: object) -> None:
        raise StoreError("The disk is full.")

    async def acts(she: Person) -> None:
        await she.press("words", "\x1bOP")
        assert "Not saved yet: The disk is full." in she.text
        await she.press("!", "ctrl-d")

    with person() as she:
        assert she.ask(TextQuestion(), acts, keep_draft=fail) == Answer("words!")


def test_the_editor_has_the_terminal_meanwhile(tmp_path: Path) -> None:
    """The screen is left for it, and drawn again with what it left."""
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf " and more" >> "$1"\n')
    editor.chmod(0o700)

    async def acts(she: Person) -> None:
        await she.press("typed", "ctrl-o")
        await she.wait_until(lambda: "and more" in she.text)
        assert she.raw.count("\x1b[?1049h") == 2
        await she.press("ctrl-d")

    with person(tmp_path / "files", editor=str(editor)) as she:
        assert she.ask(TextQuestion(), acts) == Answer("typed and more")


@pytest.mark.parametrize(
    ("word", "keys", "reply"),
    [
        ("", ("y",), Answer(True)),
        ("", ("n",), Answer(False)),
        ("", ("enter",), Answer(False)),
        ("", ("down", "enter"), Answer(True)),
        ("", ("page down",), Move.SKIP),
        ("", ("ctrl-c",), Move.LEAVE),
        ("erase", ("Erase", "enter"), Answer(True)),
        ("erase", ("no", "enter"), Answer(False)),
        ("erase", ("ctrl-d",), Move.LEAVE),
    ],
)
def test_a_confirmation_is_a_yes_only_where_it_was_said(
    word: str, keys: tuple[str, ...], reply: Reply
) -> None:
    """Keys that leave cancel it; one that scrolls on at its end has said neither yes nor no."""
    with person() as she:
        assert she.ask(ConfirmQuestion(word=word), None, *keys) == reply
