"""What the tests of the journal's commands share: entries to read, and how to read them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run
from tests.store.conftest import response

ENTRY_KEYS = {
    "id",
    "kind",
    "at",
    "day",
    "edited",
    "program",
    "slug",
    "session",
    "activity_kind",
    "practice",
    "prompt",
    "text",
    "tags",
    "checkin",
    "matches",
    "matched_in",
}


@pytest.fixture
def written(home: Path, clock: FixedClock) -> Callable[..., None]:
    """Write notes, each at a time of its own, and close the store."""

    def write(**notes: str) -> None:
        clock.step = timedelta(0)
        with open_store(home / "resilify.db", clock) as store:
            for text, time in notes.items():
                clock.time = datetime.fromisoformat(time)
                store.notes.add(text)

    return write


def told(resilify: Run, *arguments: str, **options: Any) -> dict[str, Any]:
    """Return the JSON of a command of the journal."""
    found: dict[str, Any] = json.loads(
        resilify("journal", *arguments, "--json", check=True, **options).stdout
    )
    assert found["schema_version"] == 1
    return found


def entries(resilify: Run, *arguments: str, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(resilify, *arguments, **options)["entries"]
    return found


def texts(resilify: Run, *arguments: str, **options: Any) -> list[str]:
    return [entry["text"] for entry in entries(resilify, *arguments, **options)]


def add(resilify: Run, *words: str) -> str:
    """Add a note, and return its handle."""
    return resilify("journal", "add", *words, check=True).stderr.split()[2].rstrip(",")


def answer(store: Store, text: str, **changes: Any) -> str:
    """Keep an answer in a program that is not installed, and return its entry's id."""
    enrollment = store.enrollments.latest("key") or store.enrollments.begin("key", "slug", "A program", "")
    return store.entries.answer(enrollment, response(text, **changes))
