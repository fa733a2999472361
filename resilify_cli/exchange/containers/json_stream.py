"""Reads JSON as a stream: each item of each list in the outermost object, one after the other.

Items are built from the parser's events, so that a file of any size takes the memory of one item, and one
that is nested without end is refused before it takes any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from resilify_cli.exchange.containers.quick_json import JsonItem, read_quickly
from resilify_cli.exchange.containers.source import LARGEST_ENTRY
from resilify_cli.exchange.entries.portable_entry import ImportProblem, ReadResult

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource

DEEPEST = 40
# Brackets, keys and values of one item: a few bytes each in the file take a hundred in memory. An entry
# with ten thousand earlier versions stays below it.
MOST_EVENTS = 250_000
_TOO_LARGE = "what stands here is too large for an entry"


class BrokenJsonError(Exception):
    """The file can't be read any further; the message says why."""


class UnreadableEntryError(ValueError):
    """An entry can't be read; the message says why, in our own words."""


def read_json_items(file: BinaryIO) -> Iterator[JsonItem]:
    """Yield the items of the outermost object of a file.

    Raises:
        BrokenJsonError: The file is no JSON, or from some place on it is none.
    """
    rest = yield from read_quickly(file, _read_again)
    if not rest.is_end:
        yield from islice(_read_by_events(_LimitedReader(file, rest.data), rest.number), rest.skipped, None)


def _read_again(item: str) -> Any:
    """Read one item by events."""
    data = b'{"": [' + item.encode() + b"]}"
    return next(_read_by_events(_LimitedReader(BytesIO(data)))).value


def _read_by_events(pieces: _LimitedReader, number: int = 0) -> Iterator[JsonItem]:
    """Yield the items of a file, of which the first has a number, if it is one of a list."""
    from ijson import JSONError, basic_parse

    try:
        events = pieces.counted(basic_parse(pieces, use_float=True, buf_size=256 * 1024))
        for item in _build_items(events, number):
            yield item
            pieces.begin_item()
    except (JSONError, UnicodeDecodeError) as error:
        # The parser's own words show what stands there.
        early = "premature EOF" in str(error)
        wrong = "the file breaks off" if early else "the file is no JSON from here on"
        raise BrokenJsonError(wrong) from error


class _LimitedReader:
    """A file whose items are limited in bytes and in parser events; `begin` is what it begins with."""

    def __init__(self, file: BinaryIO, begin: bytes = b"") -> None:
        self._file = file
        self._begin = BytesIO(begin)
        self.begin_item()

    def begin_item(self) -> None:
        """Reset the counts for the next item."""
        self._bytes = 0
        self._events = 0

    def read(self, size: int) -> bytes:
        """Read on, unless the item is larger than an entry can be."""
        data = self._begin.read(size) or self._file.read(size)
        self._bytes += len(data)
        if self._bytes > LARGEST_ENTRY:
            raise BrokenJsonError(_TOO_LARGE)
        return data

    def counted(self, events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
        """Yield the parser's events, up to as many as an item can have."""
        for event in events:
            self._events += 1
            if self._events > MOST_EVENTS:
                raise BrokenJsonError(_TOO_LARGE)
            yield event


def _build_items(events: Iterator[tuple[str, Any]], first: int = 0) -> Iterator[JsonItem]:
    if next(events, ("", None))[0] != "start_map":
        raise BrokenJsonError("the file holds no JSON of ours, which begins with {")
    for event, key in events:
        if event == "end_map":
            # What may stand behind it is for the parser to refuse.
            continue
        kind, value = next(events)
        if kind != "start_array":
            yield JsonItem(key, _build_value(kind, value, events), key, in_list=False)
            continue
        # The events go on behind each item, since `_build_value` takes those that belong to it.
        for number, (kind, value) in enumerate(events, first):
            if kind == "end_array":
                break
            yield JsonItem(key, _build_value(kind, value, events), f"{key}[{number}]", in_list=True)
        first = 0


def _build_value(kind: str, value: Any, events: Iterator[tuple[str, Any]]) -> Any:
    """Build the value that begins with an event, and consume its other events."""
    if kind not in ("start_map", "start_array"):
        return value
    root: Any = {} if kind == "start_map" else []
    nodes = [root]
    keys: list[str] = [""]
    for event, content in events:
        if event == "map_key":
            keys[-1] = content
            continue
        if event in ("end_map", "end_array"):
            nodes.pop()
            keys.pop()
            if not nodes:
                break
            continue
        opens = event in ("start_map", "start_array")
        node: Any = ({} if event == "start_map" else []) if opens else content
        if isinstance(nodes[-1], list):
            nodes[-1].append(node)
        else:
            nodes[-1][keys[-1]] = node
        if opens:
            if len(nodes) >= DEEPEST:
                raise BrokenJsonError("the file is nested too deeply here")
            nodes.append(node)
            keys.append("")
    return root


def read_list(
    source: ImportSource, key: str, record: Callable[[dict[str, object], str], ReadResult]
) -> Iterator[ReadResult]:
    """Yield the result of reading each item of one list.

    Args:
        source: The file.
        key: The key of the list.
        record: Reads an item, given it and its location; raises a `ValueError` for what it can't read.
    """
    last = "the beginning"
    try:
        for item in read_json_items(source.open_text()):
            last = item.location
            if item.key == key and item.in_list:
                try:
                    if not isinstance(item.value, dict):
                        raise UnreadableEntryError("this is no entry")
                    yield record(item.value, item.location)
                except ValueError as error:
                    yield ImportProblem(item.location, _error_reason(error))
    except BrokenJsonError as error:
        yield ImportProblem(f"after {last}", str(error))


def _error_reason(error: ValueError) -> str:
    # Only our own words: Python's would quote what stands in the file.
    return str(error) if isinstance(error, UnreadableEntryError) else "no entry can be of this time"
