"""Words of a check-in that may be mistyped: asked about in a terminal, and else said."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from resilify_cli.app.context import AppContext
from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.spelling import find_similar_word
from resilify_cli.checkin.word_lists import OFFERED_WORDS
from resilify_cli.console import print_message, stdin_is_terminal, stdout_is_terminal
from resilify_cli.errors import LeftEarlyError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.store.store import Store

_FIELDS = {"feeling": "feelings", "activity": "activities"}


class SpellingCheck(NamedTuple):
    """A check-in as it is meant.

    Attributes:
        checkin: the check-in, with the words that were asked about as they were answered.
        sure: the words of one's own that are meant as they are spelled.
        near: words that may be mistyped, each with its kind and the known word that may be meant.
    """

    checkin: Checkin
    sure: frozenset[str] = frozenset()
    near: tuple[tuple[str, str, str], ...] = ()


def check_spelling(
    ctx: AppContext, store: "Store", given: Checkin, before: Checkin, *, plain: bool | None
) -> SpellingCheck:
    """Look for words that may be mistyped; ask about them where there is a terminal.

    Raises:
        LeftEarlyError: the person left at the question; nothing was kept.
    """
    found = tuple(_near_words(store, given, before))
    can_ask = stdin_is_terminal() and stdout_is_terminal() and ctx.prompters.may_ask
    if not found or not can_ask:
        return SpellingCheck(given, near=found)
    sure = set()
    for kind, typed, known in found:
        if _ask(ctx, typed, known, plain=plain):
            words = (known if word == typed else word for word in getattr(given, _FIELDS[kind]))
            changed: dict[str, Any] = {_FIELDS[kind]: tuple(dict.fromkeys(words))}
            given = given._replace(**changed)
        else:
            sure.add(typed)
    return SpellingCheck(given, frozenset(sure))


def suggest_spellings(meant: SpellingCheck, handle: str) -> None:
    """Say which words may be mistyped, with the command that puts them right."""
    for kind, typed, known in meant.near:
        words = [known if word == typed else word for word in getattr(meant.checkin, _FIELDS[kind])]
        options = " ".join(f"--{kind} {shlex.quote(word)}" for word in dict.fromkeys(words))
        print_message(f"{safe_line(typed)!r} is kept as it is. Did you mean {safe_line(known)!r}? Then:")
        print_message(safe_line(f"resilify journal edit {handle} {options}"))


def _near_words(store: "Store", given: Checkin, before: Checkin) -> "Sequence[tuple[str, str, str]]":
    found = []
    for kind, field in _FIELDS.items():
        known = list(
            dict.fromkeys([*store.checkins.words(kind), *OFFERED_WORDS[kind], *getattr(before, field)])
        )
        for typed in getattr(given, field):
            near = None if store.checkins.has(kind, typed) else find_similar_word(typed, known)
            if near is not None:
                found.append((kind, typed, near))
    return found


def _ask(ctx: AppContext, typed: str, known: str, *, plain: bool | None) -> bool:
    """Return whether the known word is meant."""
    from resilify_cli.activities.questions import Answer, ChoiceOption, MarkdownBlock, SingleChoice
    from resilify_cli.prompters.protocol import Screen

    question = SingleChoice(
        body=(MarkdownBlock("One of your words is new, and near to one that is known. Which do you mean?"),),
        options=(ChoiceOption("known", known), ChoiceOption("typed", typed)),
    )
    with ctx.prompters.open(plain=plain, animation=False) as prompter:
        reply = prompter.ask(question, Screen("Check-in", can_go_back=False), lambda _: None)
        prompter.say("")
    if not isinstance(reply, Answer):
        raise LeftEarlyError("Nothing was kept.")
    return reply == Answer("known")
