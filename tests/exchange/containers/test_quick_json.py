"""JSON that is read quickly is what the other parser, which reads the rest, makes of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.exchange.containers import json_stream, quick_json
from resilify_cli.exchange.containers.json_stream import DEEPEST, MOST_EVENTS, BrokenJsonError
from resilify_cli.exchange.containers.quick_json import MOST_QUICK, JsonItem

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
_FILES = st.dictionaries(st.text(max_size=3), _VALUES | st.lists(_VALUES, max_size=4), max_size=4)
_ODD = [
    "",
    ",",
    "]",
    "}",
    "{",
    "[",
    '"',
    ":",
    " ",
    "\\ud83d",
    "\\ud83d\\ude00",
    "1e999",
    "-",
    "9" * 20,
    "\x00",
]


def outcome(items: Iterator[JsonItem]) -> tuple[list[JsonItem], str]:
    """Return the items, and how the reading ended."""
    found: list[JsonItem] = []
    try:
        found.extend(items)
    except BrokenJsonError as error:
        return found, str(error)
    return found, ""


def check(data: bytes, ahead: int = 64 * 1024) -> None:
    """Compare what is read quickly, and what comes of it behind that, with what the other parser reads."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(quick_json, "_AHEAD", ahead)
        found, ended = outcome(json_stream.read_json_items(io.BytesIO(data)))
    pieces = json_stream._LimitedReader(io.BytesIO(data))
    wanted, wanted_end = outcome(json_stream._read_by_events(pieces))
    assert ended == wanted_end
    # Of a file that breaks off within an item, more items before it may be read quickly.
    assert repr(found[: len(wanted)]) == repr(wanted)
    assert bool(ended) or len(found) == len(wanted)


@given(
    _FILES,
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(_ODD), st.integers(0, 2)), max_size=2),
    st.sampled_from([1, 7, 30, 64 * 1024]),
)
@example({"a": ["x" * 40, 12345, {"b": "y" * 40}]}, True, [], 7)
def test_both_parsers_read_the_same(
    content: dict[str, object], is_ascii: bool, changes: list[tuple[int, str, int]], ahead: int
) -> None:
    """Whatever stands in a file, whole or damaged, and wherever the pieces of it end."""
    text = json.dumps(content, ensure_ascii=is_ascii)
    for place, put_in, taken in changes:
        text = text[:place] + put_in + text[place + taken :]
    check(text.encode("utf-8", "replace"), ahead)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": [1, 2,]}',
        b'{"a": [,1]}',
        b'{"a": 1,}',
        b'{"a": [1]} x',
        b'{"a": [1]}{"b": [2]}',
        b'{"a": ["\xff", 1]}',
        b'{"a": ["b", "\xff"]}',
        b'{"a": ["\xc3\xa9"]}\xc3',
        b'{"a": [NaN]}',
        b'{"a": [123456789012345678901234567890]}',
        b'{"\\ud800": [1, -]}',
        b"[1, 2]",
        b"",
        b"{",
        b'{"a": [1, 2',
        b'{"a": [' + b"[" * (DEEPEST - 1) + b"]" * (DEEPEST - 1) + b"]}",
        b'{"a": [1, ' + b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1) + b"]}",
        b'{"a": ["\\ud800x", "\\ud83d\\ude00"]}',
        b'{"a": [1, ' + b"[" * 5_000 + b"]" * 5_000 + b"]}",
        b'{"a": ["' + b"x" * 2 * MOST_QUICK + b'", 2], "b": [3, 4]}',
        b'{"a": [1, 2], "b": ["' + b"x" * 2 * MOST_QUICK + b'", 2]}',
    ],
)
def test_what_is_damaged_or_large_ends_alike(data: bytes) -> None:
    """The other parser goes on where the quick one stops, and tells the same."""
    check(data)


@pytest.mark.parametrize("indent", [None, 1], ids=["on a line", "set in"])
def test_most_items_are_read_quickly(monkeypatch: pytest.MonkeyPatch, indent: int | None) -> None:
    """Entries as journals have them need nothing of the other parser, however many there are."""
    monkeypatch.delattr(json_stream, "_read_by_events")
    entries = [
        {"text": f"words, é \U0001f33b {number}", "tags": ["a", "b"], "n": 1.5} for number in range(3_000)
    ]
    whole = {"version": 1, "entries": entries, "more": []}
    data = json.dumps(whole, ensure_ascii=False, indent=indent).encode()
    found = list(json_stream.read_json_items(io.BytesIO(data)))
    assert [item.value for item in found] == [1, *entries]
    assert found[-1].location == "entries[2999]"


def test_no_item_that_is_read_quickly_has_too_many_parts() -> None:
    """As many characters as are held can't hold more parts than one item may have."""
    assert MOST_QUICK * 2 // 3 < MOST_EVENTS


@pytest.mark.parametrize("number", [-(1 << 63), -(1 << 63) - 1, (1 << 63) - 1, 1 << 63])
def test_whole_numbers_of_64_bits_are_read_alike(number: int) -> None:
    """What is beyond them is for the other parser to take or to refuse."""
    check(f'{{"a": [{number}], "b": 1}}'.encode())
