"""What a store of ours is known by."""

from __future__ import annotations

from resilify_cli.store.sqlite_file import APPLICATION_ID


def test_the_application_id_never_changes() -> None:
    """Stores that were made by it would be refused, and `file` would not know them."""
    assert APPLICATION_ID.to_bytes(4, "big") == b"rslf"
