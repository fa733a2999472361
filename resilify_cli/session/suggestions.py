"""Chooses a practice to offer, by the rules in `suggestion_rules.toml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_RULES = Path(__file__).with_name("suggestion_rules.toml")
# Below these moods nothing, or nothing intense, is offered.
VERY_LOW, LOW = 1, 2


class MeasureBound(NamedTuple):
    """A measure on a scale from 0 to 10, and from which number on a rule fits."""

    name: str
    at_least: int


class SuggestionRule(NamedTuple):
    """One rule of the table.

    Attributes:
        name: What it is about, in a few words.
        feelings: Feelings of a check-in, any of which fits.
        mood: The mood of a check-in that fits; 0 for none.
        measures: Measures of a session, any of which fits.
        practices: The ids of the practices, the first one first.
        asks: The question that is asked before and after the practice.
        low: What 0 stands for.
        high: What 10 stands for.
    """

    name: str
    feelings: tuple[str, ...]
    mood: int
    measures: tuple[MeasureBound, ...]
    practices: tuple[str, ...]
    asks: str
    low: str
    high: str


class Signals(NamedTuple):
    """What a rule may look at.

    Attributes:
        feelings: The feelings that were chosen in a check-in.
        mood: The mood of the check-in, or of the last one of the day; None for none.
        measures: The last number of each measure of a session that is on a scale from 0 to 10.
        names_help: Whether the program itself has named help.
        is_checkin: Whether it is a check-in that was made just now.
    """

    feelings: frozenset[str] = frozenset()
    mood: int | None = None
    measures: Mapping[str, float] = {}
    names_help: bool = False
    is_checkin: bool = False


class BeforeAndAfter(NamedTuple):
    """The numbers that were given before and after a practice, the last time."""

    before: int
    after: int


class Suggestion(NamedTuple):
    """A practice to offer.

    Attributes:
        rule: The rule that fits.
        practice: The id of the practice.
        because: What it fits, as a sentence.
        last: The numbers of the last time, if they went down then.
    """

    rule: SuggestionRule
    practice: str
    because: str
    last: BeforeAndAfter | None = None


def read_rules() -> tuple[SuggestionRule, ...]:
    """Read the table of rules."""
    import tomllib

    found: dict[str, Any] = tomllib.loads(_RULES.read_text("utf-8"))
    return tuple(_read_rule(row) for row in found["rules"])


def find_rule(rules: Sequence[SuggestionRule], signals: Signals) -> tuple[SuggestionRule, str] | None:
    """Return the first rule that fits, and what it fits as a sentence; None where people come first.

    Args:
        rules: The table.
        signals: What was noted.
    """
    if signals.names_help or signals.mood == VERY_LOW:
        return None
    fitting = ((rule, _reason(rule, signals)) for rule in rules)
    return next((pair for pair in fitting if pair[1]), None)


def suggest(
    rules: Sequence[SuggestionRule],
    signals: Signals,
    last: Mapping[str, BeforeAndAfter],
    offered: Mapping[str, bool],
) -> Suggestion | None:
    """Return the practice to offer; None for none. The same input gives the same practice.

    Args:
        rules: The table.
        signals: What was noted.
        last: The numbers before and after each practice, the last time, by its id.
        offered: Whether each practice that is there is intense, by its id.
    """
    found = find_rule(rules, signals)
    if found is None:
        return None
    rule, because = found
    is_low = signals.mood == LOW
    usable = {practice for practice, is_intense in offered.items() if not (is_intense and is_low)}
    practice = _best_practice(rule, last, usable)
    return Suggestion(rule, practice, because, _last_easing(last.get(practice))) if practice else None


def _reason(rule: SuggestionRule, signals: Signals) -> str:
    """Return what a rule fits, as a sentence; empty where it does not fit."""
    chosen = [feeling for feeling in rule.feelings if feeling in signals.feelings]
    if chosen:
        return f"You noted: {', '.join(chosen)}."
    for name, at_least in rule.measures:
        if signals.measures.get(name, -1) >= at_least:
            return f"You rated {name} {signals.measures[name]:g} of 10."
    if rule.mood and signals.is_checkin and signals.mood == rule.mood:
        return "You noted a low mood."
    return ""


def _best_practice(rule: SuggestionRule, last: Mapping[str, BeforeAndAfter], usable: Collection[str]) -> str:
    """Return the practice that went down most, else the first without numbers; empty where there is none."""
    found = [practice for practice in rule.practices if practice in usable]
    drops = {one: last[one].before - last[one].after for one in found if one in last}
    best = max((drop for drop in drops.values() if drop > 0), default=0)
    if best:
        return next(one for one in found if drops.get(one) == best)
    untried = [one for one in found if one not in drops]
    unchanged = [one for one in found if drops.get(one) == 0]
    return next(iter([*untried, *unchanged]), "")


def _last_easing(last: BeforeAndAfter | None) -> BeforeAndAfter | None:
    return last if last is not None and last.after < last.before else None


def _read_rule(row: Mapping[str, Any]) -> SuggestionRule:
    return SuggestionRule(
        row["name"],
        tuple(row.get("feelings", ())),
        row.get("mood", 0),
        tuple(MeasureBound(one["name"], one["at_least"]) for one in row.get("measures", ())),
        tuple(row["practices"]),
        row["asks"],
        row["low"],
        row["high"],
    )
