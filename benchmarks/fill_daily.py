"""Fills a store with a check-in a day, beside a program. Runs in the Python that resilify is installed in.

    python fill_daily.py DAYS HOME

The bundled program is gone through once a year, a session a week, and something of it is practiced each
week. Writes `HOME/resilify.db`, and `HOME/expected.json` with what `insights` should count in it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from corpus import texts
from pieces import made_checkin

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.base import Activity
from resilify_cli.activities.rate import Rate
from resilify_cli.app.paths import find_paths
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program, Session
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store

_A_WEEK, _A_YEAR = 7, 365
_PRACTICES = 8


@dataclass(slots=True)
class Expected:
    """What was written: days with a check-in, the sum of their moods, words by how often, and answers."""

    days: int = 0
    moods: int = 0
    feelings: Counter[str] = field(default_factory=Counter)
    activities: Counter[str] = field(default_factory=Counter)
    readings: Counter[str] = field(default_factory=Counter)
    practices: int = 0


class Diary:
    """Writes one day after the other, and counts."""

    def __init__(self, store: Store, program: Program) -> None:
        self.counted = Expected()
        self._store = store
        self._program = program
        named = [place for place in program.activities.values() if place[1].practice]
        self._practices = named[:_PRACTICES]
        self._random = Random(20261105)
        self._enrollment = self._begin()

    def write(self, day: int, note: str) -> None:
        """Write what belongs to one day, by its number from 0 on."""
        checkin = made_checkin(self._random, note)
        self._store.checkins.add(checkin)
        self.counted.days += 1
        self.counted.moods += checkin.mood or 0
        self.counted.feelings.update(checkin.feelings)
        self.counted.activities.update(checkin.activities)
        if day % _A_WEEK == _A_WEEK - 1:
            self._practice(day // _A_WEEK)
            self._take_session(day % _A_YEAR // _A_WEEK)

    def _begin(self) -> Enrollment:
        return self._store.enrollments.begin(self._program.key, self._program.slug, self._program.title, "")

    def _practice(self, week: int) -> None:
        session, activity = self._practices[week % len(self._practices)]
        self._answer(session, activity, 0, practice=True)
        self.counted.practices += 1

    def _take_session(self, week: int) -> None:
        """Answer what is asked for a number in this week's session, and finish it."""
        if week >= len(self._program.sessions):
            return
        if week == 0 and self.counted.days > _A_YEAR:
            self._enrollment = self._begin()
        session = self._program.sessions[week]
        for activity in session.activities:
            if isinstance(activity, Rate):
                self._answer(session, activity, self._random.randint(activity.low, activity.high))
        self._store.enrollments.finish_session(self._enrollment, session.id)

    def _answer(self, session: Session, activity: Activity, value: int, *, practice: bool = False) -> None:
        readings: tuple[Reading, ...] = ()
        if isinstance(activity, Rate) and activity.measure and not practice:
            readings = (Reading(activity.measure, value, activity.low, activity.high),)
            self.counted.readings[activity.measure] += 1
        response = Response(
            session_id=session.id,
            session_title=session.title,
            activity_id=activity.id,
            activity_kind=activity.kind,
            prompt=activity.prompt,
            text=str(value),
            values=(value,),
            readings=readings,
            listed=False,
            practice=practice,
        )
        self._store.entries.answer(self._enrollment, response)


def main() -> None:
    """Fill what the command line names."""
    days, home = int(sys.argv[1]), Path(sys.argv[2])
    paths = find_paths({"RESILIFY_HOME": str(home)})
    program = load_program(sorted(paths.bundled.iterdir())[0])
    evening = datetime.now(UTC).replace(hour=20, minute=0, second=0, microsecond=0)
    at = evening - timedelta(days=days)
    with open_store(paths.store, lambda: at) as store, store.transaction():
        diary = Diary(store, program)
        for day, text in enumerate(texts(days)):
            diary.write(day, text)
            at += timedelta(days=1)
    counted = {one.name: getattr(diary.counted, one.name) for one in fields(Expected)}
    (home / "expected.json").write_text(json.dumps(counted), "utf-8")


if __name__ == "__main__":
    main()
