"""An entry of jrnl's JSON that is read the short way is what the long way makes of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.exchange.formats.jrnl import json_entries
from resilify_cli.exchange.import_options import ImportOptions

_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 3),
    st.sampled_from(["", "words", " \n", "2024-03-09", "8:30", "#tag", "> —\n\n> —", "x\n"]),
    st.lists(st.sampled_from(["@tag", "", 1]), max_size=2),
    st.dictionaries(st.sampled_from(["a", "b"]), st.integers(0, 1), max_size=1),
)
_KEYS = ["title", "body", "date", "time", "tags", "starred", "uuid", "location", "photo", "mood"]


def legacy_id(text: str, at: datetime) -> str:
    return f"{text} {at}"


@given(st.dictionaries(st.sampled_from(_KEYS), _VALUES))
@example({"title": "a", "body": "b", "date": "2024-03-09", "time": "8:30", "tags": ["#tag"], "starred": True})
@example({"title": "a", "date": "2024-03-09", "location": {"a": 1}})
@example({"title": "a", "date": "2024-02-31"})
def test_both_ways_read_the_same(entry: dict[str, object]) -> None:
    """Whatever stands under its keys."""

    def read() -> object:
        options = ImportOptions()
        return json_entries._read_entry(entry, "entries[0]", options.date_order(), options, legacy_id)

    found = read()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_entries, "_PLAIN", frozenset())
        assert read() == found
