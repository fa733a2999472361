"""Version vectors: for each store (device), the clock of the last change that it made to an entry.

They tell who knew of what: a deletion that covers all edits came after them; one that does not was made
without knowing of some. See https://en.wikipedia.org/wiki/Version_vector.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

Vector = Mapping[str, int]
LONGEST_VECTOR = 10_000
LAST_CLOCK = (1 << 63) - (1 << 21)


def read_vector(text: str | None) -> Vector:
    """Return a vector from its text; an empty one if it can't be read. No clock is past `LAST_CLOCK`."""
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
    """Return a vector as text; equal vectors give equal texts."""
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
    """Return the later clock of each device in two vectors."""
    if not one or not other:
        return one or other
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in one.keys() | other.keys()}


def covers(knows: Vector, edits: Vector) -> bool:
    """Return whether `knows` includes every edit in `edits`.

    Args:
        knows: The clock of each device that is known of.
        edits: The clock of each device that wrote.
    """
    return all(knows.get(name, 0) >= clock for name, clock in edits.items())
