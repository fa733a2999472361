"""Finds Markdown that a terminal does not show as an author may expect: HTML, tables, pictures, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resilify_cli.activities.problem import Problem
from resilify_cli.content.html import TAG_PATTERN
from resilify_cli.content.session_blocks import SourceBlock, SourceFile, session_blocks

_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
_TASK = re.compile(r"\[[ xX]\] ")
_HIGHLIGHT = re.compile(r"==[^=\s][^=]{0,80}==")
_CALLOUT = re.compile(r"\[![A-Za-z]{2,20}\]")
_WIKI_LINK = re.compile(r"\[\[[^\[\]]{1,80}\]\]")
_CITES_OTHERWISE = re.compile(r"\[[^\[\]]{0,40}@[\w-]+[^\[\]]{0,60}\]")
# The kinds whose items are those that begin with - or *.
_TAKES_ITEMS = frozenset({"choose", "select", "pick", "record", "log", "script", "checkup", "gather"})
_TASK_HINT = "ask with :::{select} or :::{pick}"

Found = tuple[int, str, str]


def unshown_markup(file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each piece of Markdown that is shown otherwise than it is written."""
    unread: list[Found] = []
    for block in session_blocks(file):
        yield from (Problem(file.path, *found) for found in _block_markup(block))
        if block.token.type == "colons":
            yield from (Problem(file.path, *found) for found in unread)
            unread = []
        elif block.token.type == "list_item_open" and block.kind in _TAKES_ITEMS:
            # Numbers before the items are part of the question.
            unread = [*unread, *_unread_item(block)] if block.token.markup not in "-*" else []


def _unread_item(block: SourceBlock) -> Iterator[Found]:
    mark = "a number" if block.token.markup in (".", ")") else "+"
    yield block.line, f"an item with {mark} is read as text", "write - in front of it"


def _block_markup(block: SourceBlock) -> Iterator[Found]:
    token, line = block.token, block.line
    if token.type == "table_open":
        yield line, "a table does not fit a small screen", "write a list, or short paragraphs"
    elif token.type == "html_block":
        yield from _html_markup(token.content, line)
    elif token.type == "list_item_open" and block.kind and block.in_list > 1:
        right = "put it at the margin, or into another list"
        yield line, "an item inside an item is read as part of it", right
    elif token.type == "inline":
        yield from _inline_markup(block)


def _html_markup(text: str, line: int) -> Iterator[Found]:
    if text.lstrip().startswith("<!--"):
        yield line, "a comment is not closed, and hides what follows", "close it with -->"
    elif found := TAG_PATTERN.search(text):
        yield line, f"the HTML {found[0][:40]} is left out, its words are shown", "write Markdown"


def _inline_markup(block: SourceBlock) -> Iterator[Found]:
    text = block.token.content
    if block.in_list and (found := _TASK.match(text)):
        yield block.line, f"the box {found[0].strip()} is shown as it is written", _TASK_HINT
    line = block.line
    for token in block.token.children or ():
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "html_inline" and TAG_PATTERN.fullmatch(token.content):
            if not token.content.startswith("</"):
                yield from _html_markup(token.content, line)
        elif token.type == "image":
            yield line, *_picture_problem(token.content)
        elif token.type == "text":
            yield from ((line, *found) for found in _word_problems(token.content))


def _picture_problem(description: str) -> tuple[str, str]:
    if not description.strip():
        return "a picture without a description is not shown at all", "say in words what it shows"
    wrong = f"only the description of a picture is shown ({description.strip()[:40]})"
    return wrong, "write it as a sentence"


def _word_problems(text: str) -> Iterator[tuple[str, str]]:
    if found := _FOOTNOTE.search(text):
        right = "write it into the text, or cite with [@id]"
        yield f"the footnote {found[0]} is shown as it is written", right
    if found := _CITES_OTHERWISE.search(text):
        names = "; ".join(re.findall(r"@[\w-]+", found[0]))
        yield f"{found[0][:60]} cites nothing", f"write [{names}], and a page into the text"
    for pattern, what, right in (
        (_HIGHLIGHT, "the highlight", "write *words* or **words**"),
        (_CALLOUT, "the mark of a box", "write the words alone, or > before a quotation"),
        (_WIKI_LINK, "the link", "write the title of what is meant, or [words](https://...)"),
    ):
        if found := pattern.search(text):
            yield f"{what} {found[0][:40]} is shown as it is written", right
