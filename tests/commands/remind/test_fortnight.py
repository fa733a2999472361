"""A fortnight of reminders: what came when, and what stayed silent because it was done."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from resilify_cli.reminders.reminder import TEXT
from tests import private
from tests.commands.remind.conftest import Run, System

FIRST = datetime(2026, 11, 2)
MORNING, EVENING = "09:00", "21:00"


def times(day: int) -> tuple[str, str]:
    """Return the two times of a day of the fortnight, from 1 on."""
    date = FIRST + timedelta(days=day - 1)
    return f"{date:%Y-%m-%d}T{MORNING}", f"{date:%Y-%m-%d}T{EVENING}"


def shown_in_a_fortnight(run: Run, system: System, done: dict[int, str], **env: str) -> list[str]:
    """Live a fortnight: on each day the timer goes off twice, and on some something is done at a time."""
    shown = []
    for day in range(1, 15):
        morning, evening = times(day)
        acts = [(morning, "timer"), (evening, "timer")]
        if day in done:
            acts.append((f"{morning[:10]}T{done[day]}", "checkin"))
        for at, act in sorted(acts):
            if act == "checkin":
                run("checkin", "--mood", "4", at=at, **env)
                continue
            before = len(system.calls("notify-send"))
            run("remind", "due", "1", at=at)
            if len(system.calls("notify-send")) > before:
                shown.append(f"{day} {at[11:]}")
    return shown


DONE = {2: "08:00", 3: "09:30", 5: "14:59", 6: "15:00", 9: "20:59", 11: "23:00", 14: "07:00"}
# Each time of the fortnight that nothing was done for.
SILENT = {f"2 {MORNING}", f"6 {EVENING}", f"9 {EVENING}", f"14 {MORNING}"}
ALL = [f"{day} {at}" for day in range(1, 15) for at in (MORNING, EVENING)]


def test_what_is_done_is_not_reminded_of(run: Run, system: System) -> None:
    """Of two times a day that one stays silent that what was done is nearer to."""
    run("remind", "checkin", "--at", f"{MORNING},{EVENING}", "--timer", "--yes")
    shown = shown_in_a_fortnight(run, system, DONE)
    assert shown == [at for at in ALL if at not in SILENT]
    assert set(system.calls("notify-send")) == {TEXT}


@pytest.mark.usefixtures("encrypted")
def test_it_is_the_same_beside_a_locked_store(
    run: Run, system: System, given: dict[str, str], home: object
) -> None:
    """The timer has no passphrase and asks for none; it goes by the times that are noted."""
    system.env["RESILIFY_HOME"] = str(home)
    run("remind", "checkin", "--at", f"{MORNING},{EVENING}", "--timer", "--yes")
    assert shown_in_a_fortnight(run, system, DONE, **given) == [at for at in ALL if at not in SILENT]


@pytest.mark.usefixtures("encrypted")
def test_beside_a_locked_store_only_times_are_noted(
    run: Run, system: System, given: dict[str, str], home: object
) -> None:
    """Of what a reminder is about, and of nothing else; without reminders nothing is."""
    system.env["RESILIFY_HOME"] = str(home)
    noted = system.store.parent.parent / "home" / "reminder-times.json"
    run("checkin", "--mood", "4", "--note", private.SENTENCES[0], at="2026-11-02T08:00", **given)
    assert not noted.exists()
    run("remind", "practice", "--at", EVENING, "--timer", "--yes")
    run("checkin", "--mood", "4", at="2026-11-02T08:10", **given)
    assert not noted.exists()
    run("remind", "checkin", "--at", EVENING, "--timer", "--yes")
    run("checkin", "--mood", "4", at="2026-11-02T08:20", **given)
    assert '"done": {\n  "checkin": "2026-11-02T08:20:00+00:00"\n }' in noted.read_text()
    assert private.found_in(noted.parent, private.SENTENCES[0]) == []


def test_the_other_weekdays_are_silent(run: Run, system: System) -> None:
    """And a computer that was off on the day makes up for it on the next morning, once."""
    run("remind", "session", "--at", EVENING, "--on", "mon,thu", "--timer", "--yes")
    at = ["2026-11-02T20:59", "2026-11-02T21:00", "2026-11-02T21:01", "2026-11-03T21:00"]
    at += ["2026-11-06T08:00", "2026-11-06T08:30", "2026-11-08T21:00"]
    shown = []
    for time in at:
        before = len(system.calls("notify-send"))
        run("remind", "due", "1", at=time)
        shown += [time] * (len(system.calls("notify-send")) - before)
    # Before the first time, the Thursday before is still the last one, and long past.
    assert shown == ["2026-11-02T21:00", "2026-11-06T08:00"]


def test_a_timer_that_was_forgotten_shows_nothing(run: Run, system: System) -> None:
    """Without its reminder it is silent, and no error."""
    run("remind", "due", "1")
    assert system.calls("notify-send") == []


def test_what_was_known_of_a_reminder_goes_with_it(run: Run, system: System) -> None:
    """One that gets its number later is new, and comes on the same day."""
    run("remind", "log", "--at", EVENING, "--timer", "--yes")
    run("remind", "checkin", "--at", EVENING, "--timer", "--yes")
    for number in ("1", "2", "1", "2"):
        run("remind", "due", number, at="2026-11-02T21:00")
    assert len(system.calls("notify-send")) == 2
    run("remind", "off", "1")
    run("remind", "log", "--at", EVENING, "--timer", "--yes")
    for number in ("1", "2"):
        run("remind", "due", number, at="2026-11-02T21:10")
    assert len(system.calls("notify-send")) == 3
