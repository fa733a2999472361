"""Notes of our own export are told from others."""

from __future__ import annotations

import pytest

from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.notes.exported_note import read_exported_note
from resilify_cli.exchange.notes.front_matter import split_front_matter


@pytest.mark.parametrize(
    ("front", "ours"),
    [
        (f"id: {'0a' * 14}\nkind: note", True),
        (f"id: {'0a' * 14}", False),
        ("kind: recipe", False),
        ("id: 42\nkind: recipe", False),
    ],
)
def test_a_note_is_ours_by_an_id_and_a_kind(front: str, ours: bool) -> None:
    """One of the two alone is another program's."""
    note = split_front_matter(f"---\n{front}\n---\nwords\n")
    assert (read_exported_note(note, "note.md", ImportOptions()) is not None) is ours


@pytest.mark.parametrize(
    ("written", "mood"), [("4", 4), ("34", None), ("0", None), ("6", None), ("good", None)]
)
def test_a_mood_that_is_no_number_of_the_scale_stays_as_it_was_written(
    written: str, mood: int | None
) -> None:
    """Somebody may have typed another one into the file."""
    front = f"id: {'0a' * 14}\ndate: '2024-03-09T08:00:00+00:00'\nkind: checkin\nmood: {written}"
    entry = read_exported_note(
        split_front_matter(f"---\n{front}\n---\n\nwords\n"), "note.md", ImportOptions()
    )
    assert entry is not None
    assert entry.checkin is not None
    note = "words" if mood else f"mood: {written}\n\nwords"
    assert (entry.checkin.mood, entry.checkin.note) == (mood, note)
