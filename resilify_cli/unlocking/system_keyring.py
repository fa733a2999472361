"""The store's key in the system's keyring, if the person wants it there.

The keyring is asked in a thread of its own: one that hangs, as when it waits for a window that nobody
sees, is given up after `SECONDS`. To read the key, the Secret Service is asked without the library first,
where that is the one that the library would ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from resilify_cli.store.engine import KEY_BYTES

SECONDS = 2.5
_SERVICE = "resilify"

_T = TypeVar("_T")


class KeyringError(Exception):
    """The keyring did not do what it was asked, or did not answer in time."""


def read_keyring_key(name: str, environment: Mapping[str, str]) -> bytes | None:
    """Read a key from the keyring.

    Args:
        name: the id of the key file that the key belongs to.
        environment: the variables of the process, which may name a keyring.

    Returns:
        The key, or None if the keyring answers that it has none.

    Raises:
        KeyringError: it is not there, or does not answer.
    """
    return _run_with_timeout(lambda: _by_secret_service(name, environment) or _by_library(name))


def store_in_keyring(name: str, key: bytes) -> bool:
    """Put a key into the keyring, and return whether it is there."""

    def put() -> bool:
        import keyring

        keyring.set_password(_SERVICE, name, key.hex())
        # One of them takes everything and keeps nothing.
        return keyring.get_password(_SERVICE, name) == key.hex()

    try:
        return _run_with_timeout(put)
    except KeyringError:
        return False


def delete_from_keyring(name: str) -> None:
    """Take a key out of the keyring.

    Raises:
        KeyringError: it is not there, or can't be taken out.
    """

    def delete() -> None:
        import keyring

        keyring.delete_password(_SERVICE, name)

    _run_with_timeout(delete)


def _by_secret_service(name: str, environment: Mapping[str, str]) -> bytes | None:
    """Return the key that the Secret Service has, where the library would ask it too; else None."""
    from resilify_cli.unlocking.secret_service import is_default_keyring, read_secret

    if not is_default_keyring(environment):
        return None
    try:
        return _parse_key(read_secret(_SERVICE, name))
    except Exception:  # the library finds out what is wrong, unlocks it, or knows another keyring
        return None


def _by_library(name: str) -> bytes | None:
    import keyring

    return _parse_key(keyring.get_password(_SERVICE, name))


def _parse_key(found: str | None) -> bytes | None:
    """Return the key of what a keyring holds; None if that is no key."""
    try:
        key = bytes.fromhex(found or "")
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def _run_with_timeout(do: Callable[[], _T]) -> _T:
    """Call a function in a thread, and wait at most `SECONDS` for it.

    Raises:
        KeyringError: it failed, or took longer.
    """
    answers: SimpleQueue[tuple[_T] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            answers.put((do(),))
        except Exception as error:  # each keyring has errors of its own
            answers.put(error)

    # A daemon: it is left behind when the command ends.
    Thread(target=run, daemon=True).start()
    try:
        answer = answers.get(timeout=SECONDS)
    except Empty:
        raise KeyringError("no answer") from None
    if isinstance(answer, Exception):
        raise KeyringError(type(answer).__name__)
    return answer[0]
