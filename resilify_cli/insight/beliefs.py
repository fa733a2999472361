"""How much something was believed before and after looking at it.

Two numbers belong together where a `rate` names an earlier one with `:compare:`, where a `record` has two
fields on one scale, named by `:before:` and `:after:` or the second with the id of the first and `-now` at
its end, where a `follow-up` asks about an `experiment`, and where a `list` grows an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.experiment import BELIEF, Experiment
from resilify_cli.activities.follow_up import FollowUp
from resilify_cli.activities.item_list import ItemList
from resilify_cli.activities.rate import Rate
from resilify_cli.activities.reading_comparison import compare_readings
from resilify_cli.activities.record import Record
from resilify_cli.insight.charts import Bar, BarChart, Insight
from resilify_cli.insight.phrases import counted, counted_times, format_number, join_with_and

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.content.models import Session
    from resilify_cli.insight.program_history import ProgramHistory
    from resilify_cli.store.series import DaySpan
    from resilify_cli.store.store import Store

_NOW = "-now"


class BeforeAfter(NamedTuple):
    """A number before and the one after, on one scale."""

    before: Reading
    after: Reading

    @property
    def change(self) -> str:
        """The second compared with the first: "higher", "lower" or "about the same"."""
        return compare_readings(self.before, self.after)


def belief_changes(store: Store, history: ProgramHistory, span: DaySpan) -> Iterator[Insight]:
    """Yield a bar chart for each pair of ratings in the program that was answered; none if it is missing."""
    activities = history.program.activities if history.program else {}
    for session, activity in activities.values():
        if activity.private:
            continue
        if isinstance(activity, Rate) and activity.compare_with in activities:
            _, earlier = activities[activity.compare_with]
            name = _common_start(earlier.title, activity.title) or session.title
            pairs = _rating_pairs(store, history, span, activity)
            yield from _make_insights(f"{history.slug}:{activity.id}", name, pairs)
        elif isinstance(activity, Record):
            for before, after in _paired_fields(activity):
                field = activity.fields[before]
                name = f"{activity.practice or activity.title or session.title}: {field.label}"
                pairs = _record_pairs(store, history, span, activity, before, after)
                yield from _make_insights(f"{history.slug}:{activity.id}:{field.id}", name, pairs)
        elif isinstance(activity, ItemList) and activity.grow in activities:
            _, earlier = activities[activity.grow]
            name = f"{earlier.title or activity.title or session.title}: {activity.number_name}"
            pairs = _list_pairs(store, history, span, activity, earlier)
            yield from _make_insights(f"{history.slug}:{activity.id}", name, pairs, "item")
    pairs = [
        pair
        for experiment, asked in _find_tests(activities)
        for pair in _experiment_pairs(store, history, span, experiment, asked)
    ]
    yield from _make_insights(f"{history.slug}:experiments", "What you expected", pairs, "test")


def _find_tests(
    activities: Mapping[str, tuple[Session, Activity]],
) -> Iterator[tuple[Experiment, list[FollowUp]]]:
    """Yield the experiments that can be shown, each with the follow-ups that ask about it."""
    for _, activity in activities.values():
        if isinstance(activity, Experiment) and not activity.private:
            every = (one for _, one in activities.values() if isinstance(one, FollowUp))
            yield activity, [one for one in every if one.of == activity.id and not one.private]


def _experiment_pairs(
    store: Store, history: ProgramHistory, span: DaySpan, experiment: Experiment, asked: Sequence[FollowUp]
) -> list[BeforeAfter]:
    """Return the belief before a test and after it, of each enrollment in which it was asked about."""
    pairs = []
    given = [history.answers_by_pass(store, span, one.id) for one in asked]
    for before, *later in zip(history.answers_by_pass(store, span, experiment.id), *given, strict=True):
        after = [
            belief
            for one, answers in zip(asked, later, strict=True)
            for answer in answers
            if isinstance(belief := one.fields_of(answer.values).get("belief"), int)
        ]
        if before and after:
            expected = experiment.fields_of(before[-1].values).get("belief")
            pairs += _make_pair(
                expected if isinstance(expected, int) else None, after[-1], BELIEF.low, BELIEF.high
            )
    return pairs


def _list_pairs(
    store: Store, history: ProgramHistory, span: DaySpan, again: ItemList, first: Activity
) -> list[BeforeAfter]:
    """Return the pair of each item that has a number in a list and in the one that grows it."""
    if not isinstance(first, ItemList) or first.private or not first.top == again.top > 0:
        return []
    pairs = []
    both = (history.answers_by_pass(store, span, one.id) for one in (first, again))
    for of_first, of_again in zip(*both, strict=True):
        if of_first and of_again:
            before, now = first.numbers_of(of_first[-1].values), again.numbers_of(of_again[-1].values)
            for text, number in before.items():
                pairs += _make_pair(number, now.get(text), 0, again.top)
    return pairs


def _common_start(before: str, after: str) -> str:
    """Return the words with which two titles begin: "Belief" for "Belief, before" and "Belief, after"."""
    words = []
    for one, other in zip(before.split(), after.split(), strict=False):
        if one != other:
            break
        words.append(one)
    return " ".join(words).rstrip(" ,:;-–")


def _rating_pairs(store: Store, history: ProgramHistory, span: DaySpan, after: Rate) -> list[BeforeAfter]:
    """Return the pair of each enrollment in which both were answered, the earliest first."""
    pairs = []
    both = (history.answers_by_pass(store, span, name) for name in (after.compare_with, after.id))
    for of_pass in zip(*both, strict=True):
        numbers = [_number_at(answers[-1].values, 0) if answers else None for answers in of_pass]
        pairs += _make_pair(numbers[0], numbers[1], after.low, after.high)
    return pairs


def _paired_fields(record: Record) -> list[tuple[int, int]]:
    """Return the indices of the fields before and after, of each two that belong together."""
    places = {field.id: at for at, field in enumerate(record.fields) if field.range}
    after = {name: f"{name}{_NOW}" for name in places} | {record.before: record.after}
    return [
        (at, places[after[name]])
        for name, at in places.items()
        if after[name] in places and record.fields[at].range == record.fields[places[after[name]]].range
    ]


def _record_pairs(
    store: Store, history: ProgramHistory, span: DaySpan, record: Record, before: int, after: int
) -> list[BeforeAfter]:
    """Return the pair of each row of a record in which both fields have a number."""
    step = len(record.fields) + 1
    ends = record.fields[before].range
    low, high = (ends.low, ends.high) if ends else (0, 0)
    pairs = []
    for answered in history.answers(store, span, record.id):
        for start in range(0, len(answered.values), step):
            numbers = (
                _number_at(answered.values, start + before),
                _number_at(answered.values, start + after),
            )
            pairs += _make_pair(*numbers, low, high)
    return pairs


def _number_at(values: Sequence[AnswerValue], at: int) -> int | None:
    found = values[at] if at < len(values) else None
    return found if isinstance(found, int) else None


def _make_pair(before: int | None, after: int | None, low: float, high: float) -> list[BeforeAfter]:
    """Return the pair; none if a number is missing, or lies off a scale that was changed since."""
    if before is None or after is None or not (low <= before <= high and low <= after <= high):
        return []
    return [BeforeAfter(Reading("", before, low, high), Reading("", after, low, high))]


def _make_insights(
    key: str, name: str, pairs: Sequence[BeforeAfter], noun: str = "time"
) -> Iterator[Insight]:
    if not pairs:
        return
    low, high = pairs[0].before.low, pairs[0].before.high
    means = (fmean(pair.before.value for pair in pairs), fmean(pair.after.value for pair in pairs))
    before, after = (format_number(mean, low, high) for mean in means)
    if len(pairs) == 1:
        told = f"it was {before} before and {after} after. That is {pairs[0].change}."
    else:
        mean = f"the mean of {counted(len(pairs), noun)} was {before} before and {after} after."
        told = f"{mean} {_tally_sentence(pairs)}"
    note = counted(len(pairs), noun)
    bars = (Bar("before", means[0], note), Bar("after", means[1], note))
    description = f"On a scale from {low:g} to {high:g}, {told}"
    yield BarChart(f"belief:{key}", f"{name}, before and after", description, bars, low, high)


def _tally_sentence(pairs: Sequence[BeforeAfter]) -> str:
    """Return the sentence that says how often it went which way."""
    changes = [pair.change for pair in pairs]
    ways = [way for way in ("lower", "about the same", "higher") if way in changes]
    told = join_with_and([f"{way} {counted_times(changes.count(way))}" for way in ways])
    return f"Afterward it was {told}."
