"""The kinds of activities in a session, one file for each kind.

A file in this folder that defines a subclass of `Activity` with a `kind` adds that kind: the loader, the
checker, the session and the practice command find it by its name in `kinds()`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity


def import_kind(name: str) -> ModuleType:
    """Import a file of this folder by its name, of one kind or of what several need."""
    return import_module(f"{__name__}.{name}")


@cache
def kinds() -> dict[str, type[Activity]]:
    """Return the class of each activity kind by the kind's name."""
    # Reading the journal imports modules of this folder, and none of the kinds.
    from pkgutil import iter_modules

    from resilify_cli.activities.base import Activity

    for module in iter_modules(__path__):
        import_kind(module.name)
    return {kind.kind: kind for kind in sorted(Activity.__subclasses__(), key=lambda k: k.kind)}
