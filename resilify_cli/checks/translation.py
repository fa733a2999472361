"""What a translation lacks beside the program that it translates, and what it has that the other lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity
from resilify_cli.activities.problem import Problem
from resilify_cli.content.loader import read_program

if TYPE_CHECKING:
    from resilify_cli.content.models import Program, Session


def compare_translation(path: Path, original: Path) -> list[Problem]:
    """Return where a program differs from the one that it translates, by the ids of what is in them.

    Args:
        path: The translation's file or folder.
        original: The file or folder of the program that it translates.
    """
    translated, source = read_program(path).program, read_program(original).program
    if translated is None:
        return []
    if source is None:
        return [Problem(original, 1, "this program can't be read", "run: resilify check on it")]
    return sorted(_program_differences(translated, source))


def _program_differences(translated: Program, source: Program) -> Iterator[Problem]:
    if translated.key == source.key:
        wrong = "it has the programId of what it translates, so they would share progress"
        yield Problem(translated.file, 1, wrong, "give it another")
    sessions = {session.id: session for session in translated.sessions}
    ids = [session.id for session in source.sessions]
    yield from _compare(translated.file, 1, "session", list(sessions), ids)
    for session in source.sessions:
        if session.id in sessions:
            yield from _session_differences(sessions[session.id], session)


def _session_differences(translated: Session, source: Session) -> Iterator[Problem]:
    there = {step.id: step.content for step in translated.steps}
    yield from _compare(translated.path, translated.line, "step", list(there), [s.id for s in source.steps])
    for step in source.steps:
        original, here = step.content, there.get(step.id)
        if not isinstance(original, Activity) or not isinstance(here, Activity):
            continue
        if here.kind != original.kind:
            wrong = f"{here.id} is a {here.kind}, and a {original.kind} in what it translates"
            yield Problem(translated.path, here.line, wrong, f"write :::{{{original.kind}}} {here.id}")
            continue
        names, wanted = _part_ids(here), _part_ids(original)
        yield from _compare(translated.path, here.line, f"part of {here.id}", names, wanted)


def _part_ids(activity: Activity) -> list[str]:
    """Return the ids of an activity's options, items and fields, and of the options of its fields."""
    return [name for listed in fields(activity) for name in _inner_ids(getattr(activity, listed.name), "")]


def _inner_ids(listed: object, before: str) -> Iterator[str]:
    for part in listed if isinstance(listed, tuple) else ():
        name = getattr(part, "id", "")
        if name:
            yield f"{before}{name}"
            yield from _inner_ids(getattr(part, "options", ()), f"{name}.")


def _compare(
    path: Path, line: int, what: str, there: Sequence[str], wanted: Sequence[str]
) -> Iterator[Problem]:
    """Yield a problem for each id that is missing, that is one too many, or that stands elsewhere."""
    for name in wanted:
        if name not in there:
            yield Problem(path, line, f"the {what} {name!r} is missing", "translate it, with the same id")
    for name in there:
        if name not in wanted:
            wrong = f"the {what} {name!r} is not in what it translates"
            yield Problem(path, line, wrong, "leave it out, or take the id it has there")
