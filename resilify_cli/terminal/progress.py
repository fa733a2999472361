"""A progress bar on standard error, for the few commands that may take more than a moment."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from resilify_cli.terminal.prompter_factory import PrompterFactory
from resilify_cli.theme import choose_theme

# After so many things the bar is moved, where nobody knows the total.
_STEP = 100


@contextmanager
def progress(prompters: PrompterFactory, doing: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Give a function that is told of each thing done, of `total` things.

    The bar is shown only in a terminal, where nobody asked for plain lines, and is gone at the end. Where
    nobody knows the total, it says how many are done.
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
    done_so_far = TaskProgressColumn() if total else TextColumn("{task.completed:,}", markup=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), done_so_far)
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(doing, total=total or None)
        gathered = 0
        step = max(1, total // 200) if total else _STEP

        def tick(done: int) -> None:
            nonlocal gathered
            gathered += done
            # Rich's own bookkeeping takes longer than writing an entry.
            if gathered >= step:
                shown.advance(task, gathered)
                gathered = 0

        yield tick
