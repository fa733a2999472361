"""What to say in a crisis, and how a country is found by its name or by the locale.

The numbers stand in `crisis_lines`. They change: a test fails when its `CHECKED` is more than 180 days old,
and another when a number that is known to be superseded comes back. Nothing is fetched; it works offline.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from resilify_cli.crisis_lines import COUNTRIES, Country

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


def find_country(name: str) -> Country | None:
    """Return a country by one of its codes or names, however they are spelled; None if it isn't known."""
    wanted = _folded(name)
    for country in COUNTRIES:
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


def _folded(name: str) -> str:
    """Return a name without case, marks on letters, a "the" before it, and all that is no letter."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()
    return "".join(words[1:] if words[:1] == ["the"] else words)
