"""Where a command writes to: `--output`, or `--to` as it was called before days had that name."""

import os
from pathlib import Path
from typing import Annotated

import typer

from resilify_cli.console import print_warning
from resilify_cli.dates.parsing import DateContext, is_day_words
from resilify_cli.errors import UsageError

STDOUT = "-"
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="PATH", help="The file or folder to write; - is standard output."),
]


def resolve_output(output: str | None, to: str | None, here: DateContext) -> tuple[str, str | None]:
    """Return where to write, and the day that `--to` names, if it is one.

    Raises:
        UsageError: there is nowhere to write to.
    """
    if output is not None:
        return output, to
    if to is None or is_day_words(to, here):
        raise UsageError("Say where to write it: --output PATH, or --output - to see it here.")
    if to != STDOUT and not _is_like_path(to):
        raise UsageError(
            f"{to[:40]!r} is no day that can be read here.", "If it is what to write, name it by --output."
        )
    print_warning("--to is for days now. This still works for a while: the place to write is --output.")
    return to, None


def _is_like_path(text: str) -> bool:
    return "." in text or "~" in text or "/" in text or os.sep in text or os.path.lexists(text)


def check_html_name(to: str, what: str) -> None:
    """Raise a `UsageError` if a page's file has a name that would say that it is something else.

    Args:
        to: The file's name.
        what: What the page is, as in "A report".
    """
    path = Path(to)
    if path.suffix.lower() not in ("", ".html", ".htm"):
        raise UsageError(
            f"{what} is a page in HTML, so its name can't end in {path.suffix[:20]}.",
            f"Write {path.with_suffix('.html').name}. For a PDF, open that in a browser and print it to one.",
        )
