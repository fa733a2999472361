from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.frozen import first_rule, second_rule
from resilify_cli.store.hashtags import tags_in
from resilify_cli.store.journal import Filter
from resilify_cli.store.labels import LONGEST_LABEL, as_tag, label, tags_by_newer_rule, with_tags
from resilify_cli.store.stamps import storable
from resilify_cli.store.store import Store
from tests.fuzz.bounds import soon
from tests.store.conftest import response


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("a #walk by the sea", ["walk"]),
        ("#walk", ["walk"]),
        ("#Walk and #WALK and #walk", ["walk"]),
        ("#two #one #two", ["two", "one"]),
        ("(#walk), #sea. #rain!", ["walk", "sea", "rain"]),
        ("#well-being and #good_day", ["well-being", "good_day"]),
        ("#well- #-being", ["well"]),
        ("#a--b", ["a--b"]),
        ("#2026-goals #3d", ["2026-goals", "3d"]),
        ("#über #Straße #ŁÓDŹ", ["über", "straße", "łódź"]),
        ("#日本 #привет", ["日本", "привет"]),
        ("#हिन्दी #ไทยดี", ["हिन्दी", "ไทยดี"]),
        ("#می\u200cخواهم", ["می\u200cخواهم"]),
        ("#cafe\u0301 #caf\u00e9", ["caf\u00e9"]),
        ("#İstanbul", ["i\u0307stanbul"]),
        ("line\n#tag\nline", ["tag"]),
        ("# walk", []),
        ("#1 #42 #1-2 #_ #-", []),
        ("#1\ufe0f\u20e3", []),
        ("C# and F#", []),
        ("C#sharp", []),
        ("##heading ## heading", []),
        ("https://example.org/page#part", []),
        ("https://example.org/#part", []),
        ("example.org/?a=b&#part &#amp; a:#b a.#b", []),
        ("#🙂", []),
        ("", []),
        ("#work/project #a/b/c/ and/#or", ["work/project", "a/b/c"]),
        ("#c++ #notepad++, #c++11 #b+", ["c++", "notepad++", "b"]),
        ("\\#escaped \\\\#too #real", ["real"]),
        ("#a1b2c3 #fff #FFFFFF #1e90ff80 #bad #dad #facade #day1", ["bad", "dad", "facade", "day1"]),
        ("`#code` and ``#code ` #code`` and #real", ["real"]),
        ("`#open\n\n#real`", ["open", "real"]),
        ("\\`#real\\`", ["real"]),
        ("```sh\n#comment\n```\n#real", ["real"]),
        ("~~~~\n#comment\n~~~\n#comment\n~~~~\n#real", ["real"]),
        ("~~~~~~\n#real is below a line that was drawn", ["real"]),
        ("words\n\n    #comment\n\t#comment\n\n#real", ["real"]),
        ("words\n    #real goes on with them", ["real"]),
        ("- a list\n\n    #real is in it", ["real"]),
        ("[here](#part) [[Page#Part]] [[#Part]] #real", ["real"]),
        ("[here]: #part\n#real", ["real"]),
        ("<a href='#part'>x</a> <!-- #no\n#no --> #real <3 #love", ["real", "love"]),
        ("www.example.org/?q=#part https://example.org/?#part #real", ["real"]),
        ("owner/repo#12 GH-12 #12 #real", ["real"]),
        ("#" + "a" * LONGEST_LABEL, ["a" * LONGEST_LABEL]),
        ("#" + "a" * (LONGEST_LABEL + 1), []),
    ],
)
def test_tags_are_words_with_a_mark_before_them(text: str, tags: list[str]) -> None:
    """A tag is a word after a lone #, with a letter in it; code, numbers and addresses have none."""
    assert tags_in(text) == tags


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("walk", "walk"),
        ("#walk", "walk"),
        (" Walk ", "walk"),
        ("My tag!", "my-tag"),
        ("well-being", "well-being"),
        ("a--b", "a--b"),
        ("a / b", "a-b"),
        ("1", "t1"),
        ("#2026", "t2026"),
        ("İstanbul", "i\u0307stanbul"),
        ("हिन्दी", "हिन्दी"),
        ("cafe\u0301", "caf\u00e9"),
        ("two\nlines", "two-lines"),
        ("a" * 99 + "-b", "a" * 99),
        ("x" * 500, "x" * 100),
        ("", ""),
        ("#", ""),
        ("!?", ""),
        ("🙂", ""),
    ],
)
def test_a_name_is_made_a_tag(name: str, tag: str) -> None:
    """Whatever a tag is named with on the command line becomes what can be written after a #."""
    assert as_tag(name) == tag


_ODD = st.text(
    st.characters() | st.sampled_from("#-_ 1aAéßİΣςñ日ไाि\u0301\u200c\u0130\u1e9e&/.:\n\t"), max_size=60
)


@given(_ODD)
@example("0" * 150 + "a")
@example("İ" * 60)
@example("#")
def test_what_is_named_is_found_again(name: str) -> None:
    """A tag that was made of a name is the one that is read out of a text with it."""
    if tag := as_tag(name):
        assert tags_in(f"#{tag}") == [tag]
        assert tags_in(f"words #{tag}, more") == [tag]
        assert as_tag(tag) == tag


