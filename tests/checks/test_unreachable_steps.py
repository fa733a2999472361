"""Steps that nobody is led to, empty exercises, choices that strand, and measures that can't be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.mistakes import told

_H = "## A {#a}\n"
_WAY = ":::{choose} way\nWhich?\n- Words {#words}\n- Pictures {#pictures}\n:::\n"
_STING = ":::{rate} sting\nHow much?\n:::\n"
_CHECKUP = ":::{checkup} week\n:measure: rest\nThis week ...\n- I rested. {#rested}\n- I ran. {#ran .reversed}\n:::\n"
_AGAIN = _CHECKUP.replace("{checkup} week", "{checkup} later")


def _asked(condition: str, before: str = _WAY + _STING) -> str:
    return f"{_H}{before}:::{{note}} last\n:when: {condition}\nAnd?\n:::\n\nThe end.\n"


MISTAKES = {
    "two options at once": (
        _asked("way is words and way is pictures"),
        "1.md:15: no answers lead to this step; change the condition, or remove what it hides",
    ),
    "a number that is both": (
        _asked("sting above 6 and sting below 4"),
        "1.md:15: no answers lead to this step; change the condition, or remove what it hides",
    ),
    "an answer that is not asked for": (
        _asked(
            "way is words and more answered", f"{_WAY}:::{{note}} more\n:when: way is pictures\nWhat?\n:::\n"
        ),
        "1.md:16: no answers lead to this step; change the condition, or remove what it hides",
    ),
    "a section that nobody meets": (
        f"{_WAY}\n## B {{#b}}\n:when: way is words and not way answered\n\nText.\n\n## C\n\nText.\n",
        "1.md:12: no answers lead to this step; change the condition, or remove what it hides",
    ),
    "a frame with nothing in it": (
        f"{_H}:aim: See.\n\n## B {{#b}}\nText.\n",
        "1.md:5: the exercise 'A' has nothing in it; write its text or an activity under the options",
    ),
    "a choice that strands": (
        f"{_H}{_WAY}:::{{note}} w\n:when: way is words\nOne?\n:::\n:::{{note}} p\n:when: way is pictures\nOne?\n:::\n",
        "1.md:6: whoever skips 'way' is shown nothing of what follows it; add what comes then, with :when: way not answered",
    ),
    "a fork that strands, with more to come": (
        f"{_H}:aim: See.\n\n{_WAY}:::{{note}} w\n:when: way is words\nOne?\n:::\n:::{{note}} p\n:when: way is pictures\nOne?\n:::\n\n"
        "## B\n\nText.\n",
        "1.md:8: whoever skips 'way' is shown nothing of what follows it; add what comes then, with :when: way not answered",
    ),
    "a measure on two scales": (
        f"{_H}:::{{rate}} one-rest\n:measure: rest\nHow?\n:::\n:::{{rate}} two-rest\n:max: 5\n:measure: rest\nHow?\n:::\n",
        "1.md:10: the measure 'rest' goes from 0 to 10 in 'one-rest', from 0 to 5 here; give both one scale, or two names",
    ),
    "an item that is no more reversed": (
        f"{_H}{_CHECKUP}{_AGAIN.replace(' .reversed', '')}",
        "1.md:12: the item 'ran' is reversed in 'week' alone; write :same: week and no items, or another :measure:",
    ),
    "an item with other words": (
        f"{_H}{_CHECKUP}{_AGAIN.replace('I ran', 'I hurried')}",
        "1.md:12: the item 'ran' has other words than in 'week'; write :same: week and no items, or another :measure:",
    ),
    "other items": (
        f"{_H}{_CHECKUP}{_AGAIN.replace('#ran', '#hurried')}",
        "1.md:12: this check-up has other items than 'week' (hurried, ran); write :same: week and no items, or another :measure:",
    ),
}


@pytest.mark.parametrize(("body", "told_as"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_of_the_whole_is_told(body: str, told_as: str, tmp_path: Path) -> None:
    """What is right line by line, and nobody meets it or can compare it."""
    assert told(tmp_path, body) == [told_as]


@pytest.mark.parametrize(
    "body",
    [
        _asked("way is words or sting above 6"),
        _asked("way not answered and sting below 4"),
        _asked("not (way is words) and not (way is pictures)"),
        _asked(
            "way is words and more answered", f"{_WAY}:::{{note}} more\n:when: way is words\nWhat?\n:::\n"
        ),
        _asked(
            "way is pictures and more not answered",
            f"{_WAY}:::{{note}} more\n:when: way is words\nWhat?\n:::\n",
        ),
        f"{_H}{_WAY}:::{{note}} w\n:when: way is words\nOne?\n:::\nThe end.\n",
        f"{_H}{_CHECKUP}:::{{checkup}} later\n:same: week\nAnd now?\n:::\n",
        f"{_H}{_CHECKUP}{_AGAIN}",
    ],
)
def test_what_can_be_met_and_compared_is_no_mistake(body: str, tmp_path: Path) -> None:
    """Ways that exclude one another, answers that were skipped, and check-ups that are the same."""
    assert told(tmp_path, body) == []
