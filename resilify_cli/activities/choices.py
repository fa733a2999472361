"""The options that a `choose`, a `select` or a `pick` has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive
    from resilify_cli.activities.questions import ChoiceOption


def read_choices(directive: Directive) -> tuple[ChoiceOption, ...]:
    """Read the list of options to choose from; fewer than two are a problem."""
    options = tuple(item.option for item in directive.items())
    if len(options) < 2:
        directive.problems.add(
            directive.line, "there is too little to choose from", "list two or more, each as - Text"
        )
    return options


def option_label(options: Sequence[ChoiceOption], value: str) -> str:
    """Return the label of the option with the id `value`; other words are returned as they are."""
    return next((option.label for option in options if option.id == value), value)
