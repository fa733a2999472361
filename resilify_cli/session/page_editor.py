"""Asks for the boxes of the page for hard days, one at a time or one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.activities.gather import NOT_SHOWN, SHOWN, Gather
from resilify_cli.activities.questions import (
    Answer,
    Aside,
    ChoiceOption,
    LineQuestion,
    MarkdownBlock,
    Move,
    MultipleChoice,
    OwnWords,
    Reply,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.prompters.protocol import Screen
from resilify_cli.session.draft import Draft
from resilify_cli.session.multi_part_prompt import PromptResult
from resilify_cli.session.page_boxes import PageBox, box_activities, page_boxes, program_pages
from resilify_cli.store.entries import Response

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.content.models import Program
    from resilify_cli.content.page_sources import PageSource
    from resilify_cli.session.activity_asker import ActivityAsker

# What can be chosen in place of a box; no activity has such an id.
ALL, PROGRAMS, DONE = "*all", "*programs", "*done"


@dataclass(frozen=True, slots=True)
class PageEditor:
    """Asks for boxes and keeps them; each is on disk before the next is asked.

    Attributes:
        program: The program that has the boxes.
        asker: Asks an activity of it.
        sources: Which answers of other programs may be offered for a box, by its id.
    """

    program: Program
    asker: ActivityAsker
    sources: Mapping[str, Sequence[PageSource]]

    def find(self, part: str) -> str | None:
        """Return the box that a name means: the end of its id, or words of its title; None for no box."""
        wanted = part.strip().casefold()
        if wanted == "programs":
            return PROGRAMS
        boxes = list(box_activities(self.program))
        named = [box.id for box in boxes if wanted in (box.id, short_name(box))]
        named += [box.id for box in boxes if wanted and wanted in box.title.casefold()]
        return next(iter(named), None)

    def names(self) -> list[str]:
        """Return the names of the parts, as `find` knows them."""
        return [*map(short_name, box_activities(self.program)), "programs"]

    def edit(self, part: str) -> bool:
        """Ask for one box, or for what programs may show; return whether the person went through it."""
        if part == PROGRAMS:
            return self._edit_programs() is not Move.LEAVE
        activity = next(box for box in box_activities(self.program) if box.id == part)
        return self._edit_box(activity) is not Move.LEAVE

    def edit_chosen(self) -> bool:
        """Ask which boxes to fill until the person is done; return whether they did not leave."""
        while True:
            reply: Reply | None = self._ask(self._box_question())
            if reply == Answer(ALL):
                reply = self._edit_all()
            elif reply in (Answer(DONE), Move.SKIP, Move.BACK):
                return True
            elif isinstance(reply, Answer):
                reply = None if self.edit(str(reply.value)) else Move.LEAVE
            if reply is Move.LEAVE:
                return False

    def _box_question(self) -> SingleChoice:
        filled = page_boxes(self.program, self.asker.store, self.asker.history.starts_at)
        options = [ChoiceOption(ALL, "All of them, one after the other (about 15 minutes)")]
        for box in box_activities(self.program):
            first = filled[box.id].words.strip().partition("\n")[0] if box.id in filled else ""
            options.append(ChoiceOption(box.id, f"{box.title}: {first[:40]}" if first else box.title))
        if self._program_pages():
            options.append(ChoiceOption(PROGRAMS, "Pages from my programs"))
        options.append(ChoiceOption(DONE, "Done"))
        body = (
            MarkdownBlock(self.program.overview),
            Aside("If it is hard right now: resilify help-now, or somebody near. The page can wait."),
            MarkdownBlock("Which part? Any of them can stay empty."),
        )
        return SingleChoice(body=body, options=tuple(options))

    def _edit_all(self) -> Reply | None:
        """Ask for each box in its order; skipping passes one by, going back returns to the one before."""
        boxes = list(box_activities(self.program))
        at = 0
        while 0 <= at < len(boxes):
            reply = self._edit_box(boxes[at])
            if reply is Move.LEAVE:
                return reply
            at += -1 if reply is Move.BACK else 1
        return None

    def _edit_box(self, activity: Activity) -> Move | None:
        box = page_boxes(self.program, self.asker.store, self.asker.history.starts_at).get(activity.id)
        half_done = self.asker.store.drafts.find(self.asker.enrollment, activity.id, False) is not None
        if box is None and not half_done:
            moved = self._offer_beginning(activity)
        elif box is not None and not half_done:
            moved = self._keep_or_take_off(activity, box)
        else:
            moved = None
        if moved is not None:
            return None if moved is Move.SKIP else moved
        result = self.asker.ask(activity, self._box_screen(activity), lambda: None).result
        if result in (PromptResult.LEAVE, PromptResult.DONE_AND_LEAVE):
            return Move.LEAVE
        return Move.BACK if result is PromptResult.BACK else None

    def _keep_or_take_off(self, activity: Activity, box: PageBox) -> Move | None:
        """Ask whether to change a box or to empty it; None where it is to be asked."""
        options = (
            ChoiceOption("change", "Change it"),
            ChoiceOption("keep", "Leave it as it is"),
            ChoiceOption("off", "Take it off the page (resilify undo brings it back)"),
        )
        reply = self._ask(SingleChoice(body=(OwnWords(box.words, box.title),), options=options))
        if reply == Answer("off"):
            store = self.asker.store
            store.trash.put(store.journal.find(box.entry_id))
            self.asker.history.forget(activity.id)
        return reply if isinstance(reply, Move) else None if reply == Answer("change") else Move.SKIP

    def _offer_beginning(self, activity: Activity) -> Move | None:
        """Offer what was written in programs as a beginning of an empty box; nothing is copied unasked."""
        found = []
        for source in self.sources.get(activity.id, ()):
            kept = self.asker.history.latest_elsewhere(source.program, source.activity)
            if kept is not None and kept.text.strip():
                found.append(kept)
        if not found:
            return None
        words = [OwnWords(kept.text, f"In {kept.program}, {kept.day.day} {kept.day:%B %Y}") for kept in found]
        asked = MarkdownBlock(
            f"**{activity.title}.** You wrote this in your programs. Is it to begin this box?"
        )
        options = (ChoiceOption("yes", "Yes, to change as I like"), ChoiceOption("no", "No, begin empty"))
        reply = self._ask(SingleChoice(body=(asked, *words), options=options))
        if reply == Answer("yes"):
            self._save_as_draft(activity, [kept.text.strip() for kept in found])
        return reply if isinstance(reply, Move) else None

    def _save_as_draft(self, activity: Activity, texts: Sequence[str]) -> None:
        """Save the words as what is typed of the box, in the shape of its first question."""
        draft = Draft()
        match activity.question((), self.asker.history):
            case TextQuestion():
                draft.type("\n".join(texts))
            case MultipleChoice():
                draft.type(["; ".join("; ".join(text.splitlines()) for text in texts)])
            case LineQuestion():
                draft.type("; ".join("; ".join(text.splitlines()) for text in texts))
        self.asker.store.drafts.save(self.asker.enrollment, activity.id, False, draft.to_text())

    def _program_pages(self) -> list[PageBox]:
        return program_pages(self.asker.store, self.asker.history.starts_at)

    def _edit_programs(self) -> Reply | None:
        """Ask of each page that was made in a program whether it is to be shown."""
        for page in self._program_pages():
            options = (
                ChoiceOption(SHOWN, "Yes, show it on my page"),
                ChoiceOption(NOT_SHOWN, "No, only in the journal"),
            )
            body = (
                MarkdownBlock("Is this page from a program to be shown?"),
                OwnWords(page.words, page.title),
            )
            default = SHOWN if page.is_shown else NOT_SHOWN
            reply = self._ask(SingleChoice(body=body, options=options, default=default, is_preset=True))
            if reply is Move.LEAVE:
                return reply
            if isinstance(reply, Answer):
                self._set_shown(page, str(reply.value))
        return None

    def _set_shown(self, page: PageBox, shown: str) -> None:
        store = self.asker.store
        entry = store.journal.find(page.entry_id)
        enrollment = store.enrollments.find(entry.enrollment_id)
        if enrollment is not None:
            answer = Response(
                entry.session_id,
                entry.session,
                entry.activity_id,
                Gather.kind,
                entry.prompt,
                entry.text,
                (entry.text, shown),
            )
            store.entries.answer(enrollment, answer)

    def _box_screen(self, activity: Activity) -> Screen:
        return Screen(self.program.title, activity.title, "Page", can_go_back=True)

    def _ask(self, question: SingleChoice) -> Reply:
        screen = Screen(self.program.title, position="Page", can_go_back=True)
        return self.asker.prompter.ask(question, screen, lambda _: None)


def short_name(activity: Activity) -> str:
    """Return the name of a box on the command line: its id without what all of them begin with."""
    return activity.id.partition("-")[2] or activity.id
