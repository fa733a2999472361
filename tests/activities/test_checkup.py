from __future__ import annotations

from dataclasses import replace

import pytest

from resilify_cli.activities.answer_history import NumberRange, Reading
from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import Aside, MarkdownBlock, OwnWords, ScaleQuestion
from tests.activities.conftest import Broken, FakeHistory, Read

_ITEMS = """:low: never
:high: always
In the last week ...
- I was kind. {#kind}
- I was hard. {#hard .reversed}
"""
_CHECKUP = f":::{{checkup}} x\n:measure: kindness\n{_ITEMS}:::"


def test_checkup_asks_its_items_in_turn(read: Read, history: FakeHistory) -> None:
    """Each item is asked on the one scale, below those answered, with its place among them."""
    activity = read(_CHECKUP)
    asked = [activity.question(values, history) for values in ((), (4,))]
    assert asked == [
        ScaleQuestion(
            body=(MarkdownBlock("In the last week ..."), *answered, MarkdownBlock(text)),
            low=1,
            high=5,
            low_label="never",
            high_label="always",
        )
        for answered, text in (
            ((), "1 of 2: **I was kind.**"),
            ((OwnWords("4  I was kind."),), "2 of 2: **I was hard.**"),
        )
    ]


def test_checkup_is_kept_as_a_mean_with_items_turned_round(read: Read) -> None:
    """The score is the mean, a reversed item counted from the other end, and feeds the measure."""
    assert read(_CHECKUP).result((4, 1)) == ActivityResult(
        "4.5 on a scale from 1 to 5", (4, 1), (Reading("kindness", 4.5, 1, 5),)
    )


def test_checkup_has_a_measure_even_without_a_name(read: Read) -> None:
    """Without a named measure the score is kept under the activity's id."""
    assert read(f":::{{checkup}} x\n{_ITEMS}:::").result((4, 1)).readings[0].name == "x"


def test_the_first_score_is_a_place_to_start_from(read: Read, history: FakeHistory) -> None:
    """The first time there is nothing to compare with, and no label is put on the score."""
    told = read(_CHECKUP).question((4, 1), history)
    assert told.body[0].description == "4.5 on a scale from 1 to 5. A place to start from."
    assert told.body[1].text.startswith("This is a check-up, not a test.")
    assert read(_CHECKUP).question((4, 1, None), history) is None


@pytest.mark.parametrize(
    ("earlier", "says"),
    [
        ([4.5], "Compared with last time, this is about the same."),
        ([4.2], "Compared with last time, this is about the same."),
        ([4.0], "Compared with last time, this is higher."),
        ([5.0], "Compared with last time, this is lower."),
        (
            [2.0, 4.5],
            "Compared with last time, this is about the same. Compared with the first time, it is higher.",
        ),
    ],
)
def test_the_change_is_told_in_words(
    read: Read, history: FakeHistory, earlier: list[float], says: str
) -> None:
    """Beside earlier scores the change since the last and the first is higher, lower or about the same."""
    history.taken = [Reading("kindness", value, 1, 5) for value in earlier]
    picture = read(_CHECKUP).question((4, 1), history).body[0]
    assert picture.description == says
    assert [line.split()[0] for line in picture.lines] == ["first", "last", "now"][:: 1 if earlier[1:] else 2]


@pytest.mark.parametrize(
    ("items", "line", "wrong"),
    [
        ("- One {#one}", 1, "a checkup needs two items or more"),
        ("- One {#one}\n- Two {#two .turned}", 4, "an item can't be .turned"),
        ("- One {#one}\n- Two {#one}\n- Three {#three}", 4, "'one' stands twice in this list"),
    ],
)
def test_what_is_wrong_with_a_checkup_is_told(broken: Broken, items: str, line: int, wrong: str) -> None:
    """Too few items, an unknown class and a doubled id are told with their lines."""
    found = broken(f":::{{checkup}} x\nIn the last week ...\n{items}\n:::")
    assert (line, wrong) in [(at, what) for at, what, _ in found]


_REPEATED = ":::{checkup} later\n:same: x\n:::"


def test_a_repeated_checkup_takes_over_items_scale_and_measure(read: Read) -> None:
    """Its own text stays, if it has one."""
    first = read(
        ":::{checkup} x\n:min: 0\n:max: 4\n:measure: calm\nThis week ...\n- One {#one}\n- Two {#two}\n:::"
    )
    later = read(_REPEATED).resolved({"x": first})
    assert later == replace(first, id="later", same="x")
    own = read(_REPEATED.replace("\n:::", "\nAgain.\n:::")).resolved({"x": first})
    assert own is not None
    assert own.prompt == "Again."


def test_a_checkup_can_repeat_only_a_checkup_before_it(read: Read) -> None:
    """Anything else is no check-up to repeat."""
    assert read(_REPEATED).resolved({}) is None
    assert read(_REPEATED).resolved({"x": read(":::{note} x\nAsk.\n:::")}) is None


