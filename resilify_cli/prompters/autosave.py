"""Saves what is being typed as a draft, soon after it was typed and no more often than needed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from prompt_toolkit.utils import Event

from resilify_cli.errors import ResilifyError

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import KeepDraft

# A draft is on disk within a second of the typing; saving itself takes a few milliseconds.
DELAY_SECONDS = 0.4
# What could not be saved is tried again by itself, without another key.
RETRY_SECONDS = 1.0


class WatchedText(Protocol):
    """A text with an event for each change: a buffer of prompt_toolkit, or a `LongText`."""

    on_text_changed: Event[Any]

    @property
    def text(self) -> str:
        """All of it."""
        ...


class AutoSaver:
    """Saves the text of a buffer `DELAY_SECONDS` after a change, and at once when asked.

    Attributes:
        saved: The text as it was last saved.
        trouble: Why it could not be saved, while that is so; else empty.
    """

    def __init__(self, keep_draft: KeepDraft) -> None:
        self._keep_draft = keep_draft
        self._buffer: WatchedText | None = None
        self._waiting: asyncio.TimerHandle | None = None
        self.saved = ""
        self.trouble = ""

    def watch(self, buffer: WatchedText, saved: str | None = None) -> None:
        """Begin to save a text.

        Args:
            buffer: What has the text.
            saved: The text that is saved already; if it is another one, the buffer's is saved at once.
                None if all of it is saved.
        """
        self._buffer = buffer
        self.saved = buffer.text if saved is None else saved
        buffer.on_text_changed += self._changed
        self.save()

    def save(self) -> None:
        """Save the text now, if it has changed since it was last saved."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = None
        if self._buffer is None:
            return
        text = self._buffer.text
        if self.keep(text):
            self.saved = text
        else:
            self._try_again()

    def keep(self, text: str) -> bool:
        """Save a text, which may be another than the one that is watched; return whether that worked."""
        if text == self.saved:
            return True
        try:
            self._keep_draft(text)
        except ResilifyError as error:
            self.trouble = f"Not saved yet: {error.message}"
            return False
        self.trouble = ""
        return True

    def stop(self) -> None:
        """Save no more: what is typed from now on is no part of this text."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = self._buffer = None

    def _changed(self, _: object) -> None:
        self._save_later(DELAY_SECONDS)

    def _try_again(self) -> None:
        # Before a move the loop may be over already; then the walk sees to what is unsaved.
        with suppress(RuntimeError):
            self._save_later(RETRY_SECONDS)

    def _save_later(self, seconds: float) -> None:
        if self._waiting is None and self._buffer is not None:
            self._waiting = asyncio.get_running_loop().call_later(seconds, self.save)
