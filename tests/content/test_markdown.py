"""Markdown as tokens and as texts."""

from __future__ import annotations

from resilify_cli.content.markdown import TextBlock, TextKind, citations, parse, text_blocks

TEXT = """# Head

A claim [@one; @two], *and*
`more` [@one] ![a tree](t.png).

- an item
  on two lines

> quoted

| a |
|---|
| b |

    code
"""


def test_texts_have_neither_marks_nor_citations() -> None:
    """What a person reads comes block by block, each with its kind and its line."""
    assert text_blocks(TEXT) == (
        TextBlock(TextKind.HEADING, "Head", 0),
        TextBlock(TextKind.PARAGRAPH, "A claim, and\nmore a tree.", 2, ((13, 17),)),
        TextBlock(TextKind.ITEM, "an item\non two lines", 5),
        TextBlock(TextKind.PARAGRAPH, "quoted", 8),
        TextBlock(TextKind.ITEM, "a", 10),
        TextBlock(TextKind.ITEM, "b", 12),
        TextBlock(TextKind.CODE, "code\n", 14),
    )


def test_html_is_the_words_in_it() -> None:
    """Words between tags are a text like any other, at the line of the tags."""
    text = "One.\n\n<div>\n<p>Two</p>\n</div>\n"
    assert [(block.text, block.line) for block in text_blocks(text)] == [("One.", 0), ("Two", 2)]


def test_a_text_without_marks_is_one_block() -> None:
    """What needs no parsing comes as it is, and nothing comes of nothing."""
    assert text_blocks("Some words.") == (TextBlock(TextKind.PARAGRAPH, "Some words.", 0),)
    assert text_blocks(" \n") == ()


def test_a_citation_is_a_token_with_its_ids() -> None:
    """Whoever shows a citation needs neither its brackets nor its signs."""
    inline = parse("so [@a; @b-2].")[1]
    assert [(one.type, one.content) for one in inline.children or ()] == [
        ("text", "so "),
        ("citation", "[@a; @b-2]"),
        ("text", "."),
    ]
    assert (inline.children or [])[1].meta["ids"] == ["a", "b-2"]


def test_a_citation_keeps_its_line_behind_code_of_several_lines() -> None:
    """The line is counted in the text as it is written, not as it is shown."""
    assert list(citations("a `b\nc` [@a]\n[d [@b]\nx](https://e.org) [@c]")) == [("a", 1), ("b", 2), ("c", 3)]
