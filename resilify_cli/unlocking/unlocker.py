"""Where the key of an encrypted store comes from: a file, a command, the keyring, or a hidden prompt.

Never from an argument or a plain variable of the environment, which other programs can read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.console import print_message, print_warning
from resilify_cli.errors import LockedError
from resilify_cli.unlocking.secret_files import read_from_command, read_key_from_file, read_secret_file
from resilify_cli.unlocking.secret_prompt import ask_secret, retry_secret
from resilify_cli.variables import PASSPHRASE_FILE

if TYPE_CHECKING:
    from resilify_cli.settings import Settings
    from resilify_cli.vault.keys.key_file import KeyFile


@dataclass(frozen=True, slots=True)
class Unlocker:
    """How this person's store is unlocked. `may_ask` is whether a hidden prompt is a way too."""

    environment: Mapping[str, str]
    settings: Settings
    may_ask: bool = True

    def __call__(self, key_file: KeyFile) -> bytes:
        """Return the store's key: by the passphrase of a file or a command, kept, or by asking.

        Raises:
            WrongSecretError: a passphrase does not open it.
            LockedError: there is no way to get one.
            StoreError: a file or a command that should give it does not.
        """
        from resilify_cli.vault.core_dumps import protect_memory
        from resilify_cli.vault.keys.key_file import PASSPHRASE

        # What is encrypted on the disk is to be read nowhere else.
        protect_memory()
        given = self.given_passphrase()
        if given is not None:
            return key_file.unlock(PASSPHRASE, given)
        if self.settings.key_file:
            # A stick that is not plugged in, or is an old one, is no reason to be locked out.
            if key := read_key_from_file(Path(os.path.expanduser(self.settings.key_file)), key_file.id):
                return key
        elif self.settings.keyring:
            return self._by_keyring(key_file)
        if self.settings.unlocked_seconds:
            return self._by_kernel(key_file)
        return self.by_passphrase(key_file)

    def by_passphrase(self, key_file: KeyFile) -> bytes:
        """Return the store's key by the passphrase, from wherever that comes."""
        from resilify_cli.vault.core_dumps import protect_memory
        from resilify_cli.vault.keys.key_file import PASSPHRASE

        protect_memory()
        passphrase = self.given_passphrase()
        if passphrase is None:
            if not self.may_ask:
                raise LockedError("The store is encrypted, and is locked.")
            return retry_secret(
                lambda: key_file.unlock(PASSPHRASE, ask_secret("Passphrase: ")),
                "If it is lost, the recovery code gives you a new one: resilify recover",
            )
        return key_file.unlock(PASSPHRASE, passphrase)

    def given_passphrase(self) -> str | None:
        """Return the passphrase of a file or a command; None if it has to be asked for."""
        if name := self.environment.get(PASSPHRASE_FILE):
            return read_secret_file(Path(name))
        if self.settings.passphrase_command:
            return read_from_command(self.settings.passphrase_command)
        return None

    def _by_kernel(self, key_file: KeyFile) -> bytes:
        """Return the key that is kept, or by the passphrase, to be kept from now on for its time."""
        from resilify_cli.unlocking.kernel_keyring import keep_key, read_kept_key

        if key := read_kept_key(key_file.id):
            return key
        key = self.by_passphrase(key_file)
        if keep_key(key_file.id, key, self.settings.unlocked_seconds):
            print_message(f"Open for {self.settings.unlocked_for}. To lock it before: resilify lock")
        else:
            print_warning("This system keeps no key for a time, so the passphrase is needed each time.")
        return key

    def _by_keyring(self, key_file: KeyFile) -> bytes:
        from resilify_cli.unlocking.system_keyring import KeyringError, read_keyring_key, store_in_keyring

        try:
            if key := read_keyring_key(key_file.id, self.environment):
                return key
        except KeyringError:
            print_warning("The system's keyring does not answer, so the passphrase is needed.")
            return self.by_passphrase(key_file)
        key = self.by_passphrase(key_file)
        if store_in_keyring(key_file.id, key):
            print_warning(
                "The keyring holds the key from now on: whoever can use this login can read the journal."
            )
        else:
            print_warning("The system's keyring did not take the key, so the passphrase is needed each time.")
        return key
