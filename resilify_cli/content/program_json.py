"""Writes a program as JSON for a cache, and makes it from that again: only data, of classes of our own.

Every value but texts, numbers, truth values and None is a list that begins with what it is: a number below 0
for a tuple, a mapping, a set, a path, a path within the program, or an object that stands there already, else
the number of its class in the table that goes before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from resilify_cli.activities import import_kind
from resilify_cli.content import models

_TUPLE, _MAPPING, _SET, _PATH, _SAME, _INSIDE = -1, -2, -3, -4, -5, -6
_KINDS, _MODELS = "activities.", "content.models"
_SIMPLE = (str, int, float, bool, type(None))


class NotPlainDataError(ValueError):
    """Something that can't be written, or that was written by another version."""


def program_lines(program: models.Program) -> list[bytes]:
    """Return a program as lines of JSON: all but its steps, then the steps of each session in a line.

    So whoever goes through one session makes no activity of another one.

    Raises:
        NotPlainDataError: There is something in it that is no data.
    """
    sessions = tuple(replace(session, steps=()) for session in program.sessions)
    parts = [replace(program, sessions=sessions), *(tuple(session.steps) for session in program.sessions)]
    return [json.dumps(to_json(part, program.path), separators=(",", ":")).encode() for part in parts]


def to_json(value: object, base: Path) -> list[Any]:
    """Return data classes, and what is in them, as what JSON has: the table of classes, and the value.

    Args:
        value: What is to be written.
        base: The program's path. What lies within it is written without it, and so can be moved.

    Raises:
        NotPlainDataError: There is something in it that is no data.
    """
    writer = _Writer(base)
    written = writer.value(value)
    table = [
        [kind.__module__.partition(".")[2], kind.__name__, _field_names(kind)] for kind in writer.classes
    ]
    return [table, written]


def from_json(stored: Sequence[Any], base: Path) -> Any:
    """Return the object that `to_json` was given, equal to the original.

    Args:
        stored: What `to_json` returned.
        base: The program's path.

    Raises:
        NotPlainDataError: It is of another version of the classes, or something else altogether.
    """
    try:
        table, written = stored
        return _Reader([_class_of(*row) for row in table], base).value(written)
    except NotPlainDataError:
        raise
    except (TypeError, ValueError, LookupError, AttributeError, ImportError, RecursionError) as error:
        raise NotPlainDataError(str(error)) from error


def _field_names(kind: Any) -> list[str]:
    """Return the names of the fields of a class, in the order in which they are written."""
    return ["value"] if issubclass(kind, Enum) else [field.name for field in fields(kind)]


class _Writer:
    def __init__(self, base: Path) -> None:
        self.classes: dict[type, int] = {}
        self._base = base
        self._objects: dict[int, int] = {}

    def value(self, value: object) -> Any:
        kind = type(value)
        if kind in _SIMPLE:
            return value
        if isinstance(value, tuple) and kind is tuple:
            return [_TUPLE, *map(self.value, value)]
        if isinstance(value, Mapping):
            return [_MAPPING, *([self.value(key), self.value(one)] for key, one in value.items())]
        if isinstance(value, frozenset):
            return [_SET, *sorted(map(self.value, value))]
        if isinstance(value, Path):
            if value.is_relative_to(self._base):
                return [_INSIDE, *value.relative_to(self._base).parts]
            return [_PATH, str(value)]
        if not (isinstance(value, Enum) or is_dataclass(value)):
            raise NotPlainDataError(f"{kind.__name__} is no data")
        if id(value) in self._objects:
            return [_SAME, self._objects[id(value)]]
        number = self.classes.setdefault(kind, len(self.classes))
        written = [number, *(self.value(getattr(value, name)) for name in _field_names(kind))]
        self._objects[id(value)] = len(self._objects)
        return written


def _class_of(module: str, name: str, names: Sequence[str]) -> Callable[..., Any]:
    """Return a function that makes an object of a class from the values of its fields, in their order."""
    if not module.startswith(_KINDS) and module != _MODELS:
        raise NotPlainDataError(f"{module} has no data")
    kind = getattr(import_kind(module.removeprefix(_KINDS)) if module.startswith(_KINDS) else models, name)
    is_enum = isinstance(kind, type) and issubclass(kind, Enum)
    if not (is_enum or is_dataclass(kind)) or _field_names(kind) != names:
        raise NotPlainDataError(f"{name} is another class now")
    if is_enum:
        return kind  # type: ignore[no-any-return]
    return lambda *values: kind(**dict(zip(names, values, strict=True)))


class _Reader:
    def __init__(self, classes: Sequence[Callable[..., Any]], base: Path) -> None:
        self._classes = classes
        self._base = base
        self._objects: list[Any] = []

    def value(self, written: Any) -> Any:
        if type(written) is not list:
            return written
        what, *parts = written
        if what == _MAPPING:
            return {self.value(key): self.value(one) for key, one in parts}
        values = [self.value(part) if type(part) is list else part for part in parts]
        if what >= 0:
            self._objects.append(self._classes[what](*values))
            return self._objects[-1]
        if what == _TUPLE:
            return tuple(values)
        if what == _SAME:
            return self._objects[values[0]]
        if what == _INSIDE:
            return self._base.joinpath(*values)
        return frozenset(values) if what == _SET else Path(*values)
