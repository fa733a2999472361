"""Links, items, ids, citations and times that one sign keeps from being read as such are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.mistakes import PROGRAM, SESSION, told

_H = "## A {#a}\n\n"
_NOTE = ":::{note} word\nWhich?\n:::\n\n"
_LINK = "write [words](https://...)"
_ITEM = "begins no item, and is read as text; begin it with - and a space"
TEXTS = {
    "[this] (https://example.org)": f"a space between ] and ( makes this no link; {_LINK}",
    "(this)[https://example.org]": f"this is no link, its brackets are swapped; {_LINK}",
    "See [this](https://example.org": f"this link is not closed; {_LINK}",
    "[session two](2.md)": "the link to '2.md' leads nowhere here; write in words what is meant",
    "[above](#a)": "the link to '#a' leads nowhere here; write in words what is meant",
    "This is **very good.": "this ** begins bold words that nothing ends; write ** behind them too",
    "A ** very ** good one.": "** very ** is shown as it is written; write **very**, without the spaces",
    "• One": f"• {_ITEM}",
    "– One": f"– {_ITEM}",
    "-One": f"- {_ITEM}",
    "A study [one2001].": "[one2001] cites nothing; write [@one2001]",
    "A study (@one2001).": "(@one2001) cites nothing; write [@one2001]",
    "A study by @one2001.": "@one2001 cites nothing; write [@one2001]",
    "A study [1].": "[1] cites nothing; write [@id], with the id of a source",
    "You wrote [word].": "[word] names no answer; write {word}",
    "You wrote <word>.": "<word> names no answer; write {word}",
}
SOUND = (
    "[this](https://example.org) and **good** ones",
    "mail ana@example.org, or @nobody",
    "A study [@one2001].",
    "`[one2001]` and `**`",
    "-5 degrees – or more",
    "You wrote {word}.",
    "2 * 3 ** 4",
)


def _choose(item: str) -> str:
    return f"{_H}:::{{choose}} way\nWhich?\n- {item}\n- Two {{#two}}\n:::\n"


ITEMS = {
    "{#one}.": (_choose("One {#one}."), "1.md:9: {#one}. gives no id, and is read as text; write {#one}"),
    "{# one}": (_choose("One {# one}"), "1.md:9: {# one} gives no id, and is read as text; write {#one}"),
    "{#My one}": (
        _choose("One {#My one}"),
        "1.md:9: {#My one} gives no id, and is read as text; write {#my-one}",
    ),
    "a scale without its dot": (
        f"{_H}:::{{record}} r\nA record.\n- Sting: How much? {{#sting 0-100}}\n:::\n",
        "1.md:9: {#sting 0-100} gives no id, and is read as text; write {#sting .0-100}",
    ),
}
_IN_FRONT = "in front of a paragraph, with a blank line above"
TIMES = {
    **{
        cue: f"{time} is read as text, not as a time; write [15s] {_IN_FRONT}"
        for cue, time in (
            ("(15s) Look around.", "(15s)"),
            ("Look around. [15s]", "[15s]"),
            ("[15 s] Look around.", "[15 s]"),
            ("[pause 15s]", "[pause 15s]"),
            ("[5s] Look around.\n[15s] Look back.", "[15s]"),
        )
    },
    "[2min] Look around.": "[2min] is read as text, not as a time; write [120s], in seconds",
    "[15s]\n\nLook around.": "a time stands alone here; write it in front of its paragraph, on the same line",
}


@pytest.mark.parametrize(("text", "told_as"), TEXTS.items(), ids=TEXTS)
def test_a_text_that_one_sign_keeps_from_its_meaning_is_told(text: str, told_as: str, tmp_path: Path) -> None:
    """Alone, with its line and what was meant."""
    assert told(tmp_path, f"{_NOTE}{_H}{text}\n") == [f"1.md:11: {told_as}"]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_not_told(text: str, tmp_path: Path) -> None:
    """What only resembles a mistake is left alone."""
    assert told(tmp_path, f"{_NOTE}{_H}{text}\n") == []


@pytest.mark.parametrize(("body", "told_as"), ITEMS.values(), ids=ITEMS)
def test_an_id_that_is_read_as_text_is_told(body: str, told_as: str, tmp_path: Path) -> None:
    """Alone, with the line of its item."""
    assert told(tmp_path, body) == [told_as]


@pytest.mark.parametrize(("cues", "told_as"), TIMES.items(), ids=TIMES)
def test_a_time_that_is_read_as_text_is_told(cues: str, told_as: str, tmp_path: Path) -> None:
    """Where the script begins."""
    assert told(tmp_path, f"{_H}:::{{guided}} g\n{cues}\n:::\n") == [f"1.md:7: {told_as}"]


def test_two_practices_of_one_name_are_told(tmp_path: Path) -> None:
    """`practice` could not tell them apart."""
    body = "".join(f":::{{note}} n{n}\n:practice: Calm\nWhich?\n:::\n\n" for n in (1, 2))
    wrong = "1.md:10: the practice 'n1' has the name 'Calm' too; give one of them another :practice:"
    assert told(tmp_path, body) == [wrong]


def test_a_step_that_asks_for_itself_is_told_as_that(tmp_path: Path) -> None:
    """Moving it would not help."""
    body = f"{_H}:::{{rate}} sting\n:compare: sting\nHow much?\n:::\n"
    assert told(tmp_path, body) == ["1.md:8: 'sting' is this step itself; name an earlier one"]


def test_a_session_that_is_not_listed_is_told(tmp_path: Path) -> None:
    """It would never be shown; a README, and the file of a planned session, are no such session."""
    program = PROGRAM.replace("1.md\n", "1.md\n    - file: 3.md\n      status: planned\n")
    others = {
        "2.md": f"{SESSION.replace('one', 'two')}Text.\n",
        "3.md": f"{SESSION.replace('one', 'three')}Text.\n",
        "README.md": "Notes.\n",
    }
    wrong = "this session is not listed, and so not shown; add - file: 2.md to the sessions of program.md"
    assert told(tmp_path, program=program, others=others) == [f"2.md:1: {wrong}"]


def test_text_below_the_front_matter_of_a_program_is_told(tmp_path: Path) -> None:
    """But for comments, which are for authors."""
    wrong = "text below the front matter is shown nowhere; write it into overview:, or into a session"
    assert told(tmp_path, program=f"{PROGRAM}\nRest well.\n") == [f"program.md:12: {wrong}"]
    assert told(tmp_path, program=f"{PROGRAM}\n%% Ask Ana.\n") == []


def test_two_sessions_of_one_title_are_told(tmp_path: Path) -> None:
    """Lists would show them alike."""
    program = PROGRAM.replace("1.md\n", "1.md\n    - file: 2.md\n")
    others = {"2.md": f"{SESSION.replace('one', 'two')}Text.\n"}
    wrong = (
        "the session 'one' has the title 'One' too; give one of them another, so that lists tell them apart"
    )
    assert told(tmp_path, program=program, others=others) == [f"2.md:1: {wrong}"]
