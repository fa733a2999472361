"""The earlier answers, as activities know them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.questions import Message
from resilify_cli.content.loader import load_program
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.store.conftest import response


@pytest.mark.parametrize(("hours", "day"), [(0, 7), (5, 6)])
def test_an_answer_of_the_night_is_of_the_day_that_the_journal_shows(
    store: Store, clock: FixedClock, full_program: Callable[..., Path], hours: int, day: int
) -> None:
    """Where days begin at five, what was answered at three on the 7th is recalled as of the 6th."""
    program = load_program(full_program("## One\n\n:::{reflect} moment\nWhat happened?\n:::\n"))
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
    clock.time = datetime(2026, 10, 7, 3, 12, tzinfo=timezone(timedelta(hours=2)))
    entry = store.journal.find(store.entries.answer(enrollment, response("awake")))
    starts_at = timedelta(hours=hours)
    given = StoredAnswerHistory(store, enrollment, program, starts_at).latest("moment")
    assert given is not None
    assert given.day == entry.day(starts_at) == date(2026, 10, day)


def test_an_answer_of_another_program_is_found_by_its_slug_or_key(
    store: Store, full_program: Callable[..., Path]
) -> None:
    """The newest of any pass counts, and what lies in the trash does not."""
    program = load_program(full_program("## One\n\n:::{reflect} moment\nWhat happened?\n:::\n"))
    here = store.enrollments.begin(program.key, program.slug, program.title, "")
    history = StoredAnswerHistory(store, here, program)
    assert history.latest_elsewhere("calm", "moment") is None
    for words in ("first", "second"):
        there = store.enrollments.begin("calm-key", "calm", "Calm", "")
        entry = store.entries.answer(there, response(words))
    for name in ("calm", "calm-key"):
        found = history.latest_elsewhere(name, "moment")
        assert found is not None
        assert (found.text, found.program, found.session_number) == ("second", "Calm", None)
    store.trash.put(store.journal.find(entry))
    left = history.latest_elsewhere("calm", "moment")
    assert left is not None
    assert left.text == "first"


def test_a_private_answer_of_another_program_stays_closed(
    store: Store, full_program: Callable[..., Path]
) -> None:
    """As one whose program is not there, so that nobody can tell whether it is private."""
    body = "## One\n\n:::{{reflect}} moment\n{0}What happened?\n:::\n"
    program = load_program(full_program(body.format("")))
    private = load_program(full_program(body.format(":private: yes\n"), slug="calm"))
    here = store.enrollments.begin(program.key, program.slug, program.title, "")
    there = store.enrollments.begin("calm-key", "calm", "Calm", "")
    store.entries.answer(there, response("secret"))
    for found, shown in ((program, True), (private, False), (None, False)):
        history = StoredAnswerHistory(
            store,
            here,
            program,
            find_program=lambda _, found=found: found,  # type: ignore[misc]
        )
        assert (history.latest_elsewhere("calm", "moment") is not None) is shown


def test_a_private_check_up_is_not_told_beside_a_later_one(
    store: Store, full_program: Callable[..., Path]
) -> None:
    """Its scores are in no comparison, of itself or of an open one with its measure; open ones are."""
    items = "- One. {{#one}}\n- Two. {{#two}}\n"
    checkup = ":::{{checkup}} {0}\n:private: {1}\n:measure: rest\nNow ...\n" + items + ":::\n"
    body = "".join(checkup.format(*one) for one in (("a", "yes"), ("b", "no"), ("c", "no"), ("d", "yes")))
    program = load_program(full_program(f"## One\n\n{body}", extra="renamed: {old-a: a}\n"))
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
    history = StoredAnswerHistory(store, enrollment, program)
    for number, name in enumerate(("old-a", "a", "b"), 1):
        reading = Reading("rest", number, 0, 10)
        store.entries.answer(enrollment, response("")._replace(activity_id=name, readings=(reading,)))
    for name in ("c", "d"):
        _, asked = program.activities[name]
        assert [one.value for one in history.readings("rest", name)] == [3]
        told = asked.question((2, 2), history)
        assert isinstance(told, Message)
        assert "Compared with last time" in repr(told.body)
        assert "first time" not in repr(told.body)
    assert history.readings("rest", "b") == []


def test_readings_come_from_every_activity_but_the_named_one(
    store: Store, full_program: Callable[..., Path]
) -> None:
    """Of three ratings of one measure, the one in the middle is compared with both others."""
    rate = ":::{{rate}} {0}\n:measure: rest\nHow rested?\n:::\n"
    program = load_program(full_program("## One\n\n" + "\n".join(map(rate.format, "abc"))))
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
    for number, name in enumerate("abc", 1):
        reading = Reading("rest", number, 1, 5)
        store.entries.answer(enrollment, response("")._replace(activity_id=name, readings=(reading,)))
    history = StoredAnswerHistory(store, enrollment, program)
    assert [one.value for one in history.readings("rest", "b")] == [1, 3]
