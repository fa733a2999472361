"""`resilify about`."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run


def test_about_says_what_this_is_and_where_words_are(resilify: Run, home: Path) -> None:
    """The notice of the first session can be read at any time, and makes nothing."""
    said = " ".join(resilify("about", check=True).stdout.split())
    for words in (
        "self-help for adults. It is not therapy, diagnosis or emergency care",
        "resilify help-now",
        f"in this file: {home / 'resilify.db'} It is a plain file",
        "Nothing is sent anywhere",
    ):
        assert words in said
    assert not home.exists()


def test_about_says_that_an_encrypted_store_is_encrypted(resilify: Run, home: Path) -> None:
    """With a key file beside it, the store is told to be encrypted, without a passphrase."""
    home.mkdir(mode=0o700)
    (home / "resilify.key").write_text("{}")
    said = " ".join(resilify("about", check=True).stdout.split())
    assert "encrypted with your passphrase" in said
    assert "a plain file" not in said
