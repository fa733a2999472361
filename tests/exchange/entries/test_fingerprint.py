"""The same words are known again, whichever format they came by."""

from __future__ import annotations

import pytest

from resilify_cli.exchange.entries.fingerprint import fingerprint

WORDS = "A walk by the sea.\nIt rained, café closed!"


@pytest.mark.parametrize(
    "text",
    [
        "A walk by the sea.  \r\nIt rained,   café closed!\r\n",
        "# A walk by the sea.\n\nIt rained, café closed!",
        "A walk by the sea. *\nIt rained, cafe\u0301 closed\\!",
        f"{WORDS}\n\n#sea #starred",
        f"{WORDS} @sea",
    ],
)
def test_what_formats_change_makes_no_other_entry(text: str) -> None:
    """Spaces, line ends, marks, backslashes, accents and the tags at the end count for nothing."""
    assert fingerprint(text) == fingerprint(WORDS)


@pytest.mark.parametrize(
    ("one", "other"),
    [(WORDS, WORDS + " More."), ("#sea", "#land"), ("🙂", "🙁"), ("", "a"), ("a b", "ab")],
)
def test_other_words_are_another_entry(one: str, other: str) -> None:
    """A word more, other tags where there is nothing else, or another emoji."""
    assert fingerprint(one) != fingerprint(other)


def test_a_question_counts_as_words() -> None:
    """It stands above the text in formats that know nothing else."""
    assert fingerprint("What happened?", "Much.") == fingerprint("", "> What happened?\n\nMuch.")


def test_a_long_text_of_marks_takes_no_time() -> None:
    """Tags without end, and none at the end, are looked through once."""
    assert fingerprint("#a " * 200_000 + "#") != fingerprint("b")


def test_a_photo_of_day_one_is_no_word() -> None:
    """Earlier versions kept where it is shown in the text, and it is the same entry without."""
    photo = "![](dayone-moment://0123456789ABCDEF)"
    assert fingerprint("", "", f"the sea {photo} at dawn") == fingerprint("", "", "the sea at dawn")
