"""Day One's rich text as Markdown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.entries.portable_entry import LeftOutKind
from resilify_cli.exchange.formats.dayone.rich_text import read_rich_text


def rich(*nodes: Any) -> str:
    return json.dumps({"contents": nodes, "meta": {"version": 1}})


def line(text: str, **attributes: Any) -> dict[str, Any]:
    return {"text": text, "attributes": {"line": attributes}}


@pytest.mark.parametrize(
    ("nodes", "text"),
    [
        ([{"text": "Only rich words\n"}], "Only rich words"),
        ([line("A day\n", header=1), {"text": "Words\n"}], "# A day\nWords"),
        ([line("one\n", listStyle="bulleted", indentLevel=1),
          line("two\n", listStyle="bulleted", indentLevel=2)],
         "- one\n  - two"),
        ([line("one\n", listStyle="numbered", listIndex=1), line("two", listStyle="numbered", listIndex=2)],
         "1. one\n2. two"),
        ([line("tea\n", listStyle="checkbox", checked=True),
          line("bed\n", listStyle="checkbox", checked=False)],
         "- [x] tea\n- [ ] bed"),
        ([line("said\n", quote=True)], "> said"),
        ([line("a = 1\nb = 2\n", codeBlock=True), {"text": "after"}], "```\na = 1\nb = 2\n```\nafter"),
        ([{"text": "very ", "attributes": {"bold": True}}, {"text": "tired", "attributes": {"italic": True}}],
         "**very** *tired*"),
        ([{"text": "this", "attributes": {"linkURL": "https://example.org"}}], "[this](https://example.org)"),
        ([{"text": "x = 1", "attributes": {"inlineCode": True}}, {"text": " and "},
          {"text": "gone", "attributes": {"strikethrough": True}}], "`x = 1` and ~~gone~~"),
        ([{"text": "one\n"}, {"embeddedObjects": [{"type": "horizontalRuleLine"}]}, {"text": "\ntwo"}],
         "one\n---\ntwo"),
        ([{"embeddedObjects": [{"type": "preview", "url": "https://example.org", "title": "A page"}]}],
         "A page https://example.org"),
    ],
)  # fmt: skip
def test_lines_and_runs_become_markdown(nodes: list[Any], text: str) -> None:
    """Headings, lists, quotations, code, links and emphasis."""
    assert read_rich_text(rich(*nodes)).text == text


def test_embedded_things_are_counted() -> None:
    """By their kinds; what is not known is an other part."""
    things = [{"type": kind} for kind in ("photo", "photo", "video", "weather", "hologram")]
    found = read_rich_text(rich({"text": "words "}, *({"embeddedObjects": [one]} for one in things)))
    assert found.text == "words "
    assert found.embedded == {
        LeftOutKind.PHOTO: 2,
        LeftOutKind.VIDEO: 1,
        LeftOutKind.WEATHER: 1,
        LeftOutKind.OTHER: 1,
    }


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("just words", "just words"),
        ("[1, 2]", "[1, 2]"),
        ("{}", ""),
        (None, ""),
        (7, ""),
        ('{"contents": 3}', ""),
    ],
)
def test_what_is_no_rich_text_is_plain_words(told: object, text: str) -> None:
    """A text of another form is kept as it is."""
    assert read_rich_text(told).text == text


_KEYS = (
    "contents", "text", "attributes", "line", "header", "listStyle", "indentLevel", "embeddedObjects", "type"
)  # fmt: skip
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(_values)
def test_no_rich_text_is_too_odd(value: Any) -> None:
    """Whatever stands in it, it is read or left."""
    read_rich_text(json.dumps(value))
    read_rich_text(value)


@given(st.lists(st.text(alphabet="abc xyz\n", max_size=12), max_size=6))
def test_every_word_of_a_rich_text_is_kept(texts: list[str]) -> None:
    """In the order in which they stand."""
    kept = read_rich_text(rich(*({"text": text} for text in texts))).text
    assert kept.split() == "".join(texts).split()


def test_what_embedded_things_say_stands_on_lines_of_its_own() -> None:
    """No word of theirs is joined with one beside it."""
    link = {"embeddedObjects": [{"type": "preview", "url": "https://example.org/a"}]}
    contact = {"embeddedObjects": [{"type": "contact", "name": "Ann"}]}
    words = [{"text": "before"}, link, {"text": "between"}, contact, {"text": "after"}]
    assert read_rich_text({"contents": words}).text == "before\nhttps://example.org/a\nbetween\nAnn\nafter"


def test_contents_that_are_a_text_are_kept() -> None:
    """They are not of Day One's form, but they are words."""
    assert "some words" in read_rich_text('{"contents": "some words"}').text
