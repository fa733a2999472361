"""What the header of a database file says of it."""

from __future__ import annotations

import pytest

from resilify_cli.store.sqlite_file import expected_size


@pytest.mark.parametrize(
    ("page", "pages", "counted", "size"),
    [(4096, 3, True, 12_288), (4096, 3, False, 4096), (1, 2, True, 131_072)],
    ids=["counted", "changed by another program", "the largest page"],
)
def test_the_size_is_that_of_the_pages_if_their_count_holds(
    page: int, pages: int, counted: bool, size: int
) -> None:
    """Where another program changed the file last, it has a page at least."""
    header = bytearray(100)
    header[16:18] = page.to_bytes(2, "big")
    header[28:32] = pages.to_bytes(4, "big")
    header[92:96] = (0 if counted else 7).to_bytes(4, "big")
    assert expected_size(bytes(header)) == size
