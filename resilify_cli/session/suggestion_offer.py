"""Asks whether a suggested practice would suit, and for a number before and after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import (
    Answer,
    ChoiceOption,
    MarkdownBlock,
    Move,
    ScaleQuestion,
    SingleChoice,
)
from resilify_cli.content.markdown import plain_text
from resilify_cli.errors import LeftEarlyError
from resilify_cli.prompters.protocol import Prompter, Screen, SideNote
from resilify_cli.session.screens import escaped
from resilify_cli.session.suggestions import BeforeAndAfter, Suggestion, SuggestionRule
from resilify_cli.store.entries import Response

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.session.practice import Practice, PracticeGroup
    from resilify_cli.store.store import Store

_YES, _NO = ChoiceOption("yes", "Do it now"), ChoiceOption("no", "Not now")
_POSITION = "A suggestion"


def ask_whether(prompter: Prompter, suggestion: Suggestion, practice: Practice, title: str) -> bool:
    """Offer the practice with the reason, and return whether the person wants it; leaving is a no.

    Args:
        prompter: Asks.
        suggestion: What is offered, and why.
        practice: The practice.
        title: What stands above: the check-in, or the program.
    """
    name, minutes = plain_text(practice.activity.name), max(1, round(practice.activity.minutes))
    reason = escaped(suggestion.because)
    if suggestion.last:
        before, after = suggestion.last
        reason += f" Last time it was {before} before **{escaped(name)}**, and {after} after."
    asks = (
        f"**{escaped(name)}** takes about a minute. Would it suit this moment?"
        if minutes == 1
        else f"**{escaped(name)}** takes about {minutes} minutes. Would it suit this moment?"
    )
    question = SingleChoice(body=(MarkdownBlock(reason), MarkdownBlock(asks)), options=(_YES, _NO))
    note = SideNote("why", "read the rule behind this", tuple(_rule_text(suggestion.rule)))
    screen = Screen(title, position=_POSITION, can_go_back=False, notes=(note,))
    return prompter.ask(question, screen, lambda _: None) == Answer(_YES.id)


def ask_number(prompter: Prompter, suggestion: Suggestion, practice: Practice) -> int | None:
    """Ask for a number before or after the practice; None where it is passed over.

    Raises:
        LeftEarlyError: the person leaves.
    """
    rule = suggestion.rule
    question = ScaleQuestion(
        body=(MarkdownBlock(rule.asks),), low=0, high=10, low_label=rule.low, high_label=rule.high
    )
    screen = Screen(plain_text(practice.activity.name), position=_POSITION, can_go_back=False)
    reply = prompter.ask(question, screen, lambda _: None)
    if reply is Move.LEAVE:
        raise LeftEarlyError("")
    return reply.value if isinstance(reply, Answer) and isinstance(reply.value, int) else None


def ask_after(
    store: Store,
    prompter: Prompter,
    suggestion: Suggestion,
    program: Program,
    practice: Practice,
    before: int,
) -> None:
    """Ask for the number after, and keep both for the next time."""
    after = ask_number(prompter, suggestion, practice)
    enrollment = store.enrollments.latest(program.key)
    if after is None or enrollment is None:
        return
    store.entries.answer(
        enrollment,
        Response(
            session_id=practice.session.id,
            session_title=practice.session.title,
            activity_id=_rating_id(practice.activity.id),
            activity_kind="rate",
            prompt=suggestion.rule.asks,
            text=f"Before: {before}. After: {after}.",
            values=(before, after),
            listed=False,
        ),
    )
    prompter.say(f"Before: {before}. After: {after}. Such numbers tell of this moment, and little beyond it.")


def last_ratings(store: Store, groups: Iterable[PracticeGroup]) -> dict[str, BeforeAndAfter]:
    """Return the numbers before and after each practice, the last time, by its id."""
    found = {}
    for group in groups:
        enrollment = store.enrollments.latest(group.program.key)
        for practice in group.practices if enrollment else ():
            assert enrollment is not None
            rows = store.entries.kept(enrollment, _rating_id(practice.activity.id))
            values = [value for value in rows[-1].values if isinstance(value, int)] if rows else []
            if len(values) == 2:
                found[practice.activity.id] = BeforeAndAfter(*values)
    return found


def _rating_id(practice_id: str) -> str:
    """Return the id that the numbers are kept under; no author can give it to an activity."""
    return f"rating--{practice_id}"


def _rule_text(rule: SuggestionRule) -> Iterable[MarkdownBlock]:
    """Yield the rule in words, for whoever asks why."""
    yield MarkdownBlock(f"**Why this is offered.** The rule is called “{rule.name}”, and fits where")
    if rule.feelings:
        yield MarkdownBlock(f"- you choose one of these feelings: {', '.join(rule.feelings)}")
    if rule.mood:
        yield MarkdownBlock("- you note a low mood")
    for name, at_least in rule.measures:
        yield MarkdownBlock(f"- you rate “{name}” with {at_least} or more")
    yield MarkdownBlock(
        "Of its practices it takes the one after which your number had gone down most, the last time; else"
        " the first. It looks at numbers and chosen words alone, never at what you type."
    )
    yield MarkdownBlock(
        "No clinician has reviewed these rules, and nobody has tested them. To have none:"
        " `resilify settings suggestions false`"
    )
