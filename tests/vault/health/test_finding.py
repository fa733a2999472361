"""How findings are told."""

from __future__ import annotations

import pytest

from resilify_cli.vault.health.finding import format_count


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (1234, "1,234 files")]
)
def test_a_number_has_its_noun(count: int, told: str) -> None:
    """In the singular for one alone."""
    assert format_count(count, "file", "files") == told
