"""Reads front matter that is keys with plain values or lists of them, as most is, without a YAML parser.

It takes a tenth of the parser's time. Whatever is not certain to mean the same to the parser is left to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.content.strict_yaml import Node

# Letters and marks beyond ASCII that YAML takes as they are, and with which a value may begin.
_BEYOND = r"\u00a1-\u167f\u1681-\u1fff\u2070-\u2fff\u3001-\ud7ff\U00010000-\U0010fffd"
_PLAIN = rf"[0-9A-Za-z{_BEYOND}][ -~{_BEYOND}]*(?<![ :])"
_SINGLE = rf"[ -&(-~{_BEYOND}]*(?:''[ -&(-~{_BEYOND}]*)*"
_DOUBLE = rf"[ !#-\[\]-~{_BEYOND}]*"
_VALUE = rf"(?:({_PLAIN})|'({_SINGLE})'|\"({_DOUBLE})\")"
_LINE = re.compile(rf"([A-Za-z][A-Za-z0-9_-]{{0,99}}):(?: {_VALUE})?")
_ITEM = re.compile(rf"( {{0,4}})- {_VALUE}")
# So many lines are well within what the parser takes.
_MOST_LINES = 500


def read_simple_yaml(front: str) -> list[tuple[str, Node, str]] | None:
    """Return each key of simple front matter with its value and its lines as written; None of any other.

    Args:
        front: The YAML.
    """
    rows = front.removesuffix("\n").split("\n")
    if len(rows) > _MOST_LINES:
        return None
    fields: list[tuple[str, Node, str]] = []
    keys = {"null"}
    at = 0
    while at < len(rows):
        found = _LINE.fullmatch(rows[at])
        if found is None or found[1] in keys:
            return None
        key, begin, at = found[1], at, at + 1
        value: Node | None = _text_of(found)
        if found.end() == len(key) + 1 and at < len(rows) and (item := _ITEM.fullmatch(rows[at])):
            value, indent = [], item[1]
            while item is not None and item[1] == indent:
                if (text := _text_of(item)) is None:
                    return None
                value.append(text)
                at += 1
                item = _ITEM.fullmatch(rows[at]) if at < len(rows) else None
        if value is None:
            return None
        keys.add(key)
        fields.append((key, value, "\n".join(rows[begin:at])))
    return fields


def _text_of(found: re.Match[str]) -> str | None:
    """Return the value that was found; None if it may be something else to YAML."""
    _, plain, single, double = found.groups()
    if plain is not None:
        return None if ": " in plain or " #" in plain or plain == "null" else plain
    return single.replace("''", "'") if single is not None else double or ""
