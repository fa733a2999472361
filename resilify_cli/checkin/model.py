"""A check-in: mood, feelings, activities and a note, each of them optional."""

from __future__ import annotations

from typing import NamedTuple

from resilify_cli.checkin.word_lists import MOODS
from resilify_cli.decoding import replace_surrogates


class Checkin(NamedTuple):
    """One check-in.

    Attributes:
        mood: A number from 1 to 5, or None.
        feelings: Words for feelings.
        activities: Words for what the person was doing.
        note: A text.
        mood_word: The word for the mood as it was shown then, or an empty text.
    """

    mood: int | None = None
    feelings: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    note: str = ""
    mood_word: str = ""

    def __bool__(self) -> bool:
        """Return whether any part is filled in."""
        return bool(self.mood or self.feelings or self.activities or self.note.strip())

    @property
    def word(self) -> str:
        """The word for the mood: the stored one, else the one that is shown now."""
        return self.mood_word or MOODS.get(self.mood or 0, "")

    @property
    def text(self) -> str:
        """The check-in as text, for the journal and its search."""
        lines = [
            f"Mood: {self.word} ({self.mood} of {max(MOODS)})" if self.mood else "",
            f"Feelings: {', '.join(self.feelings)}" if self.feelings else "",
            f"Doing: {', '.join(self.activities)}" if self.activities else "",
        ]
        summary = "\n".join(line for line in lines if line)
        return "\n\n".join(part for part in (summary, self.note) if part)

    def to_json(self) -> str:
        """Return the JSON that is stored beside the text."""
        import json

        stored = {
            "mood": self.mood,
            "word": self.word,
            "feelings": self.feelings,
            "activities": self.activities,
            "note": self.note,
        }
        return json.dumps(stored, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | None) -> Checkin:
        """Parse stored JSON, which may be anything after an import; what can't be read is left out."""
        import json

        try:
            stored = json.loads(text or "{}")
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(stored, dict):
            return cls()
        mood = stored.get("mood")
        return cls(
            # True is a number to Python, and the same one as 1.
            mood=mood if type(mood) is int and mood in MOODS else None,
            feelings=_read_words(stored.get("feelings")),
            activities=_read_words(stored.get("activities")),
            note=_read_text(stored.get("note")),
            mood_word=_read_text(stored.get("word")),
        )


def _read_words(value: object) -> tuple[str, ...]:
    return (
        tuple(_read_text(word) for word in value if isinstance(word, str)) if isinstance(value, list) else ()
    )


def _read_text(value: object) -> str:
    return replace_surrogates(value) if isinstance(value, str) else ""
