"""What is said of a passphrase that is easily guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.unlocking.passphrase_strength import weakness


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("abc", "follow each other"),
        ("87654321", "follow each other"),
        ("qwertyuiop", "follow each other"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "again and again"),
        ("abababababababab", "again and again"),
        ("kettle kettle kettle", "again and again"),
        ("Password123", "tried first"),
        ("p@ssw0rd", "tried first"),
        ("I love you", "tried first"),
        ("hunter2", "tried first"),
        ("gnu bridge", "short: 10"),
        ("x", "again and again"),
        ("ëß", "again and again"),
    ],
)
def test_what_is_weak_is_told(passphrase: str, why: str) -> None:
    """A row of keys, one thing repeated, a common word and a short one are each told as what they are."""
    assert why in weakness(passphrase)


@pytest.mark.parametrize(
    "passphrase", ["a kettle sings to the rain", "gnu-bridge-Thursday-9", "心の傘は青い空に開いた夜"]
)
def test_nothing_is_said_of_a_good_one(passphrase: str) -> None:
    """Some words that do not belong together are well."""
    assert weakness(passphrase) == ""


@given(st.text(max_size=200))
def test_any_text_is_estimated(passphrase: str) -> None:
    """Whatever is typed, there is one sentence or none, and it has nothing of what was typed."""
    found = weakness(passphrase)
    assert found == "" or found.endswith(".")
