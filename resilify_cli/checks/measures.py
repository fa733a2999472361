"""Finds measures whose numbers can't be compared: taken on two scales, or with other items than before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.activities.checkup import Checkup
from resilify_cli.activities.problem import Problem
from resilify_cli.activities.rate import Rate

if TYPE_CHECKING:
    from resilify_cli.activities.scale import ScaleItem
    from resilify_cli.content.models import Program


def mixed_measures(program: Program) -> Iterator[Problem]:
    """Yield a problem for each activity that takes a measure otherwise than the first one that does."""
    first: dict[str, Rate | Checkup] = {}
    for session in program.sessions:
        for activity in session.activities:
            if not isinstance(activity, Rate | Checkup) or not activity.measure:
                continue
            before = first.setdefault(activity.measure, activity)
            if before is activity:
                continue
            for wrong, right in _measure_differences(before, activity):
                yield Problem(session.path, activity.line, wrong, right)


def _measure_differences(before: Rate | Checkup, after: Rate | Checkup) -> Iterator[tuple[str, str]]:
    was, now = before.range_of(), after.range_of()
    if was and now and (was.low, was.high) != (now.low, now.high):
        scales = f"from {was.low:g} to {was.high:g} in {before.id!r}, from {now.low:g} to {now.high:g} here"
        yield f"the measure {after.measure[:40]!r} goes {scales}", "give both one scale, or two names"
    elif isinstance(before, Checkup) and isinstance(after, Checkup) and before.items != after.items:
        changed = _changed_item(before, after)
        if changed:
            yield changed, f"write :same: {before.id} and no items, or another :measure:"


def _changed_item(before: Checkup, after: Checkup) -> str:
    """Return in words what differs between the items of two check-ups, or an empty text."""
    was, now = ({item.id: item for item in one.items} for one in (before, after))
    if was.keys() != now.keys():
        others = sorted(was.keys() ^ now.keys())[:5]
        return f"this check-up has other items than {before.id!r} ({', '.join(others)})"
    for ident, item in now.items():
        if item.reversed != was[ident].reversed:
            which = before.id if was[ident].reversed else after.id
            return f"the item {ident!r} is reversed in {which!r} alone"
        if _normalized_words(item) != _normalized_words(was[ident]):
            return f"the item {ident!r} has other words than in {before.id!r}"
    return ""


def _normalized_words(item: ScaleItem) -> str:
    return " ".join(item.text.split())
