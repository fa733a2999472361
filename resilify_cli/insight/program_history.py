"""What a person did in one program: all their enrollments in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.insight.private_answers import private_ids

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.series import AnswerValues, DaySpan
    from resilify_cli.store.store import Store


@dataclass(frozen=True, slots=True)
class ProgramHistory:
    """All enrollments of a person in one program.

    Attributes:
        enrollments: One or more, the one that was changed last first.
        program: The program, or None if its files are missing.
    """

    enrollments: tuple[Enrollment, ...]
    program: Program | None

    @property
    def ids(self) -> list[str]:
        """The ids of the enrollments."""
        return [enrollment.id for enrollment in self.enrollments]

    @property
    def private_ids(self) -> list[str]:
        """The ids that answers which are never shown by themselves are stored under."""
        return private_ids(self.program) if self.program else []

    def answers(self, store: Store, span: DaySpan, activity_id: str) -> list[AnswerValues]:
        """Return the values of the answers to an activity, also of those under its older ids, oldest first.

        Args:
            store: Where they are.
            span: The days.
            activity_id: The activity.
        """
        names = self.program.stored_ids(activity_id) if self.program else (activity_id,)
        return store.series.answers(span, self.ids, *names)

    def answers_by_pass(self, store: Store, span: DaySpan, activity_id: str) -> list[list[AnswerValues]]:
        """Return the same for each enrollment by itself, the earliest first; also where it has none."""
        by_pass: dict[str, list[AnswerValues]] = {ident: [] for ident in reversed(self.ids)}
        for answer in self.answers(store, span, activity_id):
            by_pass[answer.enrollment_id].append(answer)
        return list(by_pass.values())

    @property
    def slug(self) -> str:
        """The program's name in the keys of insights."""
        return self.program.slug if self.program else self.enrollments[0].slug

    @property
    def title(self) -> str:
        """The program's title."""
        return self.program.title if self.program else self.enrollments[0].title


def program_histories(
    store: Store, programs: Mapping[str, Program], only: str | None = None
) -> Sequence[ProgramHistory]:
    """Return the history of each program in the store, or of the one whose key is `only`.

    Args:
        store: Where the enrollments are.
        programs: The programs whose files there are, by key.
        only: The key of a program, or None for all of them.
    """
    found: dict[str, list[Enrollment]] = {}
    for enrollment in store.enrollments.all():
        if only in (None, enrollment.program_key):
            found.setdefault(enrollment.program_key, []).append(enrollment)
    return [ProgramHistory(tuple(every), programs.get(key)) for key, every in found.items()]
