from __future__ import annotations

import pytest

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import CUT_SHORT, Cue, MarkdownBlock
from tests.activities.conftest import Broken, FakeHistory, Read


def test_breathe_paces_in_and_out(read: Read, history: FakeHistory) -> None:
    """The breath fills and empties in the author's seconds, for about the author's minutes."""
    activity = read(":::{breathe} x\n:in: 4\n:out: 6\n:minutes: 2\nLet it be long.\n:::")
    pace = activity.question((), history)
    assert pace.body == (MarkdownBlock("Let it be long."),)
    assert pace.cues == (Cue("Breathe in", 4, 1.0), Cue("Breathe out", 6, 0.0)) * 12
    assert "in for a slow count of 4 and out for 6, about 12 times" in pace.without_timing[0]
    assert activity.question((None,), history) is None


def test_breathe_lasts_at_least_one_breath(read: Read, history: FakeHistory) -> None:
    """However short the time, there is a whole breath in it."""
    assert len(read(":::{breathe} x\n:minutes: 0\n:::").question((), history).cues) == 2


def test_breathe_is_kept_as_done(read: Read) -> None:
    """That it was done is kept, and nothing of it fills the journal."""
    activity = read(":::{breathe} x\n:::")
    assert activity.result((None,)) == ActivityResult("", ())
    assert not activity.in_journal


@pytest.mark.parametrize("option", [":in: 1", ":in: 11", ":out: 16", ":out: long", ":hold: 4"])
def test_a_breath_that_is_no_comfort_is_told(broken: Broken, option: str) -> None:
    """A pace too quick or too slow, and any hold, is told on its line."""
    ((line, wrong, _),) = broken(f":::{{breathe}} x\n{option}\n:::")
    assert line == 2
    assert option.split(":")[1] in wrong


def test_a_pace_can_be_chosen(read: Read, history: FakeHistory) -> None:
    """Where there are several paces the person chooses one, and the breath goes by that."""
    activity = read(":::{breathe} x\n:minutes: 1\n:paces: Usual 4 6 | Short of breath 2 3\nSlow.\n:::")
    asked = activity.question((), history)
    assert [option.label for option in asked.options] == [
        "Usual: 4 in, 6 out",
        "Short of breath: 2 in, 3 out",
    ]
    assert (
        activity.question(("2",), history).cues
        == (Cue("Breathe in", 2, 1.0), Cue("Breathe out", 3, 0.0)) * 12
    )
    assert activity.question(("2", None), history) is None
    assert activity.result(("2", None)).whole
    assert not activity.result(("2", CUT_SHORT)).whole


@pytest.mark.parametrize("pace", ["4 6", "Usual 4", "Usual 1 6", "Usual 4 16", "Usual 11 6", ""])
def test_a_pace_has_a_name_and_two_numbers_in_range(broken: Broken, pace: str) -> None:
    """A pace without a name, or one that nobody should breathe at, is refused with how to write it."""
    ((_, wrong, right),) = broken(f":::{{breathe}} x\n:paces: Even 5 5 | {pace}\n:::")
    assert wrong == f"{pace!r} is no pace"
    assert "Gentler 3 4" in right
