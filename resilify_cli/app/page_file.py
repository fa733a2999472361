"""A page that a command writes for people to read: one file, in HTML or in plain lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.errors import UsageError

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext

# How wide the lines of a text file are.
TEXT_COLUMNS = 72
_HTML = (".html", ".htm")


def check_page_file(ctx: AppContext, to: str, command: str, *, force: bool) -> Path:
    """Return where a page is to be written.

    Args:
        ctx: The context of the command.
        to: The file's name, as it was typed.
        command: How the command is called, for what to do instead.
        force: Whether a file that is there may be replaced.

    Raises:
        UsageError: the name says that it is something else than a page.
        FileNotWrittenError: nothing may be written there.
    """
    from resilify_cli.app.own_files import refuse_own_file
    from resilify_cli.atomic_files import check_target

    place = Path(to)
    if place.suffix.lower() not in (*_HTML, ".txt"):
        raise UsageError(
            "A page is written as .html or .txt.",
            f"Name it so: {command} --output {command.rsplit(maxsplit=1)[-1]}.html",
        )
    refuse_own_file(ctx, place)
    check_target(place, force=force)
    return place


def is_html(place: Path) -> bool:
    """Return whether a page's file is one in HTML."""
    return place.suffix.lower() in _HTML


def write_page_file(
    place: Path, html: Callable[[], str], lines: Callable[[int], list[str]], *, force: bool
) -> None:
    """Write a page.

    Args:
        place: Its file.
        html: Returns it as HTML.
        lines: Returns it as plain lines, so many columns wide.
        force: Whether a file that is there may be replaced.
    """
    from resilify_cli.atomic_files import atomic_write

    text = html() if is_html(place) else "\n".join([*lines(TEXT_COLUMNS), ""])
    with atomic_write(place, force=force) as file:
        file.write(text)
