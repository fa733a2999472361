"""`resilify insights`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run

BUNDLED = "1d7df8d0-ac9d-11eb-a609-9bd2845cb169"
SLUG = "cultivating-self-compassion"
_NOW = "2026-11-03T12:00+00:00"


@pytest.fixture
def noted(home: Path, clock: FixedClock) -> Callable[[int], None]:
    """Check in once on each of the last days, today included."""

    def note(days: int) -> None:
        now = datetime.fromisoformat(_NOW)
        with open_store(home / "resilify.db", clock) as store, store.transaction():
            for ago in range(days):
                checkin = Checkin(2 + ago % 3, ("calm", "tired"), ("walk",) if ago % 2 else ("work",))
                store.checkins.add(checkin, now - timedelta(days=ago))

    return note


def begun(store: Store, key: str = BUNDLED, slug: str = SLUG) -> None:
    enrollment = store.enrollments.begin(key, slug, "A title", "")
    for number, value in enumerate((2, 4)):
        reading = Reading("hope", value, 1, 5)
        store.entries.answer(
            enrollment, Response("s", "S", f"a{number}", "rate", "?", "x", (value,), (reading,), listed=False)
        )


def _told(resilify: Run, *arguments: str, **options: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        resilify("insights", *arguments, "--json", check=True, at=_NOW, **options).stdout
    )
    assert told["schema_version"] == 1
    return told


def _keys(resilify: Run, *arguments: str) -> list[str]:
    return [picture["key"] for picture in _told(resilify, *arguments)["pictures"]]


def test_an_empty_store_is_told_kindly(resilify: Run, home: Path) -> None:
    """With nothing noted it says so with the way, as talk, exits well, and makes nothing."""
    ran = resilify("insights", check=True)
    assert ran.stdout == ""
    assert "resilify checkin" in ran.stderr
    assert "resilify start" in ran.stderr
    assert _told(resilify)["pictures"] == []
    assert not home.exists()


def test_pictures_are_drawn_and_told(resilify: Run, noted: Callable[[int], None]) -> None:
    """Asked for in a pipe, each picture has a title, a drawing and a sentence, and no escape."""
    noted(30)
    told = resilify("insights", "--no-plain", env={"COLUMNS": "76"}, check=True).stdout
    assert "Mood, day by day\n\n  5┤" in told
    assert "━" in told
    assert "This says nothing about why." in " ".join(told.split())
    assert "\x1b" not in told
    assert max(map(len, told.splitlines())) <= 76


def test_a_pipe_gets_the_words_alone(resilify: Run, noted: Callable[[int], None]) -> None:
    """By itself there is no drawing in a pipe; one that is asked for keeps to the width of a screen."""
    noted(30)
    told = resilify("insights", check=True).stdout
    assert "┤" not in told
    assert "This says nothing about why." in told
    assert told == resilify("--plain", "insights", check=True).stdout
    drawn = resilify("insights", "--no-plain", check=True).stdout
    assert max(len(line) for line in drawn.splitlines() if "┤" in line) <= 76


@pytest.mark.parametrize("columns", [20, 40])
def test_a_narrow_screen_is_enough(resilify: Run, noted: Callable[[int], None], columns: int) -> None:
    """Nothing is wider than a terminal of few columns."""
    noted(30)
    told = resilify("insights", env={"COLUMNS": str(columns)}, check=True).stdout
    assert max(map(len, told.splitlines())) <= columns


@pytest.mark.parametrize(
    ("arguments", "env"), [(["--plain"], {}), ([], {"TERM": "dumb"})], ids=["option", "dumb"]
)
def test_plain_pictures_are_words(
    resilify: Run, noted: Callable[[int], None], arguments: list[str], env: dict[str, str]
) -> None:
    """In plain lines there are titles and sentences, and nothing is drawn."""
    noted(30)
    told = resilify("insights", *arguments, env=env, check=True).stdout
    assert "Your mean mood of each day" in told
    assert not any(character in told for character in "┤━╌●⣀")
    assert told.isascii()


def test_plain_is_a_setting_too(resilify: Run, home: Path, noted: Callable[[int], None]) -> None:
    """With `plain = true` in the settings nothing is drawn."""
    noted(30)
    (home / "settings.toml").write_text("plain = true\n")
    assert resilify("insights", check=True).stdout.isascii()


def test_json_has_the_words_and_the_numbers(resilify: Run, noted: Callable[[int], None]) -> None:
    """Each picture has its key, title, sentence and numbers."""
    noted(30)
    told = _told(resilify)
    assert list(told) == ["schema_version", "from", "to", "pictures"]
    mood, weekdays, feelings, activities = told["pictures"]
    assert list(mood) == ["key", "title", "says", "kind", "low", "high", "points", "marks"]
    assert len(mood["points"]) == 30
    assert mood["points"][-1] == {"day": told["to"], "value": 2.0, "days": 1}
    assert sum(bar["days"] for bar in weekdays["bars"]) == 30
    assert feelings["bars"][0] == {"label": "calm", "value": 30, "days": None, "note": ""}
    assert [(bar["label"], bar["days"]) for bar in activities["bars"]] == [
        ("walk", 15),
        ("without walk", 15),
        ("work", 15),
        ("without work", 15),
    ]


def test_too_few_are_told_as_remarks(resilify: Run, noted: Callable[[int], None]) -> None:
    """After two days every picture says that it is too little."""
    noted(2)
    pictures = _told(resilify)["pictures"]
    assert [picture["kind"] for picture in pictures] == ["remark"] * 4
    assert all("Too little to say yet" in picture["says"] for picture in pictures)


def test_the_last_days_alone_can_be_seen(resilify: Run, noted: Callable[[int], None]) -> None:
    """`--last` counts today as its last day."""
    noted(30)
    told = _told(resilify, "--last", "7d")
    assert len(told["pictures"][0]["points"]) == 7
    assert told["from"] == told["pictures"][0]["points"][0]["day"]
    ran = resilify("insights", "--last", "fortnight")
    assert (ran.returncode, "30d" in ran.stderr) == (2, True)


def test_a_span_without_data_says_how_to_see_more(resilify: Run, home: Path, clock: FixedClock) -> None:
    """Where the last days are empty, nothing is scolded, and the way to all days is told."""
    with open_store(home / "resilify.db", clock) as store:
        store.checkins.add(Checkin(3), datetime(2020, 1, 1).astimezone())
    ran = resilify("insights", "--last", "30d", check=True)
    assert ran.stdout == ""
    assert "leave out --last" in ran.stderr


def test_a_day_begins_where_the_settings_say(resilify: Run, home: Path, clock: FixedClock) -> None:
    """With a later beginning of the day, the small hours belong to the day before."""
    with open_store(home / "resilify.db", clock) as store:
        for day in (2, 3, 4):
            store.checkins.add(Checkin(3), datetime(2026, 3, day, 1, 30).astimezone())
    (home / "settings.toml").write_text('day_starts_at = "04:00"\n')
    days = [point["day"] for point in _told(resilify)["pictures"][0]["points"]]
    assert days == ["2026-03-01", "2026-03-02", "2026-03-03"]


def test_one_program_can_be_seen_alone(resilify: Run, store: Store, noted: Callable[[int], None]) -> None:
    """`--program` leaves out the check-ins and the other programs."""
    begun(store)
    begun(store, "other-key", "other")
    noted(3)
    assert len(_keys(resilify)) == 6
    assert _keys(resilify, "--program", SLUG) == [f"measure:{SLUG}:hope"]


def test_names_come_from_the_program(resilify: Run, store: Store, clock: FixedClock) -> None:
    """What was done in a bundled program is told with the program's own names and numbers."""
    begun(store)
    (enrollment,) = store.enrollments.all()
    row = ("x", "x", 80, "x", 5, "x", "x", "x", "x", "x", 40)
    answer = Response("s", "S", "thought-record", "record", "?", "x", row, practice=True)
    store.entries.answer(enrollment, answer)
    store.enrollments.finish_session(enrollment, "understanding-self-compassion")
    _, measure, belief, practice = _told(resilify)["pictures"]
    assert [mark["label"] for mark in measure["marks"]] == ["session 1"]
    assert belief["title"] == "Self-compassionate thought record: Belief, before and after"
    assert [bar["value"] for bar in belief["bars"]] == [80, 40]
    assert [bar["label"] for bar in practice["bars"]] == ["Self-compassionate thought record"]


