"""Finds entries of lists in front matter that can't be used: sources, related programs, authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.activities.ids import slugify
from resilify_cli.activities.problem import Problem
from resilify_cli.content.source_rules import is_sound_link
from resilify_cli.content.strict_yaml import Mapping, Node
from resilify_cli.content.text_lines import find_line

if TYPE_CHECKING:
    from resilify_cli.content.session_blocks import SourceFile

# As `[@id]` is read.
_CITABLE = re.compile(r"[\w-]+\Z")
_INNER_KEYS = {"references": "reference", "relatedpost": "program"}


def listed_values(file: SourceFile, *, needs_ids: bool, strict: bool) -> Iterator[Problem]:
    """Yield a problem for each entry that can't be used as it is written.

    Args:
        file: The file that holds the front matter.
        needs_ids: Whether a source without an id is told.
        strict: Whether the rules for published programs are checked as well; what they tell is left out here.
    """
    for entry, line in _entries(file, "references"):
        if isinstance(entry, Mapping):
            yield from (
                Problem(file.path, *found)
                for found in _source(entry, needs_ids=needs_ids and not strict, strict=strict)
            )
        elif needs_ids and not strict:
            wrong = f"the source {entry[:40]!r} has no id, so nothing can cite it"
            yield Problem(
                file.path, line, wrong, f"write - id: {_short_id(entry)} and title: in the line below"
            )
    for entry, line in _entries(file, "relatedpost"):
        if isinstance(entry, str):
            wrong, right = f"{entry[:40]!r} is read as a title", f"write - slug: {slugify(entry)}"
            yield Problem(file.path, line, wrong, right)
    for entry, line in _entries(file, "authors"):
        if not isinstance(entry, str):
            wrong = "an author with keys of their own is left out"
            yield Problem(file.path, line, wrong, "write the name alone, as in - Ada Lovelace")


def _entries(file: SourceFile, key: str) -> Iterator[tuple[str | Mapping, int]]:
    """Yield the entries of a list with their lines."""
    value: Node = file.front.get(key, "")
    if isinstance(value, Mapping) and key in _INNER_KEYS:
        value = value.get(_INNER_KEYS[key], "")
    first = file.front.line_of(key)
    # One text in place of a list is a problem of its own.
    for entry in [value] if isinstance(value, Mapping) else value if isinstance(value, list) else []:
        if isinstance(entry, Mapping):
            yield entry, entry.line
        elif isinstance(entry, str) and entry:
            yield entry, find_line(file.path, entry, first)


def _source(entry: Mapping, *, needs_ids: bool, strict: bool) -> Iterator[tuple[int, str, str]]:
    ident, link, further = (_text(entry, key) for key in ("id", "link", "further"))
    if ident and not _CITABLE.match(ident):
        wrong = f"the id {ident[:40]!r} can't be cited"
        yield entry.line_of("id"), wrong, f"write id: {_short_id(ident)}"
    elif not ident and needs_ids and further != "yes":
        name = _text(entry, "title") or _text(entry, "reference")
        wrong = f"the source {name[:40]!r} has no id, so nothing can cite it"
        yield entry.line, wrong, f"write id: {_short_id(_text(entry, 'reference') or name)}, or further: yes"
    if not _text(entry, "title") and not _text(entry, "reference"):
        yield entry.line, f"the source {ident[:40]!r} has no title", "write title: and its name"
    if further not in ("", "yes", "no"):
        yield entry.line_of("further"), f"further is {further[:40]!r}", "write further: yes, or leave it out"
    if link and not strict and not is_sound_link(link):
        wrong = f"the link {link[:60]!r} is no address"
        yield entry.line_of("link"), wrong, f"write link: {_address(link)}"


def _text(entry: Mapping, key: str) -> str:
    value = entry.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def _short_id(text: str) -> str:
    """Return an id for a source: its first word, and the year if it has one."""
    words = slugify(text).split("-")
    year = next((word for word in words if re.fullmatch(r"(19|20)\d\d[a-z]?", word)), "")
    return words[0] + (year if year != words[0] else "")


def _address(link: str) -> str:
    """Return the likely address of a link that was written without its beginning."""
    if found := re.search(r"10\.\d{4,9}/\S+", link):
        return f"https://doi.org/{found[0]}"
    return f"https://{link}" if re.match(r"[\w-]+(\.[\w-]+)+\S*\Z", link) else "https://..."
