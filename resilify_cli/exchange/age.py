"""Files that only a passphrase opens: the age format, which other programs read too.

They are armored, that is, text: so they go wherever text goes.
"""

from __future__ import annotations

import io
from typing import Any

from resilify_cli.errors import ImportRefusedError, ResilifyError
from resilify_cli.exchange.source import Source

SUFFIX = ".age"
_HEADS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
# It is decrypted in memory, all at once.
_MOST_BYTES = 256 * 1024 * 1024


def check_age() -> None:
    """Raise a `ResilifyError` unless such files can be made and opened here."""
    _pyrage()


def sealed(text: str, passphrase: str) -> str:
    """Return a text as one that only this passphrase opens."""
    armored: bytes = _pyrage().passphrase.encrypt(text.encode(), passphrase, armored=True)
    return armored.decode("ascii")


def is_sealed(source: Source) -> bool:
    """Return whether a file needs a passphrase before it can be read."""
    return source.head.startswith(_HEADS)


def opened(source: Source, passphrase: str) -> Source:
    """Return what is in such a file.

    Raises:
        ImportRefusedError: the passphrase does not open it, it is damaged, or too long.
    """
    pyrage = _pyrage()
    content = source.open().read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ImportRefusedError(
            f"{source.name} is longer than {_MOST_BYTES // 1024**2} MB, the most that is opened here.",
            "Open it first: age --decrypt",
        )
    try:
        plain = pyrage.passphrase.decrypt(content, passphrase)
    except pyrage.DecryptError as error:
        raise ImportRefusedError(
            f"{source.name} does not open: another passphrase, or a damaged file. Nothing was changed."
        ) from error
    return Source(source.name, io.BytesIO(plain))


def _pyrage() -> Any:
    try:
        import pyrage
        import pyrage.passphrase
    except ImportError as error:
        raise ResilifyError(
            "What encrypts and opens such files is not installed.",
            "To install it: pip install 'resilify-cli[encryption]'",
        ) from error
    return pyrage