def test_a_repeated_checkup_has_no_items_of_its_own(broken: Broken) -> None:
    """They would not be the same."""
    found = broken(":::{checkup} later\n:same: x\n- One {#one}\n- Two {#two}\n:::")
    assert [wrong for _, wrong, _ in found] == [
        "a check-up that is the same has no items or scale of its own"
    ]


_SCALE = """id,text,reversed,low,high,subscale
slept,I slept.,,0,3,Rest
awake,I lay awake.,yes,0,3,Rest
ate,I ate.,,0,3,Food
"""
_FROM_FILE = ":::{checkup} x\n:file: scale.csv\n:license: my own\n:score: sum x 4\nHow was it?\n:::"


def test_a_scale_from_a_file_is_asked_and_scored(read: Read, history: FakeHistory) -> None:
    """Its license stands with the first item; score and subscales are readings, shown as bars."""
    activity = read(_FROM_FILE, {"scale.csv": _SCALE})
    first, second = (activity.question(values, history) for values in ((), (3,)))
    assert (first.low, first.high) == (0, 3)
    assert Aside("my own", "License") in first.body
    assert Aside("my own", "License") not in second.body
    assert activity.result((3, 1, 2)) == ActivityResult(
        "28 on a scale from 0 to 36\nRest: 20\nFood: 8",
        (3, 1, 2),
        (Reading("x", 28, 0, 36), Reading("x: Rest", 20, 0, 24), Reading("x: Food", 8, 0, 12)),
    )
    parts = activity.question((3, 1, 2), history).body[1]
    assert parts.description == "In parts, of which each says less than the whole: Rest: 20, Food: 8."


def test_the_parts_of_a_scale_can_be_asked_for(read: Read) -> None:
    """Items by their ids as they were answered, subscales by their names, and the score."""
    activity = read(_FROM_FILE, {"scale.csv": _SCALE})
    assert activity.fields_of((3, 1, 2)) == {"slept": 3, "awake": 1, "ate": 2, "rest": 20, "food": 8}
    assert activity.field_names() == ("slept", "awake", "ate", "rest", "food")
    assert activity.number_of((3, 1, 2)) == 28
    assert activity.range_of("rest") == NumberRange(0, 24, whole=False)
    assert activity.range_of("ate") == NumberRange(0, 3)
    assert activity.range_of("x") is None


def test_a_scale_from_a_file_can_be_repeated(read: Read) -> None:
    """With its file, its scoring and its license."""
    first = read(_FROM_FILE, {"scale.csv": _SCALE})
    assert read(_REPEATED).resolved({"x": first}) == replace(first, id="later", same="x")


def test_an_answer_to_other_items_has_no_score(read: Read, history: FakeHistory) -> None:
    """Where the items were changed since, nothing is made of it."""
    activity = read(_CHECKUP)
    assert activity.number_of(("words", "words")) is None
    assert activity.result(("words", "words")) == ActivityResult("", ("words", "words"))
    assert activity.question(("words", "words"), history) is None


@pytest.mark.parametrize(
    ("change", "line", "wrong"),
    [
        ((":license: my own\n", ""), 2, "a scale from a file says who may use it"),
        (("sum x 4", "average"), 4, ":score: is 'average'"),
        (("sum x 4", "mean of subscales"), 4, "an item has no subscale"),
        (("How was it?", "How was it?\n- One {#one}"), 6, "there is a list beside :file:"),
        (("scale.csv", "week.csv"), 2, "there is no file 'week.csv'"),
        (("scale.csv", "short.csv"), 1, "a scale needs two items or more"),
        (("scale.csv", "no-range.csv"), 2, "this item has no range"),
        (("sum x 4", "mean"), 4, "the items have different ranges, so their mean says nothing"),
        (("scale.csv", "twice.csv"), 4, "'Slept' is an item and a subscale"),
    ],
)
def test_what_is_wrong_with_a_scale_is_told(
    broken: Broken, change: tuple[str, str], line: int, wrong: str
) -> None:
    """With its line, in the session or in the file."""
    files = {
        "scale.csv": _SCALE.replace("I ate.,,0,3,Food", "I ate.,,0,4,"),
        "short.csv": "id,text,low,high\na,One.,0,3\n",
        "no-range.csv": "id,text\na,One.\nb,Two.\n",
        "twice.csv": _SCALE.replace("Rest", "Slept"),
    }
    found = broken(_FROM_FILE.replace(*change), files)
    assert (line, wrong) in [(at, what) for at, what, _ in found]


def test_a_repeated_checkup_has_no_file_of_its_own(broken: Broken) -> None:
    """It has that of the other."""
    (found,) = broken(":::{checkup} later\n:same: x\n:file: scale.csv\n:::", {"scale.csv": _SCALE})
    assert found[1] == "a check-up that is the same has no items or scale of its own"
