"""Marks that are nearly those of the format, and activities that can't do what they say, are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.mistakes import told

_H = "## A {#a}\n"
_NOTE = "\n:::{note} word\nWhich?\n:::\n"
_LOG = ":::{{log}} {0}\n:name: sleep\n{1}Note it.\n- Woke: When? {{#woke .time}}\n- Why: Why? {{#why}}\n:::\n"


def _choose(*items: str, kind: str = "choose", options: str = "") -> str:
    listed = "".join(f"- {item}\n" for item in items)
    return f"{_H}\n:::{{{kind}}} way\n{options}Which?\n{listed}:::\n"


MARKS = {
    "two on a line": (
        f"{_H}:aim: See. :caution: Take care.\n\nText.\n{_NOTE}",
        "1.md:6: :caution: is read as a part of :aim:; put it on a line of its own",
    ),
    "two colons on each side": (
        f"{_H}::caution:: Take care.\n",
        "1.md:6: ::caution:: Take care. is read as text; write :caution: Take care.",
    ),
    "an equals sign": (
        f"{_H}:caution= Take care.\n",
        "1.md:6: :caution= Take care. is read as text; write :caution: Take care.",
    ),
    "a semicolon": (
        f"{_H}:caution; Take care.\n",
        "1.md:6: :caution; Take care. is read as text; write :caution: Take care.",
    ),
    "in bold": (
        f"{_H}**:caution:** Take care.\n",
        "1.md:6: **:caution:** Take care. is read as text; write :caution: Take care.",
    ),
    "with its mark taken away": (
        f"{_H}\\:caution: Take care.\n",
        "1.md:6: \\:caution: Take care. is read as text; write :caution: Take care.",
    ),
    "behind a sign that nobody sees": (
        f"{_H}\u200b:caution: Take care.\n",
        "1.md:6: \u200b:caution: Take care. is read as text; write :caution: Take care.",
    ),
    "with its words on the line below": (
        f"{_H}:caution:\nTake care.\n{_NOTE}",
        "1.md:6: :caution: is empty; write its text behind it, on the same line, or leave it out",
    ),
    "a definition": (
        f"{_H}\nTerm\n: What it means.\n",
        "1.md:8: a line that begins with a colon is read as text; write - before an item, or a sentence",
    ),
    "a heading without words": (
        "##\n\nText.\n",
        "1.md:5: a heading without words is left out; write ## and its words",
    ),
    "an id in round brackets": (
        _choose("One (#one)", "Two {#two}"),
        "1.md:9: (#one) gives no id, and is read as text; write {#one}",
    ),
    "an id without its sign": (
        _choose("One {one}", "Two {#two}"),
        "1.md:9: {one} gives no id, and is read as text; write {#one}",
    ),
    "an id in front": (
        _choose("{#one} One", "Two {#two}"),
        "1.md:9: an id in front of an item is read as text; write {#id} at its end",
    ),
    "curly quotes in a field": (
        f"{_H}\n:::{{record}} r\nA record.\n- Where: Where? {{#at .choice options=“bed | sofa”}}\n:::\n",
        '1.md:9: curly quotes hold no text together in { }; write straight ones (")',
    ),
    "a placeholder of other formats": (
        f"{_H}{_NOTE}\n:::{{note}} more\nYou said {{{{word}}}}. More?\n:::\n",
        "1.md:12: {{word}} names no answer; write {word}",
    ),
    "a placeholder of a shell": (
        f"{_H}{_NOTE}\n:::{{note}} more\nYou said ${{word}}. More?\n:::\n",
        "1.md:12: ${word} names no answer; write {word}",
    ),
    "a highlight": (
        f"{_H}\nThis ==matters==.\n",
        "1.md:7: the highlight ==matters== is shown as it is written; write *words* or **words**",
    ),
    "a box": (
        f"{_H}\n> [!NOTE]\n> Hello.\n",
        "1.md:7: the mark of a box [!NOTE] is shown as it is written;"
        " write the words alone, or > before a quotation",
    ),
    "a link of a wiki": (
        f"{_H}\nSee [[sleep]].\n",
        "1.md:7: the link [[sleep]] is shown as it is written;"
        " write the title of what is meant, or [words](https://...)",
    ),
}

ACTIVITIES = {
    "one answer twice": (
        _choose("One {#one}", "one {#two}"),
        "1.md:7: 'One' stands twice in this list; give each item words of its own",
    ),
    "more to choose than there is": (
        _choose("One", "Two", kind="pick", options=":choose: 5\n"),
        "1.md:7: :choose: is 5, and there are 2 things; write at most 2",
    ),
    "commas between rows": (
        f"{_H}\n:::{{grid}} g\n:rows: work, home\n:columns: now | wanted\nHow?\n:::\n",
        "1.md:7: :rows: names one alone, with a comma in it; write :rows: work | home",
    ),
    "seconds without their s": (
        f"{_H}\n:::{{guided}} g\n[20] Look around.\n\n[5s] Look back.\n:::\n",
        "1.md:7: [20] is read as text, not as a time; write [20s], in seconds",
    ),
    "a range that is empty": (
        f"{_H}\n:::{{record}} r\nA record.\n- Cups: How many? {{#cups .number min=20 max=2}}\n:::\n",
        "1.md:7: no number fits 'cups': min is above max; give min the lower number",
    ),
    "a sum of words": (
        f"{_H}\n{_LOG.format('night', ':sum: late = woke - why' + chr(10))}",
        "1.md:7: :sum: late counts with 'why', which holds words; give it .number, .time or .duration",
    ),
    "two logs of one name": (
        f"{_H}\n{_LOG.format('night', '')}\n{_LOG.format('day', '')}",
        "1.md:14: the log 'night' has the name 'sleep' too; give one of them another :name:",
    ),
    "what is never open": (
        f"{_H}{_NOTE}\n:::{{follow-up}} word\nHow did it go?\n:::\n",
        "1.md:11: a note is never open, so this is never asked;"
        " show it with :::{recall} word, or follow up a plan, an experiment, a log or a pick",
    ),
}


@pytest.mark.parametrize("mistake", MARKS)
def test_a_mark_that_is_nearly_right_is_told(mistake: str, tmp_path: Path) -> None:
    """One problem, with its line and what would be right."""
    body, expected = MARKS[mistake]
    assert expected in told(tmp_path, body)


@pytest.mark.parametrize("mistake", ACTIVITIES)
def test_an_activity_that_cannot_do_what_it_says_is_told(mistake: str, tmp_path: Path) -> None:
    """One problem, with the line of the activity and what would be right."""
    body, expected = ACTIVITIES[mistake]
    assert told(tmp_path, body) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It is 10:30: time to rest.",
        "A smile :-) and a line = b.",
        "Prices of $5 {about five}.",
        "`{{word}}` and `::aim:: x` are code.",
        "Two: one, and :: another.",
    ],
)
def test_plain_text_with_such_signs_is_no_mistake(text: str, tmp_path: Path) -> None:
    """Colons, braces and equals signs stand in ordinary sentences, too."""
    assert told(tmp_path, f"{_H}\n{text}\n") == []
