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
_SLOT = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True)
class Language:
    """A language, as far as programs in it need to know.

    Attributes:
        code: Its code without a region, such as "es".
        is_graded: Whether its prose has a reading grade.
        phrases: The words of the frame by the English ones; words in braces stand for what changes.
        avoided: The groups of words to avoid, each with `words` (a pattern), `why` and `instead`.
    """

    code: str
    is_graded: bool = False
    phrases: Mapping[str, str] = field(default_factory=dict)
    avoided: tuple[Mapping[str, str], ...] = ()

    @property
    def direction(self) -> str:
        """The direction of its text, as HTML names it: "ltr" or "rtl"."""
        return "rtl" if self.code in _RIGHT_TO_LEFT else "ltr"

    def translate(self, english: str) -> str:
        """Return words of the frame in this language; those that it has no words for stay as they are."""
        if english in self.phrases:
            return self.phrases[english]
        for pattern, words in self._patterns:
            if found := pattern.fullmatch(english):
                return words.format(**found.groupdict())
        return english

    def translate_lines(self, english: str) -> str:
        """Return a text with each line translated by itself."""
        return "\n".join(map(self.translate, english.split("\n")))

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple(
            (re.compile(_SLOT.sub(r"(?P<\1>.+)", re.escape(english))), words)
            for english, words in self.phrases.items()
            if "{" in english
        )


@cache
def find_language(tag: str) -> Language:
    """Return the language of a tag such as "es" or "es-MX"; an empty tag is English."""
    import tomllib

    code = tag.partition("-")[0].lower() or ENGLISH
    try:
        table: dict[str, Any] = tomllib.loads(Path(__file__).with_name(f"{code}.toml").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return Language(code)
    return Language(code, table["graded"], table.get("phrases", {}), tuple(table.get("avoid", ())))
