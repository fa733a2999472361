from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from resilify_cli.activities.questions import Cue
from resilify_cli.prompters.paced_cues import CueClock, _draw_cue

_BREATH = (Cue("in", 4, 1.0), Cue("out", 6, 0.0))


def _at(cues: tuple[Cue, ...], *times: float) -> CueClock:
    """A cue clock that was told these times, the first of them its beginning."""
    clock = CueClock(cues)
    for time in times:
        clock.tick(time)
    return clock


@pytest.mark.parametrize(
    ("seconds", "place", "fill"),
    [
        (0, (0, 0), 0),
        (1, (0, 0.25), 0.25),
        (3, (0, 0.75), 0.75),
        (4, (1, 0), 1),
        (7, (1, 0.5), 0.5),
        (10, (1, 1), 0),
        (99, (1, 1), 0),
    ],
)
def test_a_breath_fills_and_empties(seconds: float, place: tuple[int, float], fill: float) -> None:
    """The first cue fills, the second empties, and the end of all stays at the end of the last."""
    clock = _at(_BREATH, 1000, 1000 + seconds)
    assert clock.place() == place
    assert clock.fill() == fill


def test_the_clock_begins_with_the_first_look() -> None:
    """However late the first look at the clock, nothing has passed by then."""
    assert _at(_BREATH, 123456.0).seconds_left == 10


def test_a_pause_stops_the_time() -> None:
    """While it is paused nothing passes, however often the clock is looked at, and then it goes on."""
    clock = _at(_BREATH, 0, 3)
    clock.paused = True
    clock.tick(50)
    clock.tick(90)
    assert clock.seconds_left == 7
    clock.paused = False
    clock.tick(91)
    assert clock.seconds_left == 6


def test_it_is_finished_when_all_cues_had_their_time() -> None:
    """Not a moment before its last second has passed is it finished."""
    assert not _at(_BREATH, 0, 9.99).finished
    assert _at(_BREATH, 0, 10).finished


def test_a_script_draws_no_breath() -> None:
    """Cues that are only words have no fullness."""
    assert _at((Cue("Look around.", 5),), 0, 2).fill() is None


_CUES = st.lists(
    st.builds(Cue, st.just("x"), st.floats(1, 600), st.sampled_from([None, 0.0, 1.0])), min_size=1, max_size=8
)


@settings(max_examples=50, deadline=None)
@given(_CUES, st.lists(st.floats(0, 500), max_size=20))
def test_the_place_only_goes_forward(cues: list[Cue], steps: list[float]) -> None:
    """Whatever the cues and the steps of the clock, the place never goes back."""
    clock = _at(tuple(cues), 0)
    places = []
    for now in accumulate(steps):
        clock.tick(now)
        places.append(clock.place())
    assert places == sorted(places)


@settings(max_examples=50, deadline=None)
@given(_CUES, st.floats(0, 5000))
def test_the_place_is_among_the_cues(cues: list[Cue], now: float) -> None:
    """Whatever the time, there is a cue, and its share and the breath are between none and all."""
    clock = _at(tuple(cues), 0, now)
    at, share = clock.place()
    assert 0 <= at < len(cues)
    assert 0 <= share <= 1
    assert 0 <= (clock.fill() or 0) <= 1


@settings(max_examples=50, deadline=None)
@given(_CUES, st.floats(0, 5000))
def test_it_is_finished_when_no_time_is_left(cues: list[Cue], now: float) -> None:
    """The time that is left ends at zero, and with it the cues."""
    clock = _at(tuple(cues), 0, now)
    assert clock.seconds_left >= 0
    assert clock.finished == (clock.seconds_left == 0)


@pytest.mark.parametrize("columns", [20, 40, 100])
@pytest.mark.parametrize(
    "text",
    [
        "Breathe in, and out, and let your shoulders sink a little more each time that you do.",
        "ゆっくりと息を吸ってください。そして、吐いてください。肩の力を抜いて、静かに座りましょう。",
        "천천히 숨을 들이쉬세요. 그리고 내쉬세요. 어깨의 힘을 빼고 조용히 앉아 보세요.",
        "👨\u200d👩\u200d👧\u200d👦 " * 30,
        "x" * 200,
    ],
)
def test_a_cue_fits_the_terminal(text: str, columns: int) -> None:
    """No line of a cue is wider than the terminal less its margins, nor much narrower than it could be."""
    (_, shown, *_), *_ = _draw_cue((Cue(text, 5),), _at((Cue(text, 5),), 0), (columns, 24), "")
    room = min(columns, 76) - 3
    widths = [cell_len(line) for line in shown.split("\n")]
    assert max(widths) <= room
    assert max(widths) >= room - 3 - 12
    assert all(line.startswith("   ") for line in shown.split("\n"))
    assert "".join(shown.split()) == "".join(text.split())
