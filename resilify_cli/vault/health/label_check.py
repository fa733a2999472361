"""Compares the labels of entries with what is in them, and sets them again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from resilify_cli.checkin.model import Checkin
from resilify_cli.store.checkins import checkin_labels
from resilify_cli.store.engine import Connection, Row
from resilify_cli.store.hashtags import tags_in
from resilify_cli.store.labels import set_labels

LabelSet = set[tuple[str, str]]


def wrong_labels(connection: Connection) -> Iterator[tuple[int, LabelSet]]:
    """Yield the row number of each entry whose labels are wrong, and the labels it should have."""
    rows = connection.execute("SELECT seq, kind, label FROM labels ORDER BY seq")
    there = groupby(rows, key=lambda row: row["seq"])
    seq, labels = _next_group(there)
    for row in connection.execute("SELECT seq, kind, text, answers FROM entries ORDER BY seq"):
        while seq is not None and seq < row["seq"]:
            yield seq, set()
            seq, labels = _next_group(there)
        found: LabelSet = set()
        if seq == row["seq"]:
            found = labels
            seq, labels = _next_group(there)
        if found != (wanted := labels_in(row)):
            yield row["seq"], wanted


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
    return seq, {(row["kind"], row["label"]) for row in rows}
