"""Asks in the language of a program: the words of the frame are translated, what an author wrote stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from resilify_cli.activities.questions import Drawing, OwnWords, Question, Reply
from resilify_cli.content.languages import Language, find_language

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.prompters.protocol import KeepDraft, Prompter, Screen

_T = TypeVar("_T", bound=object)
# What a person wrote, and what is no words at all.
_LEFT_ALONE = frozenset({"id", "step_id", "joined", "page", "default", "program", "session", "citations"})
# Kinds whose answer is kept as sentences of the frame, with the person's words in them.
_FRAMED_KINDS = frozenset({"plan", "experiment"})


class LocalizedPrompter:
    """A prompter that shows the words of the frame in a language."""

    def __init__(self, prompter: Prompter, language: Language) -> None:
        self._prompter, self._language = prompter, language

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Ask in the language, and return the answer or the move made instead."""
        shown = replace(translated(screen, self._language), translate=self._language.translate)
        return self._prompter.ask(translated(question, self._language), shown, keep_draft)

    def fits(self, question: Question, screen: Screen) -> bool:
        """Return whether all of a question can be seen at once in the language."""
        return self._prompter.fits(translated(question, self._language), translated(screen, self._language))

    def say(self, message: str) -> None:
        """Show a short line outside the questions, or several."""
        self._prompter.say(self._language.translate_lines(message))


def localized(prompter: Prompter, language: Language) -> Prompter:
    """Return a prompter for a language: the same one where the frame has no words in it."""
    return LocalizedPrompter(prompter, language) if language.phrases else prompter


def localized_answer(activity: Activity, text: str, language: str) -> str:
    """Return the text of an answer with the words of the frame in it in a language, given as its tag."""
    return find_language(language).translate_lines(text) if activity.kind in _FRAMED_KINDS else text


def translated(value: _T, language: Language) -> _T:
    """Return a question, a screen or a part of one with the words of the frame translated."""
    changed: Any = value
    if isinstance(value, str):
        changed = language.translate(value)
    elif isinstance(value, Drawing):
        changed = Drawing(_localize_labels(value.lines, language), language.translate(value.description))
    elif isinstance(value, tuple):
        changed = tuple(translated(part, language) for part in value)
    elif isinstance(value, OwnWords):
        text = _localize_days(value.text, language) if value.has_days else value.text
        changed = replace(value, text=text, label=language.translate(value.label))
    elif is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in fields(value) if one.name not in _LEFT_ALONE]
        changed = replace(value, **{name: translated(getattr(value, name), language) for name in names})
    return cast("_T", changed)


def _localize_days(text: str, language: Language) -> str:
    """Return lines with the day before the first colon of each as the language writes it."""
    parted = [line.partition(":") for line in text.split("\n")]
    return "\n".join(f"{language.translate(day)}{colon}{rest}" for day, colon, rest in parted)


def _localize_labels(rows: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return the rows of a drawing with the words of the frame before their bars translated."""
    parted = [row.strip().partition("  ") for row in rows]
    labels = [language.translate(label) for label, _, _ in parted]
    margin = max(map(len, labels), default=0)
    return tuple(f"{label:>{margin}}{gap}{bar}" for label, (_, gap, bar) in zip(labels, parted, strict=True))
