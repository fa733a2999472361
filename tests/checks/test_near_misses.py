"""Each mistake in a session that is easily made is told in one sentence, with its line and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.mistakes import told

_H = "## A {#a}\n"
_AIM = f"{_H}:aim: See.\n"
_NOTE = ":::{note} word\n:hint: h\nWhich?\n:::\n"

OPTIONS = {
    "after the text": (
        f"{_AIM}\nText.\n\n:caution: Take care.\n",
        "1.md:10: :caution: is read as text here; move it right under its ## heading",
    ),
    "in capitals": (
        f"{_AIM}:Caution: Take care.\n",
        "1.md:7: :Caution: Take care. is read as text; write :caution: Take care.",
    ),
    "without a space": (
        f"{_AIM}:caution:Take care.\n",
        "1.md:7: :caution:Take care. is read as text; write :caution: Take care.",
    ),
    "without its second colon": (
        f"{_AIM}:caution Take care.\n",
        "1.md:7: 'caution' lacks a colon and is read as text; write :caution: ...",
    ),
    "without its first colon": (
        f"{_AIM}\ncaution: Take care.\n",
        "1.md:8: 'caution' lacks a colon and is read as text; write :caution: ...",
    ),
    "indented": (
        f"{_H}\n  :caution: Take care.\n",
        "1.md:7: :caution: is indented and read as text; begin it at the margin",
    ),
    "indented like code": (
        f"{_H}\n    :caution: Take care.\n",
        "1.md:7: :caution: is indented and read as text; begin it at the margin",
    ),
    "with wide colons": (
        f"{_AIM}：caution： Take care.\n",
        "1.md:7: ：caution： Take care. is read as text; write :caution: Take care.",
    ),
    "mistyped after the text": (
        f"{_AIM}\nText.\n:cautoin: Take care.\n",
        "1.md:9: :cautoin: looks like an option, and is read as text; did you mean 'caution'?",
    ),
    "under a small heading": (
        f"{_H}\n### Small\n:aim: See.\n",
        "1.md:8: :aim: is read as text here; move it right under its ## heading",
    ),
    "behind the activity": (
        f"{_H}\n{_NOTE}:minutes: 2\n",
        "1.md:11: :minutes: is read as text here; move it right under :::{kind}",
    ),
    "after the question": (
        ":::{note} word\nWhich?\n:hint: h\n:::\n",
        "1.md:7: :hint: is read as text here; move it right under :::{note}",
    ),
    "after the list": (
        ":::{choose} way\nWhich?\n- A {#a}\n- B {#b}\n:other: yes\n:::\n",
        "1.md:9: :other: is read as text here; move it right under :::{choose}",
    ),
    "of a heading in an activity": (
        ":::{note} word\nWhich?\n:caution: Take care.\n:::\n",
        "1.md:7: :caution: is read as text here; move it right under a heading",
    ),
}
MARKERS = {
    "two colons": (
        f"{_H}Text.\n\n::{{note}} word\n",
        "1.md:8: this begins no activity; write :::{kind} id, at the margin",
    ),
    "backticks": (
        f"{_H}```{{note}} word\nWhich?\n```\n",
        "1.md:6: an activity in backticks is shown as code; write :::{note} word and close it with :::",
    ),
    "under a list": (
        f"{_H}- a\n- b\n  :::{{note}} word\n  Which?\n:::\n",
        "1.md:8: this activity is read as part of the list above; begin it at the margin, below a blank line",
    ),
    "one #": (
        "# A\n\nText.\n",
        "1.md:5: a heading with one # begins no screen; write ## for a screen, ### for a small heading",
    ),
    "no space after #": (
        f"{_H}Text.\n\n##B\n",
        "1.md:8: this is read as text, not as a heading; put a space after the #",
    ),
    "an id without #": (
        "## A {friend}\n\nText.\n",
        "1.md:5: {friend} names an answer, not the heading; write {#friend}",
    ),
    "a line under text": (
        f"{_H}Text.\n---\nMore.\n",
        "1.md:7: a formatter would make a heading of the text above; leave a blank line before it",
    ),
}
MARKUP = {
    "HTML": (
        f"{_H}Some <b>bold</b> words.\n",
        "1.md:6: the HTML <b> is left out, its words are shown; write Markdown",
    ),
    "a block of HTML": (
        f"{_H}<div class='x'>\nText.\n</div>\n",
        "1.md:6: the HTML <div class='x'> is left out, its words are shown; write Markdown",
    ),
    "an open comment": (
        f"{_H}Text.\n\n<!-- to do\n\nMore.\n",
        "1.md:8: a comment is not closed, and hides what follows; close it with -->",
    ),
    "a footnote": (
        f"{_H}Text.[^1]\n\n[^1]: More.\n",
        "1.md:6: the footnote [^1] is shown as it is written; write it into the text, or cite with [@id]",
    ),
    "a table": (
        f"{_H}\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "1.md:7: a table does not fit a small screen; write a list, or short paragraphs",
    ),
    "a task list": (
        f"{_H}- [ ] Rest\n",
        "1.md:6: the box [ ] is shown as it is written; ask with :::{select} or :::{pick}",
    ),
    "a picture": (
        f"{_H}![A cat on a sill](cat.png)\n",
        "1.md:6: only the description of a picture is shown (A cat on a sill); write it as a sentence",
    ),
    "a picture alone": (
        f"{_H}![](cat.png)\n",
        "1.md:6: a picture without a description is not shown at all; say in words what it shows",
    ),
    "an item inside an item": (
        ":::{choose} way\nWhich?\n- A {#a}\n  - B {#b}\n- C {#c}\n:::\n",
        "1.md:8: an item inside an item is read as part of it; put it at the margin, or into another list",
    ),
    "items with plus": (
        ":::{choose} way\nWhich?\n+ A\n+ B\n:::\n",
        "1.md:7: an item with + is read as text; write - in front of it",
    ),
    "numbered items": (
        ":::{choose} way\nWhich?\n1. A\n2. B\n:::\n",
        "1.md:7: an item with a number is read as text; write - in front of it",
    ),
    "a page in a citation": (
        f"{_H}Text [@one2001, p. 3].\n",
        "1.md:6: [@one2001, p. 3] cites nothing; write [@one2001], and a page into the text",
    ),
}


@pytest.mark.parametrize(
    ("body", "told_as"), (OPTIONS | MARKERS | MARKUP).values(), ids=OPTIONS | MARKERS | MARKUP
)
def test_a_near_miss_is_told(body: str, told_as: str, tmp_path: Path) -> None:
    """What is read as text, and was meant as more, is told."""
    assert told_as in told(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    [
        f"{_AIM}\n:stop: Look up.\n\nText: it is 10:30, and :) is no option.\n",
        f"{_H}```text\n:caution: x\n<b>\n```\n",
        f"{_H}Some `<b>` and `:aim: x` and a < b.\n\n| no table\n\n[a link](https://a.example)\n",
        f"{_H}- one\n  - two, in a lesson\n\n1. first\n\nSee [@one2001].\n",
        f"%% :caution: x\n{_H}%% [^1] ![](x) [@nobody]\nText. <!-- <b> [@nobody] -->\n<!--\n:aim: x\n-->\n",
        ":::{choose} way\nWhich?\n\n1. one\n2. two\n\n- A {#a}\n- B {#b}\n:::\n",
        ":::{guided} g\n1. one\n\n2. two\n\n[10s] Look.\n\nNotice: the light.\n:::\n",
        ":::{record} r\nNote it.\n- When: At what time? {#when}\n:::\n",
    ],
)
def test_what_is_meant_so_is_not_told(body: str, tmp_path: Path) -> None:
    """Code, comments, times, lists of a lesson and colons in a sentence are no near misses."""
    assert told(tmp_path, body) == []