def test_a_program_that_is_gone_can_be_named(resilify: Run, store: Store) -> None:
    """Numbers of a program whose files are gone are still found by its name; an unknown name is refused."""
    begun(store, "gone-key", "gone")
    assert _keys(resilify, "--program", "gone") == ["measure:gone:hope"]
    assert _keys(resilify) == ["mood", "measure:gone:hope"]
    assert resilify("insights", "--program", "never-was").returncode == 1


def test_a_persons_words_cannot_steer_the_terminal(resilify: Run, home: Path, clock: FixedClock) -> None:
    """Escapes, markup and turned writing in an activity's name come out harmless."""
    now = datetime.fromisoformat(_NOW)
    with open_store(home / "resilify.db", clock) as store:
        for ago in range(12):
            words = ("[bold]\x1b[31mx\u202e",) if ago % 2 else ("work",)
            store.checkins.add(Checkin(3, words, words), now - timedelta(days=ago))
    for arguments in ([], ["--plain"]):
        told = resilify("insights", *arguments, check=True, at=_NOW).stdout
        assert "[bold]" in told
        assert "\x1b" not in told
        assert "\u202e" not in told


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [(["--plain"], {"plotext"}), (["--json"], {"plotext"}), (["--no-plain"], {"jinja2", "prompt_toolkit"})],
    ids=["plain", "json", "drawn"],
)
def test_only_a_drawing_pays_for_plotext(
    home: Path, noted: Callable[[int], None], arguments: list[str], absent: set[str]
) -> None:
    """Words and JSON are told without the plotting library, and a drawing loads no other heavy one."""
    import os
    import subprocess

    from tests.test_start_up import RUNNER

    noted(30)
    ran = subprocess.run(
        [sys.executable, "-c", RUNNER, "insights", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={"RESILIFY_HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"},
        timeout=60,
        check=True,
    )
    loaded = set(ran.stderr.rpartition("LOADED ")[2].split())
    assert "resilify_cli.insight.overview" in loaded
    assert loaded & {*absent, "rich", "yaml"} == set()
    assert ("plotext" in loaded) is (arguments == ["--no-plain"])


def test_the_year_is_shown_in_squares(resilify: Run) -> None:
    """In digits and in words where nobody sees a drawing; as data; and not for a part of the year."""
    assert "nothing to show" in resilify("insights", "--calendar").stderr
    resilify("checkin", "--mood", "good", check=True)
    shown = resilify("insights", "--calendar", check=True).stdout
    assert shown.isascii()
    assert "1 very low  2 low  3 okay  4 good  5 very good  . no mood" in shown
    assert "good on 1 day" in shown
    (told,) = json.loads(resilify("insights", "--calendar", "--json", check=True).stdout)["pictures"]
    assert (told["kind"], len(told["days"])) == ("calendar", 1)
    assert resilify("insights", "--calendar", "--last", "30d").returncode == 2
