from __future__ import annotations

from collections.abc import Callable

import pytest

from resilify_cli.content.models import Program
from resilify_cli.insight.beliefs import beliefs_before_and_after
from resilify_cli.insight.passes import Passes
from resilify_cli.insight.pictures import Bars
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.series import Span
from resilify_cli.store.store import Store
from tests.insight.conftest import ALL, TODAY

Answer = Callable[..., str]


def found(store: Store, passes: Passes) -> list[Bars]:
    pictures = list(beliefs_before_and_after(store, passes, ALL))
    assert all(isinstance(picture, Bars) for picture in pictures)
    return pictures  # type: ignore[return-value]


def test_a_rate_stands_beside_the_one_it_compares(store: Store, passes: Passes, answer: Answer) -> None:
    """The two numbers of a pair are two bars on their scale."""
    answer("trust-before", 70, ago=1)
    answer("trust-after", 45)
    (picture,) = found(store, passes)
    assert (picture.key, picture.title) == ("belief:a-program:trust-after", "Trust, before and after")
    assert [(bar.label, bar.value) for bar in picture.bars] == [("before", 70), ("after", 45)]
    assert (picture.low, picture.high) == (0, 100)
    assert picture.says == "On a scale from 0 to 100, it was 70 before and 45 after. That is lower."


@pytest.mark.parametrize("given", ["trust-before", "trust-after"])
def test_half_a_pair_is_no_picture(store: Store, passes: Passes, answer: Answer, given: str) -> None:
    """Where one of the two was skipped, nothing is shown."""
    answer(given, 70)
    assert found(store, passes) == []


def test_each_pass_has_its_own_pair(
    store: Store, program: Program, passes: Passes, enrollment: Enrollment, answer: Answer
) -> None:
    """A number of one pass is not put beside one of another pass."""
    again = store.enrollments.begin(program.key, program.slug, program.title, "")
    answer("trust-before", 70, within=enrollment)
    answer("trust-after", 10, within=again)
    both = Passes((again, enrollment), program)
    assert found(store, both) == []
    answer("trust-after", 50, within=enrollment)
    answer("trust-before", 30, within=again)
    (picture,) = found(store, both)
    assert [bar.value for bar in picture.bars] == [50, 30]
    assert "the mean of 2 times was 50 before and 30 after. Afterward it was lower twice." in picture.says


def test_a_record_has_a_pair_in_each_row(store: Store, passes: Passes, answer: Answer) -> None:
    """Fields named x and x-now on one scale are a pair, in every row, in the session and in practice."""
    answer("log", "a", 80, 5, 60, "yes", "b", 40, 5, 45, ago=3)
    answer("log", "c", 90, 5, 30, "no", practice=True)
    (picture,) = found(store, passes)
    assert (picture.key, picture.title) == ("belief:a-program:log:belief", "A log: Belief, before and after")
    assert [(bar.value, bar.note) for bar in picture.bars] == [(70, "3 times"), (45, "3 times")]
    assert "Afterward it was lower twice and about the same once." in picture.says


@pytest.mark.parametrize(
    "values", [("a", 80), ("a", None, 5, 60), ("a", 80, 5, None), ("a", "80", 5, 60), ("a", 80, 5, 600), ()]
)
def test_a_row_without_both_numbers_is_left_out(
    store: Store, passes: Passes, answer: Answer, values: tuple[object, ...]
) -> None:
    """A row that was left early, or whose number is off the scale, is no pair."""
    answer("log", *values)
    assert found(store, passes) == []


def test_a_missing_program_has_no_pairs(store: Store, enrollment: Enrollment, answer: Answer) -> None:
    """Which numbers belong together only the program knows."""
    answer("trust-before", 70)
    answer("trust-after", 45)
    assert found(store, Passes((enrollment,), None)) == []


def test_a_pair_begins_in_the_span(store: Store, passes: Passes, answer: Answer) -> None:
    """What was answered before the span is left out."""
    answer("log", "a", 80, 5, 60, ago=3)
    assert list(beliefs_before_and_after(store, passes, Span(TODAY, TODAY))) == []


def test_the_bundled_thought_record_has_its_pair() -> None:
    """The rule finds the pairs of the bundled program: in session 2 and in session 5."""
    from pathlib import Path

    from resilify_cli.activities.record import Record
    from resilify_cli.content.loader import load_program
    from resilify_cli.insight.beliefs import _fields

    program = load_program(Path(__file__).parents[2] / "programs" / "cultivating-self-compassion")
    record = program.activities["thought-record"][1]
    assert isinstance(record, Record)
    ((before, after),) = _fields(record)
    assert (record.fields[before].label, record.fields[after].label) == ("Belief", "Belief now")
