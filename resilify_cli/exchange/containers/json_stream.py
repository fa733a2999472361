"""Reads JSON as a stream: each item of each list at the top, one after the other.

It builds from the parser's events, so that a file of any size takes the room of one item, and one that
is nested without end is refused before it takes any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

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
    """From here on the file can't be read; it says why."""


class UnreadableEntryError(ValueError):
    """An entry can't be read; it says why, in words of ours."""


class JsonItem(NamedTuple):
    """A value at the top under `key`, or an item of the list there, and its place for a message."""

    key: str
    value: Any
    location: str
    in_list: bool


def read_json_items(file: BinaryIO) -> Iterator[JsonItem]:
    """Yield what is in the mapping that the file holds.

    Raises:
        BrokenJsonError: it is no JSON, or from some place on it is none.
    """
    from ijson import JSONError, basic_parse

    try:
        pieces = _Pieces(file)
        for item in _built(pieces.counted(basic_parse(pieces, use_float=True, buf_size=256 * 1024))):
            yield item
            pieces.begin_item()
    except (JSONError, UnicodeDecodeError) as error:
        # The parser's own words show what stands there.
        early = "premature EOF" in str(error)
        wrong = "the file breaks off" if early else "the file is no JSON from here on"
        raise BrokenJsonError(wrong) from error


class _Pieces:
    """A file, of which no item may be larger than an entry can be, nor hold more than one can."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.begin_item()

    def begin_item(self) -> None:
        """Begin the counts anew."""
        self._bytes = 0
        self._events = 0

    def read(self, size: int) -> bytes:
        """Read on, unless what was read since the last item can be no part of an entry."""
        data = self._file.read(size)
        self._bytes += len(data)
        if self._bytes > LARGEST_ENTRY:
            raise BrokenJsonError(_TOO_LARGE)
        return data

    def counted(self, events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
        """Pass on the parser's events, up to as many as an item can have."""
        for event in events:
            self._events += 1
            if self._events > MOST_EVENTS:
                raise BrokenJsonError(_TOO_LARGE)
            yield event


def _built(events: Iterator[tuple[str, Any]]) -> Iterator[JsonItem]:
    if next(events, ("", None))[0] != "start_map":
        raise BrokenJsonError("the file holds no JSON of ours, which begins with {")
    for event, key in events:
        if event == "end_map":
            # What may stand behind it is for the parser to refuse.
            continue
        kind, value = next(events)
        if kind != "start_array":
            yield JsonItem(key, _value(kind, value, events), key, in_list=False)
            continue
        # The events go on behind each item, since `_value` takes those that belong to it.
        for number, (kind, value) in enumerate(events):
            if kind == "end_array":
                break
            yield JsonItem(key, _value(kind, value, events), f"{key}[{number}]", in_list=True)


def _value(kind: str, value: Any, events: Iterator[tuple[str, Any]]) -> Any:
    """Return the value that begins with this event, and take its other events."""
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
    """Yield what `record` makes of each item of one list and its place.

    It raises a `ValueError` for what it can't read.
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
                    yield ImportProblem(item.location, _reason(error))
    except BrokenJsonError as error:
        yield ImportProblem(f"after {last}", str(error))


def _reason(error: ValueError) -> str:
    # Only our own words: Python's would quote what stands in the file.
    return str(error) if isinstance(error, UnreadableEntryError) else "no entry can be of this time"
