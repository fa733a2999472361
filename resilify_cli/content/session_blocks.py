"""Reads the files of a program once more as an author wrote them: blocks of Markdown with their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.comments import blank_comments
from resilify_cli.content.front_matter import split_file
from resilify_cli.content.limits import DEEPEST_BLOCK
from resilify_cli.content.markdown import add_citation_rule
from resilify_cli.content.program_files import read_text
from resilify_cli.content.session_markers import OPENING_PATTERN, add_session_rules

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from resilify_cli.content.models import Program
    from resilify_cli.content.strict_yaml import Mapping

LESSON = ""


@dataclass(frozen=True, slots=True, eq=False)
class SourceFile:
    """A file of a program, as it was read once.

    Attributes:
        path: The file.
        front: Its front matter.
        body: Its body.
        body_line: The line that the body begins on, counted from 1.
        front_lines: The lines above the body, as they were written.
    """

    path: Path
    front: Mapping
    body: str
    body_line: int
    front_lines: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The lines of the body."""
        return self.body.split("\n")


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block token of a session's body, and where it stands.

    Attributes:
        token: The token, with its inline tokens as children.
        line: The line of the file that it begins on, counted from 1.
        kind: The kind of the activity that it is in, or an empty text for a lesson.
        in_heading: Whether it is the text of a heading.
        in_list: How many lists it is in.
        takes_options: Whether an option could stand here: right below a heading or `:::{kind}`, or another
            option.
    """

    token: Token
    line: int
    kind: str
    in_heading: bool
    in_list: int
    takes_options: bool


def read_program_file(program: Program) -> SourceFile | None:
    """Return the file that holds a program's front matter; None if it can't be read."""
    return _read(program.file)


def read_session_files(program: Program) -> list[SourceFile]:
    """Return the files of a program's sessions; those that can't be read are left out."""
    paths = dict.fromkeys(session.path for session in program.sessions if session.path != program.file)
    return [file for path in paths if (file := _read(path))]


def _read(path: Path) -> SourceFile | None:
    problems = ProblemList(path)
    text = read_text(path, problems)
    split = split_file(blank_comments(text), problems) if text is not None else None
    if text is None or split is None:
        return None
    lines = tuple(text.split("\n")[: split.body_line])
    return SourceFile(path, split.front.mapping, split.body, split.body_line, lines)


@lru_cache(maxsize=1)
def session_blocks(file: SourceFile) -> Sequence[SourceBlock]:
    """Read the blocks of a session's body in order, lines of `:::` and options among them.

    Parsing takes longest, and each check of a file asks for the same. Those of one file are kept at a time.
    """
    return tuple(_blocks(file))


def _blocks(file: SourceFile) -> Iterator[SourceBlock]:
    kind, in_list, in_heading, takes_options = LESSON, 0, False, False
    for token in _parser().parse(f"{file.body}\n"):
        line = file.body_line + (token.map[0] if token.map else 0)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            in_list += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            in_list -= 1
        elif token.type == "heading_open":
            in_heading = True
            kind = LESSON if token.tag == "h2" and not token.level else kind
        yield SourceBlock(token, line, kind, in_heading, in_list, takes_options)
        if token.type == "colons" and not token.level:
            opening = OPENING_PATTERN.match(token.info)
            kind = opening[1].strip() if opening else LESSON
            takes_options = opening is not None
        elif token.type == "colons" and not token.info:
            kind, takes_options = LESSON, False
        elif token.type == "heading_close":
            in_heading, takes_options = False, token.tag == "h2"
        elif token.type not in ("option", "inline", "paragraph_open") or not takes_options:
            takes_options = takes_options and token.type == "option"


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST_BLOCK})
    parser.enable(["strikethrough", "table"])
    # A line below a text is a screen break here, and what defines a link would not be seen at all.
    parser.disable(["lheading", "reference"])
    add_session_rules(parser)
    add_citation_rule(parser)
    return parser
