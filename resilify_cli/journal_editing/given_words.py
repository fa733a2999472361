"""The words of an entry as a person gives them: as arguments, from standard input, or in an editor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import typer

from resilify_cli.app.context import AppContext
from resilify_cli.console import read_stdin, stdin_is_terminal
from resilify_cli.decoding import decode_argument
from resilify_cli.errors import UsageError
from resilify_cli.safe import safe_line

Words = Annotated[
    list[str] | None, typer.Argument(metavar="[WORDS]", help="The words; - reads them from standard input.")
]
NewTags = Annotated[
    list[str] | None, typer.Option("--tag", "-t", help="Put this #tag at the end; several are fine.")
]
InEditor = Annotated[
    bool,
    typer.Option("--editor", "-e", help="Write in your own editor (settings, $VISUAL, $EDITOR)."),
]

_Kept = TypeVar("_Kept")


def read_given_text(words: Sequence[str] | None) -> str | None:
    """Return the text that came with the command or is piped in; None if it is still to be written."""
    said = " ".join(map(decode_argument, words or ["-"]))
    if said == "-":
        if stdin_is_terminal():
            return None
        said = read_stdin()
    return said


def without_end_line(text: str) -> str:
    """Return a text without the line that ends it: one that holds only a full stop, as in plain mode.

    Only the last line is taken for that one, so that nothing behind a full stop is lost.
    """
    before, _, last = text.rstrip("\n").rpartition("\n")
    return before if last.strip() == "." else text


def check_tags(tags: Sequence[str] | None) -> None:
    """Raise a `UsageError` if a name is none that a tag can have."""
    if not tags:
        return
    from resilify_cli.store.labels import as_tag

    for tag in tags:
        if not as_tag(tag):
            raise UsageError(
                f"{safe_line(tag)[:40]!r} can't be a tag.", "A tag is made of letters and digits."
            )


def require_words(text: str) -> str:
    """Return a text without the line feeds at its end.

    Raises:
        UsageError: nothing else is in it.
    """
    if not text.strip():
        raise UsageError("There was nothing to write down.", "Give the words after the command.")
    return text.rstrip("\n")


@dataclass(frozen=True, slots=True)
class _EditedText(Generic[_Kept]):
    """A text that was taken out of the editor, and what keeping it returned, if it was kept."""

    kept: _Kept | None = None


def write_in_editor(
    ctx: AppContext,
    before: str,
    keep: Callable[[str], _Kept],
    way_in: str = "resilify journal add -",
    *,
    may_be_empty: bool = False,
) -> _Kept | None:
    """Let the person write in their own editor, and keep the text.

    Args:
        ctx: the context of the command.
        before: the text to begin with.
        keep: keeps the text.
        way_in: the command that takes in what is in a file, for messages.
        may_be_empty: whether a text that was left empty is kept too.

    Returns:
        What `keep` returned, or None where the text was left empty.

    Raises:
        ResilifyError: the editor or the store could not be used.
    """

    def keep_words(text: str) -> _EditedText[_Kept]:
        return _EditedText(keep(text.rstrip("\n")) if text.strip() or may_be_empty else None)

    return ctx.editor_place.editor().edit(before, keep_words, way_in).kept.kept
