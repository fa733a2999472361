"""Reads the items of a scale from a CSV file: one item a row, below a row that names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from resilify_cli.activities.ids import ID_PATTERN, ID_RULE, suggest
from resilify_cli.activities.limits import LARGEST_NUMBER, LONGEST_OPTION, MOST_ITEMS
from resilify_cli.activities.scale import ScaleItem

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import NumberRange
    from resilify_cli.activities.directive import AttachedFile
    from resilify_cli.activities.problem import ProblemList

COLUMNS = ("id", "text", "reversed", "low", "high", "subscale")
_NEEDED = ("id", "text")
_YES, _NO = frozenset({"yes", "y", "true", "1", "x", "r"}), frozenset({"", "no", "n", "false", "0"})
_HEADER = f"begin the file with {','.join(COLUMNS)}"
# More columns than a scale has any use for.
_MOST_CELLS = 50


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the file: its line, and its cells by the names of their columns."""

    line: int
    cells: Mapping[str, str]


def read_scale_file(file: AttachedFile, usual: NumberRange | None) -> tuple[ScaleItem, ...]:
    """Read the items of a scale, noting what is wrong in the problems of the file.

    Args:
        file: The text of the file, and where its problems are added.
        usual: The range of an item that has none of its own; None if there is no such range.

    Returns:
        The items that could be read, in their order.
    """
    items: dict[str, ScaleItem] = {}
    for row in _read_rows(file.text, file.problems):
        if len(items) == MOST_ITEMS:
            file.problems.add(row.line, "the scale is too long", f"keep to {MOST_ITEMS} items")
            break
        item = _read_item(row, usual, file.problems)
        if item is None:
            continue
        if item.id in items:
            file.problems.add(row.line, f"{item.id!r} stands twice in this file", "give each item its own id")
            continue
        items[item.id] = item
    if not items and not file.problems.found:
        file.problems.add(1, "there are no items in this file", "write one a row, below the columns' names")
    return tuple(items.values())


def _read_rows(text: str, problems: ProblemList) -> Iterator[_Row]:
    """Yield the rows below the names of the columns; blank ones are left out."""
    header: Sequence[str] = ()
    for line, cells in _split_rows(text, problems):
        if not any(cells):
            continue
        if not header:
            named = max(at for at, name in enumerate(cells, 1) if name)
            header = [name.lower() for name in cells[:named]]
            if not _is_header(header, line, problems):
                return
            continue
        if any(cells[len(header) :]):
            wrong = f"there are more cells here than the {len(header)} columns"
            problems.add(line, wrong, "put a text with a comma in it between double quotes")
            continue
        yield _Row(line, dict(zip(header, cells, strict=False)))


def _split_rows(text: str, problems: ProblemList) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row, without spaces around them, with the line that it begins on."""
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    reader = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > _MOST_CELLS:
                problems.add(
                    line, f"there are {len(cells)} cells here", f"keep to the {len(COLUMNS)} columns"
                )
                return
            yield line, [" ".join(cell.split()) for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        wrong = "the double quotes that begin here don't end as they should"
        problems.add(line, wrong, 'write "..." around the whole cell, and "" for a quote in it')


def _is_header(header: Sequence[str], line: int, problems: ProblemList) -> bool:
    """Return whether these are names of columns; else note what is wrong with them."""
    before = len(problems.found)
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            problems.add(line, f"the column {name[:40]!r} stands twice", "keep one of them")
        if name not in COLUMNS:
            problems.add(line, f"a scale has no column {name[:40]!r}", suggest(name, COLUMNS))
    for name in _NEEDED:
        if name not in header:
            problems.add(line, f"there is no column {name!r}", _HEADER)
    return len(problems.found) == before


def _read_item(row: _Row, usual: NumberRange | None, problems: ProblemList) -> ScaleItem | None:
    """Read the item of a row, or note what is wrong with it and return None."""
    before = len(problems.found)
    ident, text = row.cells.get("id", ""), row.cells.get("text", "")
    turned, subscale = row.cells.get("reversed", "").lower(), row.cells.get("subscale", "")
    if not ID_PATTERN.match(ident):
        wrong = f"{ident[:40]!r} is no id" if ident else "this item has no id"
        problems.add(row.line, wrong, f"use {ID_RULE}")
    if not text:
        problems.add(row.line, "this item has no text", "write what the person reads")
    for name, cell in (("text", text), ("subscale", subscale)):
        if len(cell) > LONGEST_OPTION:
            problems.add(row.line, f"the {name} is too long", f"keep it to {LONGEST_OPTION:,} characters")
    if turned not in _YES | _NO:
        problems.add(row.line, f"reversed is {turned[:40]!r}", "write yes, or leave it empty")
    ends = _read_range(row, usual, problems)
    if ends is None or len(problems.found) > before:
        return None
    low, high = ends
    return ScaleItem(ident, text, low, high, turned in _YES, subscale, row.line)


def _read_range(row: _Row, usual: NumberRange | None, problems: ProblemList) -> tuple[int, int] | None:
    """Return the lowest and the highest number of an item, or note what is wrong and return None."""
    said = [row.cells.get(name, "") for name in ("low", "high")]
    if not any(said):
        if usual is None:
            problems.add(
                row.line, "this item has no range", "fill low and high, or write :min: and :max: for all"
            )
            return None
        return int(usual.low), int(usual.high)
    ends = []
    for name, cell in zip(("low", "high"), said, strict=True):
        number = cell.removeprefix("-")
        if not (number.isascii() and number.isdigit() and len(number) <= 6 and int(number) <= LARGEST_NUMBER):
            problems.add(
                row.line,
                f"{name} is {cell[:40]!r}",
                f"write a whole number from -{LARGEST_NUMBER} to {LARGEST_NUMBER}",
            )
            return None
        ends.append(int(cell))
    if ends[0] >= ends[1]:
        problems.add(row.line, f"the range goes from {ends[0]} to {ends[1]}", "make high larger than low")
        return None
    return ends[0], ends[1]
