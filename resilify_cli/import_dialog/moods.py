"""Asks what a person's own words for moods mean, before check-ins with them come in."""

from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext
from resilify_cli.console import stdin_is_terminal, stdout_is_terminal

if TYPE_CHECKING:
    from resilify_cli.exchange.format import ImportFormat
    from resilify_cli.exchange.import_options import ImportOptions

_MOST_ASKED = 20


def ask_moods(
    ctx: AppContext, form: "ImportFormat", path: str, options: "ImportOptions", *, plain: bool | None
) -> "ImportOptions":
    """Return the options with the numbers that the person gives, where there is a terminal to ask in.

    A word that is left without a number is told of, and kept as a word. With `plain`, answers are read
    line by line, from a pipe too.
    """
    from dataclasses import replace

    from resilify_cli.exchange.containers.source import ImportSource

    can_ask = plain or (stdin_is_terminal() and stdout_is_terminal())
    if not can_ask or not ctx.prompters.may_ask:
        return options
    with ImportSource(path) as source:
        words = form.mood_words(source, options)[:_MOST_ASKED]
    if not words:
        return options
    given = _ask_moods(ctx, words, plain)
    return replace(options, moods={**options.moods, **given}) if given else options


def _ask_moods(ctx: AppContext, words: list[str], plain: bool | None) -> dict[str, int]:
    """Return the numbers of those words that the person gave one to; leaving ends the questions."""
    from resilify_cli.activities.questions import Answer, ChoiceOption, Notice, SingleChoice
    from resilify_cli.activities.questions import OwnWords as TheirWords
    from resilify_cli.checkin.word_lists import MOODS
    from resilify_cli.prompters.protocol import Screen

    numbers = (
        *(ChoiceOption(str(number), name) for number, name in MOODS.items()),
        ChoiceOption("none", "leave it a word"),
    )
    given: dict[str, int] = {}
    with ctx.prompters.open(plain=plain, animation=False) as prompter:
        for word in words:
            question = SingleChoice(
                body=(Notice("Which mood is this word for you?"), TheirWords(word)), options=numbers
            )
            reply = prompter.ask(question, Screen("Import", can_go_back=False), lambda _: None)
            if not isinstance(reply, Answer):
                break
            if reply.value != "none":
                given[" ".join(word.split()).casefold()] = int(str(reply.value))
        prompter.say("")
    return given
