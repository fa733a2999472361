"""Edits a line that is typed in a terminal: tells keys from text, and shows the line as it changes."""

from __future__ import annotations

from collections.abc import Callable

# The keys that edit a line, by the ends of their sequences, the numbers of theirs, and as in a shell.
_ENDS = {"D": "left", "C": "right", "H": "home", "F": "end"}
_NUMBERS = {"1": "home", "7": "home", "3": "delete", "4": "end", "8": "end"}
_CONTROLS = {
    "\x01": "home",
    "\x02": "left",
    "\x05": "end",
    "\x06": "right",
    "\x08": "backspace",
    "\x7f": "backspace",
    "\x0b": "cut after",
    "\x15": "cut before",
    "\x17": "cut word",
}
# How long a sequence of ours can be; a text is none.
_LONGEST = 32
# Columns at the end of a row that are left free: there a terminal may go on in the next row, or not.
_SPARE = 3


class KeyParser:
    """Tells text from keys in what a terminal sends.

    A key such as an arrow is sent as an escape sequence (ECMA-48, and xterm's control sequences). A key that
    is unknown here is ignored, with all of its characters.
    """

    def __init__(self) -> None:
        self._sequence = ""

    def feed(self, character: str, *, begins: bool) -> tuple[str, str]:
        """Parse the next character.

        Args:
            character: What was sent.
            begins: Whether it was sent apart from the one before. A person may press Esc and then type on,
                and only what comes together, or has begun as a key does, is one key.

        Returns:
            A character of the text, and the name of a key; one of them is empty, or both.
        """
        if begins and not (self._sequence.startswith("\x1b[") or (self._sequence and character == "[")):
            self._sequence = ""
        if self._sequence:
            return self._continue_sequence(character)
        if character == "\x1b":
            self._sequence = character
            return "", ""
        if character in _CONTROLS:
            return "", _CONTROLS[character]
        return (character, "") if character in "\t\r\n\x03\x04\x1c" or character >= " " else ("", "")

    def pause(self) -> None:
        """Drop a sequence that has begun, since nothing more was sent for a while."""
        self._sequence = ""

    def _continue_sequence(self, character: str) -> tuple[str, str]:
        kind = self._sequence[1:2]
        if character == "\x1b" or (character in "\r\n\x03\x04\x1c" and kind != "]"):
            # What had begun is no sequence of any kind.
            self._sequence = ""
            return self.feed(character, begins=False)
        self._sequence += character
        if not kind and character in "[O]P_^X":
            return "", ""
        if kind and kind in "]P_^X":
            # A string meant for the terminal, such as a title.
            if character == "\x07":
                self._sequence = ""
            return "", ""
        if kind == "[" and not "@" <= character <= "~" and len(self._sequence) < _LONGEST:
            return "", ""
        sequence, self._sequence = self._sequence, ""
        if character == "~":
            return "", _NUMBERS.get(sequence[2:-1], "")
        return "", _ENDS.get(character, "") if kind else ""


class LineBuffer:
    """A line with a cursor in it, shown with backspaces and spaces alone.

    In a line that fits its row the cursor can be moved. A longer one grows and shrinks at its end: a terminal
    does not go back to the row above without an escape sequence.
    """

    def __init__(self, show: Callable[[str], None], columns: int) -> None:
        """Begin an empty line.

        Args:
            show: Writes to the terminal.
            columns: How many columns the terminal has left in this row.
        """
        self._show = show
        self._columns = columns
        self._before: list[str] = []
        self._after: list[str] = []
        self._after_is_shown = True

    @property
    def text(self) -> str:
        """All of it."""
        return "".join([*self._before, *self._after])

    def insert(self, character: str) -> None:
        """Insert a character at the cursor."""
        self._before.append(character)
        if not self._after or not self._after_is_shown:
            self._show(character)
        elif self._fits_row():
            self._show(character + self._redraw_rest())
        else:
            # The rest would break into the next row. It comes again at the end of the line.
            blank = " " * _width(self._after)
            self._show(f"{character}{blank}{_backspaces(blank)}")
            self._after_is_shown = False

    def press(self, key: str) -> None:
        """Do what a key does to the line, if anything."""
        match key:
            case "backspace":
                self._delete_before(1)
            case "cut before":
                self._delete_before(len(self._before))
            case "cut word":
                words = "".join(self._before).rstrip(" ")
                self._delete_before(len(self._before) - (words.rfind(" ") + 1))
            case "end":
                self.show_rest()
            case "left" | "right" | "home" | "delete" | "cut after" if (
                self._fits_row() and self._after_is_shown
            ):
                self._move(key)

    def show_rest(self) -> None:
        """Move the cursor to the end of the line, and show what is after it if that is not shown."""
        self._show("".join(self._after))
        self._before += self._after
        self._after.clear()
        self._after_is_shown = True

    def show_again(self) -> None:
        """Show the whole line once more, as after something else was written."""
        self._show("".join(self._before))
        self.show_rest()

    def _move(self, key: str) -> None:
        if key == "left" and self._before:
            self._after.insert(0, self._before.pop())
            self._show(_backspaces(self._after[0]))
        elif key == "right" and self._after:
            self._before.append(self._after.pop(0))
            self._show(self._before[-1])
        elif key == "home":
            self._show(_backspaces(self._before))
            self._after[:0] = self._before
            self._before.clear()
        elif key in {"delete", "cut after"}:
            gone = self._after[: 1 if key == "delete" else None]
            del self._after[: len(gone)]
            self._show(self._redraw_rest(" " * _width(gone)))

    def _delete_before(self, count: int) -> None:
        for _ in range(min(count, len(self._before))):
            gone = self._before.pop()
            if not self._after:
                self._show("\b \b" * _width(gone))
                continue
            blank = " " * _width(gone)
            rest = self._redraw_rest(blank) if self._after_is_shown else f"{blank}{_backspaces(blank)}"
            self._show(f"{_backspaces(gone)}{rest}")

    def _redraw_rest(self, blank: str = "") -> str:
        """Return what to write to show the text after the cursor, and to move the cursor back."""
        rest = "".join(self._after) + blank
        return f"{rest}{_backspaces(rest)}"

    def _fits_row(self) -> bool:
        # Nobody knows how wide a tab is.
        return "\t" not in self.text and _width(self.text) <= self._columns - _SPARE


def _width(characters: str | list[str]) -> int:
    from rich.cells import cell_len

    return sum(map(cell_len, characters))


def _backspaces(characters: str | list[str]) -> str:
    return "\b" * _width(characters)
