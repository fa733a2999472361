"""Asks how something went that was left open, where no step of the program asks about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from resilify_cli.activities.follow_up_answer import LOG, Went, follow_up_id
from resilify_cli.prompters.protocol import Screen
from resilify_cli.session.multi_part_prompt import PromptResult
from resilify_cli.session.open_items import TELLING_KINDS, OpenItem, open_items

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.content.models import Program, Session
    from resilify_cli.session.activity_asker import ActivityAsker
    from resilify_cli.store.answer_rows import AnswerRow

# Whoever begins a session has come for that.
_MOST_ASKED = 2
_HEADING = "Still open"


@dataclass(frozen=True, slots=True)
class OpenItemAsker:
    """Asks about what is open of a pass.

    Attributes:
        program: The program.
        asker: Asks, and keeps the answers.
        today: The person's day.
    """

    program: Program
    asker: ActivityAsker
    today: date

    def ask(self, screen: Screen, before: Session | None = None) -> bool:
        """Ask how it went with what no step comes back to, each once; logs are left to their authors.

        Args:
            screen: What stands above.
            before: The session that is about to begin; None at the end of the program.

        Returns:
            Whether the person goes on.
        """
        place = before.id if before else "end"
        return all(
            self._ask(activity, place, screen)
            for activity in reversed(self._open_items(before)[:_MOST_ASKED])
        )

    def has_questions(self, before: Session) -> bool:
        """Return whether something is asked about before a session."""
        return bool(self._open_items(before))

    def ask_about(self, activity: Activity, screen: Screen) -> bool:
        """Ask how it went with one thing now, wherever the person is in the program.

        Args:
            activity: What it is about.
            screen: What stands above.

        Returns:
            Whether the person did not leave.
        """
        return self._ask(activity, f"on-{self.today.isoformat()}", screen)

    def followed_up(self) -> list[Activity]:
        """Return what is open and can be asked about, the newest first: all but logs and what is private."""
        activities = self.program.activities
        found = [activities[item.activity_id][1] for item in self.items() if item.activity_id in activities]
        return [activity for activity in found if not activity.private and activity.kind != LOG]

    def _ask(self, activity: Activity, place: str, screen: Screen) -> bool:
        from resilify_cli.activities.follow_up import FollowUp

        follow_up = FollowUp(
            id=follow_up_id(activity.id, place),
            line=0,
            of=activity.id,
            again=place,
            lines=dict.fromkeys(Went, ""),
            target=activity,
        )
        while True:
            above = Screen(
                screen.program,
                screen.session,
                screen.position,
                heading=_HEADING,
                can_go_back=False,
                citations=screen.citations,
            )
            result = self.asker.ask(follow_up, above, lambda: None).result
            if result is not PromptResult.BACK:
                return result not in (PromptResult.LEAVE, PromptResult.DONE_AND_LEAVE)

    def _open_items(self, before: Session | None) -> list[Activity]:
        """Return the activities that are open and asked about nowhere from here on, the newest first."""
        items = self.items()
        if not items:
            return []
        looked_at = (
            _reviewed_items(self.program.sessions[self._session_number(before) - 1 :]) if before else set()
        )
        found = []
        for item in items:
            _, activity = self.program.activities.get(item.activity_id, (None, None))
            if activity is None or activity.private or item.kind == LOG or activity.id in looked_at:
                continue
            if before is None or item.session_id != before.id:
                found.append(activity)
        return found

    def items(self) -> Sequence[OpenItem]:
        """Return all that is open, the newest first: logs and what is private too."""
        place = self.asker
        rows = place.store.entries.of_kinds(place.enrollment, TELLING_KINDS)
        if not rows:
            return []
        from resilify_cli.activities.pick import Pick

        days = {
            name: activity.days
            for name, (_, activity) in self.program.activities.items()
            if isinstance(activity, Pick)
        }
        rows = [self._under_new_id(row) for row in rows]
        return open_items(rows, self.today, place.history.starts_at, days)

    def _under_new_id(self, row: AnswerRow) -> AnswerRow:
        """Return an answer under the ids that its session and its activity have now."""
        return row._replace(
            activity_id=self.program.current_id(row.activity_id),
            session_id=self.program.current_id(row.session_id),
        )

    def _session_number(self, session: Session) -> int:
        return self.program.session_number(session.id) or 1


def _reviewed_items(sessions: Sequence[Session]) -> set[str]:
    """Return the ids of the activities that steps of these sessions come back to."""
    return {
        activity_id
        for session in sessions
        for activity in session.activities
        if activity.refers_back
        for activity_id, _ in activity.referenced_activities()
    }
