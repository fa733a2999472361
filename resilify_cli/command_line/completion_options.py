"""The options that write or install what lets a shell complete a line."""

from collections.abc import Sequence
from typing import Annotated

import typer

from resilify_cli.console import print_message, print_unbroken
from resilify_cli.errors import UsageError

_OPTIONS = _SHOW, _INSTALL = ("--show-completion", "--install-completion")


def name_shell(args: Sequence[str]) -> list[str]:
    """Return a command line with the name of this shell behind an option that lacks it.

    Raises:
        UsageError: the shell is not known.
    """
    named = list(args)
    for option in _OPTIONS:
        if option not in named:
            continue
        at = named.index(option) + 1
        if at == len(named) or named[at].startswith("-"):
            named.insert(at, _this_shell(option))
    return named


def _this_shell(option: str) -> str:
    import shellingham

    from resilify_cli.command_line.completion_scripts import SHELLS

    try:
        name: str = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError):
        name = ""
    if name not in SHELLS:
        raise UsageError("Which shell this is can't be seen.", f"Name it: resilify {option} bash")
    return name


def _shells() -> list[str]:
    from resilify_cli.command_line.completion_scripts import SHELLS

    return list(SHELLS)


def _show(shell: str | None) -> None:
    if shell is not None:
        from resilify_cli.command_line.completion_scripts import completion_script

        print_unbroken(completion_script(shell))
        raise typer.Exit


def _install(shell: str | None) -> None:
    if shell is not None:
        from resilify_cli.command_line.completion_scripts import install_completion

        place = install_completion(shell)
        print_message(f"Completion for {shell} is in {place}. It is there in each new terminal.")
        raise typer.Exit


ShowCompletion = Annotated[
    str | None,
    typer.Option(
        _SHOW,
        metavar="SHELL",
        is_eager=True,
        callback=_show,
        autocompletion=_shells,
        help="Write what lets a shell complete what you type: bash, zsh, fish, powershell or pwsh.",
    ),
]
InstallCompletion = Annotated[
    str | None,
    typer.Option(
        _INSTALL,
        metavar="SHELL",
        is_eager=True,
        callback=_install,
        autocompletion=_shells,
        help="Put that where the shell reads it.",
    ),
]
