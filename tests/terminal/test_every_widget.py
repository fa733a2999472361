"""Every widget in one sitting, while the window changes its size, is redrawn, and the sitting is paused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run
from tests.terminal.terminal import Terminal

_BODY = """\
## Page

A page to read, of one sentence.

## Text

:::{reflect} thoughts
What is on your mind?
:::

## Line

:::{note} word
One word for today?
:::

## Rating

:::{rate} ease
:low: hard
:high: light
How is it going?
:::

## Choice

:::{choose} way
Which way?
- Left
- Ahead
- Right
:::

## Choices

:::{select} helps
What helps?
- A walk
- Music
- A bath
- Tea
- The cat
- Letters
- Swimming
- A nap
- Drawing
- Baking
- Silence
- A friend
:::

## Timed

:::{guided} room
[600s] Feel the floor.

[2s] Look around.
:::
"""
_BASH = ("--norc", "--noprofile", "-ic")
# A loop would be left when what runs in it is stopped.
_SHELL = """\
back() { test $1 = 148 && { echo IT STOPPED; read -r _; fg; back $?; }; }
"$@"; back $?; "$1" -m resilify_cli erase --all; back $?
"""
_STALE = "▒"


def _paste(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


class _Walk:
    """A walk whose screens are looked at whole: what was there before has to be drawn over or cleared."""

    def __init__(self, run: Terminal) -> None:
        self._run = run
        self._words: tuple[str, ...] = ()

    def press(self, *keys: str) -> _Walk:
        """Press keys by name, or type text."""
        self._run.press(*keys)
        return self

    def has(self, *words: str) -> _Walk:
        """Wait until each of the words stands there once, the keys on the last row, and nothing stale."""
        self._words = words

        def stands() -> bool:
            text = self._run.text
            once = all(text.count(word) == 1 for word in words)
            return once and "Ctrl-C" in text.split("\n")[-1] and _STALE not in text

        self._run.wait_until(stands)
        return self

    def shaken(self) -> _Walk:
        """Resize to 40 by 10 and back, with Ctrl-L at both: the words it had stay."""
        for columns, rows in ((40, 10), (80, 24)):
            self._run.resize(columns, rows).fill(_STALE)
            self.has(*self._words)
            self._run.fill(_STALE).press("\x0c")
            self.has(*self._words)
        return self

    def paused(self) -> _Walk:
        """Suspend with Ctrl-Z, and come back by fg: the words it had are not left behind, and stay."""
        self._run.press("\x1a").wait_for("IT STOPPED")
        assert not any(word in self._run.text for word in self._words)
        self._run.fill(_STALE).press("\r")
        return self.has(*self._words)


def _walk_session(walk: _Walk) -> None:
    """Walk through the session, and disturb each of its widgets in the middle of an answer."""
    walk.has("About 10 minutes").press("x", _paste("stray")).shaken().paused()
    walk.press("enter").has("What is on your mind?").press("half a thought 日本", _paste("two\nlines"))
    walk.has("What is on your mind?", "half a thought 日本two", "lines").shaken().paused()
    walk.press("!", "ctrl-d").has("One word for today?").press("tired 語", _paste("a\nb"))
    walk.has("One word for today?", "tired 語a b").shaken()
    walk.press("!", "enter").has("How is it going?").press("x語", _paste("stray"), "7")
    walk.has("How is it going?", "hard", "light", "●").shaken()
    walk.press("enter").has("Which way?").press("down").has("Which way?", "› Ahead").shaken()
    walk.press("enter").has("What helps?").press("space", "t", "h", "e").has("› [ ] The cat").press("space")
    walk.has("What helps?", "[x] The cat", "2 marked").shaken().paused()
    walk.press("backspace", "backspace", "backspace", "enter").has("Feel the floor.")
    walk.press(_paste("stray"), "語", "space").has("Feel the floor.", "Paused").shaken().paused()
    walk.press("enter").has("Look around.", "Paused").press("enter").has("That was all of it.")


def test_nothing_is_lost_or_doubled_in_any_widget(
    terminal: Callable[..., Terminal], full_program: Callable[..., Path], resilify: Run
) -> None:
    """Resized, redrawn, paused, pasted into and given wide letters, each widget keeps what was begun."""
    run = terminal("start", str(full_program(_BODY)), before=("bash", *_BASH, _SHELL, "bash"), rows=24)
    run.wait_for("self-help for adults").press("enter")
    walk = _Walk(run)
    _walk_session(walk)
    walk.press("enter").has("type the word erase").press("eraser ", _paste("a\n語"))
    walk.has("type the word erase", "eraser a 語").shaken().paused()
    run.press("enter").wait_for("Nothing was erased.").exit_code()
    assert b"stray" not in run.raw
    entries = json.loads(resilify("journal", "--json", check=True).stdout)["entries"]
    assert {entry["activity_kind"]: entry["text"] for entry in entries} == {
        "reflect": "half a thought 日本two\nlines!",
        "note": "tired 語a b!",
        "choose": "Ahead",
        "select": "A walk\nThe cat",
    }
