"""Compares the labels of entries with what is in them, and sets them again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from resilify_cli.checkin.model import Checkin
from resilify_cli.store.checkins import checkin_labels
from resilify_cli.store.hashtags import tags_in
from resilify_cli.store.labels import set_labels

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection, Row

LabelSet = set[tuple[str, str]]


def wrong_labels(connection: Connection) -> Iterator[tuple[int, LabelSet]]:
    """Yield the row number of each entry whose labels are wrong, and the labels it should have."""
    there = groupby(connection.execute("SELECT seq, kind, label FROM labels ORDER BY seq"), itemgetter(0))
    seq, labels = _next_group(there)
    # Most entries can have no labels, and are not read. As bytes, since a damaged text may be no UTF-8.
    rows = connection.execute(
        """SELECT seq, kind, text, answers FROM entries
        WHERE kind = 'checkin' OR instr(CAST(text AS BLOB), x'23') ORDER BY seq"""
    )
    for row in rows:
        number = row["seq"]
        while seq is not None and seq < number:
            yield seq, set()
            seq, labels = _next_group(there)
        found: LabelSet = set()
        if seq == number:
            found = labels
            seq, labels = _next_group(there)
        if found != (wanted := labels_in(row)):
            yield number, wanted
    while seq is not None:
        yield seq, set()
        seq, labels = _next_group(there)


def labels_in(row: Row) -> LabelSet:
    """Return the labels that an entry should have."""
    labels = {("tag", tag) for tag in tags_in(row["text"])}
    if row["kind"] == "checkin":
        labels.update(checkin_labels(Checkin.from_json(row["answers"])))
    return labels


def repair_labels(connection: Connection) -> None:
    """Give every entry the labels it should have, within the caller's transaction."""
    for seq, wanted in list(wrong_labels(connection)):
        set_labels(connection, seq, sorted(wanted))


def _next_group(groups: Iterator[tuple[int, Iterator[Row]]]) -> tuple[int | None, LabelSet]:
    seq, rows = next(groups, (None, iter(())))
    return seq, {(kind, label) for _, kind, label in rows}
