"""The store's key in the system's keyring, if the person wants it there.

The keyring is asked in a thread of its own: one that hangs, as when it waits for a window that nobody
sees, is given up after `SECONDS`. To read the key, the Secret Service is asked without the library first,
where that is the one that the library would ask.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from resilify_cli.store.engine import KEY_BYTES

SECONDS = 2.5
_SERVICE = "resilify"

_T = TypeVar("_T")


class KeyringError(Exception):
    """The keyring did not do what it was asked, or did not answer in time."""


def keyring_key(name: str) -> bytes | None:
    """Return the key of this name; None if the keyring answers that it has none.

    Raises:
        KeyringError: it is not there, or does not answer.
    """
    return _in_time(lambda: _at_hand(name) or _by_library(name))


def _at_hand(name: str) -> bytes | None:
    """Return the key that the Secret Service has, where the library would ask it too; else None."""
    from resilify_cli.unlocking.secret_service import is_first, secret_at_hand

    if not is_first(os.environ):
        return None
    try:
        return _read(secret_at_hand(_SERVICE, name))
    except Exception:  # the library finds out what is wrong, unlocks it, or knows another keyring
        return None


def _by_library(name: str) -> bytes | None:
    import keyring

    return _read(keyring.get_password(_SERVICE, name))


def _read(found: str | None) -> bytes | None:
    """Return the key of what a keyring holds; None if that is no key."""
    try:
        key = bytes.fromhex(found or "")
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def keep_in_keyring(name: str, key: bytes) -> bool:
    """Put a key into the keyring, and return whether it is there."""

    def put() -> bool:
        import keyring

        keyring.set_password(_SERVICE, name, key.hex())
        # One of them takes everything and keeps nothing.
        return keyring.get_password(_SERVICE, name) == key.hex()

    try:
        return _in_time(put)
    except KeyringError:
        return False


def drop_from_keyring(name: str) -> None:
    """Take a key out of the keyring.

    Raises:
        KeyringError: it is not there, or can't be taken out.
    """

    def drop() -> None:
        import keyring

        keyring.delete_password(_SERVICE, name)

    _in_time(drop)


def _in_time(do: Callable[[], _T]) -> _T:
    results: list[_T] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            results.append(do())
        except Exception as error:  # each keyring has errors of its own
            errors.append(error)

    # A daemon: it is left behind when the command ends.
    asking = Thread(target=run, daemon=True)
    asking.start()
    asking.join(SECONDS)
    if results:
        return results[0]
    raise KeyringError(type(errors[0]).__name__ if errors else "no answer")
