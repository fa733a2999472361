"""How often something was practiced. A count and nothing more: no streaks, and no word on a week without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from resilify_cli.insight.passes import Passes
from resilify_cli.insight.pictures import Bar, Bars, Picture
from resilify_cli.insight.wording import count, day_name, listed, times
from resilify_cli.store.series import Practiced, Span
from resilify_cli.store.store import Store

LATELY = 7
MOST_NAMES = 10


def practice_by_name(store: Store, every: Sequence[Passes], span: Span) -> list[Picture]:
    """Return bars of how often each exercise was practiced, or nothing if none was."""
    named = [
        (_name(passes, one.activity_id), one)
        for passes in every
        for one in store.series.practices(span, passes.ids)
    ]
    if not named:
        return []
    counts: Counter[str] = Counter()
    for name, one in named:
        counts[name] += one.times
    # The most frequent first; among equals by name, so that the order is always the same.
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = ordered[:MOST_NAMES], len(ordered) - MOST_NAMES
    says = f"{_lately([one for _, one in named], span)} Altogether: "
    says += f"{listed([f'{name} {times(how_many)}' for name, how_many in shown])}."
    if rest > 0:
        says += f" {count(rest, 'other')} less often, or as often as the last."
    bars = tuple(Bar(name, how_many) for name, how_many in shown)
    return [Bars("practice", "Practice", says, bars, 0, max(bar.value for bar in bars))]


def _lately(practiced: Sequence[Practiced], span: Span) -> str:
    days = LATELY if span.since is None else min(LATELY, (span.today - span.since).days + 1)
    begin = span.today - timedelta(days=days - 1)
    lately = sum(one.times for one in practiced if one.day >= begin)
    if lately:
        return f"You practiced {times(lately)} {f'in the last {days} days' if days > 1 else 'today'}."
    total = sum(one.times for one in practiced)
    return f"You practiced {times(total)}, last on {day_name(max(one.day for one in practiced))}."


def _name(passes: Passes, activity_id: str) -> str:
    """Return the exercise's name; its id in words, where the program no longer has it."""
    found = passes.program.activities.get(activity_id) if passes.program else None
    return found[1].name if found else activity_id.replace("-", " ")
