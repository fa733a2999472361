"""Asks before something is done that is not easily undone, with all there is to know on the same screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.console import print_line, print_message
from resilify_cli.errors import LeftEarlyError
from resilify_cli.safe import safe

if TYPE_CHECKING:
    from resilify_cli.activities.questions import Block, OwnWords, Reply
    from resilify_cli.terminal.prompter_factory import PrompterFactory

# More names of files than this, and they would push the question off the screen.
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Something that is done only after a yes.

    Attributes:
        heading: stands at the top of the screen, such as "Erase".
        question: what is asked, in one sentence.
        facts: what will happen and what will not, a sentence each.
        shown: words of the person's own that it is about.
        word: has to be typed for a yes; empty where y or n is enough.
        undone: what is said where the answer is no: "Nothing was erased."
    """

    heading: str
    question: str
    undone: str
    facts: tuple[str, ...] = ()
    shown: tuple[OwnWords, ...] = ()
    word: str = ""

    def is_confirmed(
        self, prompters: PrompterFactory, *, yes: bool, dry_run: bool = False, plain: bool | None = None
    ) -> bool:
        """Return whether to go on.

        Args:
            prompters: makes the prompter that asks.
            yes: whether it was said beforehand, by --yes; the facts are then told only.
            dry_run: whether all is to be shown, and nothing done.
            plain: whether to ask in plain lines; None leaves it to the settings.

        Raises:
            UsageError: nobody can be asked here.
            LeftEarlyError: it was cancelled, or the word was not typed.
        """
        if dry_run:
            self._show()
            return False
        if yes:
            for fact in self.facts:
                print_message(fact)
            return True
        prompters.need_answer("--yes", plain=plain)
        from resilify_cli.activities.questions import Answer

        reply = self._ask(prompters, plain)
        if reply == Answer(True):
            return True
        if reply == Answer(False) and not self.word:
            print_message(self.undone)
            return False
        raise LeftEarlyError(self.undone)

    def _show(self) -> None:
        for fact in self.facts:
            print_line(safe(fact))
        for words in self.shown:
            print_line(f"\n{safe(words.label)}:" if words.label else "")
            print_line(safe(words.text))
        if not self.shown and not self.word:
            # Then the question alone says what it is about.
            print_message(f"Without --dry-run it asks: {self.question}")
        print_message(self.undone)

    def _ask(self, prompters: PrompterFactory, plain: bool | None) -> Reply:
        from resilify_cli.activities.questions import ConfirmQuestion, MarkdownBlock, Move, Notice
        from resilify_cli.prompters.protocol import Screen

        facts = (Notice("\n".join(self.facts)),) if self.facts else ()
        body: tuple[Block, ...] = (*facts, *self.shown, MarkdownBlock(self.question))
        with prompters.open(plain=plain, animation=False) as prompter:
            screen = Screen(self.heading, can_go_back=False)
            question = ConfirmQuestion(body=body, word=self.word)
            # Whoever scrolls through all of it, and once too often, has said neither yes nor no.
            while (reply := prompter.ask(question, screen, lambda _: None)) in (Move.BACK, Move.SKIP):
                pass
            prompter.say("")
        return reply


def named(about: str, names: list[str]) -> tuple[str, ...]:
    """Return a fact about each file that is named, and one about those that are too many to name."""
    facts = [f"{about}: {name}" for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        facts.append(f"So with {len(names) - _MOST_NAMED} more.")
    return tuple(facts)
