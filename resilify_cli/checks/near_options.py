"""Finds what looks like an option or a `:::{kind}` and is read as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resilify_cli.activities import kinds
from resilify_cli.activities.base import COMMON_OPTIONS
from resilify_cli.activities.ids import suggest
from resilify_cli.activities.problem import Problem
from resilify_cli.content.section_reader import HEADING_OPTIONS
from resilify_cli.content.session_blocks import SourceBlock, SourceFile, session_blocks

# `:name:` in any spelling, with what follows it.
_LIKE_OPTION = re.compile(r"[:：][ \t]?(?P<name>[A-Za-z][\w-]{0,30})[ \t]?[:：](?P<rest>.*)\Z")
# With the first or the second colon missing.
_ONE_COLON = re.compile(r":(?P<before>[a-z][a-z-]{0,30})[ \t]|(?P<after>[a-z][a-z-]{0,30}):[ \t]")
_LIKE_OPENING = re.compile(r"(:{1,2}|[:：]{3,})[ \t]?\{[\w-]+\}")
_MOST_SHOWN = 24
_MYST = re.compile(r"\{[\w-]+\}")
_HEADING_WITHOUT_SPACE = re.compile(r"#{1,6}[^ \t#]")


def misread_options(file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each line that looks like an option, a heading or an activity, and is none."""
    lines = file.lines
    for block in session_blocks(file):
        token = block.token
        if token.type == "inline" and not block.in_heading:
            yield from _lines_of_text(file, block)
        elif token.type == "inline":
            yield from _heading_id(file, block)
        elif token.type == "code_block":
            for at, text in enumerate(token.content.split("\n")):
                yield from _check_line(
                    file, block, block.line + at, f"    {text}", takes_options=block.takes_options
                )
        elif token.type == "fence" and _MYST.match(token.info.strip()):
            right = f"write :::{token.info.strip()[:60]} and close it with :::"
            yield Problem(file.path, block.line, "an activity in backticks is shown as code", right)
        elif token.type == "colons" and token.level and _MYST.match(token.info):
            right = "begin it at the margin, below a blank line"
            yield Problem(file.path, block.line, "this activity is read as part of the list above", right)
        elif token.type == "heading_open" and token.tag == "h1":
            right = "write ## for a screen, ### for a small heading"
            yield Problem(file.path, block.line, "a heading with one # begins no screen", right)
        elif token.type == "hr" and token.map and token.map[0] and lines[token.map[0] - 1].strip():
            right = "leave a blank line before it"
            yield Problem(file.path, block.line, "a formatter would make a heading of the text above", right)


def _heading_id(file: SourceFile, block: SourceBlock) -> Iterator[Problem]:
    found = re.search(r"\{(\w[\w-]*)\}\s*\Z", block.token.content)
    if found:
        wrong = f"{{{found[1][:40]}}} names an answer, not the heading"
        yield Problem(file.path, block.line, wrong, f"write {{#{found[1][:40].lower()}}}")


def _lines_of_text(file: SourceFile, block: SourceBlock) -> Iterator[Problem]:
    first = block.token.map[0] if block.token.map else 0
    takes_options = block.takes_options and not block.in_list
    for at, text in enumerate(block.token.content.split("\n")):
        # The token has lost what the line is indented by.
        written = file.lines[first + at]
        indent = written[: len(written) - len(written.lstrip())] if written.strip() == text.strip() else ""
        found = list(_check_line(file, block, block.line + at, indent + text, takes_options=takes_options))
        yield from found
        takes_options = takes_options and bool(found)


def _check_line(
    file: SourceFile, block: SourceBlock, line: int, text: str, *, takes_options: bool = False
) -> Iterator[Problem]:
    stripped = text.strip()
    if _LIKE_OPENING.match(stripped):
        yield Problem(file.path, line, "this begins no activity", "write :::{kind} id, at the margin")
        return
    if _HEADING_WITHOUT_SPACE.match(text):
        yield Problem(file.path, line, "this is read as text, not as a heading", "put a space after the #")
        return
    known = _known_options(block.kind)
    like = _LIKE_OPTION.match(stripped)
    one = _ONE_COLON.match(stripped) if takes_options and not like else None
    name = (one["before"] or one["after"]) if one else ""
    if name in known:
        yield Problem(file.path, line, f"{name!r} lacks a colon and is read as text", f"write :{name}: ...")
    elif like:
        yield _misread_option(file, block, line, text, like, takes_options=takes_options)


def _misread_option(
    file: SourceFile, block: SourceBlock, line: int, text: str, like: re.Match[str], *, takes_options: bool
) -> Problem:
    """Return the problem of a line that looks like an option."""
    known, name = _known_options(block.kind), like["name"].lower()
    every = known.union(*(_known_options(kind) for kind in kinds()), HEADING_OPTIONS)
    written = text.strip()[: like.end("name") + 1]
    if name not in every:
        hint = suggest(name, known)
        right = hint if hint.startswith("did") else "an option stands right under a heading or :::{kind}"
        return Problem(file.path, line, f"{written} looks like an option, and is read as text", right)
    if name not in known:
        where = "a heading" if name in HEADING_OPTIONS else ":::{kind}"
        wrong = f":{name}: is read as text here"
        return Problem(file.path, line, wrong, f"move it right under {where}")
    if not takes_options:
        place = f":::{{{block.kind}}}" if block.kind else "its ## heading"
        return Problem(file.path, line, f":{name}: is read as text here", f"move it right under {place}")
    if text[:1].isspace() and text.strip().startswith(f":{name}:"):
        return Problem(file.path, line, f":{name}: is indented and read as text", "begin it at the margin")
    rest = like["rest"].strip()[:_MOST_SHOWN]
    wrong = f"{text.strip()[: like.end('name') + 1 + _MOST_SHOWN]} is read as text"
    return Problem(file.path, line, wrong, f"write :{name}: {rest}")


def _known_options(kind: str) -> frozenset[str]:
    """Return the options of an activity kind, or those of a heading for a lesson."""
    known = kinds().get(kind)
    return COMMON_OPTIONS | known.options if known else HEADING_OPTIONS
