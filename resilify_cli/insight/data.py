"""Pictures as plain data, for JSON. The keys are stable: others may read them."""

from __future__ import annotations

from resilify_cli.insight.pictures import Bars, Line, Picture

# Beyond this many digits a mean of moods says nothing.
_DIGITS = 3


def as_data(picture: Picture) -> dict[str, object]:
    """Return a picture with its words and numbers; days as 2026-11-03."""
    words: dict[str, object] = {"key": picture.key, "title": picture.title, "says": picture.says}
    if isinstance(picture, Line):
        return {
            **words,
            "kind": "line",
            "low": picture.low,
            "high": picture.high,
            "points": [
                {"day": point.day.isoformat(), "value": round(point.value, _DIGITS), "days": point.days}
                for point in picture.points
            ],
            "marks": [{"day": mark.day.isoformat(), "label": mark.label} for mark in picture.marks],
        }
    if isinstance(picture, Bars):
        return {
            **words,
            "kind": "bars",
            "low": picture.low,
            "high": picture.high,
            "bars": [
                {
                    "label": bar.label,
                    "value": round(bar.value, _DIGITS),
                    "days": bar.days,
                    "note": bar.note,
                }
                for bar in picture.bars
            ],
        }
    return {**words, "kind": "remark"}
