"""The keys of a sync folder: what segments are encrypted to, and how a new machine gets them.

A key is an age identity (X25519). Its recipient never lies in the folder, so whoever holds the folder can
neither read a segment nor make one. The keys are in `keys/N.age`, encrypted with a random secret that
`keys/N.key` holds wrapped for a passphrase and for a recovery code, as the key file of a store does.

`resilify sync forget` begins a new generation `N`: a key that the forgotten device does not have. What was
written with an older key counts only up to the number that each device had reached then; later ones are held
back until their device, which knows the new key by then, writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from resilify_cli.errors import StoreError, WrongSecretError
from resilify_cli.sync.folder import SyncFolder, SyncFolderError

_TRY_AGAIN = (
    "It is the passphrase of the folder, or its recovery code. You can try again as often as you like."
)


@dataclass(frozen=True, slots=True)
class SyncKeys:
    """The keys of a folder, as a device keeps them.

    Attributes:
        identities: The age identities of all generations, the newest last.
        until: For each generation but the newest, how far each device's segments count that it encrypted.
        forgotten: The devices that were forgotten.
    """

    identities: tuple[str, ...]
    until: tuple[Mapping[str, int], ...] = ()
    forgotten: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def generate(cls) -> SyncKeys:
        """Return the keys of a new folder."""
        return cls((_new_identity(),))

    @property
    def generation(self) -> int:
        """The number of the newest key, from 1."""
        return len(self.identities)

    def forgetting(self, device: str, reached: Mapping[str, int]) -> SyncKeys:
        """Return the keys of the next generation, without a device.

        Args:
            device: The device to forget.
            reached: The greatest number of a segment by each device, as far as it was read here.
        """
        return SyncKeys(
            (*self.identities, _new_identity()), (*self.until, dict(reached)), self.forgotten | {device}
        )

    def check_follow(self, known: SyncKeys) -> None:
        """Check that these keys are those that are known here, and newer ones.

        Raises:
            SyncFolderError: They are not: older keys, or another's, lie there as newer.
        """
        count = known.generation
        if self.identities[:count] != known.identities or not known.forgotten <= self.forgotten:
            raise SyncFolderError(
                "The newest key in the folder does not follow the one known here. Nothing was changed.",
                "If two of your machines forgot one at once, take the folder's key here:"
                " resilify sync leave, then resilify sync join FOLDER",
            )

    def encrypt(self, content: bytes) -> bytes:
        """Return content, encrypted to the newest key."""
        from pyrage import encrypt, x25519

        recipient = x25519.Identity.from_str(self.identities[-1]).to_public()
        encrypted: bytes = encrypt(content, [recipient])
        return encrypted

    def decrypt(self, content: bytes) -> tuple[bytes, int] | None:
        """Return the content of a segment and the generation of its key; None if no key opens it."""
        from pyrage import DecryptError, decrypt, x25519

        for at in range(len(self.identities), 0, -1):
            try:
                return decrypt(content, [x25519.Identity.from_str(self.identities[at - 1])]), at
            except DecryptError:
                continue
        return None

    def accepts(self, device: str, number: int, generation: int) -> bool:
        """Return whether a segment counts that a device wrote with the key of a generation."""
        if generation == self.generation:
            return device not in self.forgotten
        return number <= self.until[generation - 1].get(device, 0)

    def to_json(self) -> str:
        """Return the keys as JSON."""
        return json.dumps(
            {
                "identities": self.identities,
                "until": [dict(one) for one in self.until],
                "forgotten": sorted(self.forgotten),
            }
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> SyncKeys:
        """Return keys from what `to_json` returned.

        Raises:
            ValueError: It is something else.
        """
        found: Any = json.loads(text)
        try:
            keys = cls(
                tuple(map(str, found["identities"])),
                tuple({str(k): int(v) for k, v in one.items()} for one in found["until"]),
                frozenset(map(str, found["forgotten"])),
            )
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError("no keys") from error
        if not keys.identities or len(keys.until) != len(keys.identities) - 1:
            raise ValueError("no keys")
        return keys


def write_keys(folder: SyncFolder, keys: SyncKeys, passphrase: str, recovery_code: str) -> None:
    """Write the keys of the newest generation to the folder, openable by two secrets.

    Raises:
        ResilifyError: They can't be written, or a package is not installed.
    """
    from resilify_cli.exchange.containers.age import encrypt
    from resilify_cli.vault.keys.key_file import new_key_file

    key_file, secret = new_key_file(passphrase, recovery_code)
    folder.place_key_bundle(keys.generation, encrypt(keys.to_json(), secret.hex()).encode())
    # It comes last: a generation whose key file is there is complete.
    key_file.write(folder.key_file(keys.generation))


def open_keys(folder: SyncFolder, generation: int, kind: str, secret: str) -> SyncKeys:
    """Return the keys of a generation.

    Args:
        folder: The sync folder.
        generation: Its number.
        kind: `PASSPHRASE` or `RECOVERY` of `vault.keys.key_file`.
        secret: The passphrase or the recovery code.

    Raises:
        WrongSecretError: The secret does not open them.
        ResilifyError: A file of them is missing or damaged, or a package is not installed.
    """
    from resilify_cli.exchange.containers.age import decrypt_content
    from resilify_cli.vault.keys.key_file import read_key_file

    try:
        key_file = read_key_file(folder.key_file(generation))
    except StoreError as error:
        if error.__cause__ is None:
            raise
        raise SyncFolderError(
            f"{folder.key_file(generation)} is not whole, or can't be read. Nothing was changed.",
            "Wait for what carries the folder, or put the folder `keys` back from another machine's.",
        ) from error
    try:
        wrapping = key_file.unlock(kind, secret)
    except WrongSecretError as error:
        raise WrongSecretError("That does not open the folder. Nothing was changed.", _TRY_AGAIN) from error
    content = folder.read_key_bundle(generation)
    try:
        with decrypt_content("the key of the folder", content, wrapping.hex()) as opened:
            keys = SyncKeys.from_json(opened.open().read())
        if keys.generation != generation:
            # An older key in its place would have this machine write to who was forgotten.
            raise ValueError("keys of another generation")
        return keys
    except (WrongSecretError, ValueError) as error:
        raise SyncFolderError(
            "The keys in the folder don't belong together, or are damaged. Nothing was changed.",
            "Put the folder `keys` back from the sync folder of another machine.",
        ) from error


def _new_identity() -> str:
    from pyrage import x25519

    return str(x25519.Identity.generate())
