"""A group whose commands are made only when they are called, so that none pays for another."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup


class LazyGroup(TyperGroup, ABC):
    """A group that knows the name and the line of each command from `summaries`."""

    summaries: ClassVar[Mapping[str, str]] = {}

    @staticmethod
    @abstractmethod
    def load(name: str) -> typer.Typer:
        """Return the app of a command, by its name."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order they are shown."""
        return list(self.summaries)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the names and their lines, for which no command needs to be made."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))

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
        # Typer looks for near misses among these names.
        names: dict[str, Any] = dict.fromkeys(self.summaries)
        self.commands = names
        return super().resolve_command(ctx, args)
