"""A progress bar on standard error, for the few commands that may take more than a moment."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from resilify_cli.terminal.prompter_factory import PrompterFactory
from resilify_cli.theme import choose_theme


@contextmanager
def progress(prompters: PrompterFactory, doing: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Give a function that is told of each thing done, of `total` things.

    The bar is shown only in a terminal, where nobody asked for plain lines, and is gone at the end.
    """
    if not sys.stderr.isatty() or prompters.is_plain(None) or not prompters.settings.animation:
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    theme = choose_theme(prompters.settings.theme, prompters.environment, is_terminal=True)
    console = Console(
        stderr=True,
        highlight=False,
        color_system="standard" if theme.styles else None,
        theme=theme.for_rich(),
        legacy_windows=False,
    )
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(doing, total=total or None)
        gathered = 0
        step = max(1, (total or 0) // 200)

        def tick(done: int) -> None:
            nonlocal gathered
            gathered += done
            # Rich's own bookkeeping takes longer than writing an entry.
            if gathered >= step:
                shown.advance(task, gathered)
                gathered = 0

        yield tick
