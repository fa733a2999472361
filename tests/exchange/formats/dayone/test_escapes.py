"""The backslashes that Day One writes before marks of Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.formats.dayone.escapes import remove_escapes


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        (r"A walk\. Fine\!", "A walk. Fine!"),
        (r"30\-minutes \(about\) \+ 1\) \#one \*not\* \_this\_", "30-minutes (about) + 1) #one *not* _this_"),
        (r"C:\\Users", r"C:\Users"),
        (r"C:\Users\new", r"C:\Users\new"),
        (r"say `a\.b` and a\.b", r"say `a\.b` and a.b"),
        (r"``a ` \. b`` \.", r"``a ` \. b`` ."),
        (r"an open ` tick \. stays open", "an open ` tick . stays open"),
        (r"an escaped \` tick \. is none\`", "an escaped ` tick . is none`"),
        ("one\\.\n```\na\\.b\n```\ntwo\\.", "one.\n```\na\\.b\n```\ntwo."),
        ("~~~py\nre\\.x\n```\n~~~\nend\\.", "~~~py\nre\\.x\n```\n~~~\nend."),
        ("```\nnever\\. closed", "```\nnever\\. closed"),
        ("", ""),
    ],
)
def test_marks_come_as_they_were_typed_but_for_code(written: str, typed: str) -> None:
    """A backslash before anything but a mark is the person's own, and so is each one in code."""
    assert remove_escapes(written) == typed


@given(st.text(alphabet="ab \n.!(#-*_\\", max_size=60))
def test_what_day_one_writes_of_a_text_comes_back(text: str) -> None:
    """Each mark behind a backslash, as its editor does it."""
    written = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    assert remove_escapes(written) == text


def test_backquotes_without_end_take_no_time() -> None:
    """Runs of every length, none of which is closed, are looked through once."""
    text = "".join(f"{'`' * n} \\." for n in range(1, 1500))
    assert remove_escapes(text).count("\\") == 0
