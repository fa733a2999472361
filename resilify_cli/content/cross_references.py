"""Checks the references within a program: citations, recalled answers, conditions, and ids."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity
from resilify_cli.activities.ids import suggest
from resilify_cli.activities.placeholders import placeholders_in
from resilify_cli.activities.problem import Problem
from resilify_cli.content.condition_checks import impossible_conditions
from resilify_cli.content.limits import MOST_PROBLEMS
from resilify_cli.content.markdown import cited_ids

if TYPE_CHECKING:
    from resilify_cli.activities.condition import Condition
    from resilify_cli.content.models import Lesson, Program, Session
from resilify_cli.content.session_markers import session_citations
from resilify_cli.content.text_lines import find_line

# Kinds that show the answers that they name.
_SHOWING_KINDS = frozenset({"recall", "gather", "list", "rate"})


def citations_in_file(text: str, body: str, body_line: int) -> Iterator[tuple[str, int]]:
    """Yield each reference id that a session's file cites, with its line, counted from 1.

    Front matter is no Markdown: each line of it is read alone, however it is indented.

    Args:
        text: The text of the file.
        body: The part of it below the front matter.
        body_line: The line that the body begins on, counted from 1.
    """
    for line, front in enumerate(text.split("\n")[: body_line - 1], 1):
        yield from ((ident, line) for ident in cited_ids(front.strip()))
    yield from ((ident, body_line + line) for ident, line in session_citations(body))


def check_cross_references(program: Program) -> list[Problem]:
    """Return a problem for each repeated id, and each citation, recall or condition that leads nowhere.

    At most `MOST_PROBLEMS` of each are returned.
    """
    checks = (
        _unknown_citations,
        _repeated_references,
        _repeated_ids,
        _unknown_answers,
        _shown_private_answers,
        impossible_conditions,
    )
    return [problem for check in checks for problem in islice(check(program), MOST_PROBLEMS)]


def _unknown_citations(program: Program) -> Iterator[Problem]:
    known = {ident for ident in program.numbers if ident}
    said = [(program.file, cited, 1) for cited in cited_ids(program.overview)]
    said += [(session.path, cited, line) for session in program.sessions for cited, line in session.cites]
    for path, cited, line in said:
        if cited not in known:
            right = suggest(cited, known) if known else "list it under references, with this id"
            yield Problem(path, line, f"no reference has the id {cited!r}", right)


def _repeated_references(program: Program) -> Iterator[Problem]:
    seen: set[str] = set()
    for reference in program.references:
        if reference.id and reference.id in seen:
            wrong = f"another reference has the id {reference.id!r}"
            yield Problem(program.file, reference.line, wrong, "give each reference its own id")
        seen.add(reference.id)


def _repeated_ids(program: Program) -> Iterator[Problem]:
    sessions: set[str] = set()
    activities: dict[str, Session] = {}
    recalls: set[tuple[str, str]] = set()
    for session in program.sessions:
        if session.id in sessions:
            line = find_line(session.path, f"id: {session.id}", 1)
            wrong = f"another session has the id {session.id!r}"
            yield Problem(session.path, line, wrong, "choose another id")
        sessions.add(session.id)
        for activity in session.activities:
            if activity.kind == "recall":
                # The same answer may be shown in many sessions; once in each is enough.
                place = (session.id, activity.id)
                if place in recalls:
                    yield Problem(
                        session.path, activity.line, "this answer is shown twice here", "remove one"
                    )
                recalls.add(place)
            elif activity.id in activities:
                where = activities[activity.id].title
                yield Problem(
                    session.path,
                    activity.line,
                    f"the id {activity.id[:40]!r} is taken in {where!r}",
                    "choose an id that is its own in the whole program",
                )
            else:
                activities[activity.id] = session


def _referenced_answers(condition: Condition, line: int) -> list[tuple[str, int]]:
    return [(activity_id, line) for test in condition.tests() for activity_id, _ in test.references]


def _unknown_answers(program: Program) -> Iterator[Problem]:
    met: set[str] = set()
    every = {a.id for session in program.sessions for a in session.activities if a.kind != "recall"}
    for session in program.sessions:
        section = None
        for step in session.steps:
            content = step.content
            wanted: list[tuple[str, int]] = []
            if step.section is not section and step.section.when:
                wanted += _referenced_answers(step.section.when, step.section.when_line)
            section = step.section
            if isinstance(content, Activity):
                wanted.extend(content.referenced_activities())
                if content.when:
                    wanted += _referenced_answers(content.when, content.when_line)
                wanted += [(name, content.line) for name, _ in placeholders_in(content.prompt)]
            else:
                wanted += [(name, content.line) for name, _ in placeholders_in(content.body)]
            for activity_id, line in wanted:
                # That an id is missing is told already.
                if activity_id and activity_id not in met:
                    yield Problem(session.path, line, *_lost_answer(activity_id, content, every))
            if isinstance(content, Activity):
                met.add(content.id)


def _lost_answer(activity_id: str, content: Lesson | Activity, every: set[str]) -> tuple[str, str]:
    """Return why an answer can't be there yet at a step, and what would be right."""
    name = repr(activity_id[:40])
    if activity_id not in every:
        return f"no activity has the id {name}", suggest(activity_id, every)
    # The id of a recall is that of the answer.
    if content.id == activity_id and isinstance(content, Activity) and content.kind != "recall":
        return f"{name} is this step itself", "name an earlier one"
    return f"{name} is asked only later", "move it before this step"


def _shown_private_answers(program: Program) -> Iterator[Problem]:
    """Find places that would show a private answer again; a follow-up asks about one without showing it."""
    for session in program.sessions:
        for step in session.steps:
            content = step.content
            text = content.prompt if isinstance(content, Activity) else content.body
            names = {name for name, _ in placeholders_in(text)}
            if isinstance(content, Activity) and content.kind in _SHOWING_KINDS:
                names |= {name for name, _ in content.referenced_activities()}
            for name in sorted(names):
                _, activity = program.activities.get(name, (None, None))
                if activity is not None and activity.private:
                    wrong = f"{name!r} is private, and never shown again"
                    right = "leave it out here, or remove its :private:"
                    yield Problem(session.path, content.line, wrong, right)
