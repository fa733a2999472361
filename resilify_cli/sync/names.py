"""The names of the files in a sync folder, and what they say."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

_KEY = re.compile(r"([1-9]\d{0,5})-([0-9a-f]{16})", re.ASCII)
_SEGMENT = re.compile(r"(snapshot-)?(\d{8,12})-([0-9a-f]{32})\.age", re.ASCII)


class SegmentName(NamedTuple):
    """What the name of a segment or snapshot says.

    Attributes:
        number: Its number among those of its device, from 1.
        hash: The first 32 hex digits of the SHA-256 of the file's bytes.
        snapshot: Whether it stands for all earlier files of its device.
    """

    number: int
    hash: str
    snapshot: bool = False

    def __str__(self) -> str:
        return f"{'snapshot-' if self.snapshot else ''}{self.number:08d}-{self.hash}.age"

    @classmethod
    def parse(cls, name: str) -> SegmentName | None:
        """Parse a file's name; None if it is not the name of a segment."""
        found = _SEGMENT.fullmatch(name)
        parsed = cls(int(found[2]), found[3], bool(found[1])) if found else None
        return parsed if str(parsed) == name else None

    @classmethod
    def of(cls, number: int, content: bytes, *, snapshot: bool) -> SegmentName:
        """Return the name for a new file with this content."""
        return cls(number, content_hash(content), snapshot)


class DeviceFiles(NamedTuple):
    """The files of one device.

    Attributes:
        segments: The names of its segments and snapshots, by number.
        evicted: The names of files whose content a carrier has taken away for now.
        strange: The names of other files, such as copies that a carrier made of a conflict.
    """

    segments: tuple[SegmentName, ...]
    evicted: tuple[str, ...]
    strange: tuple[str, ...]


class KeyName(NamedTuple):
    """What the name of a key says.

    Attributes:
        generation: How many keys came one after another, up to this one.
        id: 16 hex digits.
    """

    generation: int
    id: str

    def __str__(self) -> str:
        return f"{self.generation}-{self.id}"

    @classmethod
    def parse(cls, name: str) -> KeyName | None:
        """Parse the name of a key; None if it is another name."""
        found = _KEY.fullmatch(name)
        return cls(int(found[1]), found[2]) if found else None


class SegmentStamp(NamedTuple):
    """What tells without reading it that a file is as it was.

    Attributes:
        size: Its size in bytes.
        modified: When it was last changed, in nanoseconds of Unix time.
    """

    size: int
    modified: int


def content_hash(content: bytes) -> str:
    """Return the hash of a file's content that stands in its name."""
    return sha256(content).hexdigest()[:32]
