"""What is done while a person reads, so that no key has to wait for it: loading, and collecting garbage."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from resilify_cli.errors import ResilifyError

# What later screens of a session need, in pieces of a few hundredths of a second at most.
LATER = (
    "markdown_it",
    "rich.table",
    "rich.syntax",
    "rich.markdown",
    "resilify_cli.prompters.text_questions",
    "resilify_cli.prompters.list_questions",
    "resilify_cli.prompters.rating",
    "resilify_cli.prompters.paced_cues",
    "resilify_cli.prompters.window_fit",
    "resilify_cli.session.part_asker",
    "resilify_cli.session.closing",
)
# What was asked for in this process besides, in small pieces.
_asked: list[Callable[[], object]] = []


def do_when_idle(work: Callable[[], object]) -> None:
    """Have something done while the person reads; where it fails, it does so again when it is needed."""
    _asked.append(work)


class IdleWork:
    """The work of one sitting: first all that is `LATER` is loaded, then each time garbage is collected.

    Python looks for garbage by itself only once all is loaded, and then among what is new. All of it, or what
    fifty screens have left, would take longer than it may from a key to the screen.
    """

    def __init__(self) -> None:
        self._left = list(LATER)
        self._collects = False

    def __call__(self) -> bool:
        """Do a small piece of it; return whether there is more to do now."""
        if self._left:
            import_module(self._left.pop(0))
            return True
        if _asked:
            with suppress(ResilifyError):
                _asked.pop(0)()
            return True
        if self._collects:
            gc.collect()
        else:
            gc.freeze()
            gc.enable()
            self._collects = True
        return False
