"""Insights as plain data, for JSON. The keys are stable: others may read them."""

from __future__ import annotations

from resilify_cli.insight.charts import BarChart, DataTable, Insight, LineChart, MoodCalendar, Remark

# Beyond this many digits a mean of moods says nothing.
_DIGITS = 3


def insight_data(insight: Insight) -> dict[str, object]:
    """Return an insight with its words and numbers as `json.dumps` takes them; days as "2026-11-03"."""
    words: dict[str, object] = {"key": insight.key, "title": insight.title, "says": insight.description}
    if isinstance(insight, LineChart):
        return {
            **words,
            "kind": "line",
            "low": insight.low,
            "high": insight.high,
            "points": [
                {"day": point.day.isoformat(), "value": round(point.value, _DIGITS), "days": point.days}
                for point in insight.points
            ],
            "marks": [{"day": marker.day.isoformat(), "label": marker.label} for marker in insight.markers],
        }
    if isinstance(insight, BarChart):
        return {
            **words,
            "kind": "bars",
            "low": insight.low,
            "high": insight.high,
            "bars": [
                {
                    "label": bar.label,
                    "value": round(bar.value, _DIGITS),
                    "days": bar.days,
                    "note": bar.note,
                }
                for bar in insight.bars
            ],
        }
    return {**words, **_rows_data(insight)}


def _rows_data(insight: MoodCalendar | DataTable | Remark) -> dict[str, object]:
    """Return what is kept by day of an insight that is no chart, with its kind."""
    if isinstance(insight, MoodCalendar):
        days = [
            {"day": point.day.isoformat(), "value": round(point.value, _DIGITS)} for point in insight.points
        ]
        first, last = insight.first.isoformat(), insight.last.isoformat()
        return {"kind": "calendar", "from": first, "to": last, "days": days}
    if isinstance(insight, DataTable):
        rows = [{"day": row.day.isoformat(), "cells": list(row.cells)} for row in insight.rows]
        return {"kind": "table", "columns": list(insight.columns), "rows": rows}
    return {"kind": "remark"}
