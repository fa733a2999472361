"""What a column of a row from a file may hold."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations, islice, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.exchange.transfer import columns as columns_module
from resilify_cli.exchange.transfer.column import Column, UnfitRowError
from resilify_cli.exchange.transfer.columns import Columns
from resilify_cli.store.entry_times import MOST_MILLISECONDS
from resilify_cli.store.vectors import LAST_CLOCK
from tests.exchange.conftest import new_store

ENTRY = {
    "id": "0" * 28,
    "kind": "note",
    "listed": 1,
    "text": "words",
    "created_at": 0,
    "utc_offset": 0,
    "updated_at": 0,
}


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("listed", 0, 1),
        ("practice", 0, 1),
        ("utc_offset", -1439, 1439),
        ("created_at", -MOST_MILLISECONDS, MOST_MILLISECONDS),
        ("deleted_at", -MOST_MILLISECONDS, MOST_MILLISECONDS),
        ("named_day", -(1 << 63), (1 << 63) - 1),
        ("clock", 0, LAST_CLOCK),
    ],
)
def test_a_whole_number_is_kept_within_its_bounds(name: str, least: int, most: int) -> None:
    """Both ends are as they were; what is beyond them is refused, but a clock that is past the last one."""
    columns = Columns(new_store())
    for number in (least, most):
        assert columns.read("entries", {**ENTRY, name: number})[name] == number
    for number in (least - 1, most + 1):
        if name == "clock" and number > most:
            assert columns.read("entries", {**ENTRY, name: number})[name] == most
            continue
        with pytest.raises(UnfitRowError, match=f"its {name} can't be read"):
            columns.read("entries", {**ENTRY, name: number})


@pytest.mark.parametrize("odd", [True, 1.0, "1", [1], {}])
def test_what_is_no_whole_number_is_refused(odd: object) -> None:
    """Also what Python takes for one."""
    with pytest.raises(UnfitRowError, match="its listed can't be read"):
        Columns(new_store()).read("entries", {**ENTRY, "listed": odd})


def test_which_columns_a_row_has_is_found_out_once_for_all_rows_of_these_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that is not known is told of each row all the same."""
    columns = Columns(new_store())
    asked: list[str] = []
    kept = Columns.of

    def of(self: Columns, table: str) -> tuple[Column, ...]:
        asked.append(table)
        return kept(self, table)

    monkeypatch.setattr(Columns, "of", of)
    for number in range(5):
        read = columns.read("entries", {**ENTRY, "created_at": number, "labels": []}, parts=("labels",))
        assert read == {**ENTRY, "created_at": number}
    assert asked == ["entries"]
    for _ in range(2):
        with pytest.raises(UnfitRowError, match="not known here \\(colour\\)"):
            columns.read("entries", {**ENTRY, "colour": 1})
        with pytest.raises(UnfitRowError, match="it has no text"):
            columns.read("entries", {name: value for name, value in ENTRY.items() if name != "text"})
        with pytest.raises(UnfitRowError, match="not known here \\(seq\\)"):
            columns.read("labels", {"kind": "tag", "label": "a", "seq": 1}, without="seq")


def test_rows_of_ever_other_names_are_not_all_remembered() -> None:
    """A file of them takes no memory without end."""
    columns = Columns(new_store())
    for names in islice(permutations(ENTRY), 200):
        assert columns.read("entries", {name: ENTRY[name] for name in names}) == ENTRY
    may_be_missing = {
        "seq": 0,
        "hash": "0" * 32,
        "prompt": "",
        "answers": None,
        "edits": "",
        "deletion": None,
    }
    for left_out in combinations(may_be_missing, 2):
        columns.read(
            "entries",
            {**ENTRY, **{name: value for name, value in may_be_missing.items() if name not in left_out}},
        )
    assert len(columns._shapes) == 2


