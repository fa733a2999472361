"""The key file of an encrypted store: the store's key, wrapped once for each secret that opens it.

The store's key is 32 random bytes. Each slot holds it wrapped (AES key wrap, RFC 3394) by a key that
scrypt (RFC 7914) derives from a secret: the passphrase, or the recovery code. So a new passphrase
rewrites a slot, not the store, and the file is of no use without one of the two.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from resilify_cli.atomic_files import atomic_write
from resilify_cli.errors import StoreError, WrongSecretError
from resilify_cli.store.engine import KEY_BYTES, check_encryption_installed
from resilify_cli.vault.permissions import check_no_link

PASSPHRASE = "passphrase"
RECOVERY = "recovery"

FORMAT = 1
# RFC 7914 names the parameters. N = 2**17 and r = 8 take 128 MiB and about half a second.
_COST = {"n": 2**17, "r": 8, "p": 1}
_MOST_MEMORY = 2**30
_MOST_WORK = 2**23
_SALT_BYTES = 16
_WRAPPED_BYTES = KEY_BYTES + 8
# A file of ours has two slots, and less than a thousand letters. Each slot that is tried takes its time.
_MOST_SLOTS = 4
_MOST_BYTES = 16 * 1024
# Crockford's base 32, which leaves out letters that are read as others.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_GROUPS, _GROUP = 6, 5


@dataclass(frozen=True, slots=True)
class Slot:
    """The key, wrapped for one secret."""

    kind: str
    salt: bytes
    wrapped: bytes
    n: int
    r: int
    p: int


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The slots of one store's key; `id` names the key, as a keyring knows it.

    `check` is the checksum that was read with it; those of earlier versions have none.
    """

    id: str
    slots: tuple[Slot, ...]
    check: str | None = field(default=None, compare=False)

    @property
    def intact(self) -> bool | None:
        """Whether it is as it was written; None where nothing tells.

        One that is not intact may open still, by the slot that is.
        """
        return None if self.check is None else self.check == self.checksum

    @property
    def checksum(self) -> str:
        """The checksum of its slots: 32 hex digits."""
        return _checksum(self._as_dict())

    def unlock(self, kind: str, secret: str) -> bytes:
        """Return the store's key.

        Args:
            kind: `PASSPHRASE` or `RECOVERY`.
            secret: The passphrase or recovery code.

        Raises:
            WrongSecretError: The secret does not open its slot.
            StoreError: A package is not installed, or there is too little memory.
        """
        check_encryption_installed()
        from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

        for slot in self.slots:
            if slot.kind == kind:
                try:
                    return aes_key_unwrap(_derive_key(secret, slot), slot.wrapped)
                except InvalidUnwrap:
                    continue
        if self.intact is False:
            raise WrongSecretError(
                f"{_WRONG[kind]} The key file is damaged, so it may be the right one all the same.",
                "To see what can be done: resilify doctor",
            )
        raise WrongSecretError(_WRONG[kind], "Nothing was changed. You can try again as often as you like.")

    def with_slot(self, kind: str, secret: str, key: bytes) -> KeyFile:
        """Return the key file with the slot of this kind made anew for a secret."""
        kept = tuple(slot for slot in self.slots if slot.kind != kind)
        return replace(self, slots=(*kept, _make_slot(kind, secret, key)), check=None)

    def write(self, path: Path) -> None:
        """Write the key file atomically, for its owner alone. A damaged one stays recognisable as such.

        Raises:
            FileNotWrittenError: It can't be written.
            StoreError: A link is in its place.
        """
        check_no_link(path)
        content = self._as_dict()
        check = self.check if self.intact is False else self.checksum
        with atomic_write(path, force=True) as file:
            json.dump({"resilify_key": FORMAT, **content, "check": check}, file, indent=2)
            file.write("\n")

    def _as_dict(self) -> dict[str, object]:
        """Return the contents of the file as JSON, without its format and its checksum."""
        return {"id": self.id, "slots": [_slot_as_dict(slot) for slot in self.slots]}


def _slot_as_dict(slot: Slot) -> dict[str, object]:
    """Return a slot as the file has it."""
    return {
        "kind": slot.kind,
        "kdf": "scrypt",
        **{name: getattr(slot, name) for name in _COST},
        "salt": slot.salt.hex(),
        "wrap": "aes-key-wrap",
        "wrapped": slot.wrapped.hex(),
    }


def _checksum(content: dict[str, Any]) -> str:
    """Return the checksum of the slots, by which a changed digit is found even in one that is seldom used."""
    from hashlib import blake2b

    return blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).hexdigest()


