"""Finds names of sources and answers that are written otherwise than those are named, and so are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resilify_cli.activities.problem import Problem
from resilify_cli.content.session_blocks import session_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from resilify_cli.content.models import Program
    from resilify_cli.content.session_blocks import SourceFile

_CODE = re.compile(r"`[^`]*`")
# `@id` and `[id]` outside of `[@id]`, and `<id>`.
_AT = re.compile(r"(?<![\w\[;@.])\(?(?<![\[;] )(?<![\[;])@(?P<id>[\w-]{1,80})\)?")
_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_SQUARE = re.compile(r"\[(?P<id>[\w-]{1,80})\](?![(\[:])")
_ANGLE = re.compile(r"<(?P<id>[a-z][a-z0-9-]{0,79})>")
_NUMBER = re.compile(r"(?<=\w)\s?\[\d{1,3}\](?![(\[])")


def near_references(program: Program, file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each known id in a text whose brackets make it no citation, and no earlier answer.

    Args:
        program: The program.
        file: The file of one of its sessions.
    """
    sources, answers = program.numbers.keys() - {""}, program.activities.keys()
    for block in session_blocks(file):
        if block.token.type not in ("inline", "option") or block.in_heading:
            continue
        for at, text in enumerate(_CODE.sub("", block.token.content).split("\n")):
            for wrong, right in _line_mistakes(text, sources, answers):
                yield Problem(file.path, block.line + at, wrong, right)


def _line_mistakes(
    text: str, sources: AbstractSet[str], answers: AbstractSet[str]
) -> Iterator[tuple[str, str]]:
    for found in _AT.finditer(_IN_BRACKETS.sub("", text)):
        if found["id"] in sources:
            yield f"{found[0][:40]} cites nothing", f"write [@{found['id']}]"
    for found in _SQUARE.finditer(text):
        if found["id"] in sources:
            yield f"{found[0][:40]} cites nothing", f"write [@{found['id']}]"
        elif found["id"] in answers:
            yield f"{found[0][:40]} names no answer", f"write {{{found['id']}}}"
    for found in _ANGLE.finditer(text):
        if found["id"] in answers:
            yield f"{found[0][:40]} names no answer", f"write {{{found['id']}}}"
    if sources and (number := _NUMBER.search(text)):
        yield f"{number[0].strip()} cites nothing", "write [@id], with the id of a source"
