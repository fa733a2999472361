"""`resilify journal`, `journal list` and `journal search`: reading back and finding."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.store.store import Store
from tests.commands.journal.conftest import ENTRY_KEYS, add, entries, texts, told
from tests.conftest import Run
from tests.store.conftest import response
from tests.zones import BERLIN


def test_an_empty_journal_is_told(resilify: Run, home: Path) -> None:
    """Where nothing was written it says so, as talk, and makes nothing."""
    ran = resilify("journal", check=True)
    assert ran.stdout == ""
    assert "still empty" in ran.stderr
    assert entries(resilify) == []
    assert entries(resilify, "search", "walk") == []
    assert not home.exists()


def test_the_journal_is_read_newest_first_and_by_pages(resilify: Run, written: Callable[..., None]) -> None:
    """Days stand over their entries, and older ones are on the pages after."""
    written(one="2026-11-01T09:00+01:00", two="2026-11-02T09:00+01:00", three="2026-11-02T10:30+01:00")
    shown = resilify("journal", "--limit", "2", check=True).stdout
    assert [
        line for line in shown.splitlines() if not line.startswith(" ") and line and "  " not in line
    ] == [
        "Monday 2 November 2026",
    ]
    assert "There are older ones: the same with --page 2." in resilify("journal", "--limit", "2").stderr
    assert shown.index("three") < shown.index("two")
    assert "10:30  " in shown
    assert texts(resilify, "--limit", "2", "--page", "2") == ["one"]
    assert texts(resilify, "list") == ["three", "two", "one"]


@pytest.mark.parametrize(
    ("arguments", "told", "code"),
    [
        (["--page", "99"], "There is no page 99: all of it is on one.", 2),
        (["--page", "99", "--json"], "There is no page 99: all of it is on one.", 2),
        (["--page", "3", "--limit", "2"], "there are 2.\nFor the last: the same with --page 2", 2),
        (["list", "--page", "4", "--limit", "1"], "there are 3.\nFor the last: the same with --page 3", 2),
        (["search", "one", "--page", "2"], "all of it is on one.", 2),
        (["--tag", "walk", "--page", "2"], "Nothing of that is in the journal.", 0),
        (["search", "nowhere", "--page", "2"], "Nothing of that is in the journal.", 0),
    ],
    ids=str,
)
def test_a_page_that_is_not_there_says_how_many_are(
    resilify: Run, written: Callable[..., None], arguments: list[str], told: str, code: int
) -> None:
    """Past the last page it is said how many there are; where nothing is found at all, that."""
    written(one="2026-11-01T09:00+01:00", two="2026-11-02T09:00+01:00", three="2026-11-02T10:30+01:00")
    ran = resilify("journal", *arguments)
    assert (ran.stdout, ran.returncode) == ("", code)
    assert told in ran.stderr


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["walk"], ["a walk by the sea"]),
        (["the sea"], ["a walk by the sea"]),
        (["sea the"], []),
        (["sea", "the"], ["a walk by the sea"]),
        (["wal*"], ["a walk by the sea"]),
        (["don't \""], ["I don't know"]),
        (["AND"], []),
        (["NEAR("], []),
        (["高兴"], ["我今天很高兴"]),
        (["caf\udce9"], []),
        (["--", "-walk"], ["a walk by the sea"]),
    ],
)
def test_words_are_searched(resilify: Run, store: Store, words: list[str], found: list[str]) -> None:
    """Words and phrases find their entries, and nothing that is typed ends in an error."""
    for text in ("a walk by the sea", "I don't know", "我今天很高兴"):
        store.notes.add(text)
    ran = resilify("journal", "search", "--json", *words, check=True)
    assert [entry["text"] for entry in json.loads(ran.stdout)["entries"]] == found
    if not found:
        assert "Nothing of that" in resilify("journal", "search", *words, check=True).stderr


def test_a_search_says_where_it_found(resilify: Run, store: Store) -> None:
    """As JSON each match is a pair of places in the text; as text in a pipe nothing is put into it."""
    store.notes.add("a walk, and 🙂 a walk")
    assert entries(resilify, "search", "walk")[0]["matches"] == [[2, 6], [16, 20]]
    assert entries(resilify)[0]["matches"] == []
    assert "         a walk, and 🙂 a walk\n" in resilify("journal", "search", "walk", check=True).stdout


@pytest.mark.parametrize(("words", "part"), [("hard days", "session"), ("letter", "question")])
def test_questions_and_titles_are_searched(resilify: Run, store: Store, words: str, part: str) -> None:
    """What stands above an answer is found too, and it is said where."""
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    question = response("Dear you", prompt="Write a letter to a friend.", session_title="When hard days come")
    store.entries.answer(enrollment, question)
    (entry,) = entries(resilify, "search", words)
    assert (entry["matches"], entry["matched_in"]) == ([], [part])
    assert f"found in the {part}" in resilify("journal", "search", words, check=True).stdout


def test_a_search_without_a_find_offers_what_is_near(resilify: Run, store: Store) -> None:
    """A word that was mistyped, now or then, is told with how often it is there, and how to find it."""
    for text in ("in the hospitl", "at the hospitl again", "a letter"):
        store.notes.add(text)
    ran = resilify("journal", "search", "hospital", "letter", check=True)
    assert ran.stdout == ""
    assert ran.stderr.splitlines() == [
        "Nothing of that is in the journal.",
        "Near 'hospital' there is: hospitl (2 entries).",
        "To find it: resilify journal search hospitl letter",
    ]
    told = json.loads(resilify("journal", "search", "hospital", "--json", check=True).stdout)
    assert told["near"] == {"hospital": [{"word": "hospitl", "entries": 2}]}
    again = resilify("journal", "search", "hospitl", "again", "letter", check=True)
    assert "Each of these words is there" in again.stderr
    assert "Near" not in resilify("journal", "search", "hospitl", check=True).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["walk", "OR", "sea"], "All the words must be there: OR is looked for too"),
        (["walk", "AND", "sea"], "AND is looked for too"),
        (["walk", "NOT", "sea"], "NOT is looked for too"),
        (["NOT", "sea"], "NOT is looked for too"),
        (["walk", "or", "sea"], ""),
        (["OR"], ""),
        (["OREGON", "sea"], ""),
        (["walk OR sea"], ""),
    ],
)
def test_a_word_that_joins_elsewhere_is_told_to_be_a_word(resilify: Run, words: list[str], said: str) -> None:
    """Whoever types OR, AND or NOT between words is told that all must be there; the result is the same."""
    add(resilify, "walk AND OR NOT sea")
    ran = resilify("journal", "search", *words, check=True)
    assert said in ran.stderr
    assert bool(said) == ("must be there" in ran.stderr)
    if said:
        assert "walk AND OR NOT sea" in ran.stdout


def test_a_page_shows_each_day_once(resilify: Run, home: Path) -> None:
    """A note of a date without a time does not part what was written in the night from its day."""
    home.mkdir()
    (home / "settings.toml").write_text('day_starts_at = "05:00"\n')
    (home / "notes").mkdir()
    for day in ("2026-03-28", "2026-03-29"):
        (home / "notes" / f"{day}.md").write_text(f"of {day}")
    resilify("journal", "import", str(home / "notes"), check=True)
    for time in ("2026-03-28 22:00", "2026-03-29 03:30", "2026-03-29 22:00"):
        resilify("journal", "add", f"at {time}", "--date", time, check=True)
    lines = resilify("journal", check=True).stdout.splitlines()
    assert [line for line in lines if line.endswith("March 2026")] == [
        "Sunday 29 March 2026",
        "Saturday 28 March 2026",
    ]
    assert [line.strip() for line in lines if line.startswith("         ")] == [
        "at 2026-03-29 22:00",
        "of 2026-03-29",
        "at 2026-03-29 03:30",
        "at 2026-03-28 22:00",
        "of 2026-03-28",
    ]


@pytest.mark.parametrize("words", [["sea walk"], ['"sea', 'walk"'], ["sea OR walk"]])
def test_a_phrase_that_is_not_there_names_the_search_for_its_words(resilify: Run, words: list[str]) -> None:
    """Whoever put quotes around words that stand apart gets a command that finds them."""
    add(resilify, "a walk or two by the sea")
    said = resilify("journal", "search", *words, check=True).stderr
    assert "no entry that is shown here has them all" not in said
    command = said.splitlines()[-1].split()
    assert command[:3] == ["resilify", "journal", "search"]
    assert "a walk or two by the sea" in resilify(*command[1:], check=True).stdout


def test_filters(resilify: Run, store: Store) -> None:
    """Program and session leave only their entries, a session also by its number in the program."""
    enrollment = store.enrollments.begin("key", "cultivating-self-compassion", "Cultivating", "")
    for session in ("understanding-self-compassion", "barriers-to-self-compassion"):
        answer = response(session[:8], session_id=session, activity_id=session)
        store.entries.answer(enrollment, answer)
    store.notes.add("a note")
    of = ("--program", "cultivating-self-compassion")
    assert texts(resilify, *of) == ["barriers", "understa"]
    assert texts(resilify, *of, "--session", "2") == ["barriers"]
    assert texts(resilify, "--session", "understanding-self-compassion") == ["understa"]
    assert texts(resilify, "--program", "caf\udce9") == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--kind note", ["two #walk #sea", "one #walk"]),
        ("--kind response", []),
        ("--tag Walk", ["two #walk #sea", "one #walk"]),
        ("-t #walk -t sea", ["two #walk #sea"]),
        ("--tag sea --kind note", ["two #walk #sea"]),
        ("search two --tag walk --kind note --on 2026-11-03", ["two #walk #sea"]),
        ("search one --tag sea", []),
        ("--tag !!", []),
    ],
)
def test_tags_and_kinds_are_filters_too(
    resilify: Run, store: Store, arguments: str, expected: list[str]
) -> None:
    """A kind leaves its entries, a tag those that have it, several tags those that have all of them."""
    store.notes.add("one #walk")
    store.notes.add("two #walk #sea")
    store.checkins.add(Checkin(mood=4, note="three #sea"))
    assert texts(resilify, *arguments.split()) == expected


def test_checkins_are_a_kind(resilify: Run, store: Store) -> None:
    """The kind of check-ins leaves them alone."""
    store.notes.add("one")
    store.checkins.add(Checkin(mood=4, note="three"))
    assert len(texts(resilify, "--kind", "checkin")) == 1


@pytest.mark.parametrize("name", ["İstanbul", "हिन्दी", "caf\u00e9", "a--b", "2026-goals", "日本"])
def test_a_tag_is_found_as_it_was_written(resilify: Run, name: str) -> None:
    """A tag of any script that stands in a text is found by the same letters on the command line."""
    add(resilify, f"words #{name}")
    assert texts(resilify, "--tag", name) == [f"words #{name}"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--session", "2"],
        ["--program", "cultivating-self-compassion", "--session", "9"],
        ["--on", "someday"],
        ["--on", "9999-12-31"],
        ["--to", "9999-12-31"],
        ["--from", "0001-01-01"],
        ["--on", "today", "--from", "yesterday"],
        ["--kind", "diary"],
        ["--kind", "caf\udce9"],
        ["--page", "0"],
        ["--page", "9" * 30],
        ["--limit", "0"],
    ],
)
def test_what_cannot_be_asked_for_is_told(resilify: Run, store: Store, arguments: list[str]) -> None:
    """A filter that makes no sense is a mistake in the call, told in a sentence."""
    ran = resilify("journal", *arguments)
    assert ran.returncode == 2
    assert ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("session", ["²", "9" * 5000, "٢x"])
def test_a_session_of_strange_digits_is_one_of_no_entries(resilify: Run, store: Store, session: str) -> None:
    """What is no number of a session is taken for an id, which nothing has."""
    assert texts(resilify, "--program", "cultivating-self-compassion", "--session", session) == []


@pytest.mark.parametrize(
    ("day", "before", "first", "last", "after"),
    [
        ("2026-03-29", "28T23:59+01:00", "29T00:00+01:00", "29T23:59+02:00", "30T00:00+02:00"),
        ("2026-10-25", "24T23:59+02:00", "25T00:00+02:00", "25T23:59+01:00", "26T00:00+01:00"),
        ("2026-11-03", "02T23:59+01:00", "03T00:00+01:00", "03T23:59+01:00", "04T00:00+01:00"),
    ],
)
def test_a_day_is_a_day_of_this_place(
    resilify: Run, written: Callable[..., None], day: str, before: str, first: str, last: str, after: str
) -> None:
    """A day has all that was written from its midnight to the next, also when the clocks change."""
    month = day[:8]
    written(before=month + before, first=month + first, last=month + last, after=month + after)
    berlin = {"TZ": BERLIN}
    assert texts(resilify, "--on", day, env=berlin) == ["last", "first"]
    assert texts(resilify, "--from", day, env=berlin) == ["after", "last", "first"]
    assert texts(resilify, "--to", day, env=berlin) == ["last", "first", "before"]


def test_the_small_hours_are_where_the_settings_say(
    resilify: Run, written: Callable[..., None], home: Path
) -> None:
    """With `day_starts_at`, days in filters and over the entries begin and end at that time."""
    written(night="2026-11-03T03:30+01:00", morning="2026-11-03T04:00+01:00", late="2026-11-04T01:30+01:00")
    berlin = {"TZ": BERLIN}
    assert texts(resilify, "--on", "2026-11-03", env=berlin) == ["morning", "night"]
    (home / "settings.toml").write_text('day_starts_at = "04:00"\n')
    assert texts(resilify, "--on", "2026-11-03", env=berlin) == ["late", "morning"]
    days = [
        line for line in resilify("journal", check=True, env=berlin).stdout.splitlines() if "2026" in line
    ]
    assert days == ["Tuesday 3 November 2026", "Monday 2 November 2026"]


@pytest.mark.parametrize("rest", [["list"], ["search", "a*"]], ids=str)
def test_an_option_before_the_command_counts_as_one_behind_it(
    resilify: Run, store: Store, rest: list[str]
) -> None:
    """Filters, numbers and --json are read by the command, wherever they stand."""
    store.notes.add("a #walk")
    store.notes.add("a #talk")
    ran = resilify("journal", "--tag", "walk", "--limit", "2", "--json", *rest, check=True)
    assert [entry["tags"] for entry in json.loads(ran.stdout)["entries"]] == [["walk"]]
    assert ran.stdout == resilify("journal", *rest, "--tag", "walk", "--json", check=True).stdout


def test_keys_of_the_json_are_these(resilify: Run, store: Store) -> None:
    """A page has its entries, and each entry the keys that scripts rely on."""
    store.notes.add("a #walk")
    store.checkins.add(Checkin(mood=4, feelings=("calm",), note="words"))
    found = told(resilify, "search", "w*")
    assert set(found) == {"schema_version", "entries", "more"}
    for entry in found["entries"]:
        assert set(entry) == ENTRY_KEYS
    checkin, note = told(resilify)["entries"]
    assert (note["tags"], note["checkin"]) == (["walk"], None)
    assert checkin["checkin"] == {
        "mood": 4,
        "word": "good",
        "feelings": ["calm"],
        "activities": [],
        "note": "words",
    }


def test_a_damaged_check_in_does_not_end_the_page(resilify: Run, store: Store) -> None:
    """A check-in whose values can't be read any more is told with its text, and said to be damaged."""
    entry_id = store.checkins.add(Checkin(mood=4))
    store.notes.add("a note")
    store.database.connection.execute("UPDATE entries SET answers = '{\"mood' WHERE kind = 'checkin'")
    assert [entry["checkin"] for entry in entries(resilify)] == [None, None]
    assert not told(resilify, "show", entry_id)["intact"]
    assert "not as it was written" in resilify("journal", "show", entry_id, check=True).stdout


def test_a_search_of_too_many_words_is_told(resilify: Run, store: Store) -> None:
    """More words than a query can have end in a sentence, in a script without spaces too."""
    for word in ("高", "walk"):
        ran = resilify("journal", "search", *[word] * 1_200)
        assert ran.returncode == 2
        assert "200 words at most" in ran.stderr
