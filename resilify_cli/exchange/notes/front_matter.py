"""Splits the front matter from a note, and reads it, in YAML, TOML or JSON, without losing a word.

What can't be read as a whole is read key by key; what can't be read at all is still there as it was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.strict_yaml import Mapping, Node, read_yaml
from resilify_cli.exchange.containers.json_stream import DEEPEST
from resilify_cli.exchange.notes.simple_yaml import read_simple_yaml

LARGEST_FRONT_MATTER = 1024 * 1024
# Key by key it is read no further than this.
_MOST_KEYS = 500
_NOWHERE = Path()
# Looked for one after the other: a pattern of both would look at each letter between them.
_YAML_BEGIN = re.compile(r"\s*?(?<![^\n])---[ \t]*(?=\n)")
_YAML_END = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TOML = re.compile(r"\s*?(?<![^\n])\+\+\+[ \t]*\n(.*?)(?<![^\n])\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_JSON = re.compile(r"\s*?(?<![^\n]);;;[ \t]*\n(.*?)(?<![^\n]);;;[ \t]*(?:\n|\Z)", re.DOTALL)
_UNCLOSED = re.compile(r"---[ \t]*\n((?:[^\s:#][^\n:]*:(?:[ \t][^\n]*)?\n|[ \t]+[^\n]+\n|- [^\n]*\n)+)")
_KEY = re.compile(
    r"""(?:"(?P<double>[^"\n]+)"|'(?P<single>[^'\n]+)'|(?P<bare>[^\s#\-\[\]{}"'&*!|>%@`,:][^:\n]*?))"""
    r"[ \t]*:(?=\s|\Z)"
)
_TOML_KEY = re.compile(r"""(?P<quote>["']?)(?P<bare>[^\n=\[\]#"']+?)(?P=quote)[ \t]*=""")
# Where it has no end, or might be a line of JSON, one of these tells that it is front matter.
_USUAL = frozenset({"date", "title", "tags", "created", "updated", "categories", "aliases", "draft"})


class FrontMatterField(NamedTuple):
    """A key of front matter, with its value and its lines as they were written.

    Lines without a key have an empty one; a key whose value can't be parsed has None.
    """

    key: str
    value: Node | None
    written: str


class FrontMatter(NamedTuple):
    """The front matter of a note: its parts, the text below it, and errors with their lines."""

    parts: tuple[FrontMatterField, ...]
    body: str
    errors: tuple[tuple[int, str], ...] = ()

    def mapping(self) -> dict[str, Node]:
        """Return the first value of each key that can be read."""
        found: dict[str, Node] = {}
        for key, value, _ in self.parts:
            if key and value is not None and key not in found:
                found[key] = value
        return found


def split_front_matter(text: str) -> FrontMatter:
    """Split the front matter from the text of a note.

    Args:
        text: the whole note, with line feeds as line ends.
    """
    head = text[:4].lstrip()[:1] or text.lstrip()[:1]
    if head == "-" and (begin := _YAML_BEGIN.match(text)) and (end := _YAML_END.search(text, begin.end())):
        start = begin.end() + 1
        return _read_yaml_part(text[start : end.start() + 1], _line_of(text, start), text, end.end())
    if head == "-" and (found := _UNCLOSED.match(text)):
        return _unclosed(found, text)
    if head == "+" and (found := _TOML.match(text)):
        return _read_toml(found[1], _line_of(text, found.start(1)), text[found.end() :])
    if head == ";" and (found := _JSON.match(text)):
        return _read_json(found[1], _line_of(text, found.start(1)), text[found.end() :])
    if head == "{":
        return _bare_json(text)
    return FrontMatter((), text)


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _read_yaml_part(front: str, line: int, text: str, end: int) -> FrontMatter:
    body = text[end:]
    if not front.strip():
        return FrontMatter((), body)
    if len(front) > LARGEST_FRONT_MATTER:
        return FrontMatter(
            (FrontMatterField("", None, front),),
            body,
            ((line, "its front matter is too large to be read; its words are kept"),),
        )
    simple = read_simple_yaml(front)
    if simple is not None:
        return FrontMatter(tuple(map(FrontMatterField._make, simple)), body)
    problems = ProblemList(_NOWHERE)
    whole = read_yaml(front, line, problems)
    if whole is not None:
        return FrontMatter(tuple(_split_fields(front, whole, line)), body)
    if _is_prose(front):
        return FrontMatter((), text)
    # What is wrong with it is not told, since the parser would quote what stands there.
    return FrontMatter(
        tuple(_key_by_key(front, _KEY)),
        body,
        ((problems.found[0].line, "from here its front matter can't be read as YAML; its words are kept"),),
    )


def _unreadable(front: str, body: str, line: int, wrong: str) -> FrontMatter:
    return FrontMatter((FrontMatterField("", None, front.strip("\n")),), body, ((line, wrong),))


def _is_prose(front: str) -> bool:
    """Return whether what stands between two lines of --- is a part of the words, below a rule."""
    rows = [row for row in front.split("\n") if row.strip()]
    keys = sum(1 for row in rows if _KEY.match(row) or row.startswith((" ", "\t", "-", "#")))
    return not any(map(_KEY.match, rows)) or keys * 2 < len(rows)


def _unclosed(found: re.Match[str], text: str) -> FrontMatter:
    front = _read_yaml_part(found[1], 2, text, found.end())
    if not any(part.key.lower() in _USUAL for part in front.parts):
        return FrontMatter((), text)
    return FrontMatter(
        front.parts, front.body, (*front.errors, (1, "its front matter has no end; its words are kept"))
    )


