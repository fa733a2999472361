"""The `resilify` command: its groups, loaded when they are called, and the one error boundary."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from resilify_cli import __version__
from resilify_cli.console import steady_streams, talk
from resilify_cli.errors import ResilifyError

# Each command's module in `commands`, and the line that `--help` shows. A module is imported only
# when its command is called, so that none pays for another's libraries.
COMMANDS = {
    "list": ("list_programs", "Browse the programs."),
    "show": ("show", "Show a program: sessions, sources, how far you are."),
    "start": ("start", "Begin a program, or go on with it."),
    "continue": ("continue_", "Go on with the program you were last in."),
    "practice": ("practice", "Do one exercise again, on its own."),
    "journal": ("journal", "Read back what you wrote."),
    "help-now": ("help_now", "In a crisis: who to call. Works offline."),
    "check": ("check", "Check a program that you write."),
    "paths": ("paths", "Show where things are kept."),
}


class _Commands(TyperGroup):
    """A group whose commands are the ones in `COMMANDS`, each imported when it is needed."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order they are shown."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, summary = COMMANDS[cmd_name]
        found: typer.Typer = import_module(f"resilify_cli.commands.{module}").app
        command = typer.main.get_command(found)
        command.name = cmd_name
        command.short_help = summary
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is called, or say which one may have been meant."""
        # Typer looks for near misses among these names.
        names: dict[str, Any] = dict.fromkeys(COMMANDS)
        self.commands = names
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="resilify",
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "A private, evidence-based self-help program in your terminal. "
        "It is self-help, not treatment. In a crisis: resilify help-now"
    ),
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"resilify {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Tell where the person is, when no command is given."""
    if ctx.invoked_subcommand is None:
        from resilify_cli.commands.where import where

        where(as_json=as_json)


def main() -> None:
    """Run the command line. Errors that are ours become one sentence, a way out and an exit code."""
    steady_streams()
    try:
        app()
    except ResilifyError as error:
        if error.message:
            talk(error.message)
        if error.hint:
            talk(error.hint)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read our output has stopped reading; that is no error of anyone's.
        sys.stderr.close()
        sys.exit(0)
