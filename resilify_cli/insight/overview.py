"""All insights into a person's data, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resilify_cli.insight.beliefs import belief_changes
from resilify_cli.insight.charts import Insight, Remark
from resilify_cli.insight.experiments import experiment_outcomes
from resilify_cli.insight.feelings import feelings_by_count, mood_beside_activities
from resilify_cli.insight.logs import log_tables, logs_over_time
from resilify_cli.insight.measures import measures_over_time
from resilify_cli.insight.moods import mood_by_weekday, mood_over_time
from resilify_cli.insight.practice import practice_by_name
from resilify_cli.insight.program_history import program_histories

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.series import DaySpan
    from resilify_cli.store.store import Store


def all_insights(
    store: Store, programs: Mapping[str, Program], span: DaySpan, only: str | None = None
) -> list[Insight]:
    """Return every insight there is, or none where there are no data at all.

    Where there are too few data for a chart, a `Remark` says so in its place.

    Args:
        store: Where the data are.
        programs: The programs that the person has been in, by key. Of one that is missing, what the store
            knows is shown.
        span: The days to look at.
        only: The key of a program, to leave out all that does not belong to it; None for everything.
    """
    histories = program_histories(store, programs, only)
    measures = [insight for history in histories for insight in measures_over_time(store, history, span)]
    beliefs = [insight for history in histories for insight in belief_changes(store, history, span)]
    logs = [insight for history in histories for insight in logs_over_time(store, history, span)]
    logs += [insight for history in histories for insight in log_tables(store, history, span)]
    tests = [insight for history in histories for insight in experiment_outcomes(store, history, span)]
    of_programs = [*measures, *beliefs, *tests, *logs, *practice_by_name(store, histories, span)]
    return of_programs if only else [*_checkin_insights(store, span, bool(of_programs)), *of_programs]


def _checkin_insights(store: Store, span: DaySpan, other_data: bool) -> list[Insight]:
    found = store.series.checkins(span)
    if not found.checkins:
        return [_NO_CHECKINS] if other_data else []
    return [
        mood_over_time(found.moods),
        mood_by_weekday(found.moods),
        feelings_by_count(found.feelings, found.naming_feelings),
        mood_beside_activities(found.activities),
    ]


_NO_CHECKINS = Remark(
    "mood",
    "Mood",
    "Too little to say yet: there is no check-in in these days. One takes under a minute: resilify checkin",
)
