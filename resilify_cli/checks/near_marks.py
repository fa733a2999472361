"""Finds lines whose marks are nearly those of the format: decorated options, ids in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resilify_cli.activities import kinds
from resilify_cli.activities.base import COMMON_OPTIONS
from resilify_cli.activities.problem import Problem
from resilify_cli.content.section_reader import HEADING_OPTIONS
from resilify_cli.content.session_blocks import SourceBlock, SourceFile, session_blocks

# An option behind marks that nobody sees or that an editor adds, or with other signs in place of its colons.
_DECORATED = re.compile(
    r"[\s\u200b\u2060\ufeff\\*_`]*[:：]{1,3}[ \t]?(?P<name>[A-Za-z][\w-]{0,30})"
    r"[ \t]?[:：=;]{1,3}[*_`]*(?P<rest>.*)\Z"
)
_PLAIN = re.compile(r"[ \t]*[:：][ \t]?[A-Za-z][\w-]*[ \t]?[:：](?![:：])")
_OPTION = re.compile(r":(?P<name>[a-z][a-z-]{0,30}):(?P<rest>.*)\Z")
_WITHIN = re.compile(r"\s:(?P<name>[a-z][a-z-]{0,30}):\s")
_DEFINITION = re.compile(r":[ \t]+\S")
# One goes on over the lines below, the other is no condition and told as such.
_MAY_BE_EMPTY = frozenset({"example", "when"})
_ID_IN_FRONT = re.compile(r"\{#[\w-]+\}\s*\S")
_ID_OTHERWISE = re.compile(r"(?:\((#[\w-]+)\)|\[(#[\w-]+)\]|\{([a-z][\w-]*)\})\s*\Z")
_CURLY = re.compile(r"\{#[^{}]*[“”„«»][^{}]*\}")
_PLACEHOLDER = re.compile(r"\{\{\s*(?P<twice>[\w.-]+)\s*\}\}|\$\{(?P<shell>[\w.-]+)\}")
_CODE = re.compile(r"`[^`]*`")
_TAKES_IDS = frozenset({"choose", "select", "pick", "record", "log", "script", "checkup"})
_MOST_SHOWN = 40


def misread_marks(file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each line whose marks are read as text, or as another thing than was meant."""
    for block in session_blocks(file):
        token = block.token
        if token.type == "option":
            yield from _option(file, block)
        elif token.type == "inline" and block.in_heading and not token.content.strip():
            yield Problem(
                file.path, block.line, "a heading without words is left out", "write ## and its words"
            )
        elif token.type == "inline":
            for at, text in enumerate(token.content.split("\n")):
                yield from (
                    Problem(file.path, block.line + at, *found) for found in _text_mistakes(block, text)
                )


def _option(file: SourceFile, block: SourceBlock) -> Iterator[Problem]:
    """Tell an option that is empty, or whose text holds another option."""
    written = file.lines[block.line - file.body_line]
    found = _OPTION.match(written)
    if found is None:
        return
    name, rest = found["name"], found["rest"]
    if not rest.strip() and name not in _MAY_BE_EMPTY:
        right = "write its text behind it, on the same line, or leave it out"
        yield Problem(file.path, block.line, f":{name}: is empty", right)
    for inner in _WITHIN.finditer(rest):
        if inner["name"] in _every_option():
            wrong = f":{inner['name']}: is read as a part of :{name}:"
            yield Problem(file.path, block.line, wrong, "put it on a line of its own")


def _text_mistakes(block: SourceBlock, text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a line of text, and what would be right."""
    decorated = _DECORATED.match(text)
    if decorated and not _PLAIN.match(text) and decorated["name"].lower() in _every_option():
        name, rest = decorated["name"].lower(), decorated["rest"].strip()[:_MOST_SHOWN]
        yield f"{text.strip()[:_MOST_SHOWN]} is read as text", f"write :{name}: {rest}".rstrip()
    elif _DEFINITION.match(text) and not _PLAIN.match(text) and not decorated:
        yield "a line that begins with a colon is read as text", "write - before an item, or a sentence"
    if found := _PLACEHOLDER.search(_CODE.sub("", text)):
        yield f"{found[0][:_MOST_SHOWN]} names no answer", f"write {{{found['twice'] or found['shell']}}}"
    if block.in_list and block.kind in _TAKES_IDS:
        yield from _item_mistakes(text)


def _item_mistakes(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the id of an item."""
    if _CURLY.search(text):
        yield "curly quotes hold no text together in { }", 'write straight ones (")'
    elif _ID_IN_FRONT.match(text):
        yield "an id in front of an item is read as text", "write {#id} at its end"
    elif found := _ID_OTHERWISE.search(text):
        name = next(filter(None, found.groups())).lstrip("#")
        yield (
            f"{found[0].strip()[:_MOST_SHOWN]} gives no id, and is read as text",
            f"write {{#{name.lower()}}}",
        )


def _every_option() -> frozenset[str]:
    return HEADING_OPTIONS.union(COMMON_OPTIONS, *(kind.options for kind in kinds().values()))
