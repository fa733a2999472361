"""Texts that were meant as headings, and notes of the author that people would be shown, are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.mistakes import told

_H = "## A {#a}\n\n"
_AS_HEADING = "write ## Step one for a screen, ### for a small heading"
HEADINGS = {
    **{
        mark: (
            f"{_H}Text.\n\n{mark}Step one{mark}\n\nMore.\n",
            f"1.md:9: {mark}Step one{mark} is read as text, not as a heading; {_AS_HEADING}",
        )
        for mark in ("**", "__", "***")
    },
    "bold with a colon": (
        "**Step one:**\n\nMore.\n",
        f"1.md:5: **Step one:** is read as text, not as a heading; {_AS_HEADING}",
    ),
    "bold with an id": (
        "**Step one** {#one-x}\n\nMore.\n",
        f"1.md:5: **Step one** {{#one-x}} is read as text, not as a heading; {_AS_HEADING}",
    ),
    "bold above its text": (
        f"{_H}**Step one**\nMore.\n",
        f"1.md:7: **Step one** is read as text, not as a heading; {_AS_HEADING}",
    ),
    "capitals": (
        f"{_H}STEP ONE\n\nMore.\n",
        f"1.md:7: STEP ONE is read as text, not as a heading; {_AS_HEADING}",
    ),
    "underlined": (
        "Step one\n========\n\nMore.\n",
        f"1.md:5: 'Step one' is no heading, and its line of = is shown; {_AS_HEADING}",
    ),
    "indented": (
        f"{_H}Text.\n\n    ## Step one\n\nMore.\n",
        "1.md:9: this heading is indented, and shown as code; begin it at the margin",
    ),
    "behind a space that does not break": (
        f"{_H}Text.\n\n##\u00a0Step one\n\nMore.\n",
        "1.md:9: this is read as text, not as a heading; put a space after the #",
    ),
    "an indented paragraph": (
        f"{_H}\tAs in a letter.\n\nMore.\n",
        "1.md:7: this text is indented, and shown as code; begin it at the margin",
    ),
    "nothing under it": (
        f"{_H}## B {{#b}}\n\nText.\n",
        "1.md:5: the heading 'A' has nothing under it, and is not shown; write its text, or ### for a small heading",
    ),
    "nothing under the last": (
        f"{_H}Text.\n\n## B\n",
        "1.md:9: the heading 'B' has nothing under it, and is not shown; write its text, or ### for a small heading",
    ),
    **{
        f"an id as {written}": (
            f"## A {written}\n\nText.\n",
            f"1.md:5: {written} gives no id, and is shown with the heading; write {{#my-a}}",
        )
        for written in ("(#my-a)", "[#my-a]", "#my-a", "{#my-a", "{#my-a}.", "{#My a}")
    },
    "marks that close a heading": (
        "## A ## {#a}\n\nText.\n",
        "1.md:5: the # before the id is shown with the heading; remove it",
    ),
}
NOTES = {
    **{
        written: f"{written} is no comment, and is shown; write %% ask Ana"
        for written in (
            "%ask Ana%",
            "% ask Ana",
            "// ask Ana",
            "/* ask Ana */",
            "<!- ask Ana ->",
            "-- ask Ana",
            "{# ask Ana #}",
            "{% ask Ana %}",
        )
    },
    "Text. %% ask Ana": "a comment behind text is shown with it; write %% ask Ana on a line of its own",
    **{
        written: f"{mark} is shown as it is written; write the text itself, or a comment: %% and your note"
        for written, mark in (
            ("TODO: an example", "TODO"),
            ("Here comes more (TBD).", "TBD"),
            ("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
            ("[insert example here]", "[insert example here]"),
        )
    },
    **{
        written: f"{written} begins no new screen, and is shown; write ---, with blank lines around it"
        for written in ("—", "———", "\\newpage", "[page break]")
    },
    "!!! note": "!!! note begins no box, and is shown; write the words alone, or > before a quotation",
}
SOUND = (
    "**You did what you could.**\n",
    "**Note:**\nThe body is slow to settle.\n",
    "Some of it is\n**very good**\nand stays.\n",
    "- **Step one**\n- **Step two**\n",
    "> **Step one**\n",
    "OK.\n\nSOS\n",
    "Ask: WHO IS IT?\n",
    "100 % of it, or 5 % more.\n",
    "%% ask Ana\n\nText.\n",
    "She said -- and meant it -- no.\n",
    "[your page](https://example.org)\n",
    "`// code` and https://example.org\n",
    "### A small one\n\nText.\n",
)


@pytest.mark.parametrize(("body", "told_as"), HEADINGS.values(), ids=HEADINGS)
def test_a_text_that_is_meant_as_a_heading_is_told(body: str, told_as: str, tmp_path: Path) -> None:
    """Alone, with its line and the heading that was meant."""
    assert told(tmp_path, body) == [told_as]


@pytest.mark.parametrize(("line", "told_as"), NOTES.items(), ids=NOTES)
def test_a_note_that_would_be_shown_is_told(line: str, told_as: str, tmp_path: Path) -> None:
    """Alone, with its line."""
    assert told(tmp_path, f"{_H}{line}\n\nMore.\n") == [f"1.md:7: {told_as}"]


@pytest.mark.parametrize("body", SOUND)
def test_ordinary_text_is_not_told(body: str, tmp_path: Path) -> None:
    """Bold sentences, items, abbreviations and dashes are what they seem."""
    assert told(tmp_path, f"{_H}{body}") == []
