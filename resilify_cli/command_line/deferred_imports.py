"""Puts off loading modules that a library names at its top and seldom uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def deferred_imports(*names: str) -> Iterator[None]:
    """Let what is imported within have these modules only once it uses something of theirs.

    A library that says `import subprocess` within gets a stand-in, which loads the module when an attribute
    is asked for; `from subprocess import run` asks at once. Whoever imports one later gets the module itself.

    Args:
        names: Modules that are in no package.
    """
    stand_ins = {name: _make_stand_in(name) for name in names if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            _remove(name, stand_in)


def _make_stand_in(name: str) -> ModuleType:
    stand_in = ModuleType(name)

    def load(attribute: str) -> object:
        _remove(name, stand_in)
        return getattr(import_module(name), attribute)

    vars(stand_in)["__getattr__"] = load
    return stand_in


def _remove(name: str, stand_in: ModuleType) -> None:
    if sys.modules.get(name) is stand_in:
        del sys.modules[name]
