"""Blocks as they are drawn."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from resilify_cli.activities.questions import Aside, Block, Drawing, MarkdownBlock, OwnWords, SideBySide
from resilify_cli.render import in_plain_words, markdown_text, render_blocks

NASTY = (
    "\x1b[31m [anxious] [/done] :100: [link=http://x]y[/link] "
    "\x9b2J \u202etfel\u2066 \x07\x08\x00 \x1b]0;t\x07"
)
VISIBLE = ("[anxious]", "[/done]", ":100:", "[link=http://x]y[/link]")


def drawn(renderable: RenderableType, *, terminal: bool = False) -> str:
    stream = io.StringIO()
    Console(
        file=stream,
        width=300,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        markup=False,
        emoji=False,
    ).print(renderable)
    return stream.getvalue()


def text_of(*blocks: Block, citations: Mapping[str, int] | None = None, plain: bool = False) -> str:
    return drawn(render_blocks(blocks, citations or {}, plain=plain))


def unsafe(text: str) -> set[str]:
    return {
        c for c in text if c != "\n" and (c < " " or "\x7f" <= c <= "\x9f" or c in "\u202a\u202e\u2066\u2028")
    }


@pytest.mark.parametrize(
    "block",
    [
        MarkdownBlock(NASTY),
        OwnWords(NASTY, NASTY),
        SideBySide(OwnWords(NASTY, NASTY), OwnWords(NASTY, NASTY)),
        Aside(NASTY, "Aim"),
        Aside(NASTY),
        Drawing((NASTY,), NASTY),
    ],
    ids=lambda block: type(block).__name__,
)
@pytest.mark.parametrize("plain", [True, False])
def test_every_block_shows_its_words_and_obeys_none_of_them(block: Block, plain: bool) -> None:
    """Escape sequences and turned directions are gone, and brackets and codes stand as written."""
    shown = text_of(block, plain=plain)
    assert unsafe(shown) == set()
    for words in VISIBLE:
        assert words in shown


@pytest.mark.parametrize(
    "markdown",
    [
        "&#x202e;left",
        "&#8294;left",
        "&#13;over",
        "&#x1b;[31mred &#x9b;2J",
        "`code &#x202e;` \x1b[31m",
        "```\n\x1b[31m\u202e\n```",
        "[a &#x202e; link](http://x/\u202e&#x202e;&#27; 't&#x202e;')",
        "<http://x/&#x202e;>",
        "![a &#x202e; picture](x)",
        "![a [nested &#x202e;] picture](x\x1b)",
        "| a &#x202e; |\n|---|\n| b &#13; |",
        "# &#x202e;\n\n> &#x202e;\n\n- &#x202e;\n\n1. &#x202e;",
    ],
)
def test_no_spelling_of_a_character_slips_through_markdown(markdown: str) -> None:
    """An entity is made safe after it became a character, in every kind of Markdown."""
    assert unsafe(drawn(markdown_text(markdown, {}, plain=False))) == set()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("&#x202e;13;`[]()!<>*_-|\\~\n \x1b\u202eab:@")))
def test_no_markdown_steers_the_terminal(markdown: str) -> None:
    """Whatever an author writes, nothing but words and line ends is drawn without a terminal."""
    assert unsafe(drawn(markdown_text(markdown, {"a": 1}, plain=False))) == set()


def test_links_are_shown_and_never_live() -> None:
    """A link's address stands beside it as text; no terminal is told to open it."""
    shown = drawn(
        markdown_text("[a page](https://example.org/x) ![a tree](t.png)", {}, plain=False), terminal=True
    )
    assert "https://example.org/x" in shown
    assert "a tree" in shown
    assert "\x1b]8" not in shown


def test_citations_are_raised_numbers_close_to_their_word() -> None:
    """A citation becomes its reference's number, and several become one."""
    numbers = {"a": 1, "b": 12}
    assert text_of(MarkdownBlock("so [@a], and\n[@a; @b]."), citations=numbers) == text_of(
        MarkdownBlock("so¹, and¹·¹².")
    )
    assert text_of(MarkdownBlock("so [@a]."), citations=numbers) == text_of(MarkdownBlock("so¹."))


def test_plain_citations_are_numbers_in_brackets() -> None:
    """A screen reader gets a number in brackets, and the brackets are shown."""
    assert "so [1]." in text_of(MarkdownBlock("so [@a]."), citations={"a": 1}, plain=True)


def test_an_unknown_citation_is_left_as_it_is() -> None:
    """What names no reference is shown as written."""
    assert "[@nobody]" in text_of(MarkdownBlock("so [@nobody]"), citations={"a": 1})


def test_a_picture_is_words_where_pictures_dont_help() -> None:
    """Plain lines say what the drawing shows; otherwise both are there."""
    picture = Drawing(("●●○",), "Two of three.")
    assert "●" not in text_of(picture, plain=True)
    assert "●" in text_of(picture)
    assert "Two of three." in text_of(picture)
    assert "Two of three." in text_of(picture, plain=True)


