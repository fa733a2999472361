from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.activities.directive import Attributes, read_item, split_attributes
from resilify_cli.activities.ids import ID_PATTERN, slugify, suggest


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_becomes_an_id(text: str) -> None:
    """Whatever the text, its id has only lower-case letters, digits and hyphens, and stays itself."""
    made = slugify(text)
    assert ID_PATTERN.match(made)
    assert len(made) <= 80
    assert slugify(made) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("A walk", "a-walk"),
        ("Über  Café!", "uber-cafe"),
        ("self- compassion", "self-compassion"),
        ("中", "untitled"),
    ],
)
def test_an_id_is_made_of_letters_and_digits(text: str, made: str) -> None:
    """Accents are dropped and everything else becomes one hyphen."""
    assert slugify(text) == made


def test_an_item_has_text_id_and_classes() -> None:
    """The braces at the end of an item give its id and classes, and are not shown."""
    item = read_item(7, "A walk {#walk .large .0-10}")
    assert (item.text, item.id, item.classes, item.line) == (
        "A walk",
        "walk",
        frozenset({"large", "0-10"}),
        7,
    )
    assert read_item(1, "A {walk} here").text == "A {walk} here"
    assert split_attributes("A walk {}") == ("A walk", Attributes())


def test_the_nearest_word_is_offered() -> None:
    """A mistyped word is answered with the nearest one, and a strange one with all there are."""
    assert suggest("refelct", ["reflect", "note"]) == "did you mean 'reflect'?"
    assert suggest("zzz", ["reflect", "note"]) == "one of: note, reflect"
