"""JSON as a stream: whatever a file holds, no more of it is read or held than an entry can have."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.containers import json_stream
from resilify_cli.exchange.containers.json_stream import BrokenJsonError, read_json_items
from resilify_cli.exchange.containers.source import LARGEST_ENTRY
from tests.fuzz.bounds import soon

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@pytest.fixture
def most_events(monkeypatch: pytest.MonkeyPatch) -> int:
    """The most parts that an item may have, a tenth of what it is for people, so that it is soon reached."""
    monkeypatch.setattr(json_stream, "MOST_EVENTS", json_stream.MOST_EVENTS // 10)
    return json_stream.MOST_EVENTS


class Endless(io.RawIOBase):
    """A file that begins one way and goes on another, for ever."""

    def __init__(self, begins: bytes, goes_on: bytes) -> None:
        self._rest = begins
        self._goes_on = goes_on * (65_536 // len(goes_on))
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._rest = self._rest or self._goes_on
        got, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(got)] = got
        self.given += len(got)
        return len(got)


@given(st.dictionaries(st.text(), _VALUES | st.lists(_VALUES), max_size=5))
def test_what_is_in_a_file_comes_out(content: dict[str, object]) -> None:
    """Each value, and each item of a list, one after the other and as it stands there."""
    found = list(read_json_items(io.BytesIO(json.dumps(content).encode())))
    for key, value in content.items():
        assert [item.value for item in found if item.key == key] == (
            value if isinstance(value, list) else [value]
        )


@pytest.mark.parametrize(
    "goes_on", [b"[],", b"{},", b'"a",', b'"",', b"1,", b'{"a": "b"},', b"[[[]]],", b"null,"]
)
def test_an_item_of_parts_without_number_is_refused_early(goes_on: bytes, most_events: int) -> None:
    """It is told before many more bytes are read than so many parts have, whatever the parts are."""
    file = Endless(b'{"entries": [{"text": "a"}, {"tags": [', goes_on)
    found: list[object] = []
    with soon(), pytest.raises(BrokenJsonError, match="too large"):
        found.extend(read_json_items(io.BufferedReader(file)))
    assert file.given < 12 * most_events + 2**19


@pytest.mark.parametrize("begins", [b"{", b'{"entries": [', b'{"entries": [{"text": "a"}, '])
def test_a_gap_without_end_is_refused(begins: bytes) -> None:
    """Blanks between items are read to the size that an entry can have, and no further."""
    file = Endless(begins, b" ")
    with soon(), pytest.raises(BrokenJsonError, match="too large"):
        list(read_json_items(io.BufferedReader(file)))
    assert file.given < LARGEST_ENTRY + 2**20


def test_an_item_of_texts_that_are_too_large_together_is_refused() -> None:
    """Each text may be small enough, and all of them together too much for an entry."""
    file = Endless(b'{"entries": [{"tags": [', b'"' + b"x" * 60_000 + b'",')
    with soon(), pytest.raises(BrokenJsonError, match="too large"):
        list(read_json_items(io.BufferedReader(file)))
    assert file.given < LARGEST_ENTRY + 2**20


def test_many_items_are_read_however_many(most_events: int) -> None:
    """Only an item is bounded: a list of more items than one may have parts is read whole."""
    data = b'{"entries": [' + b"[1, 2]," * most_events + b"[]]}"
    assert sum(1 for _ in read_json_items(io.BytesIO(data))) == most_events + 1
