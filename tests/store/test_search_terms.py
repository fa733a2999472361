from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.errors import UsageError
from resilify_cli.store.journal import Filter
from resilify_cli.store.search_terms import (
    CLOSES,
    MOST_TERMS,
    OPENS,
    check_terms,
    find_matches,
    fts_query,
    unindexed_terms,
)
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("walk", '"walk"'),
        ("walk sea", '"walk" AND "sea"'),
        ('"by the sea"', '"by the sea"'),
        ("wal*", '"wal"*'),
        ("AND OR NEAR(", '"AND" AND "OR" AND "NEAR("'),
        ("don't", '("don\'t" OR "dont")'),
        ('a"b', '"a""b"'),
        ("- walk *", '"walk"'),
        ("高兴", ""),
        ("", ""),
        ("  ", ""),
        ("- * !", '"\ufffe"'),
        ('""', '"\ufffe"'),
    ],
)
def test_a_query_has_no_syntax_but_ours(words: str, query: str) -> None:
    """Each word is quoted, so that only quotes and a star at a word's end mean something."""
    assert fts_query(words) == query


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("高兴*", ["高兴"]),
        ('a "今 天" b', ["今 天"]),
        ("🙂 walk", ["🙂"]),
        ("walk", []),
        ("Größe “naïve” ʼn", []),
    ],
)
def test_words_without_spaces_are_looked_for_in_the_text(words: str, terms: list[str]) -> None:
    """Scripts without spaces and emoji are terms of their own, without quotes and stars."""
    assert unindexed_terms(words) == terms


@pytest.mark.parametrize(
    ("text", "marked", "terms", "matches"),
    [
        ("a walk", f"a {OPENS}walk{CLOSES}", [], ((2, 6),)),
        ("a a", f"{OPENS}a{CLOSES} {OPENS}a{CLOSES}", [], ((0, 1), (2, 3))),
        ("很高兴很高兴", "", ["高兴"], ((1, 3), (4, 6))),
        ("很 a", f"很 {OPENS}a{CLOSES}", ["很"], ((0, 1), (2, 3))),
        ("a walk", "a walk", [], ()),
        ("a walk", "", [], ()),
        # A text that holds the marks itself is not marked, rather than wrongly.
        (f"{OPENS}a{CLOSES} walk", f"{OPENS}a{CLOSES} {OPENS}walk{CLOSES}", [], ()),
        (f"a{CLOSES} walk", f"a{CLOSES} {OPENS}walk{CLOSES}", [], ()),
    ],
)
def test_places_are_counted_in_the_text(
    text: str, marked: str, terms: list[str], matches: tuple[tuple[int, int], ...]
) -> None:
    """The places of matches are those of the text without marks, in their order."""
    assert find_matches(text, marked, " ".join(terms)) == matches


def _matches(store: Store, text: str, words: str) -> list[str]:
    entry_id = store.notes.add(text)
    entry = next(e for e in store.journal.page(Filter(), 1000, 0, words).entries if e.id == entry_id)
    return [entry.text[begin:end] for begin, end in entry.matches]


@pytest.mark.parametrize(
    ("text", "words", "matches"),
    [
        ("a walk, a Walk, a walker", "walk", ["walk", "Walk"]),
        ("a walk, a walker", "wal*", ["walk", "walker"]),
        ("by the sea, the sea by", '"by the sea"', ["by the sea"]),
        ("my well-being is well", "well-being", ["well-being"]),
        ("Café cafe", "cafe", ["Café", "cafe"]),
        ("a 🙂 day 🙂", "🙂 day", ["🙂", "day", "🙂"]),
        ("[bold]walk[/bold]\x1b[31m", "walk", ["walk"]),
        ("\ufeffwalk\u00ad", "walk", ["walk"]),
        ("walk " * 3, "walk", ["walk"] * 3),
        ("我今天很高兴", "高兴 今天", ["今天", "高兴"]),
    ],
)
def test_matches_are_the_words_that_were_found(
    store: Store, text: str, words: str, matches: list[str]
) -> None:
    """A search marks the words that it found, as they are written, and no others."""
    assert _matches(store, text, words) == matches


def test_without_words_nothing_is_marked(store: Store) -> None:
    """A page that was not searched has no matches."""
    store.notes.add("a walk")
    assert store.journal.page(Filter(), 10).entries[0].matches == ()


_WORDS = ("walk", "walks", "sea", "see", "Sea", "a", "am")
_SPACES = st.sampled_from((" ", "\n", ", ", " - ", "\n\n", "-", "\x1b[1m "))


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12),
    st.lists(st.sampled_from(("walk", "sea", "a", "wal*", "s*")), min_size=1, max_size=3),
    st.data(),
)
def test_matches_are_exactly_the_matching_words(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], asked: list[str], data: st.DataObject
) -> None:
    """The places that are marked are those of the words that match, each of them and nothing else."""
    text = "".join(word + data.draw(_SPACES) for word in words)
    with open_store(tmp_path_factory.mktemp("words") / "x.db", FixedClock()) as store:
        store.notes.add(text)
        found = store.journal.page(Filter(), 1, 0, " ".join(asked)).entries
    tokens = [(token.start(), token.end(), token[0].lower()) for token in re.finditer("[A-Za-z0-9]+", text)]
    hits = [[_fits(token, one) for _, _, token in tokens] for one in asked]
    expected = [(begin, end) for n, (begin, end, _) in enumerate(tokens) if any(hit[n] for hit in hits)]
    assert [list(entry.matches) for entry in found] == ([expected] if all(map(any, hits)) else [])


def _fits(token: str, asked: str) -> bool:
    return token.startswith(asked[:-1]) if asked.endswith("*") else token == asked


def test_a_long_text_tells_the_first_places_of_each_word() -> None:
    """A text that the index does not mark has its words looked for, some of them only."""
    text = "Word and more. " * 5_000
    found = find_matches(text, "", '"and more" wor*')
    assert found[:2] == ((0, 3), (5, 13))
    assert len(found) == 2_000
    assert {text[start:end].lower() for start, end in found} == {"wor", "and more"}


@pytest.mark.parametrize("more", [1, 2, 100])
def test_a_search_has_so_many_words_at_most(more: int) -> None:
    """One that has as many is fine, and any number above is told."""
    check_terms("word " * MOST_TERMS)
    with pytest.raises(UsageError, match=f"{MOST_TERMS} words at most"):
        check_terms("word " * (MOST_TERMS + more))
