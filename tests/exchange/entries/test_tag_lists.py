"""Tags and stars that other journals keep beside the text."""

from __future__ import annotations

import pytest

from resilify_cli.exchange.entries.tag_lists import append_listed_tags


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ({}, "words"),
        ({"starred": False}, "words"),
        ({"starred": "yes"}, "words"),
        ({"starred": True}, "words\n\n#starred"),
        ({"tags": ["sea", 3], "starred": True}, "words\n\n#sea #starred"),
        ({"tags": "sea"}, "words"),
    ],
    ids=str,
)
def test_tags_and_a_star_come_to_the_end(entry: dict[str, object], text: str) -> None:
    """Only what is a tag or a star; a text without any stays as it is."""
    assert append_listed_tags("words", entry) == text
