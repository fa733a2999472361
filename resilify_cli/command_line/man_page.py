"""The man pages, from the same data as `--help`: `resilify.1`, and one for each group of commands."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from resilify_cli.command_line.help_page import HelpPage, Row, shared_rows
from resilify_cli.command_line.help_text import SHARED_REMARK, variable_rows

_NAME = "resilify"
_FILES: Sequence[Row] = (
    ("~/.local/share/resilify/", "Your words, your progress, copies of both, and programs of your own."),
    ("~/.config/resilify/settings.toml", "Your settings. To see where all of this is: resilify paths"),
)
_EXIT_CODES: Sequence[Row] = (
    ("0", "It went well."),
    ("1", "Something went wrong; it is told in a sentence."),
    ("2", "It was called in a way that can't work."),
    ("130", "It was left with Ctrl-C; what was typed is kept."),
)


def man_pages(
    root: HelpPage, groups: Mapping[str, Sequence[HelpPage]], version: str, day: date
) -> dict[str, str]:
    """Return the text of each man page by the name of its file.

    Args:
        root: the help of `resilify`.
        groups: the help of each command, by the headings that the commands stand under.
        version: the version that they are of.
        day: the day that they are of.
    """
    of = f'"{day.isoformat()}" "{_NAME} {version}"'
    names = {title: f"{_NAME}-{title.lower().replace(' ', '-')}" for title in groups}
    pages = {f"{_NAME}.1": "\n".join(_root_page(root, list(names.values()), of)) + "\n"}
    for title, commands in groups.items():
        pages[f"{names[title]}.1"] = "\n".join(_group_page(names[title], title, commands, of)) + "\n"
    return pages


def _root_page(root: HelpPage, others: Sequence[str], of: str) -> Iterator[str]:
    yield from _head_lines(_NAME, root.summary, of)
    yield from (".SH SYNOPSIS", _text_line(root.usage))
    yield from (".SH DESCRIPTION", _text_line(root.summary))
    yield from _example_lines(root)
    for title, rows in root.groups:
        yield from _list_lines(title.upper(), rows)
    yield from _list_lines("OPTIONS", root.options)
    yield from _list_lines("OPTIONS OF EVERY COMMAND", root.shared or tuple(shared_rows()))
    yield from _list_lines("ENVIRONMENT", variable_rows())
    yield from _list_lines("FILES", _FILES)
    yield from _list_lines("EXIT STATUS", _EXIT_CODES)
    yield from (".SH SEE ALSO", ", ".join(f"\\fB{_escaped(name)}\\fR(1)" for name in others))


def _group_page(name: str, title: str, commands: Sequence[HelpPage], of: str) -> Iterator[str]:
    yield from _head_lines(name, f"{title}: {', '.join(page.path for page in commands)}", of)
    for page in commands:
        yield f'.SH "{_escaped(page.path.upper())}"'
        yield _text_line(page.summary)
        yield from (".PP", f"\\fBUsage:\\fR {_escaped(page.usage)}")
        for paragraph in page.details:
            yield from (".PP", _text_line(paragraph))
        yield from _list_lines("Arguments", page.arguments, ".SS")
        for heading, rows in page.groups:
            yield from _list_lines(heading, rows, ".SS")
        yield from _list_lines("Options", page.options, ".SS")
        yield from _example_lines(page, ".SS")
    yield from (".SH OPTIONS OF EVERY COMMAND", _text_line(SHARED_REMARK))
    yield from (".SH SEE ALSO", f"\\fB{_NAME}\\fR(1)")


def _head_lines(name: str, about: str, of: str) -> Iterator[str]:
    yield f'.TH "{_escaped(name.upper())}" 1 {of}'
    # Words are not broken, and lines end where they end.
    yield from (".nh", ".ad l", ".SH NAME", f"{_escaped(name)} \\- {_escaped(about)}")


def _list_lines(heading: str, rows: Sequence[Row], macro: str = ".SH") -> Iterator[str]:
    if rows:
        yield f'{macro} "{_escaped(heading)}"'
    for name, about in rows:
        yield from (".TP", f"\\fB{_escaped(name)}\\fR", _text_line(about))


def _example_lines(page: HelpPage, macro: str = ".SH") -> Iterator[str]:
    if page.examples:
        yield from (f"{macro} {'EXAMPLES' if macro == '.SH' else 'Examples'}", ".nf")
        for example in page.examples:
            yield from (_text_line(line) for line in (f"$ {example.line}", *example.output, ""))
        yield ".fi"


def _text_line(words: str) -> str:
    """Return words as a line of their own, which is not taken for a request."""
    return f"\\&{_escaped(words)}" if words[:1] in {".", "'"} else _escaped(words)


def _escaped(words: str) -> str:
    return words.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\`").replace('"', "\\(dq")
