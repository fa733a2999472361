"""A program whose files change while a person is in the middle of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.questions import Move
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import PartialInput
from resilify_cli.session.program_progress import next_session
from resilify_cli.session.runner import SessionEnd
from resilify_cli.store.store import Store
from tests.session.conftest import Sittings

_LESSON = "## The {0} lesson {{#lesson-{0}}}\n\nText {0}.\n"
_NOTE = ":::{{note}} {0}\nQuestion {0}?\n:::\n"


def _session(*parts: str) -> str:
    """A session's body: a lesson for each capital letter, a question for each small one."""
    return "\n".join((_LESSON if part.isupper() else _NOTE).format(part.lower()) for part in parts)


@pytest.fixture
def half_way(sit: Sittings, full_program: Callable[..., Path]) -> Path:
    """A program left in session 2 at question d, half typed, with answers to a, b and c before it."""
    folder = full_program(_session("a", "X", "b"), _session("c", "d", "Y", "e"))
    sit(folder, None, "a", None, "b", None)
    sit(folder, None, "c", PartialInput("half", Move.LEAVE))
    return folder


def _write(folder: Path, sessions: dict[str, str]) -> None:
    """Write another edition: sessions by their ids, in their order, under new titles and file names."""
    for old in (folder / "sessions").iterdir():
        old.unlink()
    listed = ""
    for number, (ident, body) in enumerate(sessions.items()):
        name = f"sessions/edition-2-{number}.md"
        listed += f"    - file: {name}\n"
        (folder / name).write_text(f"---\nid: {ident}\ntitle: New title of {ident}\n---\n\n{body}")
    front = f"---\ntitle: A new name\nprogramId: a-program-key\nsessions:\n  session:\n{listed}---\n"
    (folder / "program.md").write_text(front)


@pytest.mark.parametrize(
    ("second", "rest", "journal"),
    [
        (("e", "Y", "d", "c"), ["Question c?"], ["a", "b", "new", "half done"]),
        (("new", "c", "NEW", "d", "Y", "e"), ["Text y.", "Question e?"], ["a", "b", "c", "half done", "new"]),
        (("d", "newer"), ["Question newer?"], ["a", "b", "c", "half done", "new"]),
        (("Y", "d"), [], ["a", "b", "c", "half done"]),
    ],
    ids=["reordered", "added", "removed-and-added", "removed"],
)
def test_the_place_is_found_in_another_edition(
    sit: Sittings, half_way: Path, second: tuple[str, ...], rest: list[str], journal: list[str]
) -> None:
    """Steps that were reordered, added or removed leave the place and the half-typed words as they were."""
    _write(half_way, {"session-2": _session(*second), "session-1": _session("b", "a")})
    sat = sit(half_way, "half done", *["new"] * 9)
    assert sat.asked[0] == "Question d?"
    assert getattr(sat.prompter.asked[0][0], "default", "") == "half"
    assert sat.asked[1:-1] == rest
    assert sat.ending is SessionEnd.FINISHED
    assert sit.journal == journal


def test_no_answer_is_lost_by_another_edition(sit: Sittings, store: Store, half_way: Path) -> None:
    """Whatever became of its question, session or program, every answer stays readable as it was asked."""
    _write(half_way, {"session-3": _session("new"), "session-2": _session("e")})
    sit(half_way, "e", None)
    assert sit.journal == ["a", "b", "c", "e"]
    entry = store.journal.find(store.database.rows("SELECT id FROM entries ORDER BY seq")[0]["id"])
    assert (entry.prompt, entry.session) == ("Question a?", "Session 1")
    assert store.drafts.find(sit.enrollment, "d", False)


def test_a_removed_place_goes_on_at_what_was_not_met(sit: Sittings, half_way: Path) -> None:
    """Where the step to go on from is gone, the first step not met yet comes next."""
    _write(half_way, {"session-1": _session("a", "b"), "session-2": _session("c", "Y", "e")})
    assert sit(half_way).asked == ["Text y."]


def test_a_removed_session_goes_on_at_what_is_not_finished(sit: Sittings, half_way: Path) -> None:
    """Where the session to go on with is gone, the first one not finished comes next."""
    _write(half_way, {"new": _session("new"), "session-1": _session("a", "b")})
    session = next_session(load_program(half_way), sit.enrollment, sit.store)
    assert session
    assert session.id == "new"


def test_finished_sessions_stay_finished(sit: Sittings, half_way: Path) -> None:
    """A finished session that was renamed, moved and extended is not asked for again."""
    _write(half_way, {"session-2": _session("d"), "session-1": _session("new", "b", "a")})
    sit(half_way, "done", None)
    assert next_session(load_program(half_way), sit.enrollment, sit.store) is None
    # Whoever takes it again meets first what is new in it.
    assert sit(half_way, number=2).asked == ["Question new?"]


def test_an_answer_moved_to_another_session_is_still_the_answer(
    sit: Sittings, store: Store, half_way: Path
) -> None:
    """A question that moved offers its answer where it is now, and a change is a version of the old one."""
    _write(half_way, {"session-1": _session("b"), "session-2": _session("d", "a")})
    sat = sit(half_way, "half done", "a, again", None)
    assert getattr(sat.prompter.asked[1][0], "default", "") == "a"
    kept = store.entries.kept(sit.enrollment, "a")
    assert [(one.text, one.session_id) for one in kept] == [("a, again", "session-2")]
