"""The help of a command as data: what `--help`, `help` and the man pages are written from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any

from resilify_cli.command_line.examples import Example, examples_of
from resilify_cli.command_line.shared_options import SHARED_OPTIONS

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """What there is to say of one command.

    Attributes:
        path: how it is called: "resilify journal add".
        usage: the same with what may follow it.
        summary: what it does, in one paragraph.
        details: more paragraphs.
        examples: how it is used, with what is printed.
        arguments: its arguments, each with what it is.
        options: its own options.
        groups: its commands, by the headings they stand under.
        shared: the options of every command; empty where they are only named.
    """

    path: str
    usage: str
    summary: str
    details: tuple[str, ...]
    examples: tuple[Example, ...]
    arguments: tuple[Row, ...]
    options: tuple[Row, ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    shared: tuple[Row, ...] = ()


def help_page(context: Any) -> HelpPage:
    """Describe the command of a context.

    Args:
        context: Typer's context of the command; it need not have read any arguments.
    """
    command, path = context.command, context.command_path
    paragraphs = [" ".join(part.split()) for part in cleandoc(command.help or "").split("\n\n")]
    shared = {name for option in SHARED_OPTIONS for name in option.declaration[-1].split("/")}
    own = [parameter for parameter in command.params if shared.isdisjoint(parameter.opts)]
    is_root = context.parent is None
    return HelpPage(
        path=path,
        usage=" ".join([path, *command.collect_usage_pieces(context)]),
        summary=paragraphs[0],
        details=tuple(paragraphs[1:]),
        examples=examples_of(getattr(command, "examples_path", path)),
        arguments=tuple(_parameter_rows(context, own, "argument")),
        options=tuple(_parameter_rows(context, own, "option")),
        groups=command.sections() if hasattr(command, "sections") else (),
        shared=tuple(shared_rows()) if is_root else (),
    )


def _parameter_rows(context: Any, parameters: Sequence[Any], kind: str) -> Iterator[Row]:
    for parameter in parameters:
        if parameter.param_type_name != kind or (row := parameter.get_help_record(context)) is None:
            continue
        name, about = row
        yield name.strip("[]{}") if kind == "argument" else name, about.replace("  [required]", "")


def shared_rows() -> Iterator[Row]:
    """Yield the options that every command takes, and the help option, each with what it does."""
    for option in SHARED_OPTIONS:
        names = ", ".join(name.replace("/", " / ") for name in option.declaration)
        yield f"{names} {option.metavar}".rstrip(), option.help
    yield "-h, --help", "Show this page."
