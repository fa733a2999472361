"""Vectors: for each device, the clock of the last thing that it did to an entry.

They tell what was known where: a deletion that covers all edits came after them, and one that does not was
made without knowing of some.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

Vector = Mapping[str, int]
LONGEST_VECTOR = 10_000
LAST_CLOCK = (1 << 63) - (1 << 21)


def read_vector(text: str | None) -> Vector:
    """Return a kept vector; one that can't be read is empty, and no clock in it is past the last one."""
    if not text:
        return {}
    try:
        found = json.loads(text) if len(text) <= LONGEST_VECTOR else None
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: min(value, LAST_CLOCK) for name, value in found.items() if type(value) is int and value >= 0
    }


def format_vector(vector: Vector) -> str:
    """Return a vector as it is kept; the same one always alike."""
    return json.dumps(vector, sort_keys=True, separators=(",", ":")) if vector else ""


def is_vector(text: str) -> bool:
    """Return whether a text is a vector that can be kept."""
    if text in ("", "{}"):
        return True
    found = read_vector(text)
    try:
        return bool(found) and found.keys() == json.loads(text).keys() and all(len(n) <= 40 for n in found)
    except ValueError:
        return False


def merge_vectors(one: Vector, other: Vector) -> Vector:
    """Return what both together know of."""
    if not one or not other:
        return one or other
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in one.keys() | other.keys()}


def covers(knows: Vector, edits: Vector) -> bool:
    """Return whether all of `edits` were known."""
    return all(knows.get(name, 0) >= clock for name, clock in edits.items())
