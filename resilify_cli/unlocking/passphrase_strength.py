"""Estimates whether a passphrase is easily guessed. Nothing is refused for it: it is only told."""

from __future__ import annotations

import re
from unicodedata import normalize

_SHORT = 12
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
    "azertyuiop",
)
# What is tried first, and what stands for its letters in a word.
_WORDS = """
    password passwort passphrase letmein welcome login admin administrator root master secret private
    iloveyou loveyou sunshine princess dragon monkey football baseball superman batman pokemon shadow
    michael jordan jennifer jessica charlie thomas daniel anthony ashley andrew hannah george
    hello helloworld freedom whatever trustno access starwars computer internet summer winter spring autumn
    flower cheese cookie chocolate butterfly angel lovely family forever friends happy mustang hunter
    killer soccer hockey ranger buster tigger pepper ginger maggie diamond silver golden purple orange
    google facebook linkedin twitter samsung android iphone apple windows linux changeme default guest
    test testing example qwerty qwertz azerty asdf zxcvbn journal diary tagebuch resilify hallo geheim schatz
"""
_COMMON = frozenset(_WORDS.split())
_STANDS_FOR = str.maketrans("013457@$!", "oieastasi")


def weakness(passphrase: str) -> str:
    """Return why a passphrase is easily guessed, as a sentence; an empty one where nothing is seen."""
    letters = normalize("NFC", passphrase).casefold().strip()
    squeezed = re.sub(r"[\W_]+", "", letters)
    if re.fullmatch(r"(.+?)\1+", squeezed) or len(set(letters)) <= 2:
        return "It is one thing again and again."
    if any(squeezed and (squeezed in row * 2 or squeezed in row[::-1] * 2) for row in _ROWS):
        return "Its letters follow each other in the alphabet or on the keyboard."
    if _is_common(squeezed) or _is_common(re.sub(r"[\W_]+", "", letters.translate(_STANDS_FOR))):
        return "It is one of those that are tried first."
    if len(letters) < _SHORT:
        return f"It is short: {len(letters)} {'character' if len(letters) == 1 else 'characters'}."
    return ""


def _is_common(word: str) -> bool:
    bare = word.strip("0123456789")
    return any(
        one in _COMMON for one in (word, bare, word.translate(_STANDS_FOR), bare.translate(_STANDS_FOR))
    )
