"""What is half done of an activity, in memory and as the store keeps it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from resilify_cli.activities.stored_json import is_value, load_stored_json

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue


class DraftDate(NamedTuple):
    """When a draft was begun, and the date that was named for it.

    Attributes:
        begun: when its first word was typed, or its first part answered.
        about: the time that was named for it, or None: then it is about the time it is kept at.
        day: the day that was named for it without a time, or None.
        tags: the tags that were named for it.
        prompt: the question that was chosen to write about, or an empty text.
    """

    begun: datetime
    about: datetime | None = None
    day: date | None = None
    tags: tuple[str, ...] = ()
    prompt: str = ""

    def to_json(self) -> dict[str, object]:
        """Return it as it stands in a draft."""
        parts = {"begun": self.begun, "about": self.about, "day": self.day}
        kept: dict[str, object] = {name: part.isoformat() for name, part in parts.items() if part is not None}
        more = {"tags": self.tags, "prompt": self.prompt}
        return kept | {name: part for name, part in more.items() if part}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self | None:
        """Read it; None where a draft has none, as those of before, or one that can't be read."""
        with suppress(ValueError, TypeError, KeyError):
            about = datetime.fromisoformat(kept["about"]) if "about" in kept else None
            day = date.fromisoformat(kept["day"]) if "day" in kept else None
            tags = tuple(tag for tag in kept.get("tags", ()) if isinstance(tag, str))
            prompt = kept.get("prompt", "")
            begun = datetime.fromisoformat(kept["begun"])
            found = cls(begun, about, day, tags, prompt if isinstance(prompt, str) else "")
            if all(at is None or at.tzinfo for at in (found.begun, about)):
                return found
        return None


@dataclass(slots=True)
class Draft:
    """The parts of an activity by their place: the first `answered` are answers, the next is being typed.

    Those after it were given before the person went back, and are offered again on the way forward.
    `unsaved` says that the last try to keep it did not work. `draft_date` is set outside of programs.
    """

    parts: list[AnswerValue] = field(default_factory=list)
    answered: int = 0
    unsaved: bool = False
    draft_date: DraftDate | None = None

    def __bool__(self) -> bool:
        """Whether anything was answered or typed."""
        return any(part not in (None, "", []) for part in self.parts)

    @property
    def values(self) -> tuple[AnswerValue, ...]:
        """The parts that are answered."""
        return tuple(self.parts[: self.answered])

    @property
    def rest(self) -> tuple[AnswerValue, ...]:
        """The part being typed, and those after it."""
        return tuple(self.parts[self.answered :])

    def type(self, value: AnswerValue) -> None:
        """Note what is typed of the part after the answered ones."""
        self.parts[self.answered : self.answered + 1] = [value]

    def answer(self, value: AnswerValue) -> None:
        """Take this as the answer to the part, and go on to the next."""
        self.type(value)
        self.answered += 1

    def back(self) -> None:
        """Go back to the part before, if there is one; nothing is forgotten."""
        self.answered = max(0, self.answered - 1)

    def to_text(self) -> str:
        """Return the draft as the store keeps it; empty where nothing was answered or typed."""
        if not self:
            return ""
        typed, *later = self.rest or (None,)
        kept: dict[str, object] = {"values": self.values, "typed": typed, "later": later}
        if self.draft_date:
            kept |= self.draft_date.to_json()
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str | None) -> Draft:
        """Read a draft; of one that can't be read, all of it is what was being typed."""
        if not text:
            return cls()
        with suppress(ValueError):
            kept = load_stored_json(text)
            if isinstance(kept, dict):
                values, later = kept.get("values", []), kept.get("later", [])
                if isinstance(values, list) and isinstance(later, list):
                    parts = [*values, kept.get("typed"), *later]
                    if all(map(is_value, parts)):
                        return cls(parts, len(values), draft_date=DraftDate.from_json(kept))
        return cls([text])
