"""Compares two editions of a program: what of the earlier one people's answers and progress hang on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.activities.answer_history import NO_ANSWERS
from resilify_cli.activities.problem import Problem, Severity
from resilify_cli.activities.questions import MultipleChoice, SingleChoice

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.content.models import Program, Session

_NEW_ID = "give it a new id"


def find_edition_changes(old: Program, new: Program) -> list[Problem]:
    """Return a warning for each change by which answers or progress of the earlier edition lose their place.

    Args:
        old: The earlier edition.
        new: The edition that is to follow it.
    """
    found = [*_program_changes(old, new), *_session_changes(old, new), *_activity_changes(old, new)]
    if found and new.version == old.version:
        version = new.version or "none"
        right = f'write version: "{_next_version(new.version)}"'
        found.append(
            Problem(new.file, 1, f"ids or scales changed, and the version is still {version}", right)
        )
    return sorted(replace(problem, level=Severity.WARNING) for problem in found)


def _next_version(version: str) -> str:
    first, _, last = version.rpartition(".")
    return f"{first}.{int(last) + 1}" if first and last.isdigit() else "1.1"


def _program_changes(old: Program, new: Program) -> Iterator[Problem]:
    if old.key != new.key:
        wrong = f"the programId was {old.key[:40]!r}, and whoever has begun would begin anew"
        yield Problem(new.file, 1, wrong, f"write programId: {old.key[:40]}")


def _session_changes(old: Program, new: Program) -> Iterator[Problem]:
    there = {session.id: session for session in new.sessions}
    for session in old.sessions:
        if same := there.get(session.id) or there.get(new.renamed.get(session.id, "")):
            yield from _heading_changes(session, same, new)
            continue
        added = [one for one in new.sessions if old.session_number(one.id) is None]
        near = next((one for one in added if _is_likely_the_same(session, one)), None)
        place = (near.path, near.line) if near else None
        yield _removed(new, f"the session {session.id!r}", session.id, near.id if near else "", place)


def _heading_changes(old: Session, new: Session, program: Program) -> Iterator[Problem]:
    """Yield a problem for each heading whose id is gone: whoever stands at its screens loses the place."""
    before, after = ({step.section.id: step.section for step in one.steps} for one in (old, new))
    added = [section for name, section in after.items() if name not in before]
    for name, section in before.items():
        if {name, program.renamed.get(name)} & after.keys():
            continue
        near = next((one for one in added if one.title == section.title), None)
        place = (new.path, near.line) if near else (new.path, 1)
        yield _removed(program, f"the heading {name!r}", name, near.id if near else "", place)


def _is_likely_the_same(old: Session, new: Session) -> bool:
    return old.title == new.title or old.path.name == new.path.name


def _activity_changes(old: Program, new: Program) -> Iterator[Problem]:
    for ident, (_, before) in old.activities.items():
        found = new.activities.get(ident) or new.activities.get(new.renamed.get(ident, ""))
        if before.kind in ("recall", "follow-up", "timer", "guided", "breathe"):
            continue
        if found is None:
            near = _nearest_activity(before, old, new)
            session, after = new.activities[near] if near else (None, before)
            yield _removed(new, f"{ident!r}", ident, near, (session.path, after.line) if session else None)
            continue
        session, after = found
        for wrong, right in _activity_differences(before, after):
            yield Problem(session.path, after.line, wrong, right)


def _removed(new: Program, what: str, old_id: str, near: str, place: tuple[Path, int] | None) -> Problem:
    path, line = place or (new.file, 1)
    if near:
        wrong = f"{what} seems to be {near!r} now"
        return Problem(path, line, wrong, f"write renamed: {{{old_id}: {near}}} in program.md")
    right = f"put it back, or write renamed: {{{old_id}: new-id}}"
    return Problem(path, line, f"{what} of the earlier edition is gone", right)


def _nearest_activity(before: Activity, old: Program, new: Program) -> str:
    """Return the id of the activity that is new and asks what an earlier one asked, or an empty text."""
    for ident, (_, after) in new.activities.items():
        if ident not in old.activities and (after.kind, after.prompt) == (before.kind, before.prompt):
            return ident
    return ""


def _activity_differences(before: Activity, after: Activity) -> Iterator[tuple[str, str]]:
    name = repr(after.id)
    if before.kind != after.kind:
        yield f"{name} was a {before.kind} and is a {after.kind} now", _NEW_ID
        return
    lost = [part for part in before.field_names() if part not in after.field_names()]
    if lost:
        yield (
            f"{name} has no part {', '.join(lost[:5])} any more",
            "put it back: answers to it are kept under it",
        )
    for part in ("", *before.field_names()):
        was, now = before.range_of(part), after.range_of(part)
        if was and now and (was.low, was.high) != (now.low, now.high):
            whole = f"{after.id}.{part}" if part else after.id
            change = f"{was.low:g} to {was.high:g} and goes from {now.low:g} to {now.high:g} now"
            yield f"{whole!r} went from {change}", _NEW_ID
    gone = [option for option in _options_by_id(before) if option not in _options_by_id(after)]
    if gone:
        yield (
            f"{name} has no option {', '.join(gone[:5])} any more",
            "put it back: answers hang on an option's id",
        )


def _options_by_id(activity: Activity) -> Mapping[str, str]:
    question = activity.question((), NO_ANSWERS)
    if not isinstance(question, SingleChoice | MultipleChoice):
        return {}
    return {option.id: option.label for option in question.options}