def _split_fields(front: str, whole: Mapping, line: int) -> Iterator[FrontMatterField]:
    """Yield the parts of YAML that was read: the lines from one key up to the next are those of the key."""
    rows = front.removesuffix("\n").split("\n")
    begins = {key: whole.line_of(key) - line for key in whole}
    starts = sorted(begins.values())
    at_the_margin = all(_KEY.match(rows[start]) for start in starts)
    if len(set(starts)) < len(starts) or not at_the_margin:
        # Several keys on a line can't be told apart as they were written.
        yield FrontMatterField("", None, "\n".join(rows))
        yield from (FrontMatterField(key, value, "") for key, value in whole.items())
        return
    if before := _nonblank_lines(rows[: starts[0] if starts else len(rows)]):
        yield FrontMatterField("", None, before)
    ends = dict(zip(starts, [*starts[1:], len(rows)], strict=True))
    for key, start in begins.items():
        yield FrontMatterField(key, whole[key], "\n".join(rows[start : ends[start]]))


def _nonblank_lines(rows: list[str]) -> str:
    return "\n".join(row for row in rows if row.strip())


def _key_by_key(front: str, pattern: re.Pattern[str]) -> Iterator[FrontMatterField]:
    """Yield the parts of front matter that can't be read as a whole: each key that can be by itself."""
    rows = front.removesuffix("\n").split("\n")
    starts = [number for number, row in enumerate(rows) if pattern.match(row)]
    if len(starts) > _MOST_KEYS or not starts:
        yield FrontMatterField("", None, "\n".join(rows))
        return
    if before := _nonblank_lines(rows[: starts[0]]):
        yield FrontMatterField("", None, before)
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        written = "\n".join(rows[start:end])
        found = pattern.match(written)
        assert found is not None, "it begins with a key"
        key = next(name for name in found.groupdict().values() if name and name not in "\"'").strip()
        yield FrontMatterField(key, _value_of(key, written, written[found.end() :].strip()), written)


def _value_of(key: str, written: str, plain: str) -> Node | None:
    """Return the value of a key that stands alone; text that is no YAML on one line is what it says."""
    for text in (written, written.replace("\t", "  ")):
        alone = read_yaml(text, 1, ProblemList(_NOWHERE))
        if alone is not None and key in alone and len(alone) == 1:
            return alone[key]
    return plain.strip("\"'") if plain and "\n" not in plain else None


def _read_toml(front: str, line: int, body: str) -> FrontMatter:
    import tomllib

    errors: tuple[tuple[int, str], ...] = ()
    whole: dict[str, Any] = {}
    if len(front) > LARGEST_FRONT_MATTER:
        return FrontMatter(
            (FrontMatterField("", None, front),),
            body,
            ((line, "its front matter is too large to be read; its words are kept"),),
        )
    try:
        whole = tomllib.loads(front)
    except (ValueError, RecursionError):
        errors = ((line, "its front matter can't be read as TOML; its words are kept"),)
    return FrontMatter(tuple(_toml_parts(front, whole)), body, errors)


def _toml_parts(front: str, whole: dict[str, Any]) -> Iterator[FrontMatterField]:
    table = re.search(r"^[ \t]*\[", front, re.MULTILINE)
    above = front[: table.start()] if table else front
    for part in _key_by_key(above, _TOML_KEY):
        if part.key in whole:
            yield FrontMatterField(part.key, _node_of(whole[part.key]), part.written)
        else:
            plain = part.written.partition("=")[2].strip().strip("\"'")
            yield FrontMatterField(
                part.key, plain if part.key and "\n" not in plain and not whole else None, part.written
            )
    if table:
        yield FrontMatterField("", None, front[table.start() :].strip("\n"))


def _read_json(front: str, line: int, body: str) -> FrontMatter:
    text = front if front.lstrip().startswith("{") else f"{{{front}}}"
    whole = _parse_object(text)
    if whole is None:
        return _unreadable(front, body, line, "its front matter can't be read as JSON; its words are kept")
    return FrontMatter(tuple(_json_parts(whole)), body)


def _bare_json(text: str) -> FrontMatter:
    """Parse the JSON that a note begins with, if it begins with any."""
    lead = len(text) - len(text.lstrip())
    try:
        whole, end = json.JSONDecoder(object_pairs_hook=_reject_duplicate_keys).raw_decode(text, lead)
    except (ValueError, RecursionError):
        return FrontMatter((), text)
    if not isinstance(whole, dict) or not _USUAL & {key.lower() for key in whole}:
        return FrontMatter((), text)
    if end - lead > LARGEST_FRONT_MATTER or text[end : end + 1].strip() or _too_deep(whole):
        return FrontMatter((), text)
    return FrontMatter(tuple(_json_parts(whole)), text[end:])


def _parse_object(text: str) -> dict[str, Any] | None:
    if len(text) > LARGEST_FRONT_MATTER:
        return None
    try:
        whole = json.loads(text, object_pairs_hook=_reject_duplicate_keys)
    except (ValueError, RecursionError):
        return None
    return whole if isinstance(whole, dict) and not _too_deep(whole) else None


def _reject_duplicate_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a mapping, unless a key stands twice in it: one of its values would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _too_deep(value: object, depth: int = 0) -> bool:
    if depth > DEEPEST:
        return True
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_too_deep(one, depth + 1) for one in inner)


def _json_parts(whole: dict[str, Any]) -> Iterator[FrontMatterField]:
    for key, value in whole.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield FrontMatterField(key, _node_of(value), f"{key}: {shown}")


def _node_of(value: object) -> Node:
    """Return a value of TOML or JSON as YAML's are: with texts for all that is no list and no table."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [_node_of(one) for one in value]
    if isinstance(value, dict):
        made = Mapping(0)
        made.update({str(key): _node_of(one) for key, one in value.items()})
        return made
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
