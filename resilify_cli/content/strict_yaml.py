"""Reads YAML whose every scalar is text, within bounds, with the line of each key.

A program file may come from anywhere, so this refuses what makes YAML dangerous or surprising:
aliases (a 283-byte file can grow to gigabytes), tags, repeated keys, deep nesting. It builds from the
parser's events, one after the other, so that nothing is ever larger than the file. Reading scalars as
text also keeps `no` from becoming False and `12:30` from becoming 750.
"""

from __future__ import annotations

from typing import TypeAlias

from resilify_cli.activities.directive import ProblemList
from resilify_cli.content.limits import DEEPEST_YAML, MOST_YAML

Node: TypeAlias = "str | list[Node] | Mapping"


class Mapping(dict[str, "Node"]):
    """A YAML mapping that knows the line of each key, and its own."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Return the line of a key, or the mapping's own where the key is absent."""
        return self.lines.get(key, self.line)


class _Refused(Exception):
    def __init__(self, line: int, wrong: str, right: str) -> None:
        super().__init__(wrong)
        self.line, self.wrong, self.right = line, wrong, right


def read_yaml(text: str, first_line: int, problems: ProblemList) -> Mapping | None:
    """Read a mapping from YAML that begins at `first_line` of its file; None if it is refused."""
    import yaml

    try:
        node = _build(text)
    except _Refused as refused:
        problems.add(first_line + refused.line, refused.wrong, refused.right)
        return None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        problems.add(
            first_line + line,
            f"this is not valid YAML ({error.problem or error.context or 'unreadable'})",
            "write key: value, and put text with a colon or a # in quotes",
        )
        return None
    except yaml.YAMLError:
        problems.add(first_line, "the front matter holds a character YAML can't hold", "remove it")
        return None
    if not isinstance(node, Mapping):
        problems.add(first_line, "the front matter is no list of keys", "write title: ... and so on")
        return None
    _shift(node, first_line)
    return node


def _build(text: str) -> Node | None:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    root: Node | None = None
    open_nodes: list[list[Node] | Mapping] = []
    keys: list[tuple[str, int] | None] = []
    documents = 0

    def place(node: Node, line: int) -> None:
        nonlocal root
        if not open_nodes:
            root = node
            return
        parent = open_nodes[-1]
        if isinstance(parent, list):
            parent.append(node)
            return
        key = keys[-1]
        if key is None:
            if not isinstance(node, str):
                raise _Refused(line, "a key is a list or a mapping", "write a word as the key")
            if node in parent:
                raise _Refused(line, f"the key {node[:40]!r} stands twice", "keep one of them")
            keys[-1] = (node, line)
            return
        parent[key[0]] = node
        parent.lines[key[0]] = key[1]
        keys[-1] = None

    for count, event in enumerate(yaml.parse(text, Loader=loader)):
        line = event.start_mark.line if event.start_mark else 0
        if count > MOST_YAML:
            raise _Refused(line, "there is too much in it", f"keep to {MOST_YAML:,} keys and values")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, "it uses an anchor or alias (& or *)", "write the text out")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused(line, "there is a second document in it", "keep one")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise _Refused(line, f"it uses a tag ({tag[:40]})", "write plain text")
        if isinstance(event, yaml.ScalarEvent):
            value = "" if not event.style and event.value in ("~", "null") else event.value
            place(value, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(open_nodes) >= DEEPEST_YAML:
                raise _Refused(line, "it is nested too deeply", f"keep to {DEEPEST_YAML} levels")
            node: list[Node] | Mapping
            node = Mapping(line) if isinstance(event, yaml.MappingStartEvent) else []
            place(node, line)
            open_nodes.append(node)
            keys.append(None)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            open_nodes.pop()
            keys.pop()
    return root


def _shift(node: Node, by: int) -> None:
    """Turn lines of the YAML, counted from 0, into lines of the file. Bounded by `DEEPEST_YAML`."""
    if isinstance(node, Mapping):
        node.line += by
        node.lines = {key: line + by for key, line in node.lines.items()}
        for child in node.values():
            _shift(child, by)
    elif isinstance(node, list):
        for child in node:
            _shift(child, by)