@given(_ODD)
@example("#a--b #" + "a" * 99 + "-b")
def test_each_tag_of_a_text_can_be_asked_for(text: str) -> None:
    """Whatever is read as a tag can be named on the command line as it stands."""
    for tag in tags_in(text):
        assert as_tag(tag) == tag
        assert as_tag(f"#{tag}") == tag
        assert len(tag) <= LONGEST_LABEL
        assert label(tag) == tag


@given(_ODD.map(lambda name: f"{name}a1"))
def test_a_name_with_a_letter_is_never_lost(name: str) -> None:
    """A name that holds a letter or a figure always becomes some tag."""
    assert as_tag(name)


@given(_ODD, st.lists(_ODD, max_size=4))
def test_tags_are_put_at_the_end(text: str, names: list[str]) -> None:
    """Tags that are given stand after the text, which stays as it was but for empty lines at its end."""
    tagged = with_tags(text, names)
    wanted = {tag for name in names if (tag := as_tag(name))}
    assert set(tags_in(tagged)) == set(tags_in(text)) | wanted
    assert tagged.startswith(text.rstrip("\n"))
    assert with_tags(tagged, names) == tagged


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("a day", ["walk", "sea"], "a day\n\n#walk #sea"),
        ("a #walk", ["Walk"], "a #walk"),
        ("a day\n", [], "a day\n"),
        ("", ["walk"], "#walk"),
        ("a day", ["!"], "a day"),
    ],
)
def test_tags_stand_on_a_line_of_their_own(text: str, tags: list[str], expected: str) -> None:
    """Given tags are a last line, apart from the text, without those that it has."""
    assert with_tags(text, tags) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`#a " * 50_000,
        "```\n#a\n" * 50_001,
        "<!-- #a " * 50_000,
        "](#a" * 50_000,
        "[[#a" * 50_000,
        "<a #a" * 50_000,
        "~~~\n````\n#a\n" * 30_000,
        "\n\n    #a" * 50_000,
        "http://#a" * 50_000,
    ],
)
def test_a_long_text_of_marks_takes_no_time(text: str) -> None:
    """Marks without end that hide nothing, or everything, are looked through once."""
    with soon():
        tags_in(text)


@given(_ODD)
def test_tags_for_the_upgrade_are_json(text: str) -> None:
    """The newest upgrade's SQL gets the same tags as JSON; the first one those of its time."""
    data = storable(text).encode()
    assert json.loads(second_rule.tags_as_json(data)) == tags_in(storable(text))
    assert json.loads(first_rule.tags_as_json(b"#c++ `#a` #b/c")) == ["c", "a", "b"]


@given(_ODD)
def test_a_label_is_one_short_line(word: str) -> None:
    """A label is in lower case, without line feeds, of bounded length, and a label still when made again."""
    made = label(word)
    assert len(made) <= LONGEST_LABEL
    assert "\n" not in made
    assert made == made.strip()


def _tagged(store: Store, tag: str) -> list[str]:
    return [entry.text for entry in store.journal.page(Filter(labels=(("tag", tag),)), 100).entries]


def test_labels_follow_the_text(store: Store, enrollment: Enrollment) -> None:
    """A tag that is taken out, put in, deleted, given back or erased is found just where it is."""
    entry_id = store.entries.answer(enrollment, response("a #walk"))
    store.entries.answer(enrollment, response("a #sea"))
    assert (_tagged(store, "walk"), _tagged(store, "sea")) == ([], ["a #sea"])
    entry = store.journal.find(entry_id)
    store.revisions.revise(entry, "#rain", None)
    assert (_tagged(store, "sea"), _tagged(store, "rain")) == ([], ["#rain"])
    store.trash.put(entry)
    assert _tagged(store, "rain") == []
    assert store.journal.tags() == []
    store.trash.restore(entry)
    assert _tagged(store, "rain") == ["#rain"]
    assert store.journal.tags() == [("rain", 1)]
    store.trash.put(entry)
    store.trash.empty()
    assert store.database.rows("SELECT * FROM labels") == []


def test_an_entry_in_the_trash_that_is_changed_comes_back_with_its_new_tags(store: Store) -> None:
    """A change of an entry that was deleted meanwhile is whole when it is given back."""
    entry = store.journal.find(store.notes.add("#old"))
    store.trash.put(entry)
    store.revisions.revise(entry, "#new", None)
    store.trash.restore(entry)
    assert store.journal.tags() == [("new", 1)]
    assert [e.text for e in store.journal.page(Filter(), 10, 0, "new").entries] == ["#new"]
    assert store.journal.page(Filter(), 10, 0, "old").entries == ()


def test_tags_are_counted_by_entries(store: Store, enrollment: Enrollment) -> None:
    """Each tag is told with the number of its entries, the commonest first, then by the alphabet."""
    for text in ("#b #a", "#b #b", "#c"):
        store.notes.add(text)
    store.entries.answer(enrollment, response("7 #hidden", listed=False))
    assert store.journal.tags() == [("b", 2), ("a", 1), ("c", 1)]


def test_the_feelings_of_a_check_in_are_no_tags_of_its_note() -> None:
    """Tags that the older rule read are found beside them."""
    text = "#sea and #work/project"
    older = [{"kind": "tag", "label": tag} for tag in first_rule.tags_in(text)]
    newer = tags_by_newer_rule(older, text)
    assert newer == ["sea", "work/project"]
    assert tags_by_newer_rule([{"kind": "feeling", "label": "calm"}, *older], text) == newer
