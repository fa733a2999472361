"""What is half done of an activity, in memory and as the store keeps it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from resilify_cli.activities.questions import Value


@dataclass(slots=True)
class Draft:
    """The parts of an activity by their place: the first `answered` are answers, the next is being typed.

    Those after it were given before the person went back, and are offered again on the way forward.
    `unsaved` says that the last try to keep it did not work.
    """

    parts: list[Value] = field(default_factory=list)
    answered: int = 0
    unsaved: bool = False

    def __bool__(self) -> bool:
        """Whether anything was answered or typed."""
        return any(part not in (None, "", []) for part in self.parts)

    @property
    def values(self) -> tuple[Value, ...]:
        """The parts that are answered."""
        return tuple(self.parts[: self.answered])

    @property
    def rest(self) -> tuple[Value, ...]:
        """The part being typed, and those after it."""
        return tuple(self.parts[self.answered :])

    def type(self, value: Value) -> None:
        """Note what is typed of the part after the answered ones."""
        self.parts[self.answered : self.answered + 1] = [value]

    def answer(self, value: Value) -> None:
        """Take this as the answer to the part, and go on to the next."""
        self.type(value)
        self.answered += 1

    def back(self) -> None:
        """Go back to the part before, if there is one; nothing is forgotten."""
        self.answered = max(0, self.answered - 1)

    def to_text(self) -> str:
        """Return the draft as the store keeps it."""
        typed, *later = self.rest or (None,)
        kept = {"values": self.values, "typed": typed, "later": later}
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str | None) -> Draft:
        """Read a draft; none, or one that can't be read, is an empty one."""
        try:
            kept: dict[str, Any] = json.loads(text or "{}")
            values = list(kept.get("values", ()))
            return cls([*values, kept.get("typed"), *kept.get("later", ())], len(values))
        except (ValueError, TypeError, AttributeError):
            return cls()
