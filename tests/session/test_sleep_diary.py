"""A program with a sleep diary, written from the guide alone: Markdown and nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from resilify_cli.activities.questions import Message, OwnWords
from resilify_cli.checks.checker import check_program
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.draft import DraftDate
from resilify_cli.session.logs import fill_row, find_logs
from resilify_cli.session.runner import SessionEnd
from resilify_cli.store.store import Store
from tests.session.conftest import Sittings

DIARY = Path(__file__).parents[1] / "data" / "quieter-nights"
_NIGHT = ("23:00", "23:30", "6:30", "7:00", 2, 6, "no")


def test_the_diary_is_sound_by_the_strict_rules() -> None:
    """Whoever writes one needs the guide, and no code."""
    assert check_program(DIARY, strict=True) == []


def test_a_night_is_written_down_in_the_session_and_the_next_one_after_it(
    sit: Sittings, store: Store
) -> None:
    """Over midnight seven hours asleep of eight in bed are 87.5 %, in the session and a day later."""
    sat = sit(
        DIARY, None, None, 5, None, None, *_NIGHT, None, "quiet", None, "tea", "fill it", "", None, None, None
    )
    assert sat.ending is SessionEnd.FINISHED
    sums = [
        block.text
        for question, _ in sat.prompter.asked
        if isinstance(question, Message)
        for block in question.body
        if isinstance(block, OwnWords) and block.label == "This comes of it"
    ]
    assert len(sums) == 1
    assert "7 h" in sums[0]
    assert "8 h" in sums[0]
    assert "%" in sums[0]
    program = load_program(DIARY)
    (diary,) = find_logs(store, {program.key: program})
    # What is said before the exercise comes first.
    prompter = ScriptedPrompter([None, *_NIGHT, None])
    assert fill_row(store, prompter, diary, timedelta(), DraftDate(store.database.clock()))
    kept = store.entries.kept(diary.enrollment, "sleep")
    assert [entry.values[:7] for entry in kept] == [_NIGHT, _NIGHT]
