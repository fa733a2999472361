"""Offers a question to write about: from the person's own list, and from the programs that they have met."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from resilify_cli.errors import LeftEarlyError, UsageError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.prompters.protocol import Prompter, Screen
    from resilify_cli.store.store import Store

_MOST_OF_PROGRAMS = 7
_FITS_ONE_LOOK = 9


def require_prompts(ctx: AppContext) -> None:
    """Check that there can be a question to write about, before a store is made for it.

    Raises:
        UsageError: There is none.
    """
    from resilify_cli.content.own_prompts import read_own_prompts

    if not ctx.paths.store.exists() and not read_own_prompts(ctx.paths.vault.folder):
        raise _nothing_to_choose(ctx)


def _nothing_to_choose(ctx: AppContext) -> UsageError:
    from resilify_cli.content.own_prompts import FILE_NAME

    place = safe_line(str(ctx.paths.vault.folder / FILE_NAME))
    return UsageError(
        "There are no questions to choose from yet.",
        f"They come from the programs that you begin, and from lines that you write into {place}",
    )


def choose_prompt(ctx: AppContext, store: Store, prompter: Prompter, screen: Screen) -> str:
    """Ask which question to write about; return an empty text where the person passes it over.

    Of those of programs a few are offered, others each day.

    Raises:
        UsageError: There are none.
        LeftEarlyError: The person leaves.
    """
    from resilify_cli.activities.questions import Answer, ChoiceOption, MarkdownBlock, Move, SingleChoice
    from resilify_cli.content.own_prompts import read_own_prompts

    own = read_own_prompts(ctx.paths.vault.folder)
    offered = [*own, *_of_programs(ctx, store)]
    if not offered:
        raise _nothing_to_choose(ctx)
    question = SingleChoice(
        body=(MarkdownBlock("Which question would you like to write about?"),),
        options=tuple(ChoiceOption(str(at), words) for at, words in enumerate(offered)),
        searchable=len(offered) > _FITS_ONE_LOOK,
    )
    reply = prompter.ask(question, screen, lambda _: None)
    if reply is Move.LEAVE:
        raise LeftEarlyError("Nothing was written.")
    return offered[int(str(reply.value))] if isinstance(reply, Answer) else ""


def _of_programs(ctx: AppContext, store: Store) -> list[str]:
    from resilify_cli.session.met_questions import met_questions, to_write_about

    met = list(dict.fromkeys(to_write_about(met_questions(store, ctx.programs.begun(store)))))
    today = ctx.today
    return random.Random(today.toordinal()).sample(met, min(len(met), _MOST_OF_PROGRAMS))
