"""The scripts by which a shell completes what is typed, by the name of the shell."""

from pathlib import Path

from resilify_cli.errors import ResilifyError, UsageError
from resilify_cli.variables import COMPLETING

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
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
