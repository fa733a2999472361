"""A person's autumn, for the tests of the report: two months in the bundled program, and check-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.store.conftest import response

KEY = "1d7df8d0-ac9d-11eb-a609-9bd2845cb169"
SESSIONS = (
    "understanding-self-compassion",
    "barriers-to-self-compassion",
    "preparing-to-be-self-compassionate",
)
PLAN = "If I hear the old voice, then I will breathe out slowly."
ANSWER = "I forgot a birthday. <b>Typical</b> & [bold]true[/]."
NOTE = "A walk by the sea 👩‍👩‍👧 #sea\n\n\tindented\n" + "withoutanybreak" * 30
CHECKIN = "Slept badly."


def tell(store: Store, clock: FixedClock) -> Enrollment:
    """Fill a store: one session every two weeks from 1 September on, a check-in on most days."""
    clock.step = timedelta(milliseconds=1)
    begin = datetime.fromisoformat("2026-09-01T19:00+01:00")
    clock.time = begin
    enrollment = store.enrollments.begin(KEY, "cultivating-self-compassion", "Cultivating", "")
    for day in range(60):
        clock.time = begin + timedelta(days=day)
        if day % 5:
            mood = 1 + (day * 7 + day // 15) % 5
            feelings = ("calm", "tired", "a word of my own that is long")[: 1 + day % 3]
            store.checkins.add(Checkin(mood, feelings, ("work", "friends")[: 1 + day % 2], CHECKIN))
        if day % 14 == 0 and day // 14 < len(SESSIONS):
            _session(store, enrollment, day // 14)
    store.notes.add(NOTE)
    return enrollment


def _session(store: Store, enrollment: Enrollment, number: int) -> None:
    session = SESSIONS[number]
    store.enrollments.move(enrollment, session, "")
    store.enrollments.finish_session(enrollment, session)
    place = {"session_id": session, "session_title": session.replace("-", " ")}
    kindness = Reading("self-kindness", 3 + 2 * number, 0, 10)
    answers = (
        response(ANSWER, activity_id=f"moment-{number}", **place),
        response(PLAN, activity_id=f"plan-{number}", activity_kind="plan", prompt="A plan?", **place),
        response(
            "",
            activity_id=f"rate-{number}",
            activity_kind="rate",
            readings=(kindness,),
            listed=False,
            **place,
        ),
    )
    for answer in answers:
        store.entries.answer(enrollment, answer)
