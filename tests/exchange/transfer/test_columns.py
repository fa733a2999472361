"""What a column of a row from a file may hold."""

from __future__ import annotations

from itertools import islice, permutations

import pytest

from resilify_cli.exchange.transfer.columns import Column, Columns, UnfitRowError
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
    assert len(columns._of_rows) == 100
