"""`dataclass` for what never changes, made without compiling: a session begins with a hundred such classes.

`dataclasses` writes the text of six methods for each class and compiles it, which took a fifth of the time
until the first screen of a session. Here the methods are the same functions for all classes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

__all__ = ["dataclass", "field_names", "frozen_dataclass"]
MISSING: Any = dataclasses.MISSING


class _Field(NamedTuple):
    """A field: its default, or what makes one, or `MISSING` for each; and whether it counts for equality."""

    name: str
    type: str
    default: Any
    make: Any
    compared: bool
    kw_only: bool


def frozen_dataclass(*, slots: bool = False, kw_only: bool = False) -> Callable[[type], type]:
    """Return a decorator that does what `dataclasses.dataclass(frozen=True)` does.

    It knows fields with a default, a `default_factory` and `compare`, class variables, and inheritance; the
    annotations must be texts. What is defined in the class itself stays. `dataclasses.fields`, `replace` and
    the like work, and compile what they need at their first use.

    Args:
        slots: Whether its objects have no attributes but the fields; makes the class anew.
        kw_only: Whether `__init__` takes values by their names alone.
    """

    def decorate(cls: type) -> type:
        own = _own_fields(cls, kw_only)
        fields = {field.name: field for field in (*_inherited_fields(cls), *own)}
        for field in own:
            if field.name in cls.__dict__ and (slots or field.default is MISSING):
                delattr(cls, field.name)
            elif field.default is not MISSING:
                setattr(cls, field.name, field.default)
        if slots:
            cls = _with_slots(cls, own)
        for name, value in _methods(tuple(fields.values()), slots=slots).items():
            if name not in cls.__dict__ or (name == "__hash__" and cls.__dict__[name] is None):
                setattr(cls, name, value)
        return cls

    return decorate


def field_names(cls: type) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass, in their order; none for another class."""
    for one in cls.__mro__:
        if "__frozen_fields__" in one.__dict__:
            return tuple(field.name for field in one.__dict__["__frozen_fields__"])
        if "__dataclass_fields__" in one.__dict__:
            return tuple(field.name for field in dataclasses.fields(one))
    return ()


def _own_fields(cls: type, kw_only: bool) -> list[_Field]:
    found = []
    for name, kind in cls.__annotations__.items():
        if kind.startswith("ClassVar"):
            continue
        default = cls.__dict__.get(name, MISSING)
        if isinstance(default, dataclasses.Field):
            compared = default.compare
            found.append(_Field(name, kind, default.default, default.default_factory, compared, kw_only))
        else:
            found.append(_Field(name, kind, default, MISSING, True, kw_only))
    return found


def _inherited_fields(cls: type) -> list[_Field]:
    bases = cls.__mro__[:0:-1]
    for base in bases:
        if "__dataclass_fields__" in base.__dict__ and "__frozen_fields__" not in base.__dict__:
            raise TypeError(f"{cls.__name__} can't be made without compiling: {base.__name__} was compiled")
    return [field for base in bases for field in base.__dict__.get("__frozen_fields__", ())]


def _with_slots(cls: type, own: list[_Field]) -> type:
    """Return the same class with a slot for each field that it does not inherit."""
    inherited = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
    without = ("__dict__", "__weakref__")
    namespace = {name: value for name, value in cls.__dict__.items() if name not in without}
    namespace["__slots__"] = tuple(field.name for field in own if field.name not in inherited)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    return made


def _methods(fields: tuple[_Field, ...], *, slots: bool) -> Mapping[str, Any]:
    ordered = tuple(sorted(fields, key=lambda field: field.kw_only))
    positional = tuple(field.name for field in ordered if not field.kw_only)
    values_of = _values_getter([field.name for field in fields if field.compared])

    def init(self: Any, *values: Any, **named: Any) -> None:
        if len(values) > len(positional):
            raise TypeError(f"{type(self).__name__} takes {len(positional)} values, and got {len(values)}")
        for place, (name, _, default, make, _, _) in enumerate(ordered):
            if place < len(values):
                value = values[place]
            elif name in named:
                value = named.pop(name)
            elif default is not MISSING:
                value = default
            elif make is not MISSING:
                value = make()
            else:
                raise TypeError(f"{type(self).__name__} needs a value for {name!r}")
            object.__setattr__(self, name, value)
        if named:
            raise TypeError(f"{type(self).__name__} has no use for {', '.join(named)}")

    def equal(self: Any, other: object) -> Any:
        return values_of(self) == values_of(other) if type(other) is type(self) else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values_of(self))

    made = {"__init__": init, "__eq__": equal, "__hash__": hashed, "__repr__": _represent}
    made |= {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
    if slots:
        made |= {"__getstate__": _state, "__setstate__": _set_state}
    twin = cache(lambda: _compile_twin(fields))
    compiled = {name: _Compiled(name, twin) for name in ("__dataclass_fields__", "__dataclass_params__")}
    return {**made, **compiled, "__match_args__": positional, "__frozen_fields__": fields}


def _values_getter(names: list[str]) -> Callable[[Any], Any]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


class _Compiled:
    """What the functions of `dataclasses` look for in a class, made when they first do."""

    def __init__(self, name: str, twin: Callable[[], type]) -> None:
        self._name, self._twin = name, twin

    def __get__(self, _: object, owner: type) -> Any:
        return getattr(self._twin(), self._name)


def _compile_twin(fields: tuple[_Field, ...]) -> type:
    """Make a class of `dataclasses` that has the same fields."""
    return dataclasses.make_dataclass(
        "Twin", [(field.name, field.type, _std_field(field)) for field in fields], frozen=True
    )


def _std_field(field: _Field) -> Any:
    given = {"default": field.default, "default_factory": field.make}
    known = {name: value for name, value in given.items() if value is not MISSING}
    return dataclasses.field(**known, compare=field.compared, kw_only=field.kw_only)


def _represent(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in field_names(type(self)))
    return f"{type(self).__qualname__}({shown})"


def _refuse_setting(self: Any, name: str, _: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in field_names(type(self))]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(field_names(type(self)), state, strict=True):
        object.__setattr__(self, name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, **options: bool) -> Callable[[type], type]:
        """Return the decorator of `dataclasses`, for a frozen class the one from here, with its options."""
        return frozen_dataclass(**options) if frozen else dataclasses.dataclass(**options)
