from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from resilify_cli.days import Days
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.store.conftest import response


def _found(store: Store, words: str) -> list[str]:
    return [entry.text for entry in store.journal.page(Filter(), 1000, 0, words).entries]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a walk by the sea", "walk"),
        ("a walk by the sea", "sea walk"),
        ("a walk by the sea", "WALK"),
        ("a walk by the sea", '"by the"'),
        ("a walk by the sea", "wal*"),
        ("my well-being", "well-being"),
        ("my well-being", "being"),
        ("I don't know", "don't \""),
        ("I don't know", "don't"),
        ("this AND that", "AND"),
        ("a near miss", "NEAR("),
        ("a NOT b", "a NOT"),
        ("text: this", "text:this"),
        ("café", "cafe"),
        ("cafe", "Café"),
        ("我今天很高兴", "高兴"),
        ("我今天很高兴", '"今天"'),
        ("我今天很高兴", "高兴*"),
        ("我今天 was fine", "今天 fine"),
        ("そうです", "うで"),
        ("a good day 🙂", "🙂"),
        ("a ❤ of gold", "❤ gold"),
        ("before\0after", "after"),
        ("before\0after", "before\0after"),
        ("[/done] :100:", "done"),
        ("a walk - by the sea", "walk - sea"),
        ("我今天很高兴!", '"" 高兴 !'),
    ],
)
def test_words_are_found(store: Store, text: str, words: str) -> None:
    """Words, phrases, beginnings and what search engines take for syntax find the text that has them."""
    store.notes.add(text)
    store.notes.add("nothing of the sort")
    assert _found(store, words) == [text]


@pytest.mark.parametrize(
    "words", ["wal", "walk river", '"sea the"', "walk*er", "高", '"', "*", "-", "🙂", "wa*lk", "NOT walk"]
)
def test_what_is_not_there_is_not_found(store: Store, words: str) -> None:
    """Parts of words, words of which one is missing, and lone marks find nothing."""
    store.notes.add("a walk by the sea")
    assert _found(store, words) == []


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("walk", ["question"]),
        ("days", ["session"]),
        ('"hard days"', ["session"]),
        ("compassion", ["program"]),
        ("rained", ["text"]),
        ("rained walk", ["text", "question"]),
        ("compassion days walk rained", ["text", "question", "session", "program"]),
        ("hard compassion", ["session", "program"]),
        ("wal*", ["question"]),
        ("爱", ["question"]),
    ],
)
def test_questions_and_titles_are_searched(store: Store, words: str, where: list[str]) -> None:
    """A search looks in the question and the titles of session and program too, and says where it found."""
    enrollment = store.enrollments.begin("key", "slug", "Self-compassion", "")
    store.entries.answer(enrollment, response("It rained.", prompt="A walk? 爱你", session_title="Hard days"))
    store.notes.add("nothing of the sort")
    (entry,) = store.journal.page(Filter(), 10, 0, words).entries
    assert entry.matched_in == where
    places = {
        "text": (entry.text, entry.matches),
        "question": (entry.prompt, entry.prompt_matches),
        "session": (entry.session, entry.session_matches),
        "program": (entry.program, entry.program_matches),
    }
    for name in where:
        text, found = places[name]
        assert all(text[a:b].casefold().strip() in words.casefold() or "*" in words for a, b in found)


_WAYS = ["dont", "don't", "don’t", "don‘t", "donʼt", "don＇t", "don´t", "don`t", "DON’T"]


@pytest.mark.parametrize("typed", _WAYS)
def test_an_apostrophe_makes_no_difference(store: Store, typed: str) -> None:
    """A word is found with and without its apostrophe, however that is written, and is marked in the text."""
    for written in _WAYS:
        store.notes.add(f"I {written} know")
    for words in (typed, f'"I {typed}"', f"{typed[:4]}*"):
        found = store.journal.page(Filter(), 100, 0, words).entries
        assert [entry.text.split()[1] for entry in reversed(found)] == _WAYS
        for entry in found:
            ((begins, ends),) = entry.matches
            assert entry.text[begins:ends].endswith(entry.text.split()[1])


