"""How often something was practiced. A count and nothing more: no streaks, and no word on a week without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from resilify_cli.insight.charts import Bar, BarChart, Insight
from resilify_cli.insight.phrases import counted, counted_times, day_name, join_with_and

if TYPE_CHECKING:
    from resilify_cli.insight.program_history import ProgramHistory
    from resilify_cli.store.series import DaySpan, PracticeCount
    from resilify_cli.store.store import Store

LATELY = 7
MOST_NAMES = 10


def practice_by_name(store: Store, histories: Sequence[ProgramHistory], span: DaySpan) -> list[Insight]:
    """Return a bar chart of how often each exercise was practiced, or nothing if none was."""
    days = LATELY if span.since is None else min(LATELY, (span.today - span.since).days + 1)
    begin = span.today - timedelta(days=days - 1)
    named = [
        (_exercise_name(history, one.activity_id), one)
        for history in histories
        for one in store.series.practices(span, history.ids, begin)
    ]
    if not named:
        return []
    counts: Counter[str] = Counter()
    for name, one in named:
        counts[name] += one.times
    # The most frequent first; among equals by name, so that the order is always the same.
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = ordered[:MOST_NAMES], len(ordered) - MOST_NAMES
    description = f"{_recent_text([one for _, one in named], days)} Altogether: "
    description += f"{join_with_and([f'{name} {counted_times(how_many)}' for name, how_many in shown])}."
    if rest > 0:
        description += f" {counted(rest, 'other')} less often, or as often as the last."
    bars = tuple(Bar(name, how_many) for name, how_many in shown)
    return [BarChart("practice", "Practice", description, bars, 0, max(bar.value for bar in bars))]


def _recent_text(practiced: Sequence[PracticeCount], days: int) -> str:
    lately = sum(one.lately for one in practiced)
    if lately:
        return f"You practiced {counted_times(lately)} {f'in the last {days} days' if days > 1 else 'today'}."
    total = sum(one.times for one in practiced)
    return f"You practiced {counted_times(total)}, last on {day_name(max(one.last for one in practiced))}."


def _exercise_name(history: ProgramHistory, activity_id: str) -> str:
    """Return the exercise's name; its id in words, where the program no longer has it."""
    found = history.program.find_activity(activity_id) if history.program else None
    return found.name if found else activity_id.replace("-", " ")
