"""Says how trial walks went: as lines to read, and as data for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from resilify_cli.activities.ids import suggest
from resilify_cli.content.markdown import plain_text

if TYPE_CHECKING:
    from resilify_cli.authoring.given_answers import AnswersFile, Expectations
    from resilify_cli.authoring.trial_walk import TrialWalk, WalkedSession, WalkedStep
    from resilify_cli.content.models import Program


def session_lines(walked: WalkedSession) -> Iterator[str]:
    """Yield a line about a session, and one for each of its steps."""
    yield f"{walked.number}. {walked.session.title}: about {walked.minutes:g} min"
    for one in walked.steps:
        yield f"  {_step_line(one)}".rstrip()
    if walked.crash:
        yield f"  ended too early: {walked.crash}"


def walk_data(walk: TrialWalk) -> list[dict[str, object]]:
    """Return the sessions of a walk as data."""
    return [
        {
            "number": walked.number,
            "id": walked.session.id,
            "title": walked.session.title,
            "minutes": walked.minutes,
            "crash": walked.crash or None,
            "steps": [
                {
                    "id": one.step.id,
                    "kind": one.kind,
                    "shown": one.trace is not None,
                    "hidden_by": one.hidden_by or None,
                    "reaction": one.reaction.value if one.reaction else None,
                    "minutes": one.step.minutes,
                }
                for one in walked.steps
            ],
        }
        for walked in walk.sessions
    ]


def find_mismatches(walk: TrialWalk, file: AnswersFile | None) -> list[str]:
    """Return the problems of a walk: crashes, answers that fit no step, and unmet expectations."""
    wrong = [f"session {one.number}: {one.crash}" for one in walk.sessions if one.crash]
    if file is None:
        return wrong
    found = [
        *walk.prompter.wrong,
        *_unused_answers(walk, file),
        *_unmet_expectations(walk, file.given.expect),
    ]
    for activity_id, name in walk.prompter.left_over():
        found.append((activity_id, f"{name!r} was not asked for{_parts_hint(walk, activity_id)}"))
    told = dict.fromkeys(found)
    return [*wrong, *(f"{file.path}:{file.line_of(name)}: {name}: {words}" for name, words in told)]


def _step_line(one: WalkedStep) -> str:
    if one.trace is None:
        return f"- {one.step.id:<32} {one.kind:<10} hidden: {one.hidden_by}"
    reaction = one.trace.reaction.value
    said = "" if reaction == "read" else reaction
    return f"  {one.step.id:<32} {one.kind:<10} {one.step.minutes:>4g} min  {said}"


def _unused_answers(walk: TrialWalk, file: AnswersFile) -> Iterator[tuple[str, str]]:
    """Yield the answers that no step of the walk took."""
    program = walk.prompter.program
    here = {one.step.id: one for walked in walk.sessions for one in walked.steps}
    for name in dict.fromkeys([*file.given.answers, *file.given.skip]):
        if name not in program.activities:
            yield name, f"no activity has this id; {suggest(name, program.activities)}"
        elif name in here and here[name].trace is None:
            yield name, f"this step is not shown: {here[name].hidden_by}"


def _unmet_expectations(walk: TrialWalk, expect: Expectations) -> Iterator[tuple[str, str]]:
    """Yield the expectations that are not met."""
    known = _steps_by_name(walk)
    for name, wanted in [*((one, True) for one in expect.shown), *((one, False) for one in expect.hidden)]:
        steps = known.get(name, [])
        if not steps:
            yield name, f"no step has this id; {suggest(name, known)}"
        elif wanted and (reason := next((one.hidden_by for one in steps if one.trace is None), "")):
            yield name, f"it was expected to be shown, and is hidden: {reason}"
        elif not wanted and any(one.trace for one in steps):
            yield name, "it was expected to be hidden, and is shown"
    for name, words in expect.says.items():
        steps = known.get(name, [])
        if not steps:
            yield name, f"no step has this id; {suggest(name, known)}"
        elif not any(_normalize(words) in _normalize(text) for one in steps for text in _screen_texts(one)):
            yield name, f"nothing on it says {words[:60]!r}"


def _steps_by_name(walk: TrialWalk) -> dict[str, list[WalkedStep]]:
    """Return the steps by their ids, and by the id of the session and their own: `session#lesson`."""
    found: dict[str, list[WalkedStep]] = {}
    for walked in walk.sessions:
        for one in walked.steps:
            found.setdefault(one.step.id, []).append(one)
            if one.step.id.startswith("#"):
                found.setdefault(f"{walked.session.id}{one.step.id}", []).append(one)
    return found


def _screen_texts(one: WalkedStep) -> Sequence[str]:
    """Return the texts that stood on the screens of a step."""
    screens = one.trace.screens if one.trace else []
    return [
        text
        for question, _ in screens
        for block in question.body
        for text in (getattr(block, name, "") for name in ("markdown", "text", "description"))
        if text
    ]


def _normalize(text: str) -> str:
    return " ".join(plain_text(text).split()).lower()


def _parts_hint(walk: TrialWalk, activity_id: str) -> str:
    program: Program = walk.prompter.program
    _, activity = program.activities.get(activity_id, (None, None))
    names = activity.field_names() if activity else ()
    return f"; its parts are {', '.join(names)}" if names else ""
