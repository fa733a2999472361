"""The scripts by which a shell completes what is typed, by the name of the shell."""

from collections.abc import Sequence
from pathlib import Path

from resilify_cli.errors import ResilifyError, UsageError

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
# Set by a shell that completes the line which is typed.
COMPLETING = "_RESILIFY_COMPLETE"
OPTIONS = ("--show-completion", "--install-completion")
_COMMAND = "resilify"
# Typer's own puts a value of two words into the line as two.
_BASH = f"""\
_resilify_completion() {{
    local values value
    mapfile -t values < <(env COMP_WORDS="${{COMP_WORDS[*]}}" COMP_CWORD="$COMP_CWORD" \\
        {COMPLETING}=complete_bash "$1")
    COMPREPLY=()
    for value in "${{values[@]}}"; do
        [ -n "$value" ] && COMPREPLY+=("$(printf '%q' "$value")")
    done
}}
complete -o default -F _resilify_completion {_COMMAND}
"""


def start_completing() -> None:
    """Have Typer know the shells, which it does by itself only where its own options are used."""
    from typer._completion_classes import completion_init

    completion_init()


def name_shell(args: Sequence[str]) -> list[str]:
    """Return a command line with the name of this shell behind an option that lacks it.

    Raises:
        UsageError: the shell is not known.
    """
    named = list(args)
    for option in OPTIONS:
        if option not in named:
            continue
        at = named.index(option) + 1
        if at == len(named) or named[at].startswith("-"):
            named.insert(at, _this_shell(option))
    return named


def _this_shell(option: str) -> str:
    import shellingham

    try:
        name: str = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError):
        name = ""
    if name not in SHELLS:
        raise UsageError("Which shell this is can't be seen.", f"Name it: resilify {option} bash")
    return name


def completion_script(shell: str) -> str:
    """Return the script of a shell.

    Raises:
        UsageError: there is none for it.
    """
    if shell not in SHELLS:
        raise UsageError(
            f"There is no completion for {shell[:20]!r}, only for {', '.join(SHELLS)}.",
            "To see it for one of them: resilify --show-completion bash",
        )
    if shell == "bash":
        return _BASH
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name=_COMMAND, complete_var=COMPLETING, shell=shell)


def install_completion(shell: str) -> Path:
    """Put the script of a shell where the shell reads it, and return its file.

    Raises:
        UsageError: there is none for the shell.
        ResilifyError: it could not be written.
    """
    script = completion_script(shell)
    from typer._completion_shared import install

    try:
        _, path = install(shell=shell, prog_name=_COMMAND, complete_var=COMPLETING)
        if shell == "bash":
            path.write_text(script)
    except OSError as error:
        raise ResilifyError(
            f"The completion could not be put in its place: {error.strerror}.",
            f"To see it, and put it there yourself: resilify --show-completion {shell}",
        ) from error
    return path
