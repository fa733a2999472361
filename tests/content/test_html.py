"""HTML of older program files, as Markdown."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.content.html import html_to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("Plain *Markdown*, 3 < 4 & so on.\n", "Plain *Markdown*, 3 < 4 & so on."),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ('<p style="color: red; font-size: 30px"><span style="x">Kind</span> words</p>', "Kind words"),
        ("Tea &amp; toast &ndash; it&rsquo;s&nbsp;fine &#8230;", "Tea & toast – it’s fine …"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<b>bold</b> and <em>soft</em>", "**bold** and *soft*"),
        ('<a href="https://example.org">a page</a>', "[a page](https://example.org)"),
        ("<h2>Title</h2>text", "## Title\n\ntext"),
        ("a<script>alert(1)</script><style>p {}</style><img src=x><iframe>b</iframe>c", "ac"),
        ("see <https://a.org/x?y=1> now", "see <https://a.org/x?y=1> now"),
        ("a<b and b>c", "a<b and b>c"),
        ("<p>see <https://a.org>, a<b and b>c, <name></p>", "see <https://a.org>, a<b and b>c, <name>"),
        ("Tea &amp; <https://a.org>", "Tea & <https://a.org>"),
        ("x <!-- no\nword --> y", "x  y"),
        ("x <!-- no end", "x <!-- no end"),
        ("one<br><br><br><br><br>two", "one  \n  \n  \n  \n  \ntwo"),
    ],
)
def test_html_becomes_the_markdown_that_says_the_same(html: str, markdown: str) -> None:
    """Words, emphasis, lists and links stay; looks, scripts and pictures go."""
    assert html_to_markdown(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 6000 + "words",
        "<ul><li>" * 2400 + "words",
        "<blockquote>" * 1600 + "words",
        '<table><tr><td colspan="999999999">words</td></tr></table>',
        f'<table><tr><td colspan="{"9" * 5000}">words</td></tr></table>',
        f'<ol start="{"9" * 5000}"><li>words</li></ol>',
        '<ol start="²"><li>words</li></ol>',
        "<p>words</p><![x",
        '<?xml version="1.0"?><p>words</p>',
        "<p" + " a=b" * 4000 + ">words</p>",
    ],
)
def test_hostile_html_yields_its_words_and_no_more(html: str) -> None:
    """Endless nesting, huge numbers and broken tags neither raise nor grow, and the words remain."""
    found = html_to_markdown(html)
    assert "words" in found
    assert len(found) < 2 * len(html)


@pytest.mark.parametrize(
    "text", ["https://example.org/?a=1&amp;b=2", "&amp;/etc/passwd.txt", "<?xml?><p>x</p>"]
)
def test_no_library_warns_the_person(text: str) -> None:
    """Text that looks like an address, a file or XML is converted without a word on stderr."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert html_to_markdown(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/!?[]&;#=\"'-apbliotdx1 \n\0é")) | st.text())
def test_any_text_can_be_converted(text: str) -> None:
    """Whatever the text, the conversion gives a text."""
    assert isinstance(html_to_markdown(f"<p>{text}"), str)
