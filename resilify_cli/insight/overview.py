"""All the pictures of a person's data, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resilify_cli.insight.beliefs import beliefs_before_and_after
from resilify_cli.insight.feelings import feelings_by_count, mood_beside_activities
from resilify_cli.insight.measures import measures_over_time
from resilify_cli.insight.moods import mood_by_weekday, mood_over_time
from resilify_cli.insight.passes import passes_by_program
from resilify_cli.insight.pictures import Picture, Remark
from resilify_cli.insight.practice import practice_by_name

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.series import Span
    from resilify_cli.store.store import Store


def pictures(
    store: Store, programs: Mapping[str, Program], span: Span, only: str | None = None
) -> list[Picture]:
    """Return every picture there is for the days of `span`, or none where there are no data at all.

    `programs` are those the person has been in, by their key (`commands.met_programs` loads them); one
    that is missing is told by what the store knows. `only` is the key of a program: then only what
    belongs to it is pictured, and mood, feelings and activities are left out.

    Where there are some data but too few, a `Remark` says so in place of the picture.
    """
    every = passes_by_program(store, programs, only)
    measures = [picture for passes in every for picture in measures_over_time(store, passes, span)]
    beliefs = [picture for passes in every for picture in beliefs_before_and_after(store, passes, span)]
    of_programs = [*measures, *beliefs, *practice_by_name(store, every, span)]
    return of_programs if only else [*_of_checkins(store, span, bool(of_programs)), *of_programs]


def _of_checkins(store: Store, span: Span, other_data: bool) -> list[Picture]:
    if not store.series.checkins(span):
        return [_NO_CHECKINS] if other_data else []
    days = store.series.moods(span)
    return [
        mood_over_time(days),
        mood_by_weekday(days),
        feelings_by_count(store.series.feelings(span), store.series.checkins(span, "feeling")),
        mood_beside_activities(store.series.activities(span, days)),
    ]


_NO_CHECKINS = Remark(
    "mood",
    "Mood",
    "Too little to say yet: there is no check-in in these days. One takes under a minute: resilify checkin",
)
