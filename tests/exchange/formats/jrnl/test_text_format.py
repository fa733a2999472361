"""jrnl's plain text, as jrnl writes it in different set-ups, and as it takes ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from resilify_cli.exchange.entries.portable_entry import ImportProblem
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.exchange.formats.jrnl.text_format import _timestamp
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from tests.exchange.conftest import new_store, read, told, written

Brought = Callable[[str, str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("timestamp", "time"),
    [
        ("2026-11-03 08:15:07 PM", "2026-11-03 20:15:07"),
        ("2026-11-03 12:15:07 AM", "2026-11-03 00:15:07"),
        ("2026-11-03 12:15 pm", "2026-11-03 12:15:00"),
        ("2026-11-03 20:15", "2026-11-03 20:15:00"),
        ("2026-11-03 20:15:07", "2026-11-03 20:15:07"),
        ("2026-11-03T20:15", "2026-11-03 20:15:00"),
        ("2026/11/03 9:05", "2026-11-03 09:05:00"),
        ("2026-11-03", "2026-11-03 00:00:00"),
    ],
)
def test_a_time_is_read_as_jrnl_is_set_to_write_it(brought: Brought, timestamp: str, time: str) -> None:
    """Times of 12 and of 24 hours, with and without seconds."""
    assert brought(f"[{timestamp}] A title\nand a body\n\n", "jrnl") == [(time, "A title\nand a body")]


@pytest.mark.parametrize(
    "timestamp", ["2026-13-03 20:15", "2026-11-03 13:00 PM", "0999-01-01", "2249-01-02", "9999-12-31"]
)
def test_a_time_that_never_was_costs_no_other_entry(empty: Database, timestamp: str) -> None:
    """It is told by its line, and its text goes to no other entry: it is kept as one of a guessed date."""
    account = read(
        empty, f"[2026-11-03] one\n\n[{timestamp}] bad\nbody\n\n[2026-11-04] two\n".encode(), "jrnl"
    )
    assert account.remarks == [ImportProblem("3", "no entry can be of this time; its words are kept")]
    assert sorted(text for _, text in told(empty)) == [f"[{timestamp}] bad\nbody", "one", "two"]


def test_other_brackets_begin_no_entry(brought: Brought) -> None:
    """Lists with boxes and footnotes are part of the text."""
    text = "[2026-11-03] a list\n[x] done\n[1] a note\n[2026-11-03]: no space\n"
    assert [said for _, said in brought(text, "jrnl")] == [text[13:].rstrip("\n")]


def test_a_byte_of_an_older_encoding_is_a_letter(empty: Database) -> None:
    """A file that is no UTF-8 is read as one of Windows."""
    account = read(empty, b"[2026-11-03] caf\xe9\n\n[2026-11-04] two\n", "jrnl")
    assert account.problems == []
    assert [text for _, text in told(empty)] == ["café", "two"]


def test_what_stands_before_the_first_entry_is_kept_as_one_without_a_date(empty: Database) -> None:
    """That is told, once, and all other entries come in."""
    account = read(empty, b"\nintro\n\nmore\n[2026-11-04] two\n", "jrnl")
    assert account.remarks == [ImportProblem("2", "this stands before the first entry, and is kept as one")]
    assert account.guesses == {DateGuess.NOW: 1}
    assert sorted(text for _, text in told(empty)) == ["intro\n\nmore", "two"]


def test_what_stands_before_the_first_entry_comes_in_once(empty: Database) -> None:
    """It is known again by its words."""
    data = b"intro\n[2026-11-04] two\n"
    read(empty, data, "jrnl")
    assert read(empty, data, "jrnl").entries == {MergeOutcome.KNOWN: 2}


def test_a_file_without_any_entry_is_none_of_jrnl(empty: Database) -> None:
    """It is told, and nothing of it comes in."""
    account = read(empty, b"intro\nmore\n", "jrnl")
    assert account.problems == [ImportProblem("1", "here no entry begins")]
    assert told(empty) == []


def test_line_ends_of_windows_and_a_mark_at_the_beginning_are_read(brought: Brought) -> None:
    """They are no part of the text."""
    assert brought("\ufeff[2026-11-03 20:15] one\r\ntwo\r\n\r\n", "jrnl") == [
        ("2026-11-03 20:15:00", "one\ntwo")
    ]


def test_a_line_like_a_header_is_written_so_that_jrnl_sees_none(empty: Database) -> None:
    """It gets a backslash, which jrnl keeps even behind a title, where it takes spaces away."""
    text = "title\n[2026-01-01] x\n[yesterday at noon] y\n\\[2026-01-01] z\n [2026-01-01] in"
    read(
        empty,
        f"[2026-11-03] {text}\n".encode().replace(b"\n[", b"\n\\[").replace(b"\n\\\\", b"\n\\\\\\"),
        "jrnl",
    )
    lines = written(empty, "jrnl").decode().split("\n")
    assert not [line for line in lines[1:] if line.startswith("[")]
    fresh = new_store()
    read(fresh, written(empty, "jrnl"), "jrnl")
    assert told(fresh) == told(empty)


def test_two_of_the_same_come_in_once(brought: Brought) -> None:
    """A journal that was put together from copies holds each entry once."""
    assert len(brought("[2026-11-03 20:15] same\n\n[2026-11-03 20:15] same\n", "jrnl")) == 1


def test_what_was_changed_or_deleted_here_is_known_again(empty: Database) -> None:
    """An entry that came in before does not come back, nor a second time beside its new words."""
    from resilify_cli.store.journal import Filter
    from resilify_cli.store.store import Store

    data = b"[2026-11-03 20:15] one\n\n[2026-11-04 20:15] two\n"
    read(empty, data, "jrnl")
    store = Store(empty)
    one, two = (store.journal.page(Filter(), 9).entries)[::-1]
    store.revisions.revise(one, "other words", None)
    store.trash.put(two)
    store.trash.empty()
    read(empty, data, "jrnl")
    assert [text for _, text in told(empty)] == ["other words"]


def test_what_jrnl_made_of_ours_is_known_again(empty: Database) -> None:
    """jrnl breaks the line behind the first sentence; that makes no other entry of it."""
    read(empty, b"[2026-11-03 20:15:07] One. Two.\n", "jrnl")
    read(empty, b"[2026-11-03 08:15:07 PM] One.\nTwo.\n", "jrnl")
    assert [text for _, text in told(empty)] == ["One. Two."]


@pytest.mark.parametrize(
    ("hour", "stamp"),
    [(0, "12:05:09 AM"), (9, "09:05:09 AM"), (12, "12:05:09 PM"), (15, "03:05:09 PM"), (23, "11:05:09 PM")],
)
def test_a_time_is_written_by_a_clock_of_twelve(hour: int, stamp: str) -> None:
    """As jrnl writes it, in English wherever this runs."""
    assert _timestamp(datetime(2026, 11, 3, hour, 5, 9)) == f"2026-11-03 {stamp}"
