"""Fills a store, and a jrnl journal of the same text. Runs in the Python that resilify is installed in.

    python fill.py COUNT HOME [JOURNAL]

Writes `HOME/resilify.db` through the package's own store, `HOME/expected.json` with what the commands
should find in it, and the plain text JOURNAL as jrnl would have written it.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from datetime import datetime, timedelta
from pathlib import Path

from corpus import RARE, texts

from resilify_cli.store.entries import Response
from resilify_cli.store.store import open_store

_APART = timedelta(minutes=10)


def main() -> None:
    """Fill what the command line names."""
    count, home = int(sys.argv[1]), Path(sys.argv[2])
    journal = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    begin = datetime.now().astimezone() - timedelta(hours=1) - count * _APART
    _fill_store(count, home, begin)
    if journal:
        with journal.open("w", encoding="utf-8") as file:
            for number, text in enumerate(texts(count), 1):
                file.write(f"[{begin + number * _APART:%Y-%m-%d %I:%M:%S %p}] {text}\n\n")


def _fill_store(count: int, home: Path, begin: datetime) -> None:
    """Write every other text as a note, and the rest as answers to questions of a program."""
    at = begin
    newest: deque[str] = deque(maxlen=10)
    rare = ""
    with open_store(home / "resilify.db", lambda: at) as store, store.transaction():
        enrollment = store.enrollments.begin("earlier-key", "earlier", "An earlier program", "")
        for number, text in enumerate(texts(count), 1):
            at = begin + number * _APART
            if number % 2:
                store.notes.add(text)
            else:
                store.entries.answer(enrollment, _response(number, text))
            newest.appendleft(text)
            rare = text if RARE in text else rare
    expected = {"newest": list(newest), "rare": rare}
    (home / "expected.json").write_text(json.dumps(expected), "utf-8")


def _response(number: int, text: str) -> Response:
    session = number % 8
    return Response(
        session_id=f"session-{session}",
        session_title=f"Session {session}",
        activity_id=f"activity-{number % 80}",
        activity_kind="reflect",
        prompt="Think of something from the last month that stung a little. What happened?",
        text=text,
        values=(text,),
        practice=True,
    )


if __name__ == "__main__":
    main()
