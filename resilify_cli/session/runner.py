"""Takes a person through one session: asks, keeps each answer, and remembers the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from resilify_cli.activities.questions import Message, Move
from resilify_cli.content.models import Lesson, Program, Session, Step
from resilify_cli.days import day_of
from resilify_cli.prompters.protocol import Prompter, Screen, SideNote
from resilify_cli.session import screens
from resilify_cli.session.activity_asker import ActivityAsker
from resilify_cli.session.closing import Closing
from resilify_cli.session.multi_part_prompt import PromptResult
from resilify_cli.session.open_item_asker import OpenItemAsker
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.session.walk import State, Walk, resume
from resilify_cli.store.enrollments import Enrollment, StepState
from resilify_cli.store.store import Store


class SessionEnd(Enum):
    """How a sitting came to its end."""

    FINISHED = "finished"
    LEFT = "left"


@dataclass(slots=True)
class SessionRunner:
    """One sitting with one session. `now` gives the time, aware of its zone."""

    program: Program
    session: Session
    enrollment: Enrollment
    store: Store
    prompter: Prompter
    now: Callable[[], datetime]
    history: StoredAnswerHistory
    # What the next screen says of the step before it.
    _notice: str = ""

    def run(self, welcome: Message | None = None) -> SessionEnd:
        """Go through the steps from where the person stands, until the end or until they leave.

        `welcome` is shown before all else. Every answer is on disk before the next question is
        asked.
        """
        states = self._states()
        walk = resume(self._shown(), states, self._place())
        opening = [] if states or self._place() else [screens.beginning(self.session)]
        for tell in [*([welcome] if welcome else []), *opening]:
            if not self._told(tell):
                return SessionEnd.LEFT
        if opening and not self._asked_about_open_items():
            return SessionEnd.LEFT
        if walk.at != self._place() or self.enrollment.session_id != self.session.id:
            self.store.enrollments.move(self.enrollment, self.session.id, walk.at)
        if walk.state is State.FINISHED:
            # Each of its steps hangs on an answer that was not given.
            self._note_finished()
        while walk.state is State.UNDER_WAY:
            walk = self._take(walk)
        if walk.state is State.LEFT:
            return SessionEnd.LEFT
        self._tell_end()
        return SessionEnd.FINISHED

    def _told(self, tell: Message) -> bool:
        """Show a screen that is no step, and return whether the person goes on."""
        while (reply := self.prompter.ask(tell, self._screen(), lambda _: None)) is Move.BACK:
            pass
        return reply is not Move.LEAVE

    def _asked_about_open_items(self) -> bool:
        """Ask about what is open and is asked about nowhere else; return whether the person goes on."""
        today = day_of(self.now(), self.history.starts_at)
        return OpenItemAsker(self.program, self._asker(), today).ask(self._screen(), self.session)

    def _asker(self) -> ActivityAsker:
        return ActivityAsker(
            self.store,
            self.prompter,
            self.enrollment,
            self.history,
            self.session.id,
            self.session.title,
        )

    def _take(self, walk: Walk) -> Walk:
        """Show the step that the walk is at, and return the walk after it."""
        step = self._step(walk.at)
        if isinstance(step.content, Lesson):
            shared = self._shared_notes(step)
            screen = self._screen(walk, step)
            if step.content.opens and not shared.told:
                screen = replace(screen, notes=())
            told = screens.lesson(step, step.content, self.history, shared)
            reply = self.prompter.ask(told, screen, lambda _: None)
            result = PromptResult(reply.value) if isinstance(reply, Move) else PromptResult.DONE
            return self._moved(walk, step, result)
        outcome = self._asker().ask(
            step.content, self._screen(walk, step), lambda: self._passed(walk, step, StepState.DONE)
        )
        if outcome.kept is None:
            return self._moved(walk, step, outcome.result)
        return outcome.kept.leave() if outcome.result is PromptResult.DONE_AND_LEAVE else outcome.kept

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

    def _moved(self, walk: Walk, step: Step, result: PromptResult) -> Walk:
        if result is PromptResult.SKIP_WITH_DRAFT:
            self._notice = _PASSED_OVER
        match result:
            case PromptResult.BACK:
                walk = walk.back()
                self.store.enrollments.move(self.enrollment, self.session.id, walk.at)
                return walk
            case PromptResult.SKIP | PromptResult.SKIP_WITH_DRAFT:
                # An answer that was given before stays an answer when its question is passed by.
                answered = step.id in self._states() or self.history.own(step.id)
                return self._passed(walk, step, None if answered else StepState.SKIPPED)
            case PromptResult.LEAVE:
                return walk.leave()
            case _:
                return self._passed(walk, step, StepState.DONE)

    def _passed(self, walk: Walk, step: Step, state: StepState | None) -> Walk:
        """Note what became of a step and where the walk is now, in one write."""
        with self.store.transaction():
            if state:
                self.store.enrollments.mark_step(self.enrollment, self.session.id, step.id, state)
            walk = walk.over(self._shown()).next()
            self.store.enrollments.move(self.enrollment, self.session.id, walk.at)
            if walk.state is State.FINISHED:
                self._note_finished()
        if walk.state is State.UNDER_WAY:
            section = self._step(walk.at).section
            if section.pause and section is not step.section:
                self._notice = f"{self._notice} {_PAUSE}".strip()
        return walk

    def _note_finished(self) -> None:
        enrollments = self.store.enrollments
        enrollments.finish_session(self.enrollment, self.session.id)
        finished = enrollments.finished_sessions(self.enrollment)
        if all(session.id in finished for session in self.program.sessions if not session.planned):
            enrollments.finish(self.enrollment)

    def _tell_end(self) -> None:
        Closing(self.program, self.session, self._asker(), self.now()).tell(self._screen())

    def _notes_beside(self, step: Step) -> tuple[SideNote, ...]:
        """Return the care and the way out, for the steps of an exercise."""
        if step.section.exercise is None:
            return ()
        return screens.SharedNotes.of(self.program, self.session, told=True).side_notes

    def _shown(self) -> list[str]:
        return [step.id for step in self.session.steps if step.is_shown(self.history)]

    def _step(self, step_id: str) -> Step:
        return next(step for step in self.session.steps if step.id == step_id)

    def _states(self) -> dict[str, StepState]:
        return self.store.enrollments.step_states(self.enrollment, self.session.id)

    def _place(self) -> str:
        return self.enrollment.step_id if self.enrollment.session_id == self.session.id else ""

    def _screen(self, walk: Walk | None = None, step: Step | None = None) -> Screen:
        notice, self._notice = self._notice, ""
        number = self.program.session_number(self.session.id)
        position = f"Session {number} of {len(self.program.sessions)}"
        title = self.session.title
        if len(self.program.sessions) == 1:
            position = "One sitting"
            # Its one session mostly bears its own title.
            title = "" if title == self.program.title else title
        if walk is None or step is None:
            return Screen(
                self.program.title,
                title,
                position,
                citations=self.program.numbers,
                can_go_back=False,
                notice=notice,
            )
        ahead = walk.steps[walk.number - 1 :]
        return Screen(
            program=self.program.title,
            session=title,
            position=position,
            step=walk.number,
            steps=len(walk.steps),
            minutes_left=sum(step.minutes for step in self.session.steps if step.id in ahead),
            heading=step.section.title,
            step_id=step.id,
            notice=notice,
            can_go_back=walk.can_go_back,
            notes=self._notes_beside(step),
            citations=self.program.numbers,
        )


_PAUSE = "This is a good place to stop for today, if you like. Ctrl-C keeps your place."
_PASSED_OVER = (
    "What you put into the step before is no answer yet. It is kept, and there when you come back to it."
)
