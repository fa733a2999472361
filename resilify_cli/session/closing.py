"""The end of a session: the plan, one kept line, when to go on, and help. Nothing is gone through again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from resilify_cli.activities.base_options import WHOLE_ANSWER
from resilify_cli.activities.gather import SHOWN, Gather
from resilify_cli.activities.questions import Aside, Block, MarkdownBlock, Message, OwnWords
from resilify_cli.content.markdown import plain_text
from resilify_cli.prompters.protocol import Screen, SideNote
from resilify_cli.session.next_sitting_question import NextSittingQuestion
from resilify_cli.session.screens import CRISIS, escaped
from resilify_cli.session.sources import sources_note

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.content.models import Program, Session
    from resilify_cli.session.activity_asker import ActivityAsker
    from resilify_cli.session.stored_history import StoredAnswerHistory
    from resilify_cli.store.answer_rows import AnswerRow

_PAUSE = timedelta(days=7)
_PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of one session.

    Attributes:
        program: The program.
        session: The session that was finished.
        asker: Asks, and keeps the answer.
        now: The time, aware of its zone.
    """

    program: Program
    session: Session
    asker: ActivityAsker
    now: datetime

    def tell(self, screen: Screen) -> None:
        """Show the end, and ask when to go on where there is another session."""
        history, ahead = self.asker.history, self._next_session()
        notes = tuple(session_notes(self.program, self.session, history))
        screen = replace(screen, notes=notes, can_go_back=False)
        body = (
            *self._kept_blocks(),
            MarkdownBlock(self._next_session_text()),
            *self._page_blocks(),
            Aside(CRISIS),
        )
        if not ahead:
            self.asker.prompter.ask(Message(body=body, continue_label="finish"), screen, lambda _: None)
            return
        self.asker.ask(NextSittingQuestion.after(self.session.id, body), screen, lambda: None)

    def _kept_blocks(self) -> Iterator[Block]:
        """Yield what is taken along: the plans whole, and the one line that the author marked."""
        answered = list(_answers_in_words(self.session, self.asker.history))
        plans = [kept.text for activity, kept in answered if activity.kind == _PLAN]
        yield from (OwnWords(words, "Your plan") for words in plans)
        lines = [line for activity, kept in answered if (line := _line_to_keep(activity, kept))]
        if lines:
            yield OwnWords(lines[-1], "A line to keep")

    def _page_blocks(self) -> Iterator[Block]:
        """Yield how to see the page for hard days, where this session has put something on it."""
        history = self.asker.history
        gathers = [one for one in self.session.activities if isinstance(one, Gather) and one.is_page]
        if any((kept := history.own(one.id)) and kept.values[1:2] == (SHOWN,) for one in gathers):
            yield Aside("Your page for hard days, at any time: resilify page")

    def _next_session(self) -> Session | None:
        number = self.program.session_number(self.session.id) or 0
        return next((one for one in self.program.sessions[number:] if not one.planned), None)

    def _next_session_text(self) -> str:
        ahead, sessions = self._next_session(), self.program.sessions
        if ahead is None and (self.program.session_number(self.session.id) or 0) < len(sessions):
            return (
                "That was the session. The next one is not written yet; any can be taken again, at any time."
            )
        if len(sessions) == 1:
            return "That was all of it. You can take it again at any time."
        if ahead is None:
            return "That was the last session. You can look back, or take any session again, at any time."
        then = self.now + _PAUSE
        return (
            f"That was the session. Next: **{escaped(ahead.title)}**, in a week or so, around {then:%A} "
            f"{then.day} {then:%B}, sooner or later as it suits you: `resilify continue`."
        )


def session_notes(program: Program, session: Session, history: StoredAnswerHistory) -> Iterator[SideNote]:
    """Yield what can be read at the end of a session if it is asked for: its words, then its sources.

    Args:
        program: The program.
        session: The session.
        history: The answers; private ones are left out.
    """
    words = [
        OwnWords(kept.text, _question_name(activity))
        for activity, kept in _answers_in_words(session, history)
    ]
    if words:
        lead = MarkdownBlock("**Your words**, also in `resilify journal`")
        yield SideNote("words", "read what you wrote in this session", (lead, *words))
    cited = {ident for ident, _ in session.cites}
    listed = sources_note(program, [one for one in program.references if one.id in cited])
    if listed:
        yield listed


def _answers_in_words(session: Session, history: StoredAnswerHistory) -> Iterator[tuple[Activity, AnswerRow]]:
    """Yield the answers in words that are not private, whole, in the order of their steps."""
    for activity in session.activities:
        kept = history.own(activity.id)
        if kept and kept.text and activity.in_journal and not activity.private:
            yield activity, kept


def _line_to_keep(activity: Activity, kept: AnswerRow) -> str:
    """Return the part of an answer that `:keep:` names; empty where nothing is kept."""
    if activity.keep in ("", WHOLE_ANSWER):
        return kept.text if activity.keep else ""
    shown = activity.shown_parts(kept.values).get(activity.keep)
    return shown if shown is not None else str(activity.fields_of(kept.values).get(activity.keep) or "")


def _question_name(activity: Activity) -> str:
    """Name an activity by its title, else the first sentence of its question."""
    first = plain_text(activity.title or activity.prompt).strip().partition("\n")[0]
    end = first.find("?") + 1
    return first[:end] if end else first.rstrip(":.")
