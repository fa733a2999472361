"""Files of age (https://age-encryption.org/v1) that a passphrase opens at once; age itself takes a second."""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64encode, encodebytes

_WORK = 4


def sealed(content: bytes, passphrase: str) -> bytes:
    """Return a file that opens by a passphrase, of up to 64 KiB."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapping = hashlib.scrypt(
        passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2**_WORK, r=8, p=1, dklen=32
    )
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    head = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_base64(salt), _WORK, _base64(body))
    seal = hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")
    # The last block, and the only one, is marked by its counter.
    whole = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(bytes(11) + b"\1", content, None)
    return head + b" " + _base64(seal) + b"\n" + nonce + whole


def armored(sealed_file: bytes) -> bytes:
    """Return a file in lines of 64 letters."""
    lines = [encodebytes(sealed_file[at : at + 48]) for at in range(0, len(sealed_file), 48)]
    name = b"AGE ENCRYPTED FILE-----\n"
    return b"-----BEGIN " + name + b"".join(lines) + b"-----END " + name


def _base64(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")


def _derived(key: bytes, salt: bytes, name: bytes) -> bytes:
    """Derive 32 bytes by HKDF with SHA-256 (RFC 5869)."""
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, name + b"\1", "sha256")
