"""Where the key of an encrypted store comes from: a file, a command, the keyring, or a hidden prompt.

Never from an argument or a plain variable of the environment, which other programs can read.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.console import talk
from resilify_cli.errors import StoreError, UsageError
from resilify_cli.settings import Settings

if TYPE_CHECKING:
    from resilify_cli.store.keyfile import KeyFile

PASSPHRASE_FILE = "RESILIFY_PASSPHRASE_FILE"


class LockedError(StoreError):
    """The store is encrypted, and there is nobody to ask for the passphrase."""


@dataclass(frozen=True, slots=True)
class Unlocking:
    """How this person's store is unlocked. `may_ask` is whether a hidden prompt is a way too."""

    environment: Mapping[str, str]
    settings: Settings
    may_ask: bool = True

    def __call__(self, key_file: KeyFile) -> bytes:
        """Return the store's key, kept or by the passphrase.

        Raises:
            WrongSecretError: a passphrase does not open it.
            LockedError: there is no way to get one.
            StoreError: a file or a command that should give it does not.
        """
        if self.settings.key_file:
            return read_key(Path(self.settings.key_file))
        if not self.settings.keyring:
            return self.by_passphrase(key_file)
        from resilify_cli.commands.keyring_key import keep_in_keyring, keyring_key

        if key := keyring_key(key_file.id):
            return key
        key = self.by_passphrase(key_file)
        if keep_in_keyring(key_file.id, key):
            talk("The keyring holds the key from now on: whoever can use this login can read the journal.")
        else:
            talk("The system's keyring does not answer, so the passphrase was asked for.")
        return key

    def by_passphrase(self, key_file: KeyFile) -> bytes:
        """Return the store's key by the passphrase, from wherever that comes."""
        from resilify_cli.store.keyfile import PASSPHRASE

        passphrase = self.given()
        if passphrase is None:
            if not self.may_ask:
                raise LockedError("The store is encrypted, and is locked.")
            passphrase = ask_hidden("Passphrase: ")
        return key_file.unlock(PASSPHRASE, passphrase)

    def given(self) -> str | None:
        """Return the passphrase of a file or a command; None if it has to be asked for."""
        if name := self.environment.get(PASSPHRASE_FILE):
            return read_secret_file(Path(name))
        if self.settings.passphrase_command:
            return _said_by(self.settings.passphrase_command)
        return None


def ask_new_passphrase() -> str:
    """Ask for a new passphrase, twice.

    Raises:
        LockedError: there is no terminal to ask in.
        UsageError: the two are not the same, or empty.
    """
    passphrase = ask_hidden("New passphrase (a few words that only you would put together): ")
    if not passphrase:
        raise UsageError("An empty passphrase would keep nobody out. Nothing was changed.")
    if ask_hidden("The same once more: ") != passphrase:
        raise UsageError("The two were not the same. Nothing was changed.")
    return passphrase


def read_secret_file(path: Path) -> str:
    """Return the first line of a file.

    Raises:
        StoreError: it can't be read, or that line is empty.
    """
    try:
        line = path.expanduser().read_text("utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"The file {path} with the passphrase can't be read.", str(error)) from error
    if not line:
        raise StoreError(f"The file {path} has no passphrase in its first line.")
    return line


def read_key(path: Path) -> bytes:
    """Return the store's key from a file that holds it as hex digits.

    Raises:
        StoreError: it can't be read, or holds no key.
    """
    line = read_secret_file(path)
    try:
        key = bytes.fromhex(line)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise StoreError(f"{path} holds no key.", "To write one: resilify passphrase --key-file FILE")
    return key


def ask_hidden(prompt: str) -> str:
    """Ask for a secret in the terminal, without showing it.

    Raises:
        LockedError: there is no terminal to ask in.
    """
    if not sys.stdin.isatty():
        raise LockedError(
            "The store is encrypted, and there is no terminal to ask for the passphrase in.",
            f"Name a file that holds it: --passphrase-file, or {PASSPHRASE_FILE}.",
        )
    from getpass import getpass

    try:
        return getpass(prompt)
    except EOFError as error:
        raise LockedError("No passphrase was given. Nothing was changed.") from error


def _said_by(command: str) -> str:
    """Return the first line that a command says; it may ask the person in the terminal."""
    import shlex
    import subprocess

    try:
        ran = subprocess.run(shlex.split(command), stdout=subprocess.PIPE, check=False)
    except (OSError, ValueError) as error:
        raise StoreError("The passphrase_command of the settings can't be started.", str(error)) from error
    line = ran.stdout.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")
    if ran.returncode or not line:
        raise StoreError(
            f"The passphrase_command of the settings gave no passphrase (exit code {ran.returncode})."
        )
    return line
