"""Fills a store, and a jrnl journal of the same text. Runs in the Python that resilify is installed in.

    python fill.py COUNT HOME [JOURNAL]

Writes `HOME/resilify.db` through the package's own store, `HOME/expected.json` with what the commands
should find in it, and the plain text JOURNAL as jrnl would have written it. COUNT is how many entries the
journal shows; besides them there are some in the trash, and ratings that it doesn't show.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count as numbers
from pathlib import Path

from pieces import Piece, pieces
from reads import READS

from resilify_cli.activities.answer_history import Reading
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store

_A_LITTLE_LATER = timedelta(seconds=20)
_PROMPT = "Think of something from the last month that stung a little. What happened?"


class Filler:
    """Writes pieces into a store as they would have been written: each at its time."""

    def __init__(self, store: Store, set_clock: Callable[[datetime], None], now: datetime) -> None:
        self._store = store
        self._set_clock = set_clock
        self._now = now
        self._numbers = numbers()
        self._enrollment = store.enrollments.begin("earlier-key", "earlier", "An earlier program", "")

    def write(self, piece: Piece) -> None:
        """Write a piece, and now and then something that the journal doesn't show."""
        number = next(self._numbers)
        self._set_clock(piece.at)
        entry_id = self._add(piece, number)
        self._set_clock(piece.at + _A_LITTLE_LATER)
        if piece.before:
            self._store.revisions.revise(self._store.journal.find(entry_id), piece.text, None)
        if number % 20 == 3:
            self._store.entries.answer(self._enrollment, _rating(number))
        if number % 100 == 8:
            self._discard(piece)

    def _add(self, piece: Piece, number: int) -> str:
        if piece.checkin:
            return self._store.checkins.add(piece.checkin)
        text = piece.before or piece.text
        if piece.kind == "note":
            return self._store.notes.add(text)
        return self._store.entries.answer(self._enrollment, _response(number, text))

    def _discard(self, piece: Piece) -> None:
        """Write the same again, and put it into the trash; today, or it would be cleared at once."""
        entry = self._store.journal.find(self._store.notes.add(piece.text))
        self._set_clock(self._now)
        self._store.trash.put(entry)


def main() -> None:
    """Fill what the command line names."""
    count, home = int(sys.argv[1]), Path(sys.argv[2])
    journal = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    now = datetime.now(UTC)
    made = _fill_store(home, pieces(count, now), now)
    if journal:
        made = _write_journal(journal, made)
    found = {read.name: deque[Piece](maxlen=read.most) for read in READS}
    for piece in made:
        for read in READS:
            if read.finds(piece):
                found[read.name].appendleft(piece)
    shown = {name: [(piece.text, piece.snippet) for piece in every] for name, every in found.items()}
    expected = {"today": f"{now:%Y-%m-%d}", "found": shown}
    (home / "expected.json").write_text(json.dumps(expected), "utf-8")


def _fill_store(home: Path, made: Iterable[Piece], now: datetime) -> Iterator[Piece]:
    """Write pieces into the store, and pass them on."""
    at = now

    def set_clock(time: datetime) -> None:
        nonlocal at
        at = time

    with open_store(home / "resilify.db", lambda: at) as store, store.transaction():
        filler = Filler(store, set_clock, now)
        for piece in made:
            filler.write(piece)
            yield piece


def _write_journal(journal: Path, made: Iterable[Piece]) -> Iterator[Piece]:
    """Write pieces into jrnl's journal, and pass them on."""
    with journal.open("w", encoding="utf-8") as file:
        for piece in made:
            file.write(f"[{piece.at:%Y-%m-%d %I:%M:%S %p}] {piece.text}\n\n")
            yield piece


def _response(number: int, text: str) -> Response:
    session = number % 8
    return Response(
        session_id=f"session-{session}",
        session_title=f"Session {session}",
        activity_id=f"activity-{number % 80}",
        activity_kind="reflect",
        prompt=_PROMPT,
        text=text,
        values=(text,),
        practice=True,
    )


def _rating(number: int) -> Response:
    value = number % 7
    return Response(
        session_id="session-1",
        session_title="Session 1",
        activity_id="rating",
        activity_kind="rate",
        prompt="How much did it sting?",
        text=f"{value}",
        values=(value,),
        readings=(Reading("sting", value, 0, 10),),
        listed=False,
        practice=True,
    )


if __name__ == "__main__":
    main()
