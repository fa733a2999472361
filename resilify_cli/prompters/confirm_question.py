"""Asks in a terminal whether to do something, with keys that say what they do here: y, n, and cancel."""

from __future__ import annotations

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys

from resilify_cli.activities.questions import Answer, ConfirmQuestion, Move, Reply
from resilify_cli.prompters.key_bindings import footer
from resilify_cli.prompters.option_list import run_list

_CANCEL = "Esc or Ctrl-C cancel"


def ask_confirmation(question: ConfirmQuestion, style: questionary.Style) -> Reply:
    """Ask for a yes or a no, or for the word that is a yes.

    Args:
        question: What is asked; what stands above it is on the screen already.
        style: How it looks.

    Returns:
        An answer that is true or false, or `Move.LEAVE` if it was cancelled.
    """
    return _ask_word(question.word, style) if question.word else _ask_yes_or_no(style)


def _ask_yes_or_no(style: questionary.Style) -> Reply:
    choices = [questionary.Choice("No", value=False), questionary.Choice("Yes", value=True)]
    asked = questionary.select(
        "",
        choices=choices,
        qmark="",
        pointer="   ›",
        instruction=" ",
        style=style,
        erase_when_done=True,
    )
    keys = _cancel_keys()
    for letters, value in (("yY", True), ("nN", False)):
        for letter in letters:
            _answer_key(keys, letter, value)
    given = asked.application.key_bindings
    asked.application.key_bindings = merge_key_bindings([given, keys] if given else [keys])
    reply = run_list(asked, ("↑ ↓ move", "Enter choose", "y yes", "n no", _CANCEL))
    # There is nothing beside it to ask for.
    return reply if isinstance(reply, Answer | Move) else Move.LEAVE


def _ask_word(word: str, style: questionary.Style) -> Reply:
    asked = questionary.text(
        "",
        qmark="   ›",
        bottom_toolbar=footer(("Enter done", _CANCEL)),
        key_bindings=_cancel_keys(),
        style=style,
        erase_when_done=True,
    )
    try:
        reply = asked.unsafe_ask()
    except (KeyboardInterrupt, EOFError):
        # Ended from outside, or the terminal has gone away.
        return Move.LEAVE
    return reply if isinstance(reply, Move) else Answer(str(reply).strip().lower() == word)


def _cancel_keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add(Keys.Escape, eager=True)
    @keys.add(Keys.ControlC, eager=True)
    @keys.add(Keys.ControlD, eager=True)
    # They pass over a question elsewhere, so here they do nothing of what is asked.
    @keys.add(Keys.PageDown, eager=True)
    @keys.add(Keys.PageUp, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=Move.LEAVE)

    return keys


def _answer_key(keys: KeyBindings, letter: str, value: bool) -> None:
    @keys.add(letter, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=Answer(value))
