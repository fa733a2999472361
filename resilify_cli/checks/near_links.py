"""Finds links, bold words, items and ids that one sign keeps from being read as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resilify_cli.activities.directive import split_attributes
from resilify_cli.activities.ids import slugify
from resilify_cli.activities.problem import Problem
from resilify_cli.content.session_blocks import session_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resilify_cli.content.session_blocks import SourceBlock, SourceFile

_CODE = re.compile(r"`[^`]*`")
# Beside a word; between spaces it may be arithmetic.
_BOLD_MARK = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*")
_BOLD_WITH_SPACES = re.compile(r"(?<!\S)\*\*\s+[^*\n]{1,60}\s+\*\*(?!\S)")
_BULLET = re.compile(r"(?P<mark>[•●◦▪·‣]|[–—](?=\s)|-(?=[^\W\d_]))\s*\S")
_LINKS = (
    (
        re.compile(r"\[[^\[\]]{1,80}\]\s+\((?:https?://|www\.)"),
        "a space between ] and ( makes this no link",
    ),
    (
        re.compile(r"\([^()]{1,80}\)\[(?:https?://|www\.)"),
        "this is no link, its brackets are swapped",
    ),
    (re.compile(r"\[[^\[\]]{1,80}\]\((?:https?://|www\.)[^()\s]*(?:\s|\Z)"), "this link is not closed"),
)
_AS_LINK = "write [words](https://...)"
_FOLLOWED = ("http://", "https://", "mailto:", "tel:")
_NEAR_ID = re.compile(r"\{[^{}]*#[^{}]*\}[.:;,!?]?\s*\Z")
_LONGEST_ID = 120
_SCALES = ("0-10", "0-100")
_TAKES_IDS = frozenset({"choose", "select", "pick", "record", "log", "script", "checkup", "grid"})

Found = tuple[int, str, str]


def near_links(file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each piece of text that a wrong sign keeps from being what was meant."""
    for block in session_blocks(file):
        if block.token.type != "inline" or block.in_heading:
            continue
        yield from (Problem(file.path, *found) for found in (*_in_block(block), *_in_lines(block)))


def _in_block(block: SourceBlock) -> Iterator[Found]:
    text = _CODE.sub("", block.token.content)
    if len(_BOLD_MARK.findall(text)) % 2:
        at = next((at for at, one in enumerate(text.split("\n")) if len(_BOLD_MARK.findall(one)) % 2), 0)
        yield block.line + at, "this ** begins bold words that nothing ends", "write ** behind them too"
    line = block.line
    for token in block.token.children or ():
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "link_open" and not str(token.attrs.get("href", "")).startswith(_FOLLOWED):
            target = str(token.attrs.get("href", ""))[:40]
            yield line, f"the link to {target!r} leads nowhere here", "write in words what is meant"


def _in_lines(block: SourceBlock) -> Iterator[Found]:
    for at, text in enumerate(_CODE.sub("", block.token.content).split("\n")):
        line = block.line + at
        if found := _BOLD_WITH_SPACES.search(" ".join(text.split())):
            words = found[0].strip("* ")[:40]
            yield line, f"{found[0][:40]} is shown as it is written", f"write **{words}**, without the spaces"
        yield from ((line, wrong, _AS_LINK) for pattern, wrong in _LINKS if pattern.search(text))
        if not block.in_list and (found := _BULLET.match(text)):
            yield (
                line,
                f"{found['mark']} begins no item, and is read as text",
                "begin it with - and a space",
            )
        if block.in_list and block.kind in _TAKES_IDS and (found := _NEAR_ID.search(text[-_LONGEST_ID:])):
            yield from ((line, *one) for one in _item_id(text, found[0].strip()))


def _item_id(text: str, written: str) -> Iterator[tuple[str, str]]:
    if split_attributes(text)[1].id:
        return
    inside = written.strip("{}.:;,!? ").lstrip("#").split()
    scale = next((one for one in inside if one in _SCALES), "")
    words = [word for word in inside if word != scale]
    ident = f"#{slugify(' '.join(words))}" if words else "#id"
    yield (
        f"{written[:40]} gives no id, and is read as text",
        f"write {{{ident}{f' .{scale}' if scale else ''}}}",
    )
