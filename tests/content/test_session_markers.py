"""The lines that structure a session, found in its Markdown."""

from __future__ import annotations

from resilify_cli.content.session_markers import MarkerKind, MarkerOption, find_markers

TEXT = """Before.
## One {#one}
:aim: See
  the gap.
:stop: Look up.

Text.
---
::::{note} word
:hint: h
- item
:::
::::
:::why
"""


def test_each_marker_has_its_lines() -> None:
    """A marker begins at its own line and ends behind its options."""
    found = [(marker.kind, marker.line, marker.end) for marker in find_markers(TEXT).markers]
    assert found == [
        (MarkerKind.HEADING, 1, 5),
        (MarkerKind.BREAK, 7, 8),
        (MarkerKind.OPEN, 8, 10),
        (MarkerKind.CLOSE, 11, 12),
        (MarkerKind.CLOSE, 12, 13),
        (MarkerKind.STRAY, 13, 14),
    ]


def test_options_are_read_with_their_lines() -> None:
    """An option's text is on one line, whatever it was written on, and its line is where it begins."""
    heading, _, opening, *_ = find_markers(TEXT).markers
    assert heading.options == (
        MarkerOption("aim", "See the gap.", 2, ("See", "the gap.")),
        MarkerOption("stop", "Look up.", 4, ("Look up.",)),
    )
    assert opening.options == (MarkerOption("hint", "h", 9, ("h",)),)
    assert (opening.directive, opening.text, opening.colons) == ("note", "word", 4)


def test_options_stand_first() -> None:
    """A blank line may be above options; a line in the form of one is text anywhere else."""
    text = "## One\n\n:aim: x\n\n:stop: y\n\n### Small\n:aim: x\n\nText.\n:aim: x\n"
    (heading,) = find_markers(text).markers
    assert [(one.name, one.line) for one in heading.options] == [("aim", 2), ("stop", 4)]
    assert heading.end == 5


def test_lines_that_a_formatter_moved_to_the_margin_go_on_with_an_option() -> None:
    """Those of a heading's text options, and of an example; a text after them has a blank line before it."""
    (heading,) = find_markers("## One\n:aim: See\nthe gap.\n:Stop: y\n\n:when: a answered\nText.\n").markers
    assert [(one.name, one.text) for one in heading.options] == [("aim", "See the gap.")]
    text = ":::{record} a\n:example:\nTask: x\nMood: y\n- {}\n:::\n"
    assert find_markers(text).markers[0].options[0].lines == ("Task: x", "Mood: y")
    opening = find_markers(":::{note} a\n:example: x\nWhat?\n:::\n").markers[0]
    assert (opening.options[0].text, opening.end) == ("x", 2)


def test_every_thematic_break_begins_a_screen() -> None:
    """Formatters draw a line of their own."""
    found = find_markers("One.\n\n---\n\nTwo.\n\n***\n\nThree.\n\n______\n")
    assert [marker.kind for marker in found.markers] == [MarkerKind.BREAK] * 3


def test_the_end_of_a_text_is_like_its_middle() -> None:
    """A last line without an end, or of spaces alone, changes nothing."""
    for text in (":::{note} a\n:hint: h", ":::{note} a\n:hint: h\n   ", ":::{note} a\n:hint: h\n\n"):
        (marker,) = find_markers(text).markers
        assert (marker.end, marker.options[0].text) == (2, "h")


def test_a_fence_that_is_closed_is_not_among_the_unclosed() -> None:
    """Whether a code block is closed is known even where it is empty or ends the text."""
    closed = ("```\n```", "```\nx\n```", "~~~\n\n~~~~", "```\n```\n")
    assert [find_markers(text).unclosed_fences for text in closed] == [()] * len(closed)
    unclosed = ("```", "```\n", "```\nx", "```\nx\n\n", "```\n~~~")
    assert [find_markers(text).unclosed_fences for text in unclosed] == [("```",)] * len(unclosed)
