"""The passphrase of a file that is encrypted in age's format: asked for, or taken from a file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.errors import UsageError

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.format import ExportFormat

# As in `exchange.age`, which nobody else needs to load.
SUFFIX = ".age"
_OPTION = "--age-passphrase-file"

AgePassphraseFile = Annotated[
    Path | None,
    typer.Option(_OPTION, help="Take the passphrase of an encrypted file from this one."),
]


def new_age_passphrase(to: str, file: Path | None, chosen: "ExportFormat", *, force: bool) -> str:
    """Return the passphrase for a new file, asked for twice, once all else about it is in order."""
    from resilify_cli.atomic_files import check_target
    from resilify_cli.exchange.containers.age import check_age_available
    from resilify_cli.exchange.format import FolderExportFormat
    from resilify_cli.unlocking.secret_files import read_new_secret_file
    from resilify_cli.unlocking.secret_prompt import ask_new_passphrase

    check_age_available()
    if isinstance(chosen, FolderExportFormat):
        raise UsageError(
            f"The format {chosen.name} makes a folder of files, and --encrypt makes one file.",
            "Choose another one: --format json",
        )
    if to != "-":
        check_target(Path(os.path.expanduser(to)), force=force)
    return read_new_secret_file(file) if file is not None else ask_new_passphrase(_OPTION)


def opened_age(source: "ImportSource", file: Path | None) -> "ImportSource":
    """Decrypt an encrypted file, and return any other one as it is."""
    if source.is_folder:
        return source
    from resilify_cli.exchange.containers.age import decrypt, decrypt_content, is_encrypted, read_encrypted
    from resilify_cli.unlocking.secret_files import read_secret_file
    from resilify_cli.unlocking.secret_prompt import ask_secret, retry_secret

    if not is_encrypted(source):
        return source
    if file is not None:
        return decrypt(source, read_secret_file(file))
    content = read_encrypted(source)
    return retry_secret(
        lambda: decrypt_content(source.name, content, ask_secret("Its passphrase: ", _OPTION)),
        "You can try again as often as you like.",
    )
