"""Converts Day One's rich text to Markdown: runs of text with attributes of their own and of their line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from resilify_cli.exchange.entries.portable_entry import LeftOutKind

EMBEDDED = {
    "photo": LeftOutKind.PHOTO,
    "video": LeftOutKind.VIDEO,
    "audio": LeftOutKind.AUDIO,
    "pdfattachment": LeftOutKind.PDF,
    "pdf": LeftOutKind.PDF,
    "drawing": LeftOutKind.DRAWING,
    "sketch": LeftOutKind.DRAWING,
    "location": LeftOutKind.PLACE,
    "weather": LeftOutKind.WEATHER,
    "music": LeftOutKind.MUSIC,
    "song": LeftOutKind.MUSIC,
    "motionactivity": LeftOutKind.ACTIVITY,
    "workout": LeftOutKind.ACTIVITY,
    "stateofmind": LeftOutKind.HEALTH,
}
_RULE = "horizontalruleline"
# What an embedded thing says in words; its other parts are numbers and names of files.
_WORDS = ("title", "description", "caption", "transcription", "text", "name", "url")


class RichText(NamedTuple):
    """The words as Markdown, and the embedded things by their kinds."""

    text: str
    embedded: Counter[LeftOutKind]


class _Line(NamedTuple):
    attributes: Mapping[str, Any]
    text: str


def read_rich_text(rich_text: object) -> RichText:
    """Convert a rich text to Markdown; one of another form is taken as plain words."""
    content = rich_text
    if isinstance(rich_text, str):
        try:
            content = json.loads(rich_text)
        except (ValueError, RecursionError):
            return RichText(rich_text, Counter())
    nodes = content.get("contents") if isinstance(content, dict) else None
    if not isinstance(nodes, list):
        is_plain = not isinstance(content, dict) or isinstance(nodes, str | dict)
        return RichText(rich_text if isinstance(rich_text, str) and is_plain else "", Counter())
    embedded: Counter[LeftOutKind] = Counter()
    lines = list(_split_lines(nodes, embedded))
    return RichText("\n".join(_markdown_lines(lines)).strip("\n"), embedded)


def _split_lines(nodes: list[Any], embedded: Counter[LeftOutKind]) -> Iterator[_Line]:
    """Yield each line with the attributes of the last run on it."""
    line: list[str] = []
    of_line: Mapping[str, Any] = {}
    is_ended = False
    for node in nodes:
        if not isinstance(node, dict):
            continue
        attributes = _as_mapping(node.get("attributes"))
        for thing in _as_list(node.get("embeddedObjects")):
            words = _embedded_words(_as_mapping(thing), embedded)
            if words:
                # What it says stands on a line of its own.
                if line:
                    yield _Line(of_line, "".join(line))
                yield _Line({}, words)
                line, is_ended = [], True
        text = node.get("text")
        if not isinstance(text, str) or not text:
            continue
        of_line = _as_mapping(attributes.get("line"))
        if is_ended:
            text, is_ended = text.removeprefix("\n"), False
        *whole, rest = text.split("\n")
        for piece in whole:
            yield _Line(of_line, "".join([*line, _inline_markdown(piece, attributes, of_line)]))
            line = []
        line += [_inline_markdown(rest, attributes, of_line)] if rest else []
    if line:
        yield _Line(of_line, "".join(line))


def _embedded_words(thing: Mapping[str, Any], embedded: Counter[LeftOutKind]) -> str:
    """Count an embedded thing, and return what it says in words."""
    kind = str(thing.get("type", "")).lower()
    if kind == _RULE:
        return "---"
    words = [value for key in _WORDS if isinstance(value := thing.get(key), str) and value.strip()]
    if kind in EMBEDDED or not words:
        embedded[EMBEDDED.get(kind, LeftOutKind.OTHER)] += 1
    return " ".join(words)


def _inline_markdown(text: str, attributes: Mapping[str, Any], of_line: Mapping[str, Any]) -> str:
    """Return a run with its Markdown marks, which stand inside the spaces at its ends."""
    if of_line.get("codeBlock") is True or not (core := text.strip()):
        return text
    marked = core
    if attributes.get("inlineCode") is True:
        marked = f"`{marked}`"
    for name, mark in (("strikethrough", "~~"), ("italic", "*"), ("bold", "**")):
        # A heading is bold by itself.
        if attributes.get(name) is True and not (name == "bold" and of_line.get("header")):
            marked = f"{mark}{marked}{mark}"
    link = attributes.get("linkURL")
    if isinstance(link, str) and link and link != core:
        marked = f"[{marked}]({link})"
    return text.replace(core, marked, 1)


def _markdown_lines(lines: list[_Line]) -> Iterator[str]:
    in_code = False
    for of_line, text in lines:
        is_code = of_line.get("codeBlock") is True
        if is_code != in_code:
            yield "```"
            in_code = is_code
        yield text if is_code or not text.strip() else f"{_line_mark(of_line)}{text}"
    if in_code:
        yield "```"


def _line_mark(of_line: Mapping[str, Any]) -> str:
    style = of_line.get("listStyle")
    if 1 <= (header := _number_of(of_line, "header")) <= 6:
        return "#" * header + " "
    deep = "  " * min(max(_number_of(of_line, "indentLevel") - 1, 0), 10)
    if style == "bulleted":
        return f"{deep}- "
    if style == "numbered":
        return f"{deep}{_number_of(of_line, 'listIndex') or 1}. "
    if style == "checkbox":
        return f"{deep}- [{'x' if of_line.get('checked') is True else ' '}] "
    return "> " if of_line.get("quote") is True else ""


def _number_of(of_line: Mapping[str, Any], key: str) -> int:
    value = of_line.get(key)
    return value if type(value) is int else 0


def _as_mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
