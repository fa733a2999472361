"""Wraps other keys by a key (AES key wrap with padding, RFC 5649): nobody changes what is wrapped unseen."""

from __future__ import annotations


def wrap_keys(key: bytes, content: bytes) -> bytes:
    """Return keys, in whatever form, wrapped by a key of 32 bytes."""
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap_with_padding

    return aes_key_wrap_with_padding(key, content)


def unwrap_keys(key: bytes, wrapped: bytes) -> bytes:
    """Return what `wrap_keys` wrapped.

    Raises:
        ValueError: It was wrapped by another key, or is damaged.
    """
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding

    try:
        return aes_key_unwrap_with_padding(key, wrapped)
    except InvalidUnwrap as error:
        raise ValueError("not wrapped by this key") from error
