"""Encrypts and decrypts files with a passphrase, in the age format that other programs read too.

The files are armored, that is, text. The format: https://age-encryption.org/v1
"""

from __future__ import annotations

import io
import re
from binascii import Error, a2b_base64
from typing import Any
from unicodedata import normalize

from resilify_cli.errors import ImportRefusedError, ResilifyError, WrongSecretError
from resilify_cli.exchange.containers.source import ImportSource

SUFFIX = ".age"
_ARMOR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_HEADS = (b"age-encryption.org/", _ARMOR)
# It is decrypted in memory, all at once.
_MOST_BYTES = 256 * 1024 * 1024
# A file says itself how much work its passphrase is to make: 2 to the power of this KiB of memory, and as
# much time. What seals a file chooses about a second of its own computer's: age 18, rage and pyrage up to
# 20 on the fastest of today, and 21 on those of tomorrow. 22 is only ever there to wear a reader out.
_MOST_WORK = 21
_HEADER = re.compile(rb"age-encryption\.org/v1\n-> scrypt [^ \n]+ (\d{1,3})\n")


class WrongAgePassphraseError(ImportRefusedError, WrongSecretError):
    """The passphrase does not decrypt a file, or the file is damaged; there is no telling which."""


def check_age_available() -> None:
    """Check that the optional library for age is installed.

    Raises:
        ResilifyError: It is not.
    """
    _load_pyrage()


def encrypt(text: str, passphrase: str) -> str:
    """Return a text, encrypted with a passphrase, as armored ASCII."""
    armored: bytes = _load_pyrage().passphrase.encrypt(
        text.encode(), normalize("NFC", passphrase), armored=True
    )
    return armored.decode("ascii")


def is_encrypted(source: ImportSource) -> bool:
    """Return whether a source is encrypted with age."""
    return source.head.startswith(_HEADS)


def decrypt(source: ImportSource, passphrase: str) -> ImportSource:
    """Return the decrypted content of an encrypted source.

    Raises:
        WrongAgePassphraseError: The passphrase does not decrypt it, or it is damaged.
        ImportRefusedError: It is too long, or would take too much work.
    """
    return decrypt_content(source.name, read_encrypted(source), passphrase)


def read_encrypted(source: ImportSource) -> bytes:
    """Return all bytes of an encrypted source, to be tried with several passphrases.

    Raises:
        ImportRefusedError: It is too long, or would take too much work.
    """
    _check_work(source)
    content = source.open().read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ImportRefusedError(
            f"{source.name} is longer than {_MOST_BYTES // 1024**2} MB, the most that is opened here.",
            "Open it first: age --decrypt",
        )
    return content


def decrypt_content(name: str, content: bytes, passphrase: str) -> ImportSource:
    """Return the decrypted content of encrypted bytes.

    Args:
        name: The name of the source, for messages.
        content: All of its bytes.
        passphrase: The passphrase as it was typed.

    Raises:
        WrongAgePassphraseError: The passphrase does not decrypt it, or it is damaged.
    """
    pyrage = _load_pyrage()
    for spelled in _normal_forms(passphrase):
        try:
            return ImportSource(name, io.BytesIO(pyrage.passphrase.decrypt(content, spelled)))
        except pyrage.DecryptError:
            # It may open by another spelling; each is a second's work.
            continue
    raise WrongAgePassphraseError(
        f"{name} does not open: another passphrase, or a damaged file. Nothing was changed."
    )


def _normal_forms(passphrase: str) -> list[str]:
    """Return a passphrase as it was typed, then composed (NFC) and decomposed (NFD) as keyboards differ.

    The program that encrypted the file took it as it came.
    """
    return list(dict.fromkeys((passphrase, normalize("NFC", passphrase), normalize("NFD", passphrase))))


def _check_work(source: ImportSource) -> None:
    """Refuse a file whose scrypt work factor is too high for the memory here.

    What has another header than a passphrase gives it is for pyrage to refuse: that costs no work.
    """
    found = _HEADER.match(_unarmored_head(source.head))
    if found is None:
        return
    work = int(found[1])
    if work <= _MOST_WORK and _has_memory(1024 << work):
        return
    raise ImportRefusedError(
        f"{source.name} takes more time or memory to open than there is here. Nothing was changed.",
        "If you know who made it, open it first: age --decrypt",
    )


def _unarmored_head(head: bytes) -> bytes:
    """Return the beginning of a file without its armor."""
    if not head.startswith(_ARMOR):
        return head
    letters = head.removeprefix(_ARMOR).partition(b"-----END")[0].translate(None, b"\r\n")
    try:
        return a2b_base64(letters[: len(letters) // 4 * 4])
    except Error:
        return b""


def _has_memory(size: int) -> bool:
    """Return whether that much can be had; where it can't, what derives a key would end the process."""
    try:
        # It is not touched, so it takes no time.
        bytearray(size)
    except MemoryError:
        return False
    return True


def _load_pyrage() -> Any:
    try:
        import pyrage
        import pyrage.passphrase
    except ImportError as error:
        raise ResilifyError(
            "What encrypts and opens such files is not installed.",
            "To install it: pip install 'resilify-cli[encryption]'",
        ) from error
    return pyrage
