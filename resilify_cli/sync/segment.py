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

SegmentRecord = tuple[str, RawRow]
_LEVEL = 6
_CHUNK = 1 << 20
# A record holds one entry with its versions, of at most a hundred megabytes.
_LONGEST_LINE = 256 << 20
# Unpacked, a journal is about ten times as long, and an entry takes a hundred bytes packed. A few zeros that
# unpack to terabytes, or to records without end, are an attack.
_MOST_UNPACKED, _MOST_TIMES = 256 << 20, 100
_MOST_RECORDS, _LEAST_PACKED = 10_000, 16
# The last millisecond of the year 9998, which every time zone can show.
_LATEST = 253_370_764_799_999


class DamagedSegmentError(Exception):
    """A segment can't be read, though a key opens it."""


class TooLargeSegmentError(Exception):
    """A segment unpacks to more than any journal."""


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


def pack(header: SegmentHeader, records: Iterable[SegmentRecord]) -> tuple[bytes, int]:
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


def unpack(content: bytes) -> tuple[SegmentHeader, Iterator[SegmentRecord]]:
    """Return the header and the records of a packed segment.

    Raises:
        DamagedSegmentError: It can't be read; from the iterator too.
        NewerSegmentError: It is of a newer format.
        TooLargeSegmentError: It unpacks to more than any journal; from the iterator too.
    """
    lines = _split_lines(content)
    found = _parse_line(next(lines, b""))
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
    return header, _read_records(lines, _MOST_RECORDS + len(content) // _LEAST_PACKED)


def _read_records(lines: Iterator[bytes], most: int) -> Iterator[SegmentRecord]:
    count = 0
    for line in lines:
        match _parse_line(line):
            case [str(kind), dict(record)]:
                count += 1
                if count > most:
                    raise TooLargeSegmentError
                yield kind, record
            case int(said) if said == count and next(lines, None) is None:
                return
            case _:
                raise DamagedSegmentError
    # It breaks off.
    raise DamagedSegmentError


def _parse_line(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DamagedSegmentError from error


def _split_lines(content: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    left = _MOST_UNPACKED + _MOST_TIMES * len(content)
    line: list[bytes] = []
    length = 0
    while not unpacker.eof:
        try:
            found = unpacker.decompress(content, _CHUNK)
        except zlib.error as error:
            raise DamagedSegmentError from error
        content = unpacker.unconsumed_tail
        if not found and not content:
            raise DamagedSegmentError
        left -= len(found)
        length += len(found)
        *whole, rest = found.split(b"\n")
        if whole:
            yield b"".join((*line, whole[0]))
            yield from whole[1:]
            line, length = [], len(rest)
        line.append(rest)
        if left < 0 or length > _LONGEST_LINE:
            raise TooLargeSegmentError
    if any(line):
        raise DamagedSegmentError
