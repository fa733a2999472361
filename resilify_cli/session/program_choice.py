"""Asks where to begin: with a practice, one sitting, a program, or by what brings the person here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import (
    Answer,
    Aside,
    Block,
    ChoiceOption,
    MarkdownBlock,
    Move,
    Reply,
    SingleChoice,
)
from resilify_cli.prompters.protocol import Prompter, Screen

if TYPE_CHECKING:
    from resilify_cli.content.program_summary import ProgramSummary
    from resilify_cli.content.starting_points import StartingPoint

# What is chosen in place of a program's slug; no slug has this sign.
PRACTICE, SITTING, PROGRAM, REASONS = "*now", "*sitting", "*program", "*reasons"
WAYS = (
    (PRACTICE, "Something for right now: three minutes"),
    (SITTING, "One sitting: about 20 minutes, complete in itself"),
    (PROGRAM, "A program: some weeks, a session at a time"),
    (REASONS, "What brings you here? Up to three suggestions"),
)
# With more programs than this, typing narrows the list to choose from.
_FITS_ONE_LOOK = 9


@dataclass(frozen=True, slots=True)
class ProgramChoice:
    """Asks for a program, or for a practice in place of one.

    Attributes:
        prompter: Asks the person.
        programs: The programs that there are, in their order.
        starting_points: What brings people here, with suggestions.
    """

    prompter: Prompter
    programs: Sequence[ProgramSummary]
    starting_points: Sequence[StartingPoint]

    def ask_way(self, greeting: str, notes: Sequence[str]) -> str | None:
        """Ask someone who has begun nothing yet for one of the ways, each by one key, and what follows it.

        Args:
            greeting: What is said above the ways.
            notes: Lines that are told below.

        Returns:
            The slug of a program, `PRACTICE`, or None where the person leaves.
        """
        asked = MarkdownBlock("What would you like?")
        body: tuple[Block, ...] = (MarkdownBlock(greeting), asked, *(Aside(note) for note in notes))
        question = SingleChoice(body=body, options=_make_options(WAYS), by_key=True)
        return self._ask_in_turn(question)

    def ask_program(self) -> str | None:
        """Ask for any program, with the shorter ways above them; return what `ask_way` does."""
        ways = [(PRACTICE, WAYS[0][1]), (REASONS, WAYS[3][1])]
        listed = [(one.slug, f"{one.title}  ({one.length})") for one in self.programs]
        question = SingleChoice(
            body=(MarkdownBlock("Which program would you like to begin, or go on with?"),),
            options=_make_options([*ways, *listed]),
            searchable=len(self.programs) > _FITS_ONE_LOOK,
        )
        return self._ask_in_turn(question)

    def _ask_in_turn(self, first: SingleChoice) -> str | None:
        """Ask the first question, and what follows the answer; going back asks the first one again."""
        while True:
            reply = self._ask(first, can_go_back=False)
            if isinstance(reply, Answer):
                reply = self._ask_about_way(str(reply.value))
            if isinstance(reply, Answer):
                return str(reply.value)
            if reply is not Move.BACK:
                return None

    def _ask_about_way(self, way: str) -> Reply:
        """Ask what follows a way, and return the slug of a program as the answer, or a move."""
        if way in (SITTING, PROGRAM):
            fitting = [one for one in self.programs if (one.session_count == 1) == (way == SITTING)]
            listed = [(one.slug, f"{one.title}  ({_length_text(one)})") for one in fitting]
            return self._ask_one("Which one?", listed)
        return self._ask_reason() if way == REASONS else Answer(way)

    def _ask_reason(self) -> Reply:
        """Ask what brings the person here, and then for one of the programs that may suit."""
        known = {one.slug: one for one in self.programs}
        while True:
            says = [(point.id, point.says) for point in self.starting_points]
            reply = self._ask_one("What brings you here? Choose what is nearest.", says)
            if not isinstance(reply, Answer):
                return reply
            point = next(one for one in self.starting_points if one.id == reply.value)
            suggested = [
                (
                    one.program,
                    f"{known[one.program].title}: {one.because}  ({_pace_text(known[one.program])})",
                )
                for one in point.suggestions
                if one.program in known
            ]
            told = Aside("These may suit. Every other program is open to you too.")
            reply = self._ask_one(f"**{point.says}**", suggested, told)
            if reply is not Move.BACK:
                return reply

    def _ask_one(self, words: str, options: Sequence[tuple[str, str]], *told: Block) -> Reply:
        return self._ask(SingleChoice(body=(MarkdownBlock(words), *told), options=_make_options(options)))

    def _ask(self, question: SingleChoice, *, can_go_back: bool = True) -> Reply:
        return self.prompter.ask(question, Screen("resilify", can_go_back=can_go_back), lambda _: None)


def _make_options(pairs: Sequence[tuple[str, str]]) -> tuple[ChoiceOption, ...]:
    return tuple(ChoiceOption(*pair) for pair in pairs)


def _pace_text(program: ProgramSummary) -> str:
    return "one sitting" if program.session_count == 1 else program.pace or program.length


def _length_text(program: ProgramSummary) -> str:
    return ", ".join(filter(None, (program.length, program.pace)))
