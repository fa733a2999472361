"""Reads a strict subset of YAML, in which each scalar is text, with the line of each key.

A program file may come from anywhere, so whatever makes YAML dangerous or surprising is refused: aliases (a
file of 283 bytes can grow to gigabytes), tags, repeated keys, deep nesting. The tree is built from the events
of the parser, one after the other, so that it never holds more than the file. Since scalars are text, `no`
does not become False, nor `12:30` the number 750.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from resilify_cli.content.limits import DEEPEST_YAML, MOST_YAML_EVENTS

if TYPE_CHECKING:
    import yaml

    from resilify_cli.activities.problem import ProblemList
    from resilify_cli.content.yaml_slips import Slip

Node: TypeAlias = "str | list[Node] | Mapping"
# What ends a line in YAML; in a file only a line feed does.
_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_OTHER_LINE_END = re.compile("\r(?!\n)|[\x85\u2028\u2029]")


class Mapping(dict[str, "Node"]):
    """A YAML mapping with the line of each key, and its own."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Return the line of a key, or that of the mapping without such a key."""
        return self.lines.get(key, self.line)


class _Refused(Exception):
    def __init__(self, line: int, wrong: str, right: str) -> None:
        super().__init__(wrong)
        self.line, self.wrong, self.right = line, wrong, right


def read_yaml(text: str, first_line: int, problems: ProblemList) -> Mapping | None:
    """Read a mapping from YAML.

    Args:
        text: The YAML.
        first_line: The line of its file that it begins on, counted from 1.
        problems: Where it is noted why it is refused.

    Returns:
        The mapping, with lines of the file; None if it is refused.
    """
    import yaml

    lines = _lines_of_file(text, first_line)
    try:
        node = _build_tree(text)
    except _Refused as refused:
        problems.add(lines[refused.line], refused.wrong, refused.right)
        return None
    except yaml.MarkedYAMLError as error:
        line = lines[error.problem_mark.line] if error.problem_mark else first_line
        at, wrong, right = _explain(error, text.split("\n"), line - first_line)
        problems.add(first_line + at, wrong, right)
        return None
    except yaml.YAMLError:
        problems.add(first_line, "the front matter holds a character YAML can't hold", "remove it")
        return None
    if not isinstance(node, Mapping):
        problems.add(first_line, "the front matter is no list of keys", "write title: ... and so on")
        return None
    _set_lines(node, lines)
    return node


def _lines_of_file(text: str, first_line: int) -> Sequence[int]:
    """Return the line of the file for each line of YAML, which counts some that no editor does.

    There is one more than the text has, on which the parser says that something has no end.
    """
    if not _OTHER_LINE_END.search(text):
        return range(first_line, first_line + text.count("\n") + 2)
    steps = (end.endswith("\n") for end in _LINE_ENDS.findall(text))
    return list(accumulate((*steps, True), initial=first_line))


def _explain(error: yaml.MarkedYAMLError, lines: list[str], line: int) -> Slip:
    """Return the line of the mistake in YAML that can't be parsed, the mistake, and the way to mend it."""
    from resilify_cli.content.yaml_slips import find_slip

    if slip := find_slip(lines, line):
        return slip
    reason = error.problem or error.context or "unreadable"
    right = "write key: value, and put text with a colon or a # in quotes"
    return line, f"this is not valid YAML ({reason})", right


class _TreeBuilder:
    """Builds a tree of text, lists and mappings from the parser's events, and refuses all else.

    Lines count from 0, from the beginning of the YAML.
    """

    def __init__(self) -> None:
        import yaml

        self.root: Node | None = None
        self._scalar = yaml.ScalarEvent
        # The lists and mappings that are open, and for each mapping the key that waits for its value.
        self._open: list[list[Node] | Mapping] = []
        self._keys: list[tuple[str, int] | None] = []
        self._documents = 0

    def add(self, event: yaml.Event) -> None:
        """Add what one event of the parser says.

        Raises:
            _Refused: It is something that front matter may not hold.
        """
        line = event.start_mark.line if event.start_mark else 0
        # First, since nearly all are of this kind.
        if isinstance(event, self._scalar):
            if event.anchor or event.tag:
                self._refuse_unwanted(event, line)
            self._place_node("" if not event.style and event.value in ("~", "null") else event.value, line)
            return
        import yaml

        self._refuse_unwanted(event, line)
        if isinstance(event, yaml.MappingStartEvent):
            self._open_node(Mapping(line), line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open_node([], line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()

    def _refuse_unwanted(self, event: yaml.Event, line: int) -> None:
        import yaml

        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, "it uses an anchor or alias (& or *)", "write the text out")
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _Refused(line, "there is a second document in it", "keep one")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise _Refused(line, f"it uses a tag ({tag[:40]})", "write plain text")

    def _open_node(self, node: list[Node] | Mapping, line: int) -> None:
        if len(self._open) >= DEEPEST_YAML:
            raise _Refused(line, "it is nested too deeply", f"keep to {DEEPEST_YAML} levels")
        self._place_node(node, line)
        self._open.append(node)
        self._keys.append(None)

    def _place_node(self, node: Node, line: int) -> None:
        """Put a node into the list or mapping that is open; in a mapping, keys and values take turns."""
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, list):
            parent.append(node)
            return
        key = self._keys[-1]
        if key is not None:
            parent[key[0]] = node
            parent.lines[key[0]] = key[1]
            self._keys[-1] = None
        elif not isinstance(node, str):
            raise _Refused(line, "a key is a list or a mapping", "write a word as the key")
        elif node in parent:
            # Below another key, these are of items whose hyphens were forgotten.
            of_items = len(self._open) > 1 and node in ("file", "id", "slug")
            right = "begin each item of the list with -" if of_items else "keep one of them"
            raise _Refused(line, f"the key {node[:40]!r} stands twice", right)
        else:
            self._keys[-1] = (node, line)


def _build_tree(text: str) -> Node | None:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    builder = _TreeBuilder()
    for count, event in enumerate(yaml.parse(text, Loader=loader)):
        if count > MOST_YAML_EVENTS:
            line = event.start_mark.line if event.start_mark else 0
            raise _Refused(line, "there is too much in it", f"keep to {MOST_YAML_EVENTS:,} keys and values")
        builder.add(event)
    return builder.root


def _set_lines(node: Node, lines: Sequence[int]) -> None:
    """Give all of a tree, which is at most `DEEPEST_YAML` levels deep, the lines of the file."""
    if isinstance(node, Mapping):
        node.line = lines[node.line]
        node.lines = {key: lines[line] for key, line in node.lines.items()}
        for child in node.values():
            _set_lines(child, lines)
    elif isinstance(node, list):
        for child in node:
            _set_lines(child, lines)
