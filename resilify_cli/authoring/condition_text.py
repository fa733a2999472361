"""Writes a condition as an author writes it, and says why a step is not shown."""

from __future__ import annotations

from resilify_cli.activities.answer_history import AnswerHistory
from resilify_cli.activities.base import Activity
from resilify_cli.activities.condition import AnswerTest, Both, Condition, Either, Not, Verb
from resilify_cli.content.models import Step


def condition_source(condition: Condition) -> str:
    """Return a condition as it is written after `:when:`."""
    match condition:
        case AnswerTest():
            return _test_source(condition)
        case Not(AnswerTest(verb=Verb.ANSWERED) as test):
            return f"{_reference(test)} not answered"
        case Not(AnswerTest(verb=Verb.IS) as test):
            return f"{_reference(test)} is not {_quoted(test.value)}"
        case Not(inner):
            return f"not ({condition_source(inner)})"
        case Both(left, right):
            return " and ".join(_in_parentheses(one) for one in (left, right))
        case Either(left, right):
            return f"{condition_source(left)} or {condition_source(right)}"
        case _:
            raise TypeError(f"no words for {type(condition).__name__}")


def why_hidden(step: Step, history: AnswerHistory) -> str:
    """Return why a step is not shown to a person with these answers: the condition, or what is unanswered."""
    own = step.content.when if isinstance(step.content, Activity) else None
    for condition in (step.section.when, own):
        if condition is not None and not condition.holds(history):
            return f"when {condition_source(condition)}"
    if isinstance(step.content, Activity):
        named = (activity_id for activity_id, _ in step.content.referenced_activities())
        missing = [activity_id for activity_id in named if history.latest(activity_id) is None]
        if missing:
            return f"no answer to {', '.join(missing)}"
    return "nothing is left to show or ask"


def _test_source(test: AnswerTest) -> str:
    reference = _reference(test)
    match test.verb:
        case Verb.ANSWERED:
            return f"{reference} answered"
        case Verb.FELL | Verb.ROSE:
            return f"{reference} {test.verb.value} {test.value} from {test.origin}"
        case _:
            return f"{reference} {test.verb.value} {_quoted(test.value)}"


def _reference(test: AnswerTest) -> str:
    return f"{test.activity_id}.{test.field}" if test.field else test.activity_id


def _in_parentheses(condition: Condition) -> str:
    source = condition_source(condition)
    return f"({source})" if isinstance(condition, Either) else source


def _quoted(value: str) -> str:
    """Return a value in quotes where without them it would be read as more than one test."""
    marks = {"and", "or"} & set(value.split()) or set("()") & set(value)
    return f'"{value}"' if marks else value
