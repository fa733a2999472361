"""A group whose commands are made only when they are called, so that none pays for another."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup

from resilify_cli.command_line.help_option import Helped
from resilify_cli.command_line.shared_options import early_options

# Typer shows this error, and has no name for it of its own.
CommandLineError: type[Any] = typer.BadParameter.__mro__[1]


class OutputClosedError(Exception):
    """Whoever read the output has stopped reading: a `BrokenPipeError` that Typer makes no failure of."""


@contextmanager
def _detect_closed_output() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise OutputClosedError from error


class LazyGroup(Helped, TyperGroup, ABC):
    """A group that knows the name and the line of each command from `groups`.

    It maps the headings of the help to the commands below them, each with its module and line. Without it,
    the commands of `summaries` stand under one heading.
    Those in `destroying` are never suggested to someone who mistyped.
    """

    groups: ClassVar[Mapping[str, Mapping[str, tuple[str, str]]]] = {}
    summaries: ClassVar[Mapping[str, str]] = {}
    destroying: ClassVar[Collection[str]] = ()

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.take_shared_options()

    @staticmethod
    @abstractmethod
    def load(name: str) -> typer.Typer:
        """Return the app of a command, by its name."""

    def make_context(self, *arguments: Any, **named: Any) -> Any:
        """Read the command line, which writes the help that it asks for."""
        with _detect_closed_output():
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is called."""
        with _detect_closed_output():
            return super().invoke(ctx)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order they are shown."""
        return list(self.summaries)

    def sections(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return the headings of the help, each with the commands below it and their lines."""
        if not self.groups:
            return (("Commands", tuple(self.summaries.items())),)
        return tuple(
            (title, tuple((name, summary) for name, (_, summary) in commands.items()))
            for title, commands in self.groups.items()
        )

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None where there is none of that name."""
        if cmd_name not in self.summaries:
            return None
        command = typer.main.get_command(self.load(cmd_name))
        command.name = cmd_name
        command.short_help = self.summaries[cmd_name]
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is called, or say which one may have been meant."""
        # Typer would look for near misses among all of its commands, also those that destroy.
        self.suggest_commands = False
        try:
            name, command, rest = super().resolve_command(ctx, args)
            if command is not None and not ctx.resilient_parsing:
                rest = [*early_options(ctx, command, f"{ctx.command_path} {name}"), *rest]
            return name, command, rest
        except CommandLineError as error:
            meant = self.meant(args[0]) if args else []
            named = ", ".join(f"'{name}'" for name in meant)
            group = f"resilify {ctx.info_name}" if ctx.parent else "resilify"
            question = f"Did you mean {named}?" if meant else f"To see the commands: {group} --help"
            error.message = f"{error.message.rstrip('.')}. {question}"
            raise

    def meant(self, typed: str) -> list[str]:
        """Suggest commands for a name that is none, nearest first; never one that destroys."""
        from difflib import get_close_matches

        harmless = [name for name in self.summaries if name not in self.destroying]
        return get_close_matches(typed, harmless)
