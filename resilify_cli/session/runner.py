"""Takes a person through one session: asks, keeps each answer, and remembers the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import Block, Message, Move
from resilify_cli.content.models import Lesson, Program, Session, Step
from resilify_cli.days import day_of
from resilify_cli.prompters.protocol import Prompter, Screen, SideNote
from resilify_cli.session import screens
from resilify_cli.session.activity_asker import ActivityAsker
from resilify_cli.session.brief_questions import brief_questions
from resilify_cli.session.multi_part_prompt import PromptResult
from resilify_cli.session.open_item_asker import OpenItemAsker
from resilify_cli.session.reached_place import ReachedPlace
from resilify_cli.session.sources import cited_on, sources_note
from resilify_cli.session.step_count import StepCount
from resilify_cli.session.step_pages import StepPage, StepPages, words_before
from resilify_cli.session.walk import State, Walk, resume
from resilify_cli.store.enrollments import Enrollment, StepState

if TYPE_CHECKING:
    from resilify_cli.session.stored_history import StoredAnswerHistory
    from resilify_cli.store.store import Store


class SessionEnd(Enum):
    """How a sitting came to its end."""

    FINISHED = "finished"
    LEFT = "left"


@dataclass
class SessionRunner:
    """One sitting with one session.

    Attributes:
        program: The program.
        session: The session.
        enrollment: The pass through the program.
        store: Where answers and the place are kept.
        prompter: Asks the person.
        now: Gives the time, aware of its zone.
        history: The person's answers.
        begin_at: The step to begin at; where the person was, if it is left out.
        looks_back: Whether the session was finished before and another is under way.
    """

    program: Program
    session: Session
    enrollment: Enrollment
    store: Store
    prompter: Prompter
    now: Callable[[], datetime]
    history: StoredAnswerHistory
    begin_at: str | None = None
    looks_back: bool = False
    # What the next screen says of the step before it.
    _notice: str = ""
    # What stands above the first step: the session's beginning, or earlier words after a break.
    _before: tuple[Block, ...] = ()

    @cached_property
    def _pages(self) -> StepPages:
        together = brief_questions(self.session.steps)
        return StepPages(self.prompter, self.history, self._shared_notes, together)

    @cached_property
    def _reached(self) -> ReachedPlace:
        return ReachedPlace(self.store, self.enrollment, self.session.id, self.looks_back, "")

    @cached_property
    def _step_count(self) -> StepCount:
        return StepCount(self.program, self.session)

    def run(self, welcome: Message | None = None) -> SessionEnd:
        """Go through the steps from where the person stands, until the end or until they leave.

        `welcome` is shown before all else. Every answer is on disk before the next question is
        asked.
        """
        states = self._step_states()
        place = self.begin_at or self._stored_step_id()
        walk = resume(self._shown_steps(), states, place)
        if welcome and not self._show_screen(welcome):
            return SessionEnd.LEFT
        if not (states or place) and not self._show_beginning(walk):
            return SessionEnd.LEFT
        self._reached.step_id = walk.at
        if walk.at != self._stored_step_id() or self.enrollment.session_id != self.session.id:
            self._reached.note(walk)
        self._show_place(walk, states)
        if walk.state is State.FINISHED:
            # Each of its steps hangs on an answer that was not given.
            self._note_finished()
        while walk.state is State.UNDER_WAY:
            walk = self._show_page(walk)
        if walk.state is State.LEFT:
            return SessionEnd.LEFT
        self._show_end()
        return SessionEnd.FINISHED

    def _show_beginning(self, walk: Walk) -> bool:
        """Say what the session is about, and ask what is still open; return whether the person goes on."""
        beginning = screens.beginning(self.session, self._step_count.minutes(self.history))
        today = day_of(self.now(), self.history.starts_at)
        open_items = OpenItemAsker(self.program, self._activity_asker(), today)
        if not open_items.has_questions(self.session) and walk.state is State.UNDER_WAY:
            page = self._page_at(walk)
            if self._pages.fits_above(beginning.body, page, self._screen()):
                # The session's first words stand with it.
                self._before = beginning.body
                return True
        return self._show_screen(beginning) and open_items.ask(self._screen(), self.session)

    def _show_place(self, walk: Walk, states: Mapping[str, StepState]) -> None:
        """Show where the person was, with the notes that the next step refers to."""
        if not states or walk.at not in walk.steps:
            return
        step = self._find_step(walk.at)
        if self.begin_at is None:
            self._notice = f"You are back where you stopped: {step.section.title}"
        steps = [self._find_step(name) for name in walk.steps[: walk.number - 1]]
        self._before = words_before(step, steps, self.history)

    def _show_screen(self, tell: Message) -> bool:
        """Show a screen that is no step, and return whether the person goes on."""
        while (reply := self.prompter.ask(tell, self._screen(), lambda _: None)) is Move.BACK:
            pass
        return reply is not Move.LEAVE

    def _activity_asker(self) -> ActivityAsker:
        return ActivityAsker(
            self.store,
            self.prompter,
            self.enrollment,
            self.history,
            self.session.id,
            self.session.title,
        )

    def _show_page(self, walk: Walk) -> Walk:
        """Show the page of the step that the walk is at, and return the walk after it."""
        page = self._page_at(walk)
        walk = replace(walk, at=page.steps[0].id)
        above = () if page.before else self._before
        page, self._before = replace(page, above=(*above, *page.above)), ()
        screen, content = self._page_screen(walk, page), page.last.content
        if page.is_read or isinstance(content, Lesson):
            reply = self.prompter.ask(Message(body=page.above), screen, lambda _: None)
            result = PromptResult(reply.value) if isinstance(reply, Move) else PromptResult.DONE
            return self._next_walk(walk, page, result)
        outcome = self._activity_asker().ask(
            content, screen, lambda: self._mark_passed(walk, page, StepState.DONE), page.above
        )
        if outcome.kept is None:
            return self._next_walk(walk, page, outcome.result)
        return outcome.kept.leave() if outcome.result is PromptResult.DONE_AND_LEAVE else outcome.kept

    def _page_at(self, walk: Walk) -> StepPage:
        steps = [step for step in self.session.steps if step.id in walk.steps]
        return self._pages.page_of(walk.at, steps, self._screen())

    def _shared_notes(self, step: Step) -> screens.SharedNotes:
        """Return the notes shared by all exercises, and whether this pass has told them before."""
        enrollments = self.store.enrollments
        told = any(
            isinstance(other.content, Lesson) and other.content.opens and other.id in states
            for session in self.program.sessions
            if (states := enrollments.step_states(self.enrollment, session.id))
            for other in session.steps
            if (session.id, other.id) != (self.session.id, step.id)
        )
        return screens.SharedNotes.of(self.program, self.session, told=told)

    def _next_walk(self, walk: Walk, page: StepPage, result: PromptResult) -> Walk:
        if result is PromptResult.SKIP_WITH_DRAFT:
            self._notice = _PASSED_OVER
        match result:
            case PromptResult.BACK:
                return walk.back()
            case PromptResult.SKIP | PromptResult.SKIP_WITH_DRAFT:
                return self._mark_passed(walk, page, StepState.SKIPPED)
            case PromptResult.LEAVE:
                if self.store.drafts.find(self.enrollment, page.last.id, practice=False):
                    self._reached.stay_at(page.last.id)
                return walk.leave()
            case _:
                return self._mark_passed(walk, page, StepState.DONE)

    def _mark_passed(self, walk: Walk, page: StepPage, state: StepState) -> Walk:
        """Store the states of the steps of a page and the new place of the walk, in one write."""
        with self.store.transaction():
            for step in page.steps:
                # An answer that was given before stays an answer when its question is passed by.
                if state is StepState.DONE or not (
                    step.id in self._step_states() or self.history.own(step.id)
                ):
                    self.store.enrollments.mark_step(self.enrollment, self.session.id, step.id, state)
            walk = walk.to_end_of_page([step.id for step in page.steps])
            walk = walk.with_steps(self._shown_steps()).next()
            self._reached.note(walk)
            if walk.state is State.FINISHED:
                self._note_finished()
        if walk.state is State.UNDER_WAY:
            section = self._find_step(walk.at).section
            if section.pause and section is not page.last.section:
                self._notice = f"{self._notice} {_PAUSE}".strip()
        return walk

    def _note_finished(self) -> None:
        enrollments = self.store.enrollments
        enrollments.finish_session(self.enrollment, self.session.id)
        finished = enrollments.finished_sessions(self.enrollment)
        if all(session.id in finished for session in self.program.sessions if not session.planned):
            enrollments.finish(self.enrollment)

    def _show_end(self) -> None:
        from resilify_cli.session.closing import Closing

        Closing(self.program, self.session, self._activity_asker(), self.now()).tell(self._screen())

    def _shown_steps(self) -> list[str]:
        return [step.id for step in self.session.steps if step.is_shown(self.history)]

    def _find_step(self, step_id: str) -> Step:
        return next(step for step in self.session.steps if step.id == step_id)

    def _step_states(self) -> dict[str, StepState]:
        return self.store.enrollments.step_states(self.enrollment, self.session.id)

    def _stored_step_id(self) -> str:
        return self.enrollment.step_id if self.enrollment.session_id == self.session.id else ""

    def _screen(self) -> Screen:
        """Return what stands above every question of this session, with what is told of the step before."""
        number = self.program.session_number(self.session.id)
        position = f"Session {number} of {len(self.program.sessions)}"
        title = self.session.title
        if len(self.program.sessions) == 1:
            position = "One sitting"
            # Its one session mostly bears its own title.
            title = "" if title == self.program.title else title
        return Screen(
            self.program.title,
            title,
            position,
            citations=self.program.numbers,
            can_go_back=False,
            notice=self._notice,
        )

    def _page_screen(self, walk: Walk, page: StepPage) -> Screen:
        """Return what stands above a page, with how far it is and what can be read beside it."""
        place = self._step_count.place_of(page.last.id, self.history)
        screen = replace(
            self._screen(),
            step=place.number,
            steps=place.total,
            span=place.span,
            questions_per_screen=getattr(page.last.content, "questions_per_screen", 1),
            minutes_left=place.minutes_left,
            heading=page.last.section.title,
            step_id=page.last.id,
            joined=tuple(step.id for step in page.steps[:-1]),
            page=page.first,
            before=page.before,
            can_go_back=walk.can_go_back,
            notes=self._notes_beside(page),
        )
        self._notice = ""
        return screen

    def _notes_beside(self, page: StepPage) -> tuple[SideNote, ...]:
        """Return the care and the way out, for an exercise that does not say them, and what is cited."""
        says_them = any(
            isinstance(step.content, Lesson) and step.content.opens and not self._shared_notes(step).told
            for step in page.steps
        )
        care: tuple[SideNote, ...] = ()
        if page.last.section.exercise is not None and not says_them:
            care = screens.SharedNotes.of(self.program, self.session, told=True).side_notes
        found = sources_note(self.program, cited_on(self.program, page))
        return (*care, found) if found else care


_PAUSE = "This is a good place to stop for today, if you like. Ctrl-C keeps your place."
_PASSED_OVER = (
    "What you put into the step before is no answer yet. It is kept, and there when you come back to it."
)
