"""Describes a source that nothing was imported from: kinds and numbers of things, never its words."""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource

_MOST_NAMED = 8
_MOST_FILES = 10_000
_KEY = re.compile(r"[A-Za-z_]\w{0,39}", re.ASCII)
_SUFFIX = re.compile(r"\.\w{1,12}", re.ASCII)


def describe_contents(source: ImportSource) -> str:
    """Return a description of what a source holds, as in `3 .md files`; empty if it holds nothing."""
    if source.is_folder:
        return _in_folder(source.name)
    head = source.head
    if not head.strip():
        return ""
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(source)
    if head.lstrip()[:1] in (b"{", b"["):
        return _in_json(head)
    if b"\0" in head:
        return "bytes that are no text"
    return _first_line(head)


def _in_folder(folder: str) -> str:
    kinds: Counter[str] = Counter()
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        kinds.update(_known_suffix(name) for name in files)
        if kinds.total() > _MOST_FILES:
            break
    return _describe_kinds(kinds)


def _in_zip(source: ImportSource) -> str:
    import zipfile

    if source.path is None:
        return "a .zip"
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = [one.filename for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return "a .zip that can't be read"
    return (
        _describe_kinds(Counter(_known_suffix(os.path.basename(name)) for name in names[:_MOST_FILES]))
        or "an empty .zip"
    )


def _known_suffix(name: str) -> str:
    suffix = os.path.splitext(name)[1].lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _describe_kinds(kinds: Counter[str]) -> str:
    common = sorted(kinds.items(), key=lambda kind: (-kind[1], not kind[0], kind[0]))
    said = [
        f"{count:,} {kind} file{'s' * (count > 1)}" if kind else f"{count:,} of no kind that is told"
        for kind, count in common[:_MOST_NAMED]
    ]
    if more := sum(count for _, count in common[_MOST_NAMED:]):
        said.append(f"{more:,} others")
    return ", ".join(said)


def _in_json(head: bytes) -> str:
    from ijson import JSONError, basic_parse

    depth, keys, opening, events = 0, [], "", 0
    try:
        # As floats: a number of very many digits ends the process where it is to become a Decimal.
        for event, value in basic_parse(io.BytesIO(head), use_float=True):
            opening = opening or event
            events += 1
            if event == "map_key" and depth == 1:
                # A key that is no plain word might be anything, also a person's words.
                keys.append(str(value) if _KEY.fullmatch(value) else "an odd name")
            depth += event.startswith("start_")
            depth -= event.startswith("end_")
    except (JSONError, UnicodeDecodeError):
        pass
    if opening == "start_array" and events > 1:
        return "JSON that is a list"
    if opening != "start_map" or events == 1:
        return _first_line(head)
    named = list(dict.fromkeys(keys))
    if not named:
        return "JSON without any keys"
    return f"JSON with {', '.join(named[:_MOST_NAMED])}{' …' * (len(named) > _MOST_NAMED)}"


def _first_line(head: bytes) -> str:
    line = head.lstrip().split(b"\n", 1)[0].strip()
    for kind, pattern in _LINES:
        if re.match(pattern, line):
            return f"text that begins with {kind}"
    return "text that begins with plain words"


_LINES = (
    ("a line of ---", rb"---$"),
    ("a line of +++", rb"\+\+\+$"),
    ("a heading", rb"#{1,6} "),
    ("a date", rb"\[?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"),
    ("something in brackets", rb"\["),
    ("a tag of XML or HTML", rb"<"),
    ("columns of a table", rb"[^,;\t]+([,;\t][^,;\t]*){2,}$"),
    ("a quotation", rb">"),
)
