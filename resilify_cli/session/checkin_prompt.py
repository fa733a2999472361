"""Asks for a check-in: mood, feelings, what one has been doing, a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from resilify_cli.activities.questions import (
    AnswerValue,
    Aside,
    ChoiceOption,
    MarkdownBlock,
    MultipleChoice,
    Question,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.word_lists import MOODS
from resilify_cli.session.multi_part_prompt import KeptT, SkipMode

if TYPE_CHECKING:
    from resilify_cli.store.store import Store

NEW_CHECKIN = "checkin"


NOTHING = Checkin()


def checkin_of(values: Sequence[AnswerValue]) -> Checkin:
    """Return the check-in that the parts make, or those of a draft, as many as there are."""
    mood, feelings, activities, note = (*values, None, None, None, None)[:4]
    return Checkin(
        mood=int(mood) if isinstance(mood, str) and mood.isdecimal() and int(mood) in MOODS else None,
        feelings=tuple(feelings) if isinstance(feelings, list) else (),
        activities=tuple(activities) if isinstance(activities, list) else (),
        note=str(note or "").strip("\n"),
    )


@dataclass(frozen=True, slots=True)
class CheckinPrompt(Generic[KeptT]):
    """Asks for the four parts of a check-in, each of which can be left out.

    Attributes:
        store: where the draft is kept.
        place: where in it, as in `JournalDrafts`.
        keep_checkin: keeps the check-in, inside the transaction that drops the draft.
        before: the check-in to change, if there is one.
        about: which time it is about, as `on Monday 2 November`; empty for now.
    """

    store: Store
    place: str
    keep_checkin: Callable[[Checkin], KeptT]
    before: Checkin = NOTHING
    about: str = ""

    @property
    def skip_mode(self) -> SkipMode:
        """Leave out what is skipped."""
        return SkipMode.PART

    def question(self, values: Sequence[AnswerValue]) -> Question | None:
        """Ask for the parts in turn."""
        asked = (self._mood_question, self._feelings_question, self._activities_question, self._note_question)
        return asked[len(values)]() if len(values) < len(asked) else None

    def earlier(self, place: int) -> AnswerValue:
        """Return a part of the check-in to change."""
        before = self.before
        mood = str(before.mood) if before.mood else None
        return (mood, list(before.feelings), list(before.activities), before.note)[place] or None

    def find_draft(self) -> str | None:
        """Return the draft, or None."""
        return self.store.journal_drafts.find(self.place)

    def save_draft(self, content: str, *, while_typing: bool = False) -> None:
        """Keep what is half done."""
        self.store.journal_drafts.save(self.place, content, while_typing=while_typing)

    def keep(self, values: Sequence[AnswerValue]) -> KeptT | None:
        """Keep the check-in, and return what `keep_checkin` does; None if all of it was left out."""
        checkin = checkin_of(values)
        with self.store.transaction():
            kept = self.keep_checkin(checkin) if checkin else None
            self.store.journal_drafts.drop(self.place)
        return kept

    def _mood_question(self) -> Question:
        options = tuple(ChoiceOption(str(number), word) for number, word in MOODS.items())
        return SingleChoice(
            body=(
                MarkdownBlock(
                    f"How was your mood {self.about}?" if self.about else "How is your mood just now?"
                ),
            ),
            options=options,
            as_scale=True,
        )

    def _feelings_question(self) -> Question:
        return self._word_question(
            "feeling", self.before.feelings, f"Which of these {'did' if self.about else 'do'} you feel?"
        )

    def _activities_question(self) -> Question:
        return self._word_question(
            "activity", self.before.activities, f"What {'had' if self.about else 'have'} you been doing?"
        )

    def _word_question(self, kind: str, chosen: Sequence[str], asks: str) -> Question:
        offered = self.store.checkins.words(kind)
        # A word that is hidden now may be in the check-in that is changed.
        words = [*offered, *(word for word in chosen if word not in offered)]
        body = (
            MarkdownBlock(asks),
            Aside("As many as you like. A word of your own is offered from then on."),
        )
        return MultipleChoice(
            body=body, options=tuple(ChoiceOption(word, word) for word in words), other=True
        )

    def _note_question(self) -> Question:
        return TextQuestion(body=(MarkdownBlock("Anything you would like to add?"),), optional=True)
