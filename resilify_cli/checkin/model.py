"""A check-in: mood, feelings, activities and a note, each of which can be left out."""

from __future__ import annotations

import json
from dataclasses import dataclass

from resilify_cli.checkin.word_lists import MOODS
from resilify_cli.decoding import replace_surrogates


@dataclass(frozen=True, slots=True)
class Checkin:
    """One check-in. `mood` is a number from 1 to 5, or None; its word is kept with it."""

    mood: int | None = None
    feelings: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    note: str = ""
    mood_word: str = ""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.mood or self.feelings or self.activities or self.note.strip())

    @property
    def word(self) -> str:
        """The word for the mood: the one that was kept, else the one of today."""
        return self.mood_word or MOODS.get(self.mood or 0, "")

    @property
    def text(self) -> str:
        """The whole as words, for the journal and its search."""
        lines = [
            f"Mood: {self.word} ({self.mood} of {max(MOODS)})" if self.mood else "",
            f"Feelings: {', '.join(self.feelings)}" if self.feelings else "",
            f"Doing: {', '.join(self.activities)}" if self.activities else "",
        ]
        summary = "\n".join(line for line in lines if line)
        return "\n\n".join(part for part in (summary, self.note) if part)

    def to_json(self) -> str:
        """Return it as it is kept beside its text."""
        kept = {
            "mood": self.mood,
            "word": self.word,
            "feelings": self.feelings,
            "activities": self.activities,
            "note": self.note,
        }
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | None) -> Checkin:
        """Read it back; what can't be read is left out. It may have come from a file, and be anything."""
        try:
            kept = json.loads(text or "{}")
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(kept, dict):
            return cls()
        mood = kept.get("mood")
        return cls(
            # True is a number to Python, and the same one as 1.
            mood=mood if type(mood) is int and mood in MOODS else None,
            feelings=_words(kept.get("feelings")),
            activities=_words(kept.get("activities")),
            note=_text(kept.get("note")),
            mood_word=_text(kept.get("word")),
        )


def _words(value: object) -> tuple[str, ...]:
    return tuple(_text(word) for word in value if isinstance(word, str)) if isinstance(value, list) else ()


def _text(value: object) -> str:
    return replace_surrogates(value) if isinstance(value, str) else ""
