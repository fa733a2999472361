"""The keys of a sync folder: what segments are encrypted to, and whose segments count.

A key is an age identity (X25519). Its recipient never lies in the folder, so whoever holds the folder can
neither read a segment nor make one. `key_files` has the files by which a machine gets the keys.

`resilify sync forget` begins a new generation: a key that the forgotten device does not have. It closes the
keys before it: what was written with one of those counts only up to the number that each device had reached
then. Later ones are held back until their device, which knows the new key by then, writes them anew.

Two machines may forget one at once. Then there are two keys of one generation, and each machine takes over
the other's too. Keys that are put together say the same in whatever order that happens.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from resilify_cli.sync.folder import SyncFolderError
from resilify_cli.sync.names import KeyName


@dataclass(frozen=True, slots=True)
class SyncKey:
    """One key of a folder.

    Attributes:
        name: Its generation and its id.
        identity: The age identity.
        until: For each device the greatest number of a segment with this key that counts; None while the key
            is open.
    """

    name: KeyName
    identity: str
    until: Mapping[str, int] | None = None

    @classmethod
    def generate(cls, generation: int) -> SyncKey:
        """Return a new key of a generation."""
        from pyrage import x25519

        return cls(KeyName(generation, os.urandom(8).hex()), str(x25519.Identity.generate()))

    def merged(self, other: SyncKey) -> SyncKey:
        """Return what two machines together know of this key."""
        limits = [one.until for one in (self, other) if one.until is not None]
        if not limits:
            return self
        devices = sorted({device for one in limits for device in one})
        return replace(self, until={d: max(one.get(d, 0) for one in limits) for d in devices})


@dataclass(frozen=True, slots=True)
class SyncKeys:
    """The keys of a folder, as a device keeps them.

    Attributes:
        keys: Those of all generations, by name. Segments are written with the last.
        forgotten: The devices that were forgotten.
    """

    keys: tuple[SyncKey, ...]
    forgotten: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def generate(cls) -> SyncKeys:
        """Return the keys of a new folder."""
        return cls((SyncKey.generate(1),))

    @property
    def newest(self) -> SyncKey:
        """The key that segments are written with."""
        return self.keys[-1]

    @property
    def names(self) -> frozenset[KeyName]:
        """The names of the keys."""
        return frozenset(key.name for key in self.keys)

    def forgetting(self, device: str, reached: Mapping[str, int]) -> SyncKeys:
        """Return the keys with one of the next generation, without a device.

        Args:
            device: The device to forget.
            reached: Up to which number the segments of each device were read here.
        """
        closed = (key if key.until is not None else replace(key, until=dict(reached)) for key in self.keys)
        new = SyncKey.generate(self.newest.name.generation + 1)
        return SyncKeys((*closed, new), self.forgotten | {device})

    def merged(self, other: SyncKeys) -> SyncKeys:
        """Return these keys and another machine's, which say the same whichever of the two is asked.

        Raises:
            SyncFolderError: The others are of another folder.
        """
        ours, theirs = ({key.name: key for key in keys.keys} for keys in (self, other))
        common = ours.keys() & theirs.keys()
        if not common or any(ours[name].identity != theirs[name].identity for name in common):
            raise SyncFolderError(
                "The new key in the folder does not follow the one known here. Nothing was changed.",
                "Put the folder `keys` back from the sync folder of another machine.",
            )
        both = {**ours, **theirs, **{name: ours[name].merged(theirs[name]) for name in common}}
        return SyncKeys(tuple(both[name] for name in sorted(both)), self.forgotten | other.forgotten)

    def encrypt(self, content: bytes) -> bytes:
        """Return content, encrypted to the newest key."""
        return encrypt_to([self.newest], content)

    def decrypt(self, content: bytes) -> tuple[bytes, SyncKey] | None:
        """Return the content of a segment and the key that opens it; None if no key does."""
        from pyrage import DecryptError, decrypt, x25519

        for key in reversed(self.keys):
            try:
                return decrypt(content, [x25519.Identity.from_str(key.identity)]), key
            except DecryptError:
                continue
        return None

    def accepts(self, device: str, number: int, key: SyncKey) -> bool:
        """Return whether a segment counts that a device wrote with a key."""
        if key.until is None:
            return device not in self.forgotten
        return number <= key.until.get(device, 0)

    def reached_by(self, device: str, names: Collection[KeyName]) -> int:
        """Return up to which number segments of a device count, with whichever of these closed keys."""
        limits = (key.until for key in self.keys if key.name in names and key.until is not None)
        return min((limit.get(device, 0) for limit in limits), default=sys.maxsize)

    def closed(self) -> frozenset[KeyName]:
        """Return the names of the keys that are closed."""
        return frozenset(key.name for key in self.keys if key.until is not None)

    def to_json(self) -> str:
        """Return the keys as JSON."""
        keys = [[*key.name, key.identity, key.until and dict(key.until)] for key in self.keys]
        return json.dumps({"keys": keys, "forgotten": sorted(self.forgotten)})

    @classmethod
    def from_json(cls, text: str | bytes) -> SyncKeys:
        """Return keys from what `to_json` returned.

        Raises:
            ValueError: It is something else.
        """
        found: Any = json.loads(text)
        try:
            keys = tuple(
                SyncKey(KeyName(int(generation), str(name)), str(identity), _read_limits(until))
                for generation, name, identity, until in found["keys"]
            )
            forgotten = frozenset(map(str, found["forgotten"]))
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError("no keys") from error
        if not keys or sorted(key.name for key in keys) != [key.name for key in keys]:
            raise ValueError("no keys")
        return cls(keys, forgotten)


def encrypt_to(keys: list[SyncKey], content: bytes) -> bytes:
    """Return content, encrypted so that each of these keys opens it."""
    from pyrage import encrypt, x25519

    encrypted: bytes = encrypt(content, [x25519.Identity.from_str(key.identity).to_public() for key in keys])
    return encrypted


def _read_limits(until: Any) -> Mapping[str, int] | None:
    return None if until is None else {str(device): int(number) for device, number in until.items()}
