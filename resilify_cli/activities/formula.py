"""Works out sums over the fields of a row: `asleep = woke - lights-out`, `share = asleep / in-bed %`.

Only the four operations, parentheses, numbers and field names; nothing of it is ever run as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from resilify_cli.activities.quantities import MINUTES_A_DAY, Quantity, Unit

LONGEST_FORMULA = 200
_DEEPEST = 10
# A minus between two names has spaces around it, since ids have hyphens.
_TOKEN = re.compile(
    r"\s*(?:(?P<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)|(?P<number>\d{1,9}(?:\.\d{1,6})?)|(?P<mark>[-+*/()]))"
)
_FORM = re.compile(
    r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)\s*=\s*(?P<rule>.*?)(?P<percent>\s+(?:in\s+)?%)?\Z", re.S
)
FORM = "name = field - field, with + - * / ( ), numbers, spaces around a minus, and % at the end for a share"

Fields = Mapping[str, Quantity]
_Node = Callable[[Fields], Quantity | None]


class FormulaError(ValueError):
    """A formula that has none of the forms; its text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A named sum over the fields of one row: its `rule` is as written, `fields` are the names in it."""

    name: str
    fields: tuple[str, ...]
    percent: bool
    rule: str

    def result(self, row: Fields) -> Quantity | None:
        """Return the result for a row, or None where a field is empty or the sum means nothing."""
        found = _node(self.rule)(row)
        if found is None or not self.percent:
            return found
        return Quantity(found.value * 100, Unit.PERCENT) if found.unit is Unit.NUMBER else None


def parse_formula(text: str) -> Formula:
    """Read a formula.

    Raises:
        FormulaError: it is none.
    """
    if len(text) > LONGEST_FORMULA:
        raise FormulaError(f"it is longer than {LONGEST_FORMULA} characters")
    found = _FORM.match(text.strip())
    if not found:
        raise FormulaError("it has no name and `=` at its beginning")
    reader = _Reader(found["rule"])
    reader.whole()
    return Formula(found["name"], tuple(dict.fromkeys(reader.names)), bool(found["percent"]), found["rule"])


@cache
def _node(rule: str) -> _Node:
    return _Reader(rule).whole()


class _Reader:
    """Reads a rule from left to right: sums of products of names, numbers and parentheses."""

    def __init__(self, rule: str) -> None:
        self.names: list[str] = []
        self._tokens = list(_tokens(rule))
        self._depth = 0

    def whole(self) -> _Node:
        node = self._sum()
        if self._tokens:
            raise FormulaError(f"{self._tokens[0][1]!r} is not expected there")
        return node

    def _sum(self) -> _Node:
        node = self._product()
        while self._accept("+", "-"):
            node = _join(self._tokens.pop(0)[1], node, self._product())
        return node

    def _product(self) -> _Node:
        node = self._read_operand()
        while self._accept("*", "/"):
            node = _join(self._tokens.pop(0)[1], node, self._read_operand())
        return node

    def _read_operand(self) -> _Node:
        if not self._tokens:
            raise FormulaError("it ends too early")
        kind, text = self._tokens.pop(0)
        if kind == "name":
            self.names.append(text)
            return lambda row: row.get(text)
        if kind == "number":
            constant = Quantity(float(text), Unit.NUMBER)
            return lambda row: constant
        if text != "(" or self._depth == _DEEPEST:
            raise FormulaError(f"{text!r} is not expected there")
        self._depth += 1
        node = self._sum()
        if not self._accept(")"):
            raise FormulaError("a parenthesis is not closed")
        self._tokens.pop(0)
        self._depth -= 1
        return node

    def _accept(self, *marks: str) -> bool:
        return bool(self._tokens) and self._tokens[0][0] == "mark" and self._tokens[0][1] in marks


def _tokens(rule: str) -> list[tuple[str, str]]:
    at, found = 0, []
    while rule[at:].strip():
        token = _TOKEN.match(rule, at)
        if not token or token.lastgroup is None:
            raise FormulaError(f"{rule[at:].strip()[:20]!r} is no field, number or sign")
        found.append((token.lastgroup, token[token.lastgroup]))
        at = token.end()
    return found


def _join(sign: str, left: _Node, right: _Node) -> _Node:
    def node(row: Fields) -> Quantity | None:
        one, other = left(row), right(row)
        return None if one is None or other is None else _calculate(sign, one, other)

    return node


def _calculate(sign: str, one: Quantity, other: Quantity) -> Quantity | None:
    """Return one quantity and another put together, or None where that means nothing."""
    units = (one.unit, other.unit)
    if sign == "/":
        if other.value == 0 or Unit.TIME in units:
            return None
        unit = Unit.NUMBER if one.unit is other.unit else one.unit
        return Quantity(one.value / other.value, unit) if other.unit in (one.unit, Unit.NUMBER) else None
    if sign == "*":
        if Unit.TIME in units or units == (Unit.DURATION, Unit.DURATION):
            return None
        unit = Unit.DURATION if Unit.DURATION in units else Unit.NUMBER
        return Quantity(one.value * other.value, unit)
    value = one.value + other.value if sign == "+" else one.value - other.value
    if units == (Unit.TIME, Unit.TIME):
        # From one time to another it is less than a day, over midnight too.
        return Quantity(value % MINUTES_A_DAY, Unit.DURATION) if sign == "-" else None
    if units == (Unit.TIME, Unit.DURATION) or (sign == "+" and units == (Unit.DURATION, Unit.TIME)):
        return Quantity(value % MINUTES_A_DAY, Unit.TIME)
    return Quantity(value, one.unit) if one.unit is other.unit else None
