"""Parses the words of a search: which of them the index is asked for, and which the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from resilify_cli.errors import UsageError

# The first and the last character of scripts that are written without spaces, in which the index can't find
# a word inside a run, and of symbols such as emoji, of which it knows only some. No regular expression, since
# compiling it takes longer than reading a page of the journal.
_UNSPACED = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u1950", "\u19df"),
    ("\u2190", "\u2bff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U0001f000", "\U0001faff"),
    ("\U00020000", "\U0003ffff"),
)
_TERM = r'"([^"]*)"|(\S+)'
# Words that may be meant to join others; here they are words like these.
JOINING = frozenset(("OR", "AND", "NOT"))
LONGEST_MARKED = 20_000
# SQLite takes a thousand conditions or so.
MOST_TERMS = 200
_MOST_PLACES = 1_000
# Characters that are never part of a text's meaning, to mark the places that the index found.
OPENS, CLOSES = "\ufdd0", "\ufdd1"
# The columns of the search index, as its table has them.
SEARCHED = "text, prompt, session, program, joined"
# As keyboards and other programs write it. The index has each word with one also without it.
_APOSTROPHES = "'‘’ʼ＇´`"
_NO_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))


def check_terms(words: str) -> None:
    """Check that there are not more words than a search can have.

    Raises:
        UsageError: There are.
    """
    if len(_split_terms(words)) > MOST_TERMS:
        raise UsageError(f"A search can have {MOST_TERMS} words at most.")


def _split_terms(words: str) -> list[tuple[str, str]]:
    """Return the terms of a search, each as a phrase or as a word; the other of the two is empty."""
    return re.findall(_TERM, words) if words else []


def fts_query(words: str) -> str:
    """Return words as an FTS5 query in which nothing is syntax but our own quotes, stars, AND and OR.

    See https://www.sqlite.org/fts5.html#full_text_query_syntax.
    """
    terms = []
    found = _split_terms(words)
    for phrase, word in found:
        text = phrase or word
        if _has_unspaced(text):
            continue
        star = "*" if word.endswith("*") else ""
        bare = (text.rstrip("*") if word else text).replace('"', '""').replace("\0", " ")
        if any(character.isalnum() for character in bare):
            ways = dict.fromkeys((bare, strip_apostrophes(bare)))
            said = " OR ".join(f'"{way}"{star}' for way in ways)
            terms.append(f"({said})" if len(ways) > 1 else said)
    if found and not terms and not unindexed_terms(words):
        # Nothing but marks was asked for: a character that is in no text finds none.
        return '"\ufffe"'
    return " AND ".join(terms)


def strip_apostrophes(text: str) -> str:
    """Return a text without apostrophes, however they are written."""
    return text.translate(_NO_APOSTROPHES)


def joined_words(*texts: str) -> str:
    """Join the texts of an entry that have apostrophes, without these, for the column `joined` of the index.

    The view `shown_entries` gives the same.

    Args:
        texts: Its text, its question, and the titles of its session and its program.
    """
    if not _has_apostrophe("".join(texts)):
        # As most entries of an import are, each of which is looked through.
        return " " * (len(texts) - 1)
    return " ".join([strip_apostrophes(text) if text and _has_apostrophe(text) else "" for text in texts])


def _has_apostrophe(text: str) -> bool:
    if text.isascii():
        return "'" in text or "`" in text
    return any(mark in text for mark in _APOSTROPHES)


def single_words(words: str) -> list[str]:
    """Return each word of a search alone, also those in phrases, without apostrophes and with stars."""
    spaced = (phrase or word for phrase, word in _split_terms(words))
    bare = (strip_apostrophes(text) for text in spaced if not _has_unspaced(text))
    return list(dict.fromkeys(word for text in bare for word in re.findall(r"[^\W_]+\*?", text)))


def unindexed_terms(words: str) -> list[str]:
    """Return the terms that are searched for in the text itself, since the index can't find them."""
    found = (phrase or word.rstrip("*") for phrase, word in _split_terms(words))
    return [term for term in found if _has_unspaced(term)]


def _has_unspaced(text: str) -> bool:
    """Return whether a character of a text is of `_UNSPACED`."""
    if text.isascii():
        return False
    return any(first <= character <= last for character in set(text) for first, last in _UNSPACED)


def find_matches(text: str, marked: str, words: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a search are in a text, as pairs of start and end, in order.

    Args:
        text: The text.
        marked: The text with the search index's marks around what it found.
        words: The words of the search.
    """
    terms = unindexed_terms(words)
    if len(text) > LONGEST_MARKED:
        terms += [(phrase or word).rstrip("*") for phrase, word in _split_terms(words)]
    found = [place for term in terms if term for place in _find_places(text, term)]
    if marked and OPENS not in text and CLOSES not in text:
        before, *pieces = marked.split(OPENS)
        at = len(before)
        for piece in pieces:
            match, _, rest = piece.partition(CLOSES)
            found.append((at, at + len(match)))
            at += len(match) + len(rest)
    if _has_apostrophe(text) and len(text) <= LONGEST_MARKED:
        found += [place for term in _split_terms(words) for place in _with_apostrophes(text, *term)]
    return _merge_places(found)


def _merge_places(places: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return places in their order, with those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for begins, ends in sorted(set(places)):
        if merged and begins < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        else:
            merged.append((begins, ends))
    return tuple(merged)


def _with_apostrophes(text: str, phrase: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield where a term stands with an apostrophe where it was typed without, or with another one."""
    bare = strip_apostrophes(phrase or word.rstrip("*"))
    if not any(character.isalnum() for character in bare):
        return
    letters = f"[{_APOSTROPHES}]?".join(map(re.escape, bare))
    whole = rf"(?<!\w){letters}" + (rf"[\w{_APOSTROPHES}]*" if word.endswith("*") else r"(?!\w)")
    for found in islice(re.finditer(whole, text, re.IGNORECASE), _MOST_PLACES):
        if any(mark in found[0] for mark in _APOSTROPHES):
            yield found.start(), found.end()


def _find_places(text: str, term: str) -> list[tuple[int, int]]:
    places = re.finditer(re.escape(term), text, re.IGNORECASE)
    return [(found.start(), found.end()) for found in islice(places, _MOST_PLACES)]
