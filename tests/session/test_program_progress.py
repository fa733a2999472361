from __future__ import annotations

import pytest

from resilify_cli.content.program_summary import ProgramSummary, SessionSummary
from resilify_cli.session.program_progress import SessionState, current_session, session_states, standings
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.store import Store

_SESSIONS = ["one", "two", "three"]
_BEGUN = Enrollment("id", "key", "slug", "A program", "", "", "", 0, 0, None)


@pytest.mark.parametrize(
    ("session", "step", "finished", "here"),
    [
        ("", "", [], "one"),
        ("one", "#a", [], "one"),
        ("one", "", ["one"], "two"),
        ("two", "", ["two"], "three"),
        ("three", "", ["two", "three"], "one"),
        ("one", "#a", ["one", "two"], "one"),
        ("gone", "#a", ["one"], "two"),
        ("three", "", ["one", "two", "three"], None),
    ],
)
def test_the_session_to_go_on_with(session: str, step: str, finished: list[str], here: str | None) -> None:
    """It is the one that was left, else the next that is not finished, else one that was passed over."""
    enrollment = _BEGUN._replace(session_id=session, step_id=step)
    assert current_session(_SESSIONS, enrollment, dict.fromkeys(finished, 1)) == here


def test_each_session_has_its_state() -> None:
    """Seen from the person, sessions are done, here or ahead."""
    enrollment = _BEGUN._replace(session_id="two", step_id="#a")
    done, here, ahead = SessionState.DONE, SessionState.HERE, SessionState.AHEAD
    assert session_states(_SESSIONS, enrollment, {"one": 1}) == [done, here, ahead]
    assert session_states(_SESSIONS, None, {}) == [ahead, ahead, ahead]


def test_what_is_only_planned_is_passed_over() -> None:
    """A session that can't be started yet is none to go on with, and keeps nobody from the end."""
    enrollment = _BEGUN._replace(session_id="one")
    assert current_session(_SESSIONS, enrollment, {"one": 1}, ["two"]) == "three"
    assert current_session(_SESSIONS, enrollment, {"one": 1, "two": 1}, ["three"]) is None
    states = session_states(_SESSIONS, enrollment, {"one": 1}, ["two"])
    assert states == [SessionState.DONE, SessionState.PLANNED, SessionState.HERE]


def test_how_far_in_words(store: Store) -> None:
    """A program is not begun, at a session, or done; its newest pass counts."""
    first = store.enrollments.begin("key", "slug", "A program", "")
    for session in _SESSIONS:
        store.enrollments.finish_session(first, session)
    sessions = [SessionSummary(session, session, 20) for session in _SESSIONS]
    programs = [
        ProgramSummary("slug", "key", "A program", "", sessions=sessions),
        ProgramSummary("other", "other-key", "Another", "", sessions=sessions),
    ]
    assert standings(store, programs) == {"slug": "done", "other": ""}
    again = store.enrollments.begin("key", "slug", "A program", "")
    store.enrollments.finish_session(again, "one")
    assert standings(store, programs) == {"slug": "at session 2", "other": ""}
