"""Searches for input that breaks a reader, led by which lines of it each input reaches.

Run as `python -m tests.fuzz.guided READER FOLDER [libFuzzer's options]`; the folder holds the inputs to
begin with, and gets those that reached something new.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import atheris
from hypothesis import given, settings
from hypothesis import strategies as st

with atheris.instrument_imports(include=["resilify_cli"]):
    from resilify_cli.dates.parsing import DateContext, parse_day, parse_day_range, parse_entry_time
    from resilify_cli.errors import SettingsError, UsageError
    from resilify_cli.settings import load_settings
    from resilify_cli.store.journal import Filter
    from tests.exchange.conftest import new_store
    from tests.fuzz import test_importers, test_kinds, test_programs
    from tests.fuzz.bounds import soon

_SESSION = "---\nid: session-1\ntitle: Session 1\nminutes: 10\n---\n\n"
_TODAY = datetime(2026, 11, 3, 20, 15, tzinfo=UTC)


@cache
def _folder() -> Path:
    """Return a folder with a program of one session, whose body is to be read."""
    folder = Path(tempfile.mkdtemp(prefix="resilify-fuzz-"))
    (folder / "sessions").mkdir()
    listed = "sessions:\n  session:\n    - file: sessions/1.md\n"
    (folder / "program.md").write_text(f"---\ntitle: A program\nprogramId: one\n{listed}---\n")
    return folder


def _session(data: bytes) -> None:
    (_folder() / "sessions" / "1.md").write_bytes(_SESSION.encode() + data)
    test_programs.hold(_folder(), _folder())


@cache
def _kinds_folder() -> Path:
    """Return a folder with a program for one activity of any kind."""
    return test_kinds.make_folder(Path(tempfile.mkdtemp(prefix="resilify-fuzz-")))


@settings(database=None, deadline=None)
@given(st.sampled_from(test_kinds.BLOCKS), test_kinds.CHANGES, st.data())
def _kind(block: str, changes: test_kinds.Changes, data: st.DataObject) -> None:
    """Break a directive and answer all that it asks, as hypothesis chooses by the bytes."""
    test_kinds.hold_block(_kinds_folder(), block, changes, data)


def _definition(data: bytes) -> None:
    file = _folder() / "any.md"
    file.write_bytes(data)
    test_programs.hold(file, _folder())


@cache
def _journal():  # type: ignore[no-untyped-def]
    from resilify_cli.store.store import Store

    store = Store(new_store())
    for text in (
        'well-being, don\'t "AND" OR NOT NEAR',
        "今日は日本語の日記です",
        "one* two^3 {a}: (b) #tag",
    ):
        store.notes.add(text)
    return store.journal


def _search(data: bytes) -> None:
    words = data.decode("utf-8", "surrogateescape")
    # More words than a search can have are refused in a sentence.
    with soon(), contextlib.suppress(UsageError):
        assert len(_journal().page(Filter(), 5, words=words).entries) <= 3


def _days(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    for read in (
        lambda: parse_day(text, DateContext(_TODAY)),
        lambda: parse_entry_time(text, DateContext(_TODAY)),
        lambda: parse_day_range(text, text, None, DateContext(_TODAY)),
    ):
        with soon(), contextlib.suppress(UsageError):
            read()


def _settings(data: bytes) -> None:
    file = _folder() / "settings.toml"
    file.write_bytes(data)
    with soon(), contextlib.suppress(SettingsError):
        load_settings(file)


READERS: dict[str, Callable[[bytes], None]] = {
    "session": _session,
    "kind": _kind.hypothesis.fuzz_one_input,  # type: ignore[attr-defined]
    "definition": _definition,
    "search": _search,
    "days": _days,
    "settings": _settings,
    **{name: partial(test_importers.hold, name) for name in test_importers.NAMES},
}

if __name__ == "__main__":
    reader = READERS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, reader)
    atheris.Fuzz()