def looks(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list that grows by each row whose values are looked at one by one."""
    looked: list[object] = []
    kept = columns_module._read_all

    def read_all(table: str, columns: Collection[Column], row: dict[str, Any]) -> dict[str, Any]:
        looked.append(row)
        return kept(table, columns, row)

    monkeypatch.setattr(columns_module, "_read_all", read_all)
    return looked


def test_values_that_recur_are_looked_at_one_by_one_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In rows after that only what is their own is, and they are the same to the order of their columns."""
    columns = Columns(new_store())
    looked = looks(monkeypatch)
    rows = [
        {**ENTRY, "id": f"{number:028x}", "text": f"words é {number}", "created_at": number, "answers": "[1]"}
        for number in range(50)
    ]
    read = [columns.read("entries", row) for row in rows]
    assert read == rows
    assert len({(*row,) for row in read}) == 1
    assert looked == rows[:1]
    label = {"kind": "tag", "label": "a"}
    assert [columns.read("labels", label, without="seq") for _ in range(9)] == [label] * 9
    assert looked == [rows[0], label]


def test_what_was_found_fit_makes_nothing_else_fit() -> None:
    """Python takes True and 1.0 for 1; a value of a row's own is looked at each time."""
    columns = Columns(new_store())
    row = {**ENTRY, "hash": "00" * 16, "answers": None}
    kept = {**row, "hash": bytes(16)}
    assert columns.read("entries", row) == columns.read("entries", row) == kept
    odd: dict[str, list[object]] = {
        "listed": [True, 1.0, "1", [], None, 2],
        "kind": [1, [], {}, None],
        "id": ["0" * 27, "x" * 28, 1, None],
        "text": [None, 1, []],
        "created_at": [True, 1.0, 1 << 60, None, ""],
        "hash": ["00", "x" * 32, 1],
        "answers": ["", "[{}]", 1],
    }
    for name, values in odd.items():
        for value in values:
            empty = value is None
            with pytest.raises(UnfitRowError, match=f"its {name} {'is empty' if empty else 'can.t be read'}"):
                columns.read("entries", {**row, name: value})
    assert columns.read("entries", row) == kept
    reading = {"measure": "a", "value": 1, "low": 1, "high": 2}
    assert [columns.read("readings", reading, without="entry_id") for _ in range(2)] == [reading] * 2
    with pytest.raises(UnfitRowError, match="its scale has no length"):
        columns.read("readings", {**reading, "high": 1}, without="entry_id")


@pytest.mark.parametrize("name", ["prompt", "text", "answers"])
def test_words_that_are_kept_as_others_get_a_hash_of_their_own(name: str) -> None:
    """However often they come, and whether rows like it were found fit before."""
    columns = Columns(new_store())
    row = {**ENTRY, "hash": "00" * 16, "prompt": "", "answers": None}
    half = '["\\ud800"]' if name == "answers" else "half a letter: \ud800"
    for _ in range(2):
        found = [columns.read("entries", {**row, name: half}) for _ in range(2)]
        assert [one.get("hash") for one in found] == [None, None]
        assert found[0] == found[1]
        assert "\ufffd" in found[0][name]
        assert columns.read("entries", row)["hash"] == bytes(16)


def test_what_was_found_fit_is_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither ever other values nor long ones take memory without end."""
    monkeypatch.setattr(columns_module, "_MOST_FIT", 10)
    columns = Columns(new_store())
    for number in range(95):
        columns.read("entries", {**ENTRY, "prompt": f"{number}"})
        columns.read("labels", {"kind": "tag", "label": f"{number}"}, without="seq")
        columns.read("entries", {**ENTRY, "prompt": "long" * 1_000 + f"{number}"})
    assert sum(len(shape.fit) for shape in columns._shapes.values()) == 10


_ODD: st.SearchStrategy[object] = st.sampled_from(
    (
        None,
        True,
        False,
        0,
        1,
        1.0,
        -1,
        2,
        1 << 70,
        "",
        "é",
        "\ud800",
        "note",
        "{}",
        "[1]",
        [],
        {},
        "0" * 28,
        "0" * 32,
    )
)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.dictionaries(st.sampled_from((*ENTRY, "hash", "prompt", "clock", "edits", "x")), _ODD), max_size=6
    )
)
def test_what_was_read_before_changes_nothing(changes: list[dict[str, object]]) -> None:
    """Each row is read, or refused, as if it was the first."""

    def result(columns: Columns, row: dict[str, object]) -> object:
        try:
            return repr(columns.read("entries", row))
        except UnfitRowError as error:
            return str(error)

    used = Columns(new_store())
    for change in changes:
        for row in ({**ENTRY, **change}, ENTRY):
            assert result(used, row) == result(used, row) == result(Columns(used._database), row)
