"""What is said beside the results of a search: what it looks for, and what there is that is near."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from resilify_cli.safe import safe_line
from resilify_cli.store.search_terms import JOINING

if TYPE_CHECKING:
    from resilify_cli.store.similar_words import SimilarWord

_LONGEST_SHOWN = 40
# For each word of a search that is in no entry, words near it that are in some.
Near = Mapping[str, "tuple[SimilarWord, ...]"]


def joining_remark(words: str) -> str:
    """Return a sentence if a word of a search looks as if it were meant to join others; else nothing."""
    typed = words.split()
    joining = next((word for word in typed if word in JOINING), "")
    if not joining or len(typed) < 2 or '"' in words:
        return ""
    more = " To find either, search for each by itself." if joining == "OR" else ""
    return f"All the words must be there: {joining} is looked for too, as a word like the others.{more}"


def near_lines(words: str, near: Near) -> Iterator[str]:
    """Yield what to say of the words of a search that found nothing, and of those that are near them."""
    if '"' in words:
        yield from _phrase_lines(words)
    elif words and not near and len(words.split()) > 1:
        yield "Each of these words is there, but no entry that is shown here has them all."
    for word, found in near.items():
        if found:
            told = ", ".join(f"{one.word} ({_entries_text(one.entries)})" for one in found)
            yield f"Near {safe_line(word)[:_LONGEST_SHOWN]!r} there is: {told}."
    if near and all(near.values()):
        yield f"To find it: resilify journal search {_nearest_search(words, near)}"


def _phrase_lines(words: str) -> Iterator[str]:
    """Yield how to look for the words of a phrase wherever they stand: a shell's quotes make one too."""
    from shlex import quote

    from resilify_cli.store.search_terms import single_words

    single = single_words(words)
    if len(single) > 1:
        yield "Words in quotes are looked for side by side. To find them wherever they stand:"
        yield f"resilify journal search {' '.join(quote(word) for word in single)}"


def near_data(near: Near) -> dict[str, object]:
    """Return the same as JSON: for each word that is in no entry, those near it."""
    return {
        word: [{"word": one.word, "entries": one.entries} for one in found] for word, found in near.items()
    }


def _nearest_search(words: str, near: Near) -> str:
    """Return the words of a search with the nearest in the place of each that is in no entry."""
    from shlex import quote

    from resilify_cli.store.search_terms import single_words

    return " ".join(quote(near[word][0].word if word in near else word) for word in single_words(words))


def _entries_text(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"
