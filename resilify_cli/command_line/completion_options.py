"""The options that write or install what lets a shell complete a line."""

from typing import Annotated

import typer

from resilify_cli.command_line.completion_scripts import SHELLS, completion_script, install_completion
from resilify_cli.console import print_message, print_unbroken


def _show(shell: str | None) -> None:
    if shell is not None:
        print_unbroken(completion_script(shell))
        raise typer.Exit


def _install(shell: str | None) -> None:
    if shell is not None:
        place = install_completion(shell)
        print_message(f"Completion for {shell} is in {place}. It is there in each new terminal.")
        raise typer.Exit


ShowCompletion = Annotated[
    str | None,
    typer.Option(
        "--show-completion",
        metavar="SHELL",
        is_eager=True,
        callback=_show,
        autocompletion=lambda: list(SHELLS),
        help="Write what lets a shell complete what you type: bash, zsh, fish, powershell or pwsh.",
    ),
]
InstallCompletion = Annotated[
    str | None,
    typer.Option(
        "--install-completion",
        metavar="SHELL",
        is_eager=True,
        callback=_install,
        autocompletion=lambda: list(SHELLS),
        help="Put that where the shell reads it.",
    ),
]
