"""Finds mistakes in front matter that only mean that something is left out: mistyped keys, curly quotes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from resilify_cli.activities.problem import Problem
from resilify_cli.content.strict_yaml import Mapping, Node
from resilify_cli.content.text_lines import find_line

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.content.program_summary import ProgramSummary
    from resilify_cli.content.session_blocks import SourceFile

# The keys that are read, and those that only people and editors read.
PROGRAM_KEYS = frozenset(
    ("title", "overview", "programId", "slug", "sequence", "version", "date", "authors", "reviewed")
) | frozenset(("categories", "sessions", "relatedpost", "references", "caution", "stop", "weeks", "language"))
PROGRAM_KEYS |= frozenset(
    ("license", "translation-of", "renamed", "followed", "templateKey", "image", "kind")
)
SESSION_KEYS = frozenset(("id", "title", "minutes", "overview", "evidence", "status"))
ENTRY_KEYS = {
    "sessions": frozenset(["file", "title", "id", "overview", "activityOverview", "status"]),
    "references": frozenset(["id", "title", "reference", "link", "finding", "further", "image"]),
    "relatedpost": frozenset(("title", "slug")),
    "categories": frozenset(("title",)),
}
INNER_KEYS = {"sessions": "session", "references": "reference", "relatedpost": "program"}
# What other formats call a key, for where that key itself is not there.
_OTHER_NAMES = {
    "description": "overview",
    "summary": "overview",
    "name": "title",
    "lang": "language",
    "id": "programId",
    "order": "sequence",
    "position": "sequence",
    "sources": "references",
    "duration": "minutes",
    "time": "minutes",
    "length": "minutes",
}
_LIKENESS = 0.75
_DASHES = frozenset("–—−•·")
_CURLY = {"“": "”", "‘": "’", "„": "“", "«": "»"}


def near_keys(file: SourceFile, known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each key that is not read and resembles one that is, and for curly quotes."""
    yield from _mapping_problems(file, file.front, known)
    yield from _misplaced_keys(file, known)
    yield from _other_dashes(file, file.front)
    for key, keys in ENTRY_KEYS.items():
        for entry in listed_entries(file.front, key):
            yield from _mapping_problems(file, entry, keys)


def _mapping_problems(file: SourceFile, mapping: Mapping, known: Collection[str]) -> Iterator[Problem]:
    for key, value in mapping.items():
        line = mapping.line_of(key)
        if key not in known and (near := _nearest(key, known)):
            yield Problem(file.path, line, f"the key {key[:40]!r} is not read", f"did you mean {near!r}?")
        if isinstance(value, str) and value[:1] in _CURLY and value.rstrip().endswith(_CURLY[value[:1]]):
            wrong = f"curly quotes around {key[:40]} are shown with it"
            yield Problem(file.path, line, wrong, 'write straight ones ("), or none')


