"""The passphrase of a file that is encrypted in age's format: asked for, or taken from a file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.errors import UsageError

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import Source
    from resilify_cli.exchange.format import Format

# As in `exchange.age`, which nobody else needs to load.
SUFFIX = ".age"
_OPTION = "--age-passphrase-file"

AgePassphraseFile = Annotated[
    Path | None,
    typer.Option(_OPTION, help="Take the passphrase of an encrypted file from this one."),
]


def new_age_passphrase(to: str, file: Path | None, chosen: "Format", *, force: bool) -> str:
    """Return the passphrase for a new file, asked for twice, once all else about it is in order."""
    from resilify_cli.exchange.containers.age import check_age
    from resilify_cli.exchange.format import FolderFormat
    from resilify_cli.unlocking.secret_prompt import ask_new_passphrase
    from resilify_cli.unlocking.unlocker import read_new_secret_file
    from resilify_cli.whole_file import check_place

    check_age()
    if isinstance(chosen, FolderFormat):
        raise UsageError(
            f"The format {chosen.name} makes a folder of files, and --encrypt makes one file.",
            "Choose another one: --format json",
        )
    if to != "-":
        check_place(Path(os.path.expanduser(to)), force=force)
    return read_new_secret_file(file) if file is not None else ask_new_passphrase(_OPTION)


def opened_age(source: "Source", file: Path | None) -> "Source":
    """Return what is in an encrypted file; any other one as it is."""
    if source.is_folder:
        return source
    from resilify_cli.exchange.containers.age import is_sealed, opened, opened_content, sealed_content
    from resilify_cli.unlocking.secret_prompt import ask_hidden, ask_until_it_opens
    from resilify_cli.unlocking.unlocker import read_secret_file

    if not is_sealed(source):
        return source
    if file is not None:
        return opened(source, read_secret_file(file))
    content = sealed_content(source)
    return ask_until_it_opens(
        lambda: opened_content(source.name, content, ask_hidden("Its passphrase: ", _OPTION)),
        "You can try again as often as you like.",
    )
