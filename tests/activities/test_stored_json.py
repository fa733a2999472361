"""What is kept as JSON beside a text can be anything, and is read in bounded depth."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.stored_json import MAX_DEPTH, is_nested_too_deeply, load_stored_json, load_values

values = st.lists(st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text())))


@given(values)
def test_values_come_back(found: list[object]) -> None:
    """Brackets and quotes inside words count for nothing."""
    assert load_values(json.dumps(found)) == tuple(found)


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "3", '{"a": 1}', '[{"a": 1}]', "[[[1]]]", "[" * 100_000, '{"a":' * 5_000, "9" * 5_000],
)
def test_what_is_no_list_of_values_is_none(text: str) -> None:
    """Whatever stands there is no error."""
    assert load_values(text) is None


@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a":', "}")])
def test_depth_is_bounded(opens: str, closes: str) -> None:
    """To the number, and whatever calls it."""
    inner = "1" if opens != "[" else ""
    assert not is_nested_too_deeply(opens * MAX_DEPTH + inner + closes * MAX_DEPTH)
    deep = opens * (MAX_DEPTH + 1) + inner + closes * (MAX_DEPTH + 1)
    with pytest.raises(ValueError, match="too deeply"):
        load_stored_json(deep)


def test_brackets_in_words_are_no_depth() -> None:
    """A person may write as many as they like."""
    words = '[{"' * 500
    assert load_values(json.dumps([words])) == (words,)
