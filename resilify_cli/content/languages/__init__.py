"""What a language brings to a program: the words of the frame, the words to avoid, its direction.

One data file holds it for one language. Programs in a language without one have the frame in English, and no
reading grade.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

ENGLISH = "en"
TAG_PATTERN = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
# Languages that are written from right to left, whichever of their usual scripts.
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_DAY = re.compile(r"([0-9]{1,2}) ([A-Z][a-z]+)(?: ([0-9]{4}))?")
_SLOT = re.compile(r"\\\{(\w+)\\\}")
# What can stand in a place of a phrase, by its name; anything where it is not named here.
_NUMBER, _DAY_SHAPE = r"-?[0-9]+(?:\.[0-9]+)?", r"[0-9]{1,2} [A-Z][a-z]+(?: [0-9]{4})?"
_SHAPES = {"time": r"[0-9]{1,2}:[0-9]{2}", "day": _DAY_SHAPE, "weekday": r"[A-Z][a-z]+"}
_SHAPES |= dict.fromkeys(("step", "steps", "number", "count", "minutes", "seconds", "left"), _NUMBER)
# The places that hold other words of the frame.
_FRAME_WORDS = frozenset({"change", "counted", "first_change", "go", "kept", "length", "reason", "rule"})


@dataclass(frozen=True)
class Language:
    """A language, as far as programs in it need to know.

    Attributes:
        code: Its code without a region, such as "es".
        is_graded: Whether its prose has a reading grade.
        phrases: The words of the frame by the English ones; words in braces stand for what changes.
        avoided: The groups of words to avoid, each with `words` (a pattern), `why` and `instead`.
        date: How a day is written, with `{day}` and `{month}`.
        year: How a year stands behind it, with `{year}`.
        months: The names of the months by the English ones.
        weekdays: The names of the days of the week by the English ones.
    """

    code: str = ENGLISH
    is_graded: bool = False
    phrases: Mapping[str, str] = field(default_factory=dict)
    avoided: tuple[Mapping[str, str], ...] = ()
    date: str = ""
    year: str = ""
    months: Mapping[str, str] = field(default_factory=dict)
    weekdays: Mapping[str, str] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        """The direction of its text, as HTML names it: "ltr" or "rtl"."""
        return "rtl" if self.code in _RIGHT_TO_LEFT else "ltr"

    def translate(self, english: str) -> str:
        """Return words of the frame in this language; those that it has no words for stay as they are."""
        if english in self.phrases:
            return self.phrases[english]
        for pattern, words in self._phrase_patterns:
            if found := pattern.fullmatch(english):
                return words.format(
                    **{name: self._translate_slot(name, text) for name, text in found.groupdict().items()}
                )
        return self._translate_day(english)

    def _translate_slot(self, name: str, text: str) -> str:
        """Translate the value of a placeholder in a phrase; a person's or author's words stay as they are."""
        if name == "day":
            return self._translate_day(text)
        if name == "weekday":
            return self.weekdays.get(text, text)
        return self.translate(text) if name in _FRAME_WORDS else text

    def _translate_day(self, english: str) -> str:
        """Return a day such as "3 November 2026" in this language; all else stays as it is."""
        found = _DAY.fullmatch(english)
        if not found or found[2] not in self.months:
            return english
        words = self.date.format(day=found[1], month=self.months[found[2]])
        return words + self.year.format(year=found[3]) if found[3] else words

    def translate_lines(self, english: str) -> str:
        """Return a text with each line translated by itself."""
        return "\n".join(map(self.translate, english.split("\n")))

    @cached_property
    def _phrase_patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple(
            (re.compile(_SLOT.sub(_slot_pattern, re.escape(english))), words)
            for english, words in self.phrases.items()
            if "{" in english
        )


def _slot_pattern(slot: re.Match[str]) -> str:
    """Return the pattern of what can stand in a place of a phrase."""
    return f"(?P<{slot[1]}>{_SHAPES.get(slot[1], '.+')})"


@cache
def find_language(tag: str) -> Language:
    """Return the language of a tag such as "es" or "es-MX"; an empty tag is English."""
    code = tag.partition("-")[0].lower() or ENGLISH
    if code == ENGLISH:
        # The words of the frame are written in it; those to avoid stand in `content.avoided_words`.
        return Language(ENGLISH, is_graded=True)
    import tomllib

    try:
        table: dict[str, Any] = tomllib.loads(Path(__file__).with_name(f"{code}.toml").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return Language(code)
    days = table.get("days", {})
    return Language(
        code,
        table["graded"],
        table.get("phrases", {}),
        tuple(table.get("avoid", ())),
        days.get("date", ""),
        days.get("year", ""),
        days.get("months", {}),
        days.get("weekdays", {}),
    )
