"""The name of a program on the command line."""

from __future__ import annotations

import re
import unicodedata

from resilify_cli.activities.ids import slugify
from resilify_cli.activities.limits import LONGEST_ID


def program_slug(*names: str) -> str:
    """Return a slug made of the first name that has letters or digits to make one of.

    It is of ASCII letters and digits where a name has them; a name in another script keeps its own letters.
    """
    for name in names:
        own = _own_letters(name)
        if any(letter.isalnum() for letter in own):
            latin = slugify(name) if own.isascii() or re.search("[a-z]", own) else own
            return latin[:LONGEST_ID].strip("-")
    return slugify("")


def _own_letters(name: str) -> str:
    """Return the letters, digits and marks of a name in lower case, joined by hyphens."""
    plain = unicodedata.normalize("NFC", name).lower()
    return "-".join("".join(one if unicodedata.category(one)[0] in "LNM" else " " for one in plain).split())
