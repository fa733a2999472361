"""Tells conditions: as an author writes them, in words, and why a step is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.activities.answer_history import NO_ANSWERS, AnswerHistory
from resilify_cli.activities.base import Activity
from resilify_cli.activities.condition import AnswerTest, Both, Condition, Either, Not, Verb
from resilify_cli.content.markdown import plain_text

if TYPE_CHECKING:
    from resilify_cli.content.models import Program, Step

# What is longer than this is cut short where it stands in a sentence.
_LONGEST_NAME = 70


def condition_source(condition: Condition) -> str:
    """Return a condition as it is written after `:when:`."""
    match condition:
        case AnswerTest():
            return _test_source(condition)
        case Not(AnswerTest(verb=Verb.ANSWERED) as test):
            return f"{_reference_text(test)} not answered"
        case Not(AnswerTest(verb=Verb.IS) as test):
            return f"{_reference_text(test)} is not {_quoted(test.value)}"
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
    reference = _reference_text(test)
    match test.verb:
        case Verb.ANSWERED:
            return f"{reference} answered"
        case Verb.FELL | Verb.ROSE:
            return f"{reference} {test.verb.value} {test.value} from {test.origin}"
        case _:
            return f"{reference} {test.verb.value} {_quoted(test.value)}"


def _reference_text(test: AnswerTest) -> str:
    return f"{test.activity_id}.{test.field}" if test.field else test.activity_id


def _in_parentheses(condition: Condition) -> str:
    source = condition_source(condition)
    return f"({source})" if isinstance(condition, Either) else source


def _quoted(value: str) -> str:
    """Return a value in quotes where without them it would be read as more than one test."""
    marks = {"and", "or"} & set(value.split()) or set("()") & set(value)
    return f'"{value}"' if marks else value


def condition_words(condition: Condition, program: Program) -> str:
    """Return a condition in words, to stand behind "if": you chose “In writing” at “How?”."""
    match condition:
        case AnswerTest():
            return _test_words(condition, program, negated=False)
        case Not(AnswerTest() as test):
            return _test_words(test, program, negated=True)
        case Not(inner):
            return f"it is not so that ({condition_words(inner, program)})"
        case Both(left, right):
            return f"{condition_words(left, program)}, and {condition_words(right, program)}"
        case Either(left, right):
            return f"{condition_words(left, program)}, or {condition_words(right, program)}"
        case _:
            raise TypeError(f"no words for {type(condition).__name__}")


def _test_words(test: AnswerTest, program: Program, *, negated: bool) -> str:
    asked = _answer_name(test.activity_id, test.field, program)
    not_ = "not " if negated else ""
    match test.verb:
        case Verb.ANSWERED:
            return f"you did not answer {asked}" if negated else f"you answered {asked}"
        case Verb.IS | Verb.HAS:
            chose = "did not choose" if negated else "chose"
            return f"you {chose} “{_option_words(test, program)}” at {asked}"
        case Verb.ABOVE | Verb.BELOW:
            return f"your number at {asked} is {not_}{test.verb.value} {test.value}"
        case _:
            moved = "fallen" if test.verb is Verb.FELL else "risen"
            origin_id, _, origin_field = test.origin.partition(".")
            origin = _answer_name(origin_id, origin_field, program)
            return f"your number at {asked} has {not_}{moved} by {test.value} or more from {origin}"


def activity_name(activity: Activity) -> str:
    """Return the name of an activity for a sentence: its title, or its question in short."""
    words = " ".join(plain_text(activity.title or activity.prompt or activity.id).split())
    question = words[: words.find("?") + 1] or words
    return question if len(question) <= _LONGEST_NAME else f"{question[:_LONGEST_NAME].rstrip()} …"


def _answer_name(activity_id: str, field: str, program: Program) -> str:
    session, activity = program.activities.get(activity_id, (None, None))
    if session is None or activity is None:
        return f"“{activity_id}”"
    label = next((one.label for one in getattr(activity, "fields", ()) if one.id == field), field)
    part = f"“{label}” of " if field else ""
    return f"{part}“{activity_name(activity)}” (session {program.session_number(session.id)})"


def _option_words(test: AnswerTest, program: Program) -> str:
    """Return the words of the option that a test asks for."""
    _, activity = program.activities.get(test.activity_id, (None, None))
    if activity is None:
        return test.value
    fields = (one for one in getattr(activity, "fields", ()) if one.id == test.field)
    question = activity.question((), NO_ANSWERS)
    options = next((one.options for one in fields), getattr(question, "options", ()))
    return next((plain_text(option.label) for option in options if option.id == test.value), test.value)
