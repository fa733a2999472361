from __future__ import annotations

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import Cue
from tests.activities.conftest import Broken, FakeHistory, Read

_SCRIPT = (
    ":::{guided} x\n:title: Coming back\n[10s] Feel the weight\nof your body.\n\nLook around you now.\n:::"
)


def test_guided_tells_each_paragraph_in_its_time(read: Read, history: FakeHistory) -> None:
    """A cue stays for its seconds, or where none are given for as long as its words take."""
    activity = read(_SCRIPT)
    pace = activity.question((), history)
    assert pace.cues == (Cue("Feel the weight of your body.", 10), Cue("Look around you now.", 5))
    assert pace.without_timing == ("Feel the weight of your body.", "Look around you now.")
    assert activity.question((None,), history) is None


def test_guided_lasts_as_long_as_its_cues(read: Read) -> None:
    """Its minutes are the sum of its cues, whatever the option says."""
    assert read(":::{guided} x\n:minutes: 9\n[90s] One.\n\n[60s] Two.\n:::").minutes == 2.5


def test_a_cue_is_never_gone_at_once(read: Read, history: FakeHistory) -> None:
    """A cue of no seconds stays for one."""
    assert read(":::{guided} x\n[0s] One.\n:::").question((), history).cues[0].seconds == 1


def test_guided_is_kept_as_done_under_its_name(read: Read) -> None:
    """That it was done is kept with its name, which is no question."""
    activity = read(_SCRIPT)
    assert activity.result((None,)) == ActivityResult("", ())
    assert activity.question_text == "Coming back"
    assert not activity.in_journal


def test_a_script_of_hours_is_told(broken: Broken) -> None:
    """A script that lasts longer than two hours is told."""
    cues = "\n\n".join(["[999s] Rest."] * 8)
    found = broken(f":::{{guided}} x\n{cues}\n:::")
    assert [(line, wrong) for line, wrong, _ in found] == [(1, "the script lasts 133 minutes")]


def test_a_script_needs_words(broken: Broken) -> None:
    """A script without a cue is told."""
    assert [wrong for _, wrong, _ in broken(":::{guided} x\n:::")] == ["this guided asks nothing"]
