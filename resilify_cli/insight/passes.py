"""What a person did in one program: their passes through it, and the program itself if it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


@dataclass(frozen=True, slots=True)
class Passes:
    """All passes through one program, the one touched last first; `program` is None if it is missing."""

    enrollments: tuple[Enrollment, ...]
    program: Program | None

    @property
    def ids(self) -> list[str]:
        """The ids of the passes."""
        return [enrollment.id for enrollment in self.enrollments]

    @property
    def slug(self) -> str:
        """The program's name in keys."""
        return self.program.slug if self.program else self.enrollments[0].slug

    @property
    def title(self) -> str:
        """The program's title."""
        return self.program.title if self.program else self.enrollments[0].title


def passes_by_program(
    store: Store, programs: Mapping[str, Program], only: str | None = None
) -> Sequence[Passes]:
    """Return the passes through each program, or through the one whose key is `only`."""
    found: dict[str, list[Enrollment]] = {}
    for enrollment in store.enrollments.every():
        if only in (None, enrollment.program_key):
            found.setdefault(enrollment.program_key, []).append(enrollment)
    return [Passes(tuple(every), programs.get(key)) for key, every in found.items()]