def test_endless_runs_are_drawn_without_endless_work() -> None:
    """A long run of spaces or brackets is looked at once, and not again from each of its characters."""
    runner = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "from resilify_cli.content.markdown import parse, plain_text\n"
        "from resilify_cli.render import show_inlines\n"
        "show = lambda inlines: show_inlines(inlines, citations={'a': 1}, plain=False)\n"
        "print(len(plain_text('a' + ' ' * 300_000 + 'b [@a]', show)))\n"
        "print(len(parse('![' * 8_000 + '![a](' * 8_000)[1].content))\n"
    )
    ran = subprocess.run([sys.executable, "-c", runner], capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["300003", "56000"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("see <https://a.org/x> now", "see https://a.org/x now"),
        ("<https://a.org>", "https://a.org"),
        ("a<b and b>c", "a<b and b>c"),
        ("<weird tag>", "<weird tag>"),
        ("x < 3 > y", "x < 3 > y"),
        ("one<br>two", "one\ntwo"),
        ("one<BR />two", "one\ntwo"),
        ("a <b>bold</b> word", "a bold word"),
        ("<div>all <i>of</i> it</div>", "all of it"),
        ("<!-- not\nshown -->\nshown", "shown"),
        ("before <!-- no end", "before <!-- no end"),
        ("`<br>` and `[@a]`", "<br> and [@a]"),
        ("```\n[@a] <b>\n```", "[@a] <b>"),
        ("````\n```\n[@a]\n```\n````", "```\n[@a]\n```"),
        ("a ![picture](u) here", "a picture here"),
        ("word\n[@a]", "word¹"),
        ("**word** [@a]", "word¹"),
        ("\\[@a] is how to cite", "[@a] is how to cite"),
        ("[@a](https://a.org/x)", "@a (https://a.org/x)"),
    ],
)
def test_what_only_looks_like_html_or_a_citation_stays(written: str, shown: str) -> None:
    """Addresses, comparisons and code are shown as they are; of HTML the words are; `<br>` ends a line."""
    lines = text_of(MarkdownBlock(written), citations={"a": 1}).split("\n")
    assert "\n".join(line.strip() for line in lines if line.strip()) == shown


def test_no_marks_of_markdown_are_shown_in_cautions_and_questions() -> None:
    """A caution, and the question above an earlier answer, are read without stars and backticks."""
    assert "Take care: x is safe¹" in text_of(Aside("**Take care**: `x` is *safe* [@a]"), citations={"a": 1})
    assert "What is it now?" in text_of(OwnWords("mine", "What is **it** `now`?"))


def test_a_label_that_is_a_sentence_gets_no_colon() -> None:
    """The question above an answer ends as its author ended it; a bare name gets a colon."""
    assert "add your own.\n" in text_of(OwnWords("mine", "Which one? Choose, or add your own."))
    assert "Your plan:\n" in text_of(OwnWords("mine", "Your plan"))


def test_plain_lines_name_what_to_type() -> None:
    """Where there are no keys, an author's words about them name the commands instead."""
    said = "Press Page Down to leave, go back with Page Up, or press Ctrl-C."
    assert in_plain_words(said) == "Type :skip to leave, go back with :back, or type :quit."


def test_citations_in_asides_show_their_number_alone() -> None:
    """In plain lines a number stands in brackets, in prose and in asides alike."""
    drawn = render_blocks((MarkdownBlock("so [@a]."), Aside("and so [@a].", "Known")), {"a": 3}, plain=True)
    console = Console(file=io.StringIO(), width=60, color_system=None)
    with console.capture() as captured:
        console.print(drawn)
    assert [line.strip() for line in captured.get().splitlines() if line.strip()] == [
        "so [3].",
        "Known: and so [3].",
    ]


_PROSE = st.text(alphabet="ab .,:;()'\"?!/@-+=1\n\tä\u00a0🙂[]*_`&<>#|~\\", max_size=40)


@settings(max_examples=100)
@given(_PROSE | st.lists(_PROSE, min_size=2, max_size=4).map("\n\n".join), st.integers(10, 40), st.booleans())
@example("one that is long enough for two\nrows\n\nanother", 20, False)
def test_paragraphs_without_marks_look_as_if_they_were_parsed(text: str, width: int, plain: bool) -> None:
    """To draw them needs no parser, and gives the same rows."""
    console = Console(width=width, file=io.StringIO(), markup=False, emoji=False)
    quick = console.render_lines(markdown_text(text, {}, plain=plain))
    with patch("resilify_cli.render.plain_paragraphs", return_value=[]):
        parsed = console.render_lines(markdown_text(text, {}, plain=plain))
    rows = [["".join(part.text for part in line).rstrip() for line in lines] for lines in (quick, parsed)]
    assert rows[0] == rows[1]


def _rows(columns: int, *, plain: bool = False) -> list[str]:
    block = SideBySide(
        OwnWords("they will laugh", "You expected"), OwnWords("nobody looked", "What happened")
    )
    stream = io.StringIO()
    Console(file=stream, width=columns).print(render_blocks([block], {}, plain=plain))
    return [row.strip() for row in stream.getvalue().splitlines() if row.strip()]


def test_two_answers_stand_side_by_side() -> None:
    """Beside each other where there is room; below each other in a narrow window and in plain lines."""
    wide = _rows(76)
    assert [" ".join(row.split()) for row in wide] == [
        "You expected: What happened:",
        "they will laugh nobody looked",
    ]
    below = ["You expected:", "they will laugh", "What happened:", "nobody looked"]
    assert _rows(40) == _rows(76, plain=True) == below
