"""Reads JSON stored beside a text: the values of answers and the parts of drafts.

It may have come from an imported file and be anything. Reading it takes bounded time and depth, and what
can't be read is a `ValueError`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The questions cost a tenth of a whole `journal` to import, which asks none.
    from resilify_cli.activities.questions import AnswerValue

# What we write is nested three levels deep. Python's own limit depends on where it is called from.
MAX_DEPTH = 40
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def load_stored_json(text: str) -> object:
    """Parse stored JSON.

    Raises:
        ValueError: It is no JSON, or is nested too deeply.
    """
    if is_nested_too_deeply(text):
        raise ValueError("it is nested too deeply")
    import json

    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def is_nested_too_deeply(text: str) -> bool:
    """Return whether JSON is nested more than `MAX_DEPTH` levels deep."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for mark in re.findall(r"[\[\]{}]", _STRING.sub("", text)):
        depth += 1 if mark in "[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def load_values(text: str | None) -> tuple[AnswerValue, ...] | None:
    """Parse the stored values of an answer; None if there are none that can be read."""
    try:
        found = load_stored_json(text or "")
    except ValueError:
        return None
    return tuple(found) if isinstance(found, list) and all(map(is_value, found)) else None


def is_value(value: object) -> bool:
    """Return whether this is an `AnswerValue`, or a number that is not whole."""
    if isinstance(value, list):
        return all(isinstance(word, str) for word in value)
    return value is None or isinstance(value, str | int | float)
