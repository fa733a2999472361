"""Reads a heading of a session and its options, as a section or an exercise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from resilify_cli.activities.base_options import read_when
from resilify_cli.activities.directive import Directive, OptionValue, split_attributes
from resilify_cli.activities.ids import ID_PATTERN, ID_RULE, slugify, suggest
from resilify_cli.activities.limits import LONGEST_OPTION
from resilify_cli.content.limits import LONGEST_LINE, MOST_PROBLEMS
from resilify_cli.content.models import Exercise, Section

if TYPE_CHECKING:
    from resilify_cli.activities.problem import ProblemList
    from resilify_cli.content.session_markers import MarkerOption, SessionMarker

_EXERCISE_OPTIONS = ("evidence", "caution", "easier", "stop", "intense")
HEADING_OPTIONS = frozenset({"aim", "grounding", "pause", "when", *_EXERCISE_OPTIONS})


def read_section(marker: SessionMarker, first_line: int, problems: ProblemList) -> Section:
    """Read a heading and its options."""
    line = first_line + marker.line
    title, attributes = split_attributes(" ".join(marker.text.split()))
    given = attributes.id
    if given and not ID_PATTERN.match(given):
        problems.add(line, f"{given[:40]!r} is no id", f"use {ID_RULE}")
        given = ""
    if len(title) > LONGEST_LINE:
        problems.add(line, f"the heading has {len(title):,} characters", f"keep to {LONGEST_LINE}")
        title = title[:LONGEST_LINE]
    options = read_options(marker.options, first_line, problems)
    heading = Directive("heading", given, options, (), line, problems)
    for name, found in options.items():
        if name not in HEADING_OPTIONS:
            problems.add(found.line, f"a heading has no option :{name}:", suggest(name, HEADING_OPTIONS))
    when = options.get("when")
    return Section(
        given or slugify(title),
        title,
        line,
        exercise=_read_exercise(heading),
        grounding=heading.flag("grounding"),
        pause=heading.flag("pause"),
        when=read_when(heading, when) if when else None,
        when_line=when.line if when else 0,
    )


def _read_exercise(heading: Directive) -> Exercise | None:
    intense = heading.flag("intense")
    if "aim" in heading.options:
        return Exercise(
            aim=heading.text("aim"),
            evidence=heading.text("evidence"),
            caution=heading.text("caution"),
            easier=heading.text("easier"),
            stop=heading.text("stop"),
            intense=intense,
        )
    for name in _EXERCISE_OPTIONS:
        if name in heading.options:
            line = heading.options[name].line
            heading.problems.add(line, f"there is :{name}: but no :aim:", "say the aim first")
    return None


def read_options(
    found: Iterable[MarkerOption],
    first_line: int,
    problems: ProblemList,
    repeatable: frozenset[str] = frozenset(),
) -> dict[str, OptionValue]:
    """Read the options of a heading or a directive by their names.

    Args:
        found: The options, in their order.
        first_line: The line of the file that the session's body begins on, counted from 1.
        problems: Where mistakes are noted.
        repeatable: The options that may stand several times.
    """
    options: dict[str, OptionValue] = {}
    for option in found:
        if len(problems.found) > MOST_PROBLEMS:
            break
        line = first_line + option.line
        earlier = options.get(option.name)
        if earlier and option.name not in repeatable:
            problems.add(line, f":{option.name}: stands twice here", "keep one of them")
        if len(option.text) > LONGEST_OPTION:
            problems.add(line, f":{option.name}: is too long", f"keep it to {LONGEST_OPTION:,} characters")
        value = OptionValue(option.text[:LONGEST_OPTION], line, _first_lines(option.lines))
        if earlier and option.name in repeatable:
            value = replace(earlier, more=(*earlier.more, value))
        options[option.name] = value
    return options


def _first_lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines up to `LONGEST_OPTION` in all; that there are more is a problem already."""
    return tuple("\n".join(lines)[:LONGEST_OPTION].split("\n"))
