"""A help page as lines for a terminal or a pipe."""

import re
from collections.abc import Iterator, Sequence

from resilify_cli import variables
from resilify_cli.command_line.help_page import HelpPage, Row
from resilify_cli.text_width import wrap
from resilify_cli.theme import Theme

INDENT = "  "
_WIDEST_NAME = 24
# A name at the beginning of a row, up to the gap behind it.
_NAME = re.compile(rf"{INDENT}(\S.*?)(?=  |$)")
SHARED_REMARK = "Every command takes -q, --no-input, --plain, --color and a few more: resilify help options"


def help_lines(page: HelpPage, width: int) -> Iterator[str]:
    """Yield the lines of a page.

    Args:
        page: what to say.
        width: the columns to wrap at.
    """
    yield from _wrapped(page.summary, width)
    if page.examples:
        yield from ("", "Examples:")
        for example in page.examples:
            yield f"{INDENT}$ {example.line}"
            yield from (f"{INDENT}{line}" for line in example.output)
    yield ""
    yield from wrap(f"Usage: {page.usage}", width, at_hyphens=False, hanging_indent=INDENT * 4)
    for paragraph in page.details:
        yield ""
        yield from _wrapped(paragraph, width)
    yield from _section_lines("Arguments", page.arguments, width)
    for title, rows in page.groups:
        yield from _section_lines(title, rows, width)
    yield from _section_lines("Options", page.options, width)
    if page.shared:
        yield from _section_lines("Options of every command", page.shared, width)
    else:
        yield ""
        yield from _wrapped(SHARED_REMARK, width)


def paint_help(lines: Sequence[str], theme: Theme) -> Iterator[str]:
    """Yield the lines of a page in the styles of a theme: headings, commands to type, and names."""
    heading = before = ""
    for line in lines:
        begins, before = not before, line
        if begins and line.endswith(":") and not line.startswith(" "):
            heading = line
            yield theme.paint(line, "strong")
        elif line.startswith(f"{INDENT}$ "):
            yield theme.paint(line, "code")
        elif heading not in {"", "Examples:"} and (name := _NAME.match(line)):
            yield f"{INDENT}{theme.paint(name[1], 'accent')}{line[name.end() :]}"
        else:
            yield line


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, at_hyphens=False)


def _section_lines(title: str, rows: Sequence[Row], width: int) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"{title}:")
    yield from row_lines(rows, width)


def variable_rows() -> list[Row]:
    """Return the variables of the environment that are read, each with what it does."""
    return [
        (variables.QUIET, "as -q, if it is 1"),
        (variables.NO_INPUT, "as --no-input, if it is 1"),
        (variables.PLAIN, "as --plain, if it is 1; as --no-plain, if it is 0"),
        (variables.COLOR, "as --color: auto, always or never"),
        ("NO_COLOR", "no colour, if it is anything"),
        (variables.PAGER, "what shows a screen at a time; none, if it is empty. Else PAGER, else less"),
        (variables.PASSPHRASE_FILE, "as --passphrase-file"),
        ("RESILIFY_HOME", "the folder that holds everything"),
        ("VISUAL, EDITOR", "your editor, if none is in the settings"),
        ("COLUMNS", "how many columns to use, up to 76"),
    ]


def row_lines(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Yield names with what they are: side by side, or below each other where there is no room for that."""
    column = min(_WIDEST_NAME, max(len(name) for name, _ in rows)) + 2 * len(INDENT)
    narrow = width < column * 2
    for name, about in rows:
        beside = not narrow and len(name) + 2 * len(INDENT) <= column
        indent = " " * (2 * len(INDENT) if narrow else column)
        first = f"{INDENT}{name}".ljust(column) if beside else indent
        if not beside:
            yield f"{INDENT}{name}"
        yield from wrap(about, width, at_hyphens=False, indent=first, hanging_indent=indent)
