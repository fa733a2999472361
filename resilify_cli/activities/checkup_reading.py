"""Reads a `checkup` from its directive: the items, how they are scored, and which way is kinder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.activities.checkup_result import KINDER
from resilify_cli.activities.scale import SCORE_FORMS, Scale, ScaleItem, ScoreRule, Scoring
from resilify_cli.activities.scale_file import read_scale_file

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import NumberRange
    from resilify_cli.activities.directive import Directive


def read_kinder(directive: Directive) -> str:
    """Read which way is kinder to oneself, or an empty text."""
    found = directive.text("kinder")
    if found not in ("", *KINDER):
        directive.problems.add(
            directive.options["kinder"].line, f":kinder: is {found[:40]!r}", "write higher or lower"
        )
        return ""
    return found


def read_scoring(directive: Directive) -> Scoring:
    """Read how the items are scored, or the usual way."""
    found = directive.options.get("score")
    scoring = Scoring.from_text(found.text) if found else Scoring()
    if scoring is None and found:
        directive.problems.add(found.line, f":score: is {found.text[:40]!r}", f"write {SCORE_FORMS}")
    return scoring or Scoring()


def read_items(directive: Directive, ends: NumberRange) -> tuple[ScaleItem, ...]:
    """Read the items from the list, or from the file that is named."""
    listed = directive.items()
    if "file" in directive.options:
        if listed:
            directive.problems.add(
                listed[0].line, "there is a list beside :file:", "keep the items in one of them"
            )
        return _read_file(directive, ends)
    if len(listed) < 2:
        directive.problems.add(
            directive.line, "a checkup needs two items or more", "list each as - Text {#id}"
        )
    for item in listed:
        if unknown := item.classes - {"reversed"}:
            directive.problems.add(
                item.line, f"an item can't be .{min(unknown)}", "write .reversed or nothing"
            )
    low, high = int(ends.low), int(ends.high)
    return tuple(
        ScaleItem(item.id, item.text, low, high, "reversed" in item.classes, line=item.line)
        for item in listed
    )


def _read_file(directive: Directive, ends: NumberRange) -> tuple[ScaleItem, ...]:
    """Read the items from the file that `:file:` names, and note what it lacks."""
    if not directive.text("license"):
        directive.problems.add(
            directive.options["file"].line,
            "a scale from a file says who may use it",
            "write :license: and what its makers ask for, or: my own",
        )
    file = directive.attachment("file")
    if file is None:
        return ()
    # A scale that is read as another one gives a wrong score without a sign: nothing is taken for granted.
    has_range = {"min", "max"} <= directive.options.keys()
    items = read_scale_file(file, ends if has_range else None)
    if len(items) < 2 and not file.problems.found:
        file.problems.add(1, "a scale needs two items or more", "write one a row")
    directive.problems.found.extend(file.problems.found)
    return items


def check_scale(directive: Directive, scale: Scale) -> None:
    """Note where items can't be scored as is said, or have one name for two things."""
    line = directive.options["score"].line if "score" in directive.options else directive.line
    rule = scale.scoring.rule
    ranges = {(item.low, item.high) for item in scale.items}
    if rule in (ScoreRule.MEAN, ScoreRule.MEAN_OF_SUBSCALES) and len(ranges) > 1:
        directive.problems.add(
            line, "the items have different ranges, so their mean says nothing", "write :score: percentage"
        )
    if rule is ScoreRule.MEAN_OF_SUBSCALES and not all(item.subscale for item in scale.items):
        directive.problems.add(line, "an item has no subscale", "fill that column, or write :score: mean")
    ids = {item.id for item in scale.items}
    for ident, name in scale.subscale_ids().items():
        if ident in ids:
            directive.problems.add(line, f"{name[:40]!r} is an item and a subscale", "rename one of them")