def _misplaced_keys(file: SourceFile, known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each key that belongs into the other kind of file, or has another name here."""
    of_session = known is SESSION_KEYS
    elsewhere = PROGRAM_KEYS if of_session else SESSION_KEYS
    for key in file.front.keys() - known:
        near = _nearest(key, known)
        name = _OTHER_NAMES.get(key.lower(), "")
        line = file.front.line_of(key)
        if key in elsewhere and not near and name not in known:
            wrong = f"the key {key!r} is not read in {'a session' if of_session else 'program.md'}"
            right = "move it to program.md" if of_session else "move it to the file of a session"
            yield Problem(file.path, line, wrong, right)
        elif name in known and name not in file.front and not near:
            yield Problem(file.path, line, f"the key {key[:40]!r} is not read", f"did you mean {name!r}?")


def _other_dashes(file: SourceFile, node: Node) -> Iterator[Problem]:
    """Yield a problem for each key that a dash of another kind, as editors make it, has become a part of."""
    if isinstance(node, list):
        for one in node:
            yield from _other_dashes(file, one)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            if key[:1] in _DASHES:
                right = f"write - {key[1:].strip()[:40]}: with a plain hyphen"
                yield Problem(file.path, node.line_of(key), f"{key[:1]} begins no item of a list", right)
            elif len(key) > 1 and key[:1] == "-":
                wrong = "a hyphen without a space begins no item of a list"
                yield Problem(file.path, node.line_of(key), wrong, f"write - {key[1:41]}:")
            yield from _other_dashes(file, value)


def _nearest(key: str, known: Collection[str]) -> str:
    plain = {_normalized(name): name for name in known}
    near = get_close_matches(_normalized(key), plain, 1, _LIKENESS)
    return plain[near[0]] if near else ""


def _normalized(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "").replace(" ", "")


def listed_entries(front: Mapping, key: str) -> list[Mapping]:
    """Return the mappings that front matter lists under a key, or under its inner key."""
    value: Node = front.get(key, "")
    if isinstance(value, Mapping):
        value = value.get(INNER_KEYS.get(key, "category"), "")
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def odd_session_entries(program: Program, file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each listed session of a full program that is no file, and not planned."""
    value: Node = file.front.get("sessions", "")
    if isinstance(value, Mapping):
        value = value.get("session", "")
    line = file.front.line_of("sessions")
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, str) and entry.endswith(".md"):
            name = entry.removeprefix("file:")
            wrong, right = f"{entry[:60]!r} is read as a title", f"write - file: {name[:60]}"
            yield Problem(file.path, find_line(file.path, entry, line), wrong, right)
        elif isinstance(entry, Mapping) and program.full and not {"file", "-file", "status"} & entry.keys():
            name = str(entry.get("title", ""))[:40] or "this"
            right = "name its file:, or write status: planned"
            yield Problem(file.path, entry.line, f"the session {name!r} has no file", right)


def unknown_related(file: SourceFile, known: Collection[str], *, strict: bool) -> Iterator[Problem]:
    """Yield a problem for related programs that are not known: if `strict` each, else those nearly known."""
    for entry in listed_entries(file.front, "relatedpost"):
        slug = entry.get("slug", "")
        if not isinstance(slug, str) or not slug or slug in known:
            continue
        near = get_close_matches(slug, known, 1, _LIKENESS)
        if near or strict:
            right = (
                f"did you mean {near[0]!r}?" if near else "check its slug, or leave it out until it is there"
            )
            wrong = f"no program here has the slug {slug[:60]!r}"
            yield Problem(file.path, entry.line_of("slug"), wrong, right)


def odd_renamings(program: Program, file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each renamed id whose new id is not there, or whose old one is in use again."""
    listed = file.front.get("renamed", "")
    ids = {session.id for session in program.sessions} | program.activities.keys()
    ids |= {step.section.id for session in program.sessions for step in session.steps}
    for old, new in program.renamed.items():
        line = listed.line_of(old) if isinstance(listed, Mapping) else 1
        if new not in ids:
            near = next(iter(get_close_matches(new, ids, 1, _LIKENESS)), "")
            right = f"did you mean {near!r}?" if near else "write the id that it has now"
            yield Problem(
                file.path, line, f"{old[:40]!r} is renamed to {new[:40]!r}, which is not there", right
            )
        elif old in ids:
            wrong = f"{old[:40]!r} is renamed, and in use again"
            yield Problem(
                file.path, line, wrong, "give what has it now another id: old answers would be its own"
            )


def taken_slug(
    program: Program, file: SourceFile, installed: Collection[ProgramSummary]
) -> Iterator[Problem]:
    """Yield a problem if another program that is installed has the same slug; an edition of it may have."""
    for one in installed:
        if one.slug == program.slug and one.key != program.key:
            wrong = f"the program {one.title[:60]!r} has the name {one.slug[:60]!r} too"
            yield Problem(file.path, file.front.line_of("slug"), wrong, "give this one another slug:")
            return


def neighbours(program: Program) -> set[str]:
    """Return the names of the folders and files beside a program, which may be the related ones."""
    try:
        names = os.listdir(program.path.absolute().parent)
    except OSError:
        return set()
    return {name.removesuffix(".md") for name in names}
