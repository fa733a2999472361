"""Reads a paste of any size at once, in bracketed paste mode or without it.

prompt_toolkit looks through a whole bracketed paste again at each kilobyte of it, and takes each character
of a paste without brackets for a key, with a copy of the text before it: a hundred kilobytes then take
minutes, and gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

_END = "\x1b[201~"
# Nobody types so many characters between two looks at the keyboard.
_FEWEST = 64
_RUN = re.compile(rf"([^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]{{{_FEWEST},}})")
# How near to the end of what was read before an escape sequence may still be open.
_LONGEST_SEQUENCE = 32


class PasteParser(Vt100Parser):
    """Parses a paste into one key press, `Keys.BracketedPaste`, whether it came in brackets or not.

    Attributes:
        takes_lines: Whether a paste without brackets is taken as one too. Only in a text of several lines are
            the line ends of a paste its own, and no Enter.
    """

    takes_lines = True

    def __init__(self, feed_key_callback: Callable[[KeyPress], None]) -> None:
        super().__init__(feed_key_callback)
        self._pasted: list[str] = []
        self._before = ""

    def feed(self, data: str) -> None:
        """Parse what was read."""
        if self._in_bracketed_paste:
            self._collect(data)
            return
        recent = self._before + data
        is_text = self.takes_lines and "\x1b" not in recent
        self._before = recent[-_LONGEST_SEQUENCE:]
        if not is_text:
            super().feed(data)
            return
        for at, part in enumerate(_RUN.split(data)):
            if at % 2:
                self.feed_key_callback(KeyPress(Keys.BracketedPaste, part))
            else:
                super().feed(part)

    def _collect(self, data: str) -> None:
        """Collect a part of a bracketed paste until its end, which may come in two parts."""
        last = self._pasted.pop() if self._pasted else ""
        text, end, rest = (last + data).partition(_END)
        if end:
            pasted = "".join([*self._pasted, text])
            self._pasted = []
            self._in_bracketed_paste = False
            self.feed_key_callback(KeyPress(Keys.BracketedPaste, pasted))
            self.feed(rest)
        else:
            # What was read last is looked at again with what comes next, and all before it is not.
            cut = max(0, len(text) - len(_END))
            self._pasted += [text[:cut], text[cut:]]


def paste_input() -> Input:
    """Return the terminal's input, with pastes read at once on Unix."""
    found = create_input()
    parser = getattr(found, "vt100_parser", None)
    if isinstance(parser, Vt100Parser):
        found.vt100_parser = PasteParser(parser.feed_key_callback)  # type: ignore[attr-defined]
    return found


def normalize_line_ends(pasted: str) -> str:
    """Return a paste with line feeds as line ends."""
    return pasted.replace("\r\n", "\n").replace("\r", "\n")
