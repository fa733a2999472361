"""Checks conditions against the activities that they ask about: their parts, options and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity
from resilify_cli.activities.condition import AnswerTest, Condition, Verb
from resilify_cli.activities.ids import suggest
from resilify_cli.activities.problem import Problem

if TYPE_CHECKING:
    from resilify_cli.content.models import Program

_VERB_WORDS = {Verb.ABOVE: "above", Verb.BELOW: "below", Verb.FELL: "lower by", Verb.ROSE: "higher by"}


def impossible_conditions(program: Program) -> Iterator[Problem]:
    """Yield a problem for each condition that asks for a part, an option or a number that can't be given.

    Unknown activities are left to `cross_references`.
    """
    activities = {name: activity for name, (_, activity) in program.activities.items()}
    for path, line, condition in _conditions(program):
        for test in condition.tests():
            for wrong, right in _impossible_tests(activities, test):
                yield Problem(path, line, wrong, right)


def _conditions(program: Program) -> Iterator[tuple[Path, int, Condition]]:
    for session in program.sessions:
        section = None
        for step in session.steps:
            if step.section is not section and step.section.when:
                yield session.path, step.section.when_line, step.section.when
            section = step.section
            if isinstance(step.content, Activity) and step.content.when:
                yield session.path, step.content.when_line, step.content.when


def _impossible_tests(activities: dict[str, Activity], test: AnswerTest) -> Iterator[tuple[str, str]]:
    for activity_id, field in test.references:
        activity = activities.get(activity_id)
        if activity is None:
            continue
        if field and field not in activity.field_names():
            yield f"{activity_id!r} has no part {field[:40]!r}", suggest(field, activity.field_names())
        elif test.verb in (Verb.IS, Verb.HAS):
            options = activity.options_of(field)
            if options is not None and test.value not in options:
                yield f"{activity_id!r} has no option {test.value[:40]!r}", suggest(test.value, options)
        elif test.verb is not Verb.ANSWERED:
            yield from _impossible_numbers(activity, activity_id, field, test)


def _impossible_numbers(
    activity: Activity, activity_id: str, field: str, test: AnswerTest
) -> Iterator[tuple[str, str]]:
    numbers = activity.range_of(field)
    name = f"{activity_id}.{field}" if field else activity_id
    if numbers is None:
        if not field:
            yield f"{name!r} is no number", "ask whether it is answered, or name a part that is a number"
        return
    limit = float(test.value)
    never = {
        Verb.ABOVE: limit >= numbers.high,
        Verb.BELOW: limit <= numbers.low,
        Verb.FELL: limit > numbers.high - numbers.low,
        Verb.ROSE: limit > numbers.high - numbers.low,
    }
    if never.get(test.verb, False):
        yield (
            f"{name!r} can't be {_VERB_WORDS[test.verb]} {test.value}",
            f"it goes from {numbers.low:g} to {numbers.high:g}",
        )
