"""Puts a program down for now: says what stays, and asks what is to become of what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.activities.follow_up_answer import Next, Went, follow_up_id
from resilify_cli.activities.questions import (
    Answer,
    Block,
    ChoiceOption,
    MarkdownBlock,
    Move,
    OwnWords,
    SingleChoice,
)
from resilify_cli.content.languages import find_language
from resilify_cli.prompters.protocol import Screen
from resilify_cli.session.open_items import FOLLOW_UP, OpenItem
from resilify_cli.store.entries import Response

if TYPE_CHECKING:
    from resilify_cli.session.open_item_asker import OpenItemAsker

_STAY = ChoiceOption("stay", "Leave it as it is")
_PAUSE = ChoiceOption("pause", "Put it down for now")
_KEEP = ChoiceOption(Next.KEEP.value, "Keep it")
_LET_GO = ChoiceOption(Next.LET_GO.value, "Let it go")
_BECOMES = "What would you like to do with it?"
TITLE = "Enough for now"


@dataclass(frozen=True, slots=True)
class ProgramPause:
    """The end of a program that is not at its end.

    Attributes:
        asker: Knows the program and what is open of it, and asks.
    """

    asker: OpenItemAsker

    def ask(self) -> bool:
        """Ask, and put the program down; return whether it was. Nothing is kept before the last answer."""
        prompter = self.asker.asker.prompter
        # A session's title is an author's, and stays as it is; this one is not.
        title = find_language(self.asker.program.language).translate(TITLE)
        screen = Screen(self.asker.program.title, title, can_go_back=False)
        question = SingleChoice(body=tuple(_kept_blocks()), options=(_PAUSE, _STAY))
        if prompter.ask(question, screen, lambda _: None) != Answer(_PAUSE.id):
            return False
        let_go = []
        for item in self.asker.items():
            question = SingleChoice(
                body=self._item_blocks(item), options=(_KEEP, _LET_GO), default=_KEEP.id, is_preset=True
            )
            reply = prompter.ask(question, screen, lambda _: None)
            if reply is Move.LEAVE:
                return False
            if reply == Answer(_LET_GO.id):
                let_go.append(item)
        self.put_down(let_go)
        return True

    def put_down(self, let_go: Sequence[OpenItem] = ()) -> None:
        """Put the program down, and close what is let go.

        Args:
            let_go: What is let go of the open items.
        """
        place = self.asker.asker
        again = f"on-{self.asker.today.isoformat()}"
        with place.store.transaction():
            for item in let_go:
                place.store.entries.answer(
                    place.enrollment,
                    Response(
                        session_id=place.session_id,
                        session_title=place.session_title,
                        activity_id=follow_up_id(item.activity_id, again),
                        activity_kind=FOLLOW_UP,
                        prompt=_BECOMES,
                        text=_LET_GO.label,
                        values=(Went.NOT_YET.value, Next.LET_GO.value),
                    ),
                )
            place.store.enrollments.pause(place.enrollment)

    def _item_blocks(self, item: OpenItem) -> tuple[Block, ...]:
        """Return what is open, in the words of the person where it is not private."""
        found = self.asker.program.activities.get(item.activity_id)
        hidden = found is None or found[1].private or not item.words.strip()
        words = () if hidden else (OwnWords(item.words),)
        return (MarkdownBlock(f"Still open: {item.describe()}"), *words, MarkdownBlock(_BECOMES))


def _kept_blocks() -> Iterator[Block]:
    yield MarkdownBlock("You can put this program down here, for a while or for good.")
    yield MarkdownBlock(
        "All you wrote stays in your journal (`resilify journal`), its exercises in `resilify practice`, and"
        " your page for hard days in `resilify page`. Your place is kept too, with what is half typed."
    )
    yield MarkdownBlock("It is not brought up again by itself, and waits where it is.")
