"""The options that every command takes, before its name and behind it."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import typer
from typer.core import TyperOption

from resilify_cli import variables
from resilify_cli.console import silence_messages
from resilify_cli.errors import UsageError
from resilify_cli.terminal.private_screen import clear_by_option

COLORS = ("auto", "always", "never")


class SharedOption:
    """An option that every command takes.

    Attributes:
        declaration: its names, as Typer takes them.
        help: what it does.
        apply: is called with its value, if the option was given.
        metavar: what to write behind it; empty for one without a value.
        complete: gives the values that a shell offers.
    """

    def __init__(
        self,
        declaration: tuple[str, ...],
        help: str,
        apply: Callable[[Any], object],
        metavar: str = "",
        complete: Callable[[str], list[str]] | None = None,
    ) -> None:
        self.declaration = declaration
        self.help = help
        self.apply = apply
        self.metavar = metavar
        self.complete = complete


def _set_variable(name: str) -> Callable[[str | bool], None]:
    """Make what sets a variable to an option's value."""

    def apply(value: str | bool) -> None:
        os.environ[name] = value if isinstance(value, str) else str(int(value))

    return apply


def _apply_quiet(wanted: bool) -> None:
    _set_variable(variables.QUIET)(wanted)
    silence_messages()


def _apply_color(when: str) -> None:
    if when not in COLORS:
        raise typer.BadParameter(f"{when[:20]!r} is none of {', '.join(COLORS)}.")
    os.environ[variables.COLOR] = when


def remember_plain(wanted: bool | None) -> bool | None:
    """Have everything told in plain lines, or not, if that was asked for. Returns what it was given."""
    if wanted is not None:
        _set_variable(variables.PLAIN)(wanted)
    return wanted


SHARED_OPTIONS = (
    SharedOption(
        ("-q", "--quiet"), "Leave out hints and what was done; errors and answers stay.", _apply_quiet
    ),
    SharedOption(
        ("--no-input",), "Ask nothing: fail where an answer is needed.", _set_variable(variables.NO_INPUT)
    ),
    SharedOption(
        ("--plain/--no-plain",),
        "Plain lines, for screen readers, simple terminals and pipes.",
        remember_plain,
    ),
    SharedOption(
        ("--color",),
        "Colour: auto (in a terminal), always or never.",
        _apply_color,
        "WHEN",
        lambda begun: [when for when in COLORS if when.startswith(begun)],
    ),
    SharedOption(
        ("--no-pager",),
        "Write everything at once, and not a screen at a time.",
        lambda _: _set_variable(variables.PAGER)(""),
    ),
    SharedOption(
        ("--private/--no-private",),
        "Clear the screen, and what was scrolled out of it, on leaving.",
        clear_by_option,
    ),
    SharedOption(
        ("--passphrase-file",),
        "Take the passphrase of an encrypted store from the first line of a file.",
        _set_variable(variables.PASSPHRASE_FILE),
        "FILE",
    ),
)


class SharedParameter(TyperOption):
    """A shared option as a parameter of one command. It is applied as it is read, and not handed on."""

    def __init__(self, option: SharedOption) -> None:
        def callback(_context: Any, _parameter: Any, value: Any) -> Any:
            if value is not None:
                option.apply(value)
            return value

        is_flag, complete = not option.metavar, option.complete
        super().__init__(
            param_decls=list(option.declaration),
            help=option.help,
            is_flag=is_flag,
            metavar=option.metavar or None,
            callback=callback,
            expose_value=False,
            autocompletion=(lambda _context, _args, begun: complete(begun)) if complete else None,
        )


def shared_parameters(taken: Iterable[Any]) -> list[SharedParameter]:
    """Return the shared options as parameters of a command, without those that it has itself.

    Args:
        taken: the command's own parameters.
    """
    own = {name for parameter in taken for name in (*parameter.opts, *parameter.secondary_opts)}
    return [
        SharedParameter(option)
        for option in SHARED_OPTIONS
        if own.isdisjoint(option.declaration[-1].split("/"))
    ]


def early_options(context: Any, command: Any, path: str) -> list[str]:
    """Return the options that were written before the name of a command, to be read by the command.

    Args:
        context: the context of the group, which has read them.
        command: the command that was named.
        path: how the command is called: "resilify journal list".

    Raises:
        UsageError: the command has no such option.
    """
    handed_on = []
    for option in context.command.params:
        source = context.get_parameter_source(option.name or "")
        if isinstance(option, SharedParameter) or source is None or source.name != "COMMANDLINE":
            continue
        name = option.opts[-1]
        if not any(name in parameter.opts for parameter in command.params):
            raise UsageError(f"There is no {name} for: {path}", f"To see what it takes: {path} --help")
        value = context.params[option.name]
        if option.is_flag:
            handed_on.append(name if value else option.secondary_opts[-1])
        else:
            values = value if isinstance(value, list | tuple) else [value]
            handed_on += [part for one in values for part in (name, str(one))]
    return handed_on
