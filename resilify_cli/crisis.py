"""Crisis lines and emergency numbers by country, each as last seen on the pages that are named, and when.

They stand in `crisis_lines.toml`. Numbers change: a test fails when `CHECKED` is more than 180 days old, and
another when a number that is known to be superseded comes back. Nothing here is fetched; it works offline.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

# The day on which the pages were last gone through. Nobody has rung a number.
CHECKED = date(2026, 11, 21)
ELSEWHERE = "For any other country: findahelpline.com lists free and confidential services."
ABROAD = "Short numbers work inside their country only; from abroad, findahelpline.com has other ways."
EMERGENCY = (
    "If your life is in danger now, call your emergency number: 112 in the EU, 911 in much of the Americas."
)
BUSY = (
    "If nobody answers, try again, try the chat, or the next number: it is the line that is full, not you"
    " that is too much."
)
NO_LINE = (
    "We have no number for your country that we could check. findahelpline.com lists services;"
    " in danger call {}."
)
ONLY_DANGER = "No line that we could check is known for these; in danger call:"
LESS_SURE = "We are less sure of this one: look at it again before you rely on it."
_TABLE = Path(__file__).with_name("crisis_lines.toml")


class CrisisLine(NamedTuple):
    """One service: how to reach it, and how sure that is.

    `numbers` are the numbers alone, to be compared exactly. `sure` is "A", or "B" where the pages are fewer,
    older, or disagree. Whatever is not known is empty.
    """

    service: str
    contact: str
    numbers: tuple[str, ...]
    sure: str
    hours: str = ""
    languages: str = ""
    address: str = ""
    caution: str = ""

    @property
    def words_of_caution(self) -> str:
        """What to say of how sure it is; empty if it is sure."""
        return " ".join(said for said in (LESS_SURE if self.sure == "B" else "", self.caution) if said)


class Country(NamedTuple):
    """A country by its ISO 3166 code: its emergency number, its lines, and the pages where they were seen.

    `also` are its other names. A country may have no line that could be checked.
    """

    code: str
    name: str
    also: tuple[str, ...]
    emergency: str
    lines: tuple[CrisisLine, ...] = ()
    pages: tuple[str, ...] = ()

    @property
    def in_danger(self) -> str:
        """The sentence that names its emergency number."""
        return f"If your life is in danger now, call {self.emergency}."


@cache
def countries() -> tuple[Country, ...]:
    """Return every country that is known here, those without a line last."""
    import tomllib

    return tuple(_country(row) for row in tomllib.loads(_TABLE.read_text("utf-8"))["country"])


def find_country(name: str) -> Country | None:
    """Return a country by one of its codes or names, however they are spelled; None if it isn't known."""
    wanted = _folded(name)
    for country in countries():
        if wanted in {_folded(known) for known in (country.code, country.name, *country.also)}:
            return country
    return None


def country_of_locale(environment: Mapping[str, str]) -> str | None:
    """Return the country that the locale names, such as GB for `en_GB.UTF-8`."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            _, _, region = value.partition(".")[0].partition("@")[0].partition("_")
            return region.upper() or None
    return None


def _country(row: Mapping[str, Any]) -> Country:
    lists = {name: tuple(row.get(name, ())) for name in ("also", "pages")}
    lines = tuple(CrisisLine(**{**line, "numbers": tuple(line["numbers"])}) for line in row.get("lines", ()))
    return Country(**{**row, **lists, "lines": lines})


def _folded(name: str) -> str:
    """Return a name without case, marks on letters, a "the" before it, and all that is no letter."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()
    return "".join(words[1:] if words[:1] == ["the"] else words)
