"""Puts off loading modules that a library names at its top and seldom uses."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def deferred_imports(*names: str) -> Iterator[None]:
    """Let what is imported within have these modules and functions only once it uses them.

    A library that says `import subprocess` within gets a stand-in, which loads the module when an attribute
    is asked for. `from subprocess import run` asks at once, unless it is among the names; then `run` is a
    stand-in too, which loads the module when it is called. Whoever imports one later gets the module itself.

    Args:
        names: Modules that are in no package, as `subprocess`, and functions of such, as `subprocess.run`.
    """
    stand_ins: dict[str, ModuleType] = {}
    for name in names:
        module, _, function = name.partition(".")
        if module not in sys.modules:
            stand_ins[module] = sys.modules[module] = _make_stand_in(module)
        if function and module in stand_ins:
            setattr(stand_ins[module], function, _make_function(module, function))
    try:
        yield
    finally:
        for module, stand_in in stand_ins.items():
            _remove(module, stand_in)


def _make_stand_in(name: str) -> ModuleType:
    stand_in = ModuleType(name)

    def load(attribute: str) -> object:
        if attribute == "__path__":
            # Python asks for it at each `from … import …`; only a package has one.
            raise AttributeError(attribute)
        _remove(name, stand_in)
        return getattr(import_module(name), attribute)

    vars(stand_in)["__getattr__"] = load
    return stand_in


def _make_function(module: str, name: str) -> Callable[..., object]:
    def call(*given: object, **named: object) -> object:
        function: Callable[..., object] = getattr(import_module(module), name)
        return function(*given, **named)

    return call


def _remove(name: str, stand_in: ModuleType) -> None:
    if sys.modules.get(name) is stand_in:
        del sys.modules[name]