@pytest.mark.parametrize(
    ("text", "words", "finds"),
    [
        ("my mother's letter", "mother", True),
        ("my mother's letter", "mothers", True),
        ("my mothers' letters", "mothers", True),
        ("l’amour", "amour", True),
        ("l’amour", "lamour", True),
        ("rock'n'roll", "rocknroll", True),
        ("rock'n'roll", "roll", True),
        ("he said 'no'", "no", True),
        ("she'll come", "shell", True),
        ("do nt", "dont", False),
        ("don t", "dont", False),
        ("dont", "don t", False),
    ],
)
def test_the_parts_beside_an_apostrophe_are_words_too(
    store: Store, text: str, words: str, finds: bool
) -> None:
    """A word with an apostrophe is found whole and by its parts, and no words that stand apart are joined."""
    store.notes.add(text)
    assert _found(store, words) == ([text] if finds else [])


@pytest.fixture(scope="module")
def shared() -> Iterator[Store]:
    """A store that a property's examples may fill together."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "x.db"), FixedClock()) as store:
        yield store


_MARKS = "\"'*-():^+.,;{}[]~\\/%_ \t\n\0"
_QUERIES = st.text() | st.text(alphabet=_MARKS + "aAND中🙂\ud800", max_size=12)


@settings(max_examples=80, deadline=None)
@given(_QUERIES)
@example("a\ud800")
@example('"" *')
@example('a "')
def test_any_query_can_be_asked(shared: Store, query: str) -> None:
    """Whatever is looked for, a search ends with a page."""
    assert shared.journal.page(Filter(session="s"), 1, 0, query).more is False


_TEXTS = st.text(
    alphabet=_MARKS + "abcdANDORNOTnearéßñøжщλ012中文日本ひらไทย한국🙂❤", min_size=1, max_size=30
)


@settings(max_examples=80, deadline=None)
@given(_TEXTS.filter(lambda text: any(c.isalnum() for c in text)), st.data())
def test_a_text_is_found_by_each_of_its_words(shared: Store, text: str, data: st.DataObject) -> None:
    """Any text that was kept is found by any one of its own words."""
    words = [word for word in text.split() if any(c.isalnum() for c in word)]
    word = data.draw(st.sampled_from(words))
    entry_id = shared.notes.add(text)
    found = shared.journal.page(Filter(), 1, 0, word).entries
    assert [entry.id for entry in found] == [entry_id]


_DAY = date(2026, 11, 3)


@pytest.mark.parametrize("words", ["", "walk"])
@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(program="slug"),
        Filter(session="first"),
        Filter(program="slug", session="first"),
        Filter(days=Days(_DAY, _DAY)),
        Filter(program="slug", days=Days(_DAY)),
        Filter(kind="note"),
        Filter(kind="note", days=Days(_DAY)),
        Filter(labels=(("tag", "sea"),)),
        Filter(labels=(("tag", "sea"), ("tag", "rain")), kind="note", program="slug", days=Days(last=_DAY)),
    ],
    ids=["newest", "program", "session", "both", "days", "program-days", "kind", "kind-days", "tag", "all"],
)
def test_no_query_reads_the_whole_table(store: Store, wanted: Filter, words: str) -> None:
    """SQLite's plan for every sort of query goes by an index to the entries it tells."""
    plan = store.journal.explain(wanted, words)
    scans = [line for line in plan if line.startswith("SCAN e ") or line == "SCAN e"]
    # Without a filter the entries themselves are told, from the newest on.
    assert scans == (["SCAN e USING INDEX entries_listed"] if wanted == Filter() and not words else [])
    if words:
        # The search index is walked from its newest end; nothing is sorted.
        assert not [line for line in plan if "TEMP B-TREE" in line], plan