def new_key_file(passphrase: str, recovery_code: str) -> tuple[KeyFile, bytes]:
    """Draw a key, and return it with a key file that both secrets open."""
    key = os.urandom(KEY_BYTES)
    empty = KeyFile(os.urandom(8).hex(), ())
    return empty.with_slot(PASSPHRASE, passphrase, key).with_slot(RECOVERY, recovery_code, key), key


def read_key_file(path: Path) -> KeyFile:
    """Read a key file.

    Raises:
        StoreError: it is not there, can't be read, or is no key file of ours.
    """
    try:
        with open(path, "rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise ValueError("too long")
        found = json.loads(content.decode("utf-8"))
        if found["resilify_key"] > FORMAT:
            raise StoreError(
                f"The key file {path} was made by a newer resilify. Nothing was changed.",
                "Update resilify: pip install --upgrade resilify-cli",
            )
        return _parse(found)
    except FileNotFoundError as error:
        raise StoreError(
            f"The key file {path} is missing.",
            "To see what can be done: resilify doctor",
        ) from error
    except OSError as error:
        raise StoreError(
            f"The key file {path} can't be read: {error.strerror}.", "Check the rights of the file."
        ) from error
    # `OverflowError` is from a number that is said to be infinite.
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
        raise StoreError(
            f"The key file {path} is damaged, or is none of ours. Nothing was changed.",
            "To see whether a copy of it is here: resilify doctor",
        ) from error


def new_recovery_code() -> str:
    """Return a code of 150 random bits, in groups that a person can write down."""
    drawn = int.from_bytes(os.urandom(32), "big")
    letters = [_ALPHABET[drawn >> (5 * place) & 31] for place in range(_GROUPS * _GROUP)]
    return "-".join("".join(letters[at : at + _GROUP]) for at in range(0, len(letters), _GROUP))


def read_recovery_code(typed: str) -> str:
    """Return a recovery code in its one form, however it was typed: in any case, with or without dashes."""
    letters = "".join(typed.upper().translate(_READ_AS).split()).replace("-", "")
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _make_slot(kind: str, secret: str, key: bytes) -> Slot:
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap

    slot = Slot(kind, os.urandom(_SALT_BYTES), b"", **_COST)
    return replace(slot, wrapped=aes_key_wrap(_derive_key(secret, slot), key))


def _derive_key(secret: str, slot: Slot) -> bytes:
    # They load a library for ciphers, which a key that comes without a passphrase does not need.
    import hashlib
    from unicodedata import normalize

    # One keyboard may make a letter of two parts where another makes one.
    typed = normalize("NFC", secret).encode("utf-8", "surrogatepass")
    try:
        return hashlib.scrypt(
            typed, salt=slot.salt, n=slot.n, r=slot.r, p=slot.p, maxmem=_MOST_MEMORY, dklen=KEY_BYTES
        )
    except (ValueError, MemoryError) as error:
        raise StoreError(
            "There is too little memory to turn the passphrase into a key.",
            "Close something else, then try again.",
        ) from error


def _parse(found: dict[str, Any]) -> KeyFile:
    """Parse a key file; anything that one of ours would not say is an error of some kind."""
    slots = tuple(_read_slot(slot) for slot in found["slots"])
    if found["resilify_key"] != FORMAT or not 0 < len(slots) <= _MOST_SLOTS:
        raise ValueError("no key file of ours")
    if not re.fullmatch("[0-9a-f]{16}", found["id"]):
        raise ValueError("no name of a key")
    return KeyFile(found["id"], slots, str(found["check"]) if "check" in found else None)


def _read_slot(found: dict[str, Any]) -> Slot:
    slot = Slot(
        str(found["kind"]),
        bytes.fromhex(found["salt"]),
        bytes.fromhex(found["wrapped"]),
        *(int(found[name]) for name in _COST),
    )
    if (found["kdf"], found["wrap"]) != ("scrypt", "aes-key-wrap") or not _is_affordable(slot):
        raise ValueError("a slot that can't be opened here")
    if len(slot.wrapped) != _WRAPPED_BYTES or not 8 <= len(slot.salt) <= 64:
        raise ValueError("a slot with no key of ours in it")
    return slot


def _is_affordable(slot: Slot) -> bool:
    """Return whether a slot's cost is one of ours or a little more, not one to hang on."""
    power_of_two = slot.n > 1 and slot.n & (slot.n - 1) == 0
    fits = 256 * slot.n * slot.r <= _MOST_MEMORY and slot.n * slot.r * slot.p <= _MOST_WORK
    return power_of_two and 0 < slot.r <= 32 and 0 < slot.p <= 16 and fits


_WRONG = {
    PASSPHRASE: "That passphrase does not open the store.",
    RECOVERY: "That recovery code does not open the store.",
}
