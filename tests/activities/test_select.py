from __future__ import annotations

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import ChoiceOption, MarkdownBlock, MultipleChoice
from tests.activities.conftest import Broken, FakeHistory, Read

_CALM = ":::{select} x\n:other: yes\nWhat calms you?\n- A walk {#walk}\n- Music {#music}\n:::"


def test_select_asks_for_any_number(read: Read, history: FakeHistory) -> None:
    """A selection offers its options, and own words where they are welcome."""
    activity = read(_CALM)
    assert activity.question((), history) == MultipleChoice(
        body=(MarkdownBlock("What calms you?"),),
        options=(ChoiceOption("walk", "A walk"), ChoiceOption("music", "Music")),
        other=True,
    )
    assert activity.question((["walk"],), history) is None


def test_select_keeps_labels_and_ids(read: Read) -> None:
    """Labels and own words are kept one a line, and the ids as one value."""
    assert read(_CALM).result((["music", "my cat"],)) == ActivityResult(
        "Music\nmy cat", (["music", "my cat"],)
    )


def test_none_may_fit(read: Read) -> None:
    """Choosing nothing is an answer too."""
    assert read(_CALM).result(([],)) == ActivityResult("", ([],))


def test_a_selection_needs_two(broken: Broken) -> None:
    """A selection of one is told."""
    found = broken(":::{select} x\nWhich?\n- One\n:::")
    assert [wrong for _, wrong, _ in found] == ["there is too little to choose from"]
