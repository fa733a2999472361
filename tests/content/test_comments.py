"""Comments of authors, which nobody is shown."""

from __future__ import annotations

import pytest

from resilify_cli.content.comments import blank_comments


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("one <!-- not this --> two", "one  two"),
        ("one <!-- not\nthis --> two", "one\n two"),
        ("one <!-- not this -->  ", "one"),
        # The two spaces of a line break are no comment's.
        ("one  \ntwo <!-- not this -->", "one  \ntwo"),
        ("one <!-- never closed\ntwo", "one <!-- never closed\ntwo"),
        ("%% not this\none", "\none"),
        ("```\n%% code\n<!-- code -->\n```\n%% not this", "```\n%% code\n<!-- code -->\n```\n"),
    ],
)
def test_comments_go_and_lines_stay(text: str, kept: str) -> None:
    """What is in no comment stays as it is, on the line that it was on."""
    assert blank_comments(text) == kept
