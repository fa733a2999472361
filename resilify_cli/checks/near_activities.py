"""Finds activities that can be read, and can't do what their author meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from resilify_cli.activities.choose import Choose
from resilify_cli.activities.field_parts import FieldParts
from resilify_cli.activities.follow_up import FollowUp
from resilify_cli.activities.follow_up_answer import TRACKABLE_KINDS
from resilify_cli.activities.grid import Grid
from resilify_cli.activities.guided import Guided
from resilify_cli.activities.log import Log
from resilify_cli.activities.pick import Pick
from resilify_cli.activities.problem import Problem
from resilify_cli.activities.select import Select
from resilify_cli.activities.typed_fields import FieldType

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.activities.questions import ChoiceOption
    from resilify_cli.content.models import Program

Mistake = tuple[str, str]
_WITHOUT_UNIT = re.compile(r"\[(\d{1,4})(?: ?(?P<unit>sec|seconds|min|m))?\]")
_TIME_ELSEWHERE = re.compile(
    r"[\[(](?:pause |wait )?(?P<seconds>\d{1,4}) ?(?:s|sec|seconds)[\])]", re.IGNORECASE
)
_WORDS_ONLY = frozenset({FieldType.LINE, FieldType.LONG, FieldType.CHOICE, FieldType.YES_NO})


def odd_activities(program: Program) -> Iterator[Problem]:
    """Yield a problem for each activity that can't do what its options say."""
    logs: dict[str, str] = {}
    practices: dict[str, str] = {}
    for session in program.sessions:
        for activity in session.activities:
            found = [*_of_kind(activity), *_fields(activity)]
            if isinstance(activity, FollowUp):
                found += _follow_up(program, activity)
            if activity.practice:
                first = practices.setdefault(activity.practice.casefold(), activity.id)
                if first != activity.id:
                    wrong = f"the practice {first!r} has the name {activity.practice[:40]!r} too"
                    found.append((wrong, "give one of them another :practice:"))
            if isinstance(activity, Log):
                first = logs.setdefault(activity.name.casefold(), activity.id)
                if first != activity.id:
                    wrong = f"the log {first!r} has the name {activity.name[:40]!r} too"
                    found.append((wrong, "give one of them another :name:"))
            yield from (Problem(session.path, activity.line, *one) for one in found)


def _of_kind(activity: Activity) -> Iterator[Mistake]:
    match activity:
        case Choose(choices=options) | Select(choices=options):
            yield from _repeated(options)
        case Pick(suggested=suggested, pool=pool):
            yield from _repeated(pool)
            if suggested > len(pool):
                wrong = f":choose: is {suggested}, and there are {len(pool)} things"
                yield wrong, f"write at most {len(pool)}"
        case Grid(rows=rows, columns=columns):
            yield from _commas("rows", rows)
            yield from _commas("columns", [column.label for column in columns])
        case Guided(cues=cues):
            for cue in cues:
                yield from _times(cue.text)


def _times(cue: str) -> Iterator[Mistake]:
    """Yield what is wrong with the time of a cue."""
    if not cue.strip():
        yield "a time stands alone here", "write it in front of its paragraph, on the same line"
    elif found := _WITHOUT_UNIT.match(cue):
        seconds = int(found[1]) * (60 if found["unit"] in ("min", "m") else 1)
        yield f"{found[0]} is read as text, not as a time", f"write [{seconds}s], in seconds"
    elif found := _TIME_ELSEWHERE.search(cue):
        right = f"write [{found['seconds']}s] in front of a paragraph, with a blank line above"
        yield f"{found[0]} is read as text, not as a time", right


def _repeated(options: Sequence[ChoiceOption]) -> Iterator[Mistake]:
    labels = [option.label.casefold() for option in options]
    twice = [option.label for option in options if labels.count(option.label.casefold()) > 1]
    if twice:
        yield f"{twice[0][:40]!r} stands twice in this list", "give each item words of its own"


def _commas(name: str, labels: Sequence[str]) -> Iterator[Mistake]:
    if len(labels) == 1 and "," in labels[0]:
        parted = " | ".join(part.strip() for part in labels[0].split(","))
        yield f":{name}: names one alone, with a comma in it", f"write :{name}: {parted}"


def _fields(activity: Activity) -> Iterator[Mistake]:
    if not isinstance(activity, FieldParts):
        return
    for field in activity.fields:
        if field.low is not None and field.high is not None and field.low > field.high:
            yield f"no number fits {field.id!r}: min is above max", "give min the lower number"
    if isinstance(activity, Log):
        yield from _sums_of_words(activity)


def _sums_of_words(log: Log) -> Iterator[Mistake]:
    words = {field.id for field in log.fields if field.type in _WORDS_ONLY}
    for formula in log.sums:
        if said := next((name for name in formula.fields if name in words), ""):
            right = "give it .number, .time or .duration"
            yield f":sum: {formula.name} counts with {said!r}, which holds words", right


def _follow_up(program: Program, activity: FollowUp) -> Iterator[Mistake]:
    _, about = program.activities.get(activity.of, (None, None))
    if about is not None and about.kind not in TRACKABLE_KINDS:
        right = f"show it with :::{{recall}} {about.id}, or follow up a plan, an experiment, a log or a pick"
        yield f"a {about.kind} is never open, so this is never asked", right
