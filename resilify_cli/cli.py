"""The `resilify` command: its groups, loaded when they are called, and the one error boundary."""

import gc

# A command that only reads is over before there is garbage worth collecting; looking for it while
# the imports run would take a twentieth of its time. A session turns the collector on again.
gc.disable()

import errno
import os
import sys
from importlib import import_module
from typing import Annotated, Any, ClassVar

from resilify_cli.command_line.deferred_imports import deferred_imports

# Typer names these at its top, or what it imports does, and a command seldom comes to use them: to load them
# takes a tenth of the time in which the journal is shown.
with deferred_imports(
    "bz2",
    "difflib.get_close_matches",
    "gettext.gettext",
    "ipaddress",
    "lzma",
    "subprocess",
    "textwrap",
    "tokenize",
):
    import typer

from resilify_cli import __version__
from resilify_cli.app.background_sync import start_background_sync
from resilify_cli.command_line.command_table import COMMANDS, GROUPS, OTHER_WORDS, SHORT_WAYS
from resilify_cli.command_line.completion_options import InstallCompletion, ShowCompletion, name_shell
from resilify_cli.command_line.lazy_group import CommandLineError, LazyGroup, OutputClosedError
from resilify_cli.console import (
    configure_streams,
    discard_output,
    print_line,
    print_warning,
    silence_messages,
)
from resilify_cli.errors import ResilifyError
from resilify_cli.terminal.private_screen import clear_screen_on_exit, read_terminal_kind
from resilify_cli.terminal.signals import exit_on_signals
from resilify_cli.variables import COMPLETING, QUIET, is_on


class _Commands(LazyGroup):
    """The commands of `GROUPS`."""

    groups: ClassVar = GROUPS
    summaries: ClassVar = {name: summary for name, (_, summary) in COMMANDS.items()}
    destroying: ClassVar = ("erase", "decrypt", "restore", "remove")

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; where a shell's completion is asked for without its name, it is this shell."""
        rest: list[str] = super().parse_args(ctx, args if ctx.resilient_parsing else name_shell(args))
        return rest

    @staticmethod
    def load(name: str) -> typer.Typer:
        """Import a command's module and return its app."""
        found: typer.Typer = import_module(f"resilify_cli.commands.{COMMANDS[name][0]}").app
        return found

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, also by a short word for a longer call."""
        if cmd_name not in SHORT_WAYS:
            return super().get_command(ctx, cmd_name)
        module, path = SHORT_WAYS[cmd_name]
        command: Any = typer.main.get_command(import_module(f"resilify_cli.commands.{module}").app)
        if " " in path:
            command = command.get_command(ctx, path.rpartition(" ")[2])
        command.name = cmd_name
        command.examples_path = f"resilify {path}"
        return command

    def meant(self, typed: str) -> list[str]:
        """Return near names here, or else among the commands of the journal."""
        if typed in OTHER_WORDS:
            return [OTHER_WORDS[typed]]
        from resilify_cli.commands.journal.group import JournalGroup

        if typed in JournalGroup.summaries and typed not in JournalGroup.destroying:
            return [f"resilify journal {typed}"]
        return super().meant(typed)


app = typer.Typer(
    name="resilify",
    cls=_Commands,
    rich_markup_mode=None,
    add_completion=False,
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
    typer_context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    line: Annotated[
        bool, typer.Option("--line", help="Write one short line, for a shell's prompt or a status bar.")
    ] = False,
    _show: ShowCompletion = None,
    _install: InstallCompletion = None,
) -> None:
    """Tell where the person is, when no command is given."""
    if typer_context.invoked_subcommand is not None:
        return
    if line:
        from time import time

        from resilify_cli.status_line import status_line

        # Alone it is written by `__main__`, before any of this is loaded.
        if told := status_line(os.environ, sys.platform, int(time() * 1000)):
            print_line(told)
        return
    from resilify_cli.commands.home import home

    home(as_json=as_json)


def _run_command() -> None:
    """Run the command. What fails because of a damaged row is told as that."""
    try:
        # As it is called, however it was started: messages name commands that can be typed.
        code = app(prog_name="resilify", standalone_mode=False)
    except (ResilifyError, OSError):
        raise
    except CommandLineError as error:
        from resilify_cli.command_line.error_lines import tell_usage_error

        tell_usage_error(error)
        sys.exit(error.exit_code)
    except typer.Abort:
        print_warning("Aborted!")
        sys.exit(1)
    except Exception as error:
        from resilify_cli.app.damage_check import find_damage

        # Such a row may hold anything, which shows wherever it is used first.
        if (damage := find_damage()) is None:
            raise
        raise damage from error
    # What `typer.Exit` was raised with; commands return nothing.
    sys.exit(code if isinstance(code, int) else 0)


def _run_and_clear() -> None:
    """Run the command, and clear the screen after it if that was asked for."""
    to_read = False
    try:
        _run_command()
    except SystemExit as end:
        # Above are the codes of whoever left, or was ended by a signal.
        to_read = end.code in {None, 0, 1, 2}
        raise
    finally:
        try:
            # What was written reaches its reader now, or is found to have none while we can still tell.
            sys.stdout.flush()
        finally:
            # An error is told by `main`, and so stays to be read.
            clear_screen_on_exit(to_read=to_read)
            # Python would look for garbage once more on its way out, in all that is to be gone anyway;
            # that would take a seventh of a short command's time.
            gc.freeze()


def main() -> None:
    """Run the command line. Errors that are ours become one sentence, a way out and an exit code."""
    configure_streams()
    exit_on_signals()
    read_terminal_kind(os.environ)
    if is_on(os.environ, QUIET):
        silence_messages()
    if COMPLETING in os.environ:
        from resilify_cli.command_line.completion_scripts import start_completing

        start_completing()
        # A shell that completes shows whatever is told in the middle of the line that is typed.
        discard_output(sys.stderr)
    try:
        _run_and_tell()
    finally:
        start_background_sync()


def _run_and_tell() -> None:
    """Run the command, and tell its errors."""
    try:
        _run_and_clear()
    except ResilifyError as error:
        from resilify_cli.command_line.error_lines import tell_error

        tell_error(error.message, error.hint)
        sys.exit(error.exit_code)
    except (BrokenPipeError, OutputClosedError):
        # Whoever read our output has stopped reading; that is no error of anyone's.
        discard_output(sys.stdout)
        sys.exit(0)
    except OSError as error:
        discard_output(sys.stdout)
        if error.errno == errno.ENOSPC and not error.filename:
            print_warning("The output could not be written: there is no room left where it goes.")
        else:
            where = f" ({error.filename})" if error.filename else ""
            print_warning(f"The system reports an error: {error.strerror or 'unknown'}{where}.")
        sys.exit(1)
