"""The examples of the help pages, from `examples.txt`."""

from importlib.resources import files
from typing import NamedTuple


class Example(NamedTuple):
    """A command line and what it prints.

    Attributes:
        line: what is typed.
        output: the lines that are printed; `...` stands for what is left out, and a line in parentheses says
            what happens where nothing of it is printed.
    """

    line: str
    output: tuple[str, ...]


def examples_of(path: str) -> tuple[Example, ...]:
    """Return the examples of a command.

    Args:
        path: how it is called: "resilify journal add".
    """
    return all_examples().get(path, ())


def all_examples() -> dict[str, tuple[Example, ...]]:
    """Read the examples of all commands.

    Returns:
        The examples by how the command is called, in the order of the file.
    """
    found: dict[str, list[tuple[str, list[str]]]] = {}
    path = ""
    for line in files("resilify_cli.command_line").joinpath("examples.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            path = line.removeprefix("# ")
            found[path] = []
        elif line.startswith("$ "):
            found[path].append((line.removeprefix("$ "), []))
        elif line:
            found[path][-1][1].append(line)
    return {path: tuple(Example(line, tuple(rest)) for line, rest in each) for path, each in found.items()}
