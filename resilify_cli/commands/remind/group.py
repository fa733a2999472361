"""`resilify remind`: reminders that others see nothing in, and that stay silent when it is done."""

from importlib import import_module
from typing import Any, ClassVar

import typer

from resilify_cli.app.context import app_context
from resilify_cli.command_line.lazy_group import LazyGroup
from resilify_cli.command_line.options import command_app
from resilify_cli.reminders.reminder import CHECKIN, LOG, PRACTICE, SESSION

_ABOUT = {
    SESSION: "Be reminded of the next session.",
    PRACTICE: "Be reminded of a practice.",
    CHECKIN: "Be reminded of the check-in.",
    LOG: "Be reminded of a log, such as a sleep diary.",
}
_COMMANDS = {
    "list": ("list_", "The reminders that there are."),
    "off": ("off", "Turn reminders off, and remove all that was written for them."),
}
# What a timer runs; no person has to know of it.
_HIDDEN = "due"


class RemindGroup(LazyGroup):
    """A command for each thing to be reminded of, and those of `_COMMANDS`."""

    summaries: ClassVar = {**_ABOUT, **{name: summary for name, (_, summary) in _COMMANDS.items()}}
    destroying: ClassVar = ("off",)

    @staticmethod
    def load(name: str) -> typer.Typer:
        """Return the app of a command."""
        if name in _ABOUT:
            from resilify_cli.commands.remind.adding import adding_app

            return adding_app(name, _ABOUT[name])
        module = _COMMANDS[name][0] if name in _COMMANDS else name
        found: typer.Typer = import_module(f"resilify_cli.commands.remind.{module}").app
        return found

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, also the one that a timer runs."""
        if cmd_name != _HIDDEN:
            return super().get_command(ctx, cmd_name)
        command: Any = typer.main.get_command(self.load(cmd_name))
        command.name = cmd_name
        return command


app = command_app(cls=RemindGroup)


@app.callback(invoke_without_command=True)
def remind(typer_context: typer.Context) -> None:
    """Be reminded, at times of your choice, by a timer of the system, a calendar or your shell.

    What a reminder shows is always the same few words, whatever it is about. None comes unless you set one.

    Who plans when and where to do something does it more often. Reminders on one's own computer have hardly
    been studied: they tend to help for a while, and not for ever.
    """
    if typer_context.invoked_subcommand is None:
        from resilify_cli.commands.remind.list_ import show_reminders

        show_reminders(app_context(), as_json=False)
