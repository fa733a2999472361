"""The formats of export and import, one file a format.

A file in this folder that defines a subclass of `Format` with a `name` adds that format: the commands find
it by its name in `formats()`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.exchange.format import Format


def writable() -> dict[str, Format]:
    """Return the formats that can be written, by their names."""
    return {name: form for name, form in formats().items() if form.can_write}


@cache
def formats() -> dict[str, Format]:
    """Return every format by its name."""
    from pkgutil import iter_modules

    from resilify_cli.exchange.format import Format

    found: dict[str, Format] = {}
    for module in iter_modules(__path__):
        made = import_module(f"{__name__}.{module.name}")
        for value in vars(made).values():
            if isinstance(value, type) and issubclass(value, Format) and value.__module__ == made.__name__:
                found[value.name] = value()
    return dict(sorted(found.items()))
