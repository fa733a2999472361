"""Whether two rows say the same, though perhaps with other blank lines and spaces around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resilify_cli.activities.stored_json import load_stored_json

if TYPE_CHECKING:
    from resilify_cli.store.engine import Row


def same_answers(old: Row | Mapping[str, object], new: Mapping[str, object]) -> bool:
    """Return whether two rows hold the same answers, ignoring blank lines and spaces around them."""
    return _read_parts(old) == _read_parts(new)


def same_words(one: object, other: object) -> bool:
    """Return whether two texts are the same, ignoring blank lines before them and spaces behind."""
    return _strip_values(one) == _strip_values(other)


def _read_parts(row: Row | Mapping[str, object]) -> object:
    answers = row["answers"]
    if answers is None:
        return [_strip_values(row["text"])]
    try:
        return _strip_values(load_stored_json(str(answers)))
    except ValueError:
        return answers


def _strip_values(value: object) -> object:
    if isinstance(value, str):
        return value.lstrip("\r\n").rstrip()
    if isinstance(value, list):
        return [_strip_values(part) for part in value]
    if isinstance(value, dict):
        return {name: _strip_values(part) for name, part in value.items()}
    return value
