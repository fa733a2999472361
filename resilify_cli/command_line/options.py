"""The options and arguments that several commands share, and how a shell completes them."""

from collections.abc import Callable, Collection
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from resilify_cli.command_line.completions import complete_program
from resilify_cli.command_line.help_option import Helped
from resilify_cli.command_line.lazy_group import CommandLineError
from resilify_cli.command_line.shared_options import remember_plain


def whole_number(least: int, most: int) -> Callable[[str | int], int]:
    """Make a parser for a number from `least` to `most`, whose errors are plain words."""

    def read(text: str | int) -> int:
        try:
            number = int(text)
        except ValueError:
            raise typer.BadParameter(f"{str(text)[:40]!r} is no number. Write it like 2.") from None
        if not least <= number <= most:
            raise typer.BadParameter(f"it goes from {least} to {most:,}.")
        return number

    return read


ProgramName = Annotated[
    str,
    typer.Argument(
        metavar="PROGRAM",
        help="A program's name (see `resilify list`), or a path to a program.",
        autocompletion=complete_program,
    ),
]
OptionalProgram = Annotated[
    str | None,
    typer.Argument(
        metavar="[PROGRAM]",
        help="A program's name (see `resilify list`), or a path to a program.",
        autocompletion=complete_program,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
# None where neither was said: then the settings decide.
Plain = Annotated[
    bool | None,
    typer.Option(
        "--plain/--no-plain",
        help="Plain lines, for screen readers, simple terminals and pipes.",
        callback=remember_plain,
    ),
]
Animation = Annotated[
    bool | None,
    typer.Option("--animation/--no-animation", help="Let timed steps move, or tell them in words."),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would be done, and change nothing.")]
SCHEMA_VERSION = 1


class Command(Helped, TyperCommand):
    """A command, with the options that all commands take."""

    def __init__(self, name: str | None, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.take_shared_options()


class WordsCommand(Command):
    """A command that takes a person's own words, which may begin as an option does: "- slept badly"."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; one with a space in its first word is no option."""
        options = tuple(name for param in self.params for name in param.opts if name.startswith("-"))
        marked = [f"{_NO_OPTION}{arg}" if _is_words(arg, options) else arg for arg in args]
        try:
            rest = super().parse_args(ctx, marked)
        except CommandLineError as error:
            if getattr(error, "option_name", ""):
                error.message = f"{error.message} (Words that begin with - go behind -- and a space.)"
            raise
        for name, value in ctx.params.items():
            ctx.params[name] = _unmarked(value)
        return rest


# No argument of a process can hold it.
_NO_OPTION = "\0"


def _is_words(arg: str, options: Collection[str]) -> bool:
    first = arg.partition("=")[0]
    is_short = arg[:2] in options and arg[1:2] != "-"
    return arg.startswith("-") and len(first.split()) + first.endswith((" ", "\n")) > 1 and not is_short


def _unmarked(value: object) -> object:
    if isinstance(value, str):
        return value.removeprefix(_NO_OPTION)
    return type(value)(map(_unmarked, value)) if isinstance(value, list | tuple) else value


class _App(typer.Typer):
    """An app whose commands are of the class `Command`."""

    def command(self, name: str | None = None, *, cls: type[TyperCommand] | None = None, **named: Any) -> Any:
        return super().command(name, cls=cls or Command, **named)


def command_app(cls: type[TyperGroup] | None = None) -> typer.Typer:
    """Return an app for one command, or for a group of class `cls`, set up as all of ours are."""
    return _App(
        cls=cls,
        rich_markup_mode=None,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
