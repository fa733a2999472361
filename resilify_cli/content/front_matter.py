"""Reads the front matter of a program's files: YAML between two lines of `---`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.content.html import html_to_markdown
from resilify_cli.content.limits import LARGEST_FRONT_MATTER, LONGEST_LINE, LONGEST_OVERVIEW, MOST_NAMES
from resilify_cli.content.strict_yaml import Mapping, Node, read_yaml

if TYPE_CHECKING:
    from resilify_cli.activities.problem import ProblemList


# Where front matter that was meant is looked for.
_LINES_LOOKED_AT = 10


class SplitFile(NamedTuple):
    """The two parts of a file: its front matter, and its body with the line that it begins on."""

    front: FrontMatterReader
    body: str
    body_line: int


def split_file(text: str, problems: ProblemList) -> SplitFile | None:
    """Split a file's text into its front matter and its body.

    Args:
        text: The text of the file.
        problems: Where it is noted that the front matter is missing, too long, or no sound YAML.

    Returns:
        The parts, or None where there is no front matter that can be read.
    """
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    stripped = text.lstrip()
    lead = text[: len(text) - len(stripped)].count("\n")
    try:
        if not handler.detect(stripped):
            raise ValueError
        front, body = handler.split(stripped)
    except ValueError:
        problems.add(*_missing_front_matter(text, lead + 1))
        return None
    if len(front) > LARGEST_FRONT_MATTER:
        problems.add(
            1,
            f"the front matter has {len(front):,} characters",
            f"keep to {LARGEST_FRONT_MATTER:,}",
        )
        return None
    start = stripped.index(front)
    found = read_yaml(front, lead + 1 + stripped.count("\n", 0, start), problems)
    if found is None:
        return None
    body_line = lead + 1 + stripped.count("\n", 0, len(stripped) - len(body))
    return SplitFile(FrontMatterReader(found, problems), body, body_line)


def _missing_front_matter(text: str, line: int) -> tuple[int, str, str]:
    """Return on which line front matter is missing, why it is not seen, and what would be right."""
    lines = text.split("\n")
    # Below the keys of a program or a session; a line of three hyphens in a text is a screen break.
    for at, one in enumerate(lines[:_LINES_LOOKED_AT]):
        if re.fullmatch(r"[–—―]{1,3}|-{1,2}", one.strip()):
            return at + 1, f"{one.strip()} is no beginning of front matter", "write --- with plain hyphens"
        if one.strip() == "---" and at + 1 > line:
            return line, "there is text above the front matter", "begin the file with ---"
    if lines[line - 1].strip() == "---":
        return line, "the front matter is not closed", "write --- below its last key"
    return line, "there is no front matter", "begin the file with --- , keys, and --- again"


class FrontMatterReader:
    """Reads typed values from front matter, or from one mapping in it.

    What is absent is empty. What has a wrong shape or is too long is added to the problems.

    Attributes:
        mapping: The keys and values.
        problems: The problems of the file.
    """

    def __init__(self, mapping: Mapping, problems: ProblemList) -> None:
        self.mapping = mapping
        self.problems = problems

    def line_of(self, key: str) -> int:
        """Return the line of a key in the file, or that of the mapping where it is absent."""
        return self.mapping.line_of(key)

    def line(self, key: str, longest: int = LONGEST_LINE) -> str:
        """Return a value as text on one line, of at most `longest` characters."""
        return " ".join(self.text(key, longest).split())

    def text(self, key: str, longest: int = LONGEST_OVERVIEW) -> str:
        """Return a value as text, of at most `longest` characters."""
        value = self.mapping.get(key, "")
        if not isinstance(value, str):
            right = "write one text, in quotes if it begins with [ or {"
            self._add_problem(key, right, "is a list" if isinstance(value, list) else "is a list of keys")
            return ""
        if len(value) > longest:
            self._add_problem(key, f"keep it to {longest:,} characters", "is too long")
            return value[:longest]
        return value.strip()

    def markdown(self, key: str) -> str:
        """Return a value that may be HTML as Markdown."""
        return html_to_markdown(self.text(key))

    def mappings(self, key: str, inner: str, most: int = MOST_NAMES) -> list[FrontMatterReader]:
        """Return at most `most` mappings listed under `key`, or under `key` and then `inner`."""
        value: Node = self.mapping.get(key, "")
        if isinstance(value, Mapping):
            if inner not in value:
                right = f"write {inner}: below it, then each with - in front"
                self._add_problem(key, right, f"has no {inner}: below it")
            value = value.get(inner, "")
        if isinstance(value, Mapping):
            value = [value]
        if value == "":
            return []
        if isinstance(value, str):
            right = "write each on a line of its own, with - in front"
            self._add_problem(key, right, f"is {value[:40]!r}, where a list belongs")
            return []
        return [
            FrontMatterReader(self._as_mapping(item, key), self.problems)
            for item in self._at_most(most, value, key)
        ]

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, or one text as a list of one."""
        value = self.mapping.get(key, "")
        found = self._at_most(MOST_NAMES, value if isinstance(value, list) else [value], key)
        if any(len(item) > LONGEST_LINE for item in found if isinstance(item, str)):
            self._add_problem(key, f"keep each to {LONGEST_LINE} characters", "are too long")
        return tuple(item.strip()[:LONGEST_LINE] for item in found if isinstance(item, str) and item.strip())

    def _at_most(self, most: int, found: list[Node], key: str) -> list[Node]:
        if len(found) > most:
            self.problems.add(self.line_of(key), f"there are {len(found):,} {key}", f"keep to {most:,}")
        return found[:most]

    def _as_mapping(self, item: Node, key: str) -> Mapping:
        if isinstance(item, Mapping):
            return item
        mapping = Mapping(self.line_of(key))
        if isinstance(item, str):
            mapping["title"] = item
        else:
            self._add_problem(key, "write - title: and its name", "holds a list in a list")
        return mapping

    def _add_problem(self, key: str, right: str, wrong: str) -> None:
        self.problems.add(self.line_of(key), f"{key} {wrong}", right)
