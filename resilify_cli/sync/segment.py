"""One segment of a device: records of its store, packed, and encrypted as an age file.

The packed text has JSON on each line: a header, then a pair of the kind and the record for each record (as
`exchange.transfer.record_reader` reads them), then the number of records.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from resilify_cli.exchange.transfer.columns import RawRow
from resilify_cli.sync.folder import FORMAT

Record = tuple[str, RawRow]
_LEVEL = 6
_CHUNK = 1 << 20
# A record holds one entry with its versions, of at most a hundred megabytes.
_LONGEST_LINE = 256 << 20
# The last millisecond of the year 9998, which every time zone can show.
_LATEST = 253_370_764_799_999


class DamagedSegmentError(Exception):
    """A segment can't be read, though a key opens it."""


class NewerSegmentError(Exception):
    """A segment was written by a newer resilify."""


class SegmentHeader(NamedTuple):
    """What a segment says of itself.

    Attributes:
        device: The device that wrote it.
        name: What its person calls that device.
        number: Its number among those of its device.
        previous: The hash of the one before; empty where it is the first or a snapshot.
        snapshot: Whether it stands for all earlier ones of its device.
        written_at: When it was written, in Unix milliseconds.
    """

    device: str
    name: str
    number: int
    previous: str
    snapshot: bool
    written_at: int


_HEADER_TYPES = (str, str, int, str, bool, int)


def pack(header: SegmentHeader, records: Iterable[Record]) -> tuple[bytes, int]:
    """Return a packed segment, not encrypted yet, and how many records are in it."""
    packer = zlib.compressobj(_LEVEL)
    dump = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    parts = [packer.compress(f"{dump({'format': FORMAT, **header._asdict()})}\n".encode())]
    count = 0
    for record in records:
        count += 1
        parts.append(packer.compress(f"{dump(record)}\n".encode()))
    parts += [packer.compress(f"{count}\n".encode()), packer.flush()]
    return b"".join(parts), count


def unpack(content: bytes) -> tuple[SegmentHeader, Iterator[Record]]:
    """Return the header and the records of a packed segment.

    Raises:
        DamagedSegmentError: It can't be read; from the iterator too.
        NewerSegmentError: It is of a newer format.
    """
    lines = _lines(content)
    found = _parse(next(lines, b""))
    if not isinstance(found, dict):
        raise DamagedSegmentError
    if not isinstance(written_with := found.pop("format", None), int):
        raise DamagedSegmentError
    if written_with > FORMAT:
        raise NewerSegmentError
    try:
        header = SegmentHeader(**found)
        # JSON can hold half a letter, which no store can.
        str(header.name).encode()
    except (TypeError, UnicodeEncodeError) as error:
        raise DamagedSegmentError from error
    if tuple(map(type, header)) != _HEADER_TYPES or not 0 <= header.written_at <= _LATEST:
        raise DamagedSegmentError
    return header, _records(lines)


def _records(lines: Iterator[bytes]) -> Iterator[Record]:
    count = 0
    for line in lines:
        match _parse(line):
            case [str(kind), dict(record)]:
                count += 1
                yield kind, record
            case int(said) if said == count and next(lines, None) is None:
                return
            case _:
                raise DamagedSegmentError
    # It breaks off.
    raise DamagedSegmentError


def _parse(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DamagedSegmentError from error


def _lines(content: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    rest = b""
    while not unpacker.eof:
        try:
            found = unpacker.decompress(content, _CHUNK)
        except zlib.error as error:
            raise DamagedSegmentError from error
        content = unpacker.unconsumed_tail
        if not found and not content:
            raise DamagedSegmentError
        *whole, rest = (rest + found).split(b"\n")
        if len(rest) > _LONGEST_LINE:
            raise DamagedSegmentError
        yield from whole
    if rest:
        raise DamagedSegmentError
