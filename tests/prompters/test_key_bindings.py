"""The line of keys, as wide as the terminal is."""

from __future__ import annotations

import pytest

from resilify_cli.prompters.key_bindings import footer_lines, key_hints
from resilify_cli.text_width import display_width

KEYS = key_hints("Enter done, or leave it empty", "Ctrl-O editor", "日本 言葉")


def test_keys_stand_on_one_line_where_it_is_wide() -> None:
    """There is a dot between two keys, and a space before all."""
    (line,) = footer_lines(("Enter done", "日本 言葉", "PgDn skip"), 120)
    assert line == " Enter done · 日本 言葉 · PgDn skip"


@pytest.mark.parametrize("columns", [1, 20, 24, 33, 40, 60, 80])
def test_keys_fit_the_terminal(columns: int) -> None:
    """No line is wider than the terminal, and no word is broken or lost."""
    lines = footer_lines(KEYS, columns)
    assert max(map(display_width, lines)) < max(20, columns)
    assert " ".join(lines).split() == " · ".join(KEYS).split()


def test_a_key_and_its_meaning_stay_together() -> None:
    """A line ends behind a dot, and not within the meaning of a key."""
    assert all(line.endswith(" ·") for line in footer_lines(KEYS, 40)[:-1])
