"""A pool of small things to choose from."""

from __future__ import annotations

from resilify_cli.activities.questions import Aside, ChoiceOption, MultipleChoice
from tests.activities.conftest import Broken, FakeHistory, Read

_TEXT = ":::{pick} small\n:choose: 2\nAsk.\n- Thank someone {#thank}\n- Look up {#look}\n- Walk {#walk}\n:::"


def test_a_pick_offers_its_pool(read: Read, history: FakeHistory) -> None:
    """All of it, once."""
    question = read(_TEXT).question((), history)
    assert isinstance(question, MultipleChoice)
    assert question.body[-1] == Aside("About 2 of them.")
    assert question.options[0] == ChoiceOption("thank", "Thank someone")
    assert read(_TEXT).question((["thank"],), history) is None


def test_what_is_picked_is_kept_in_words(read: Read) -> None:
    """And by the ids that stay when an author changes a word."""
    activity = read(_TEXT)
    assert activity.result((["walk", "thank"],)).text == "Walk\nThank someone"
    assert activity.fields_of((["walk"],)) == {"chosen": ["walk"]}


def test_a_pool_has_an_end(broken: Broken) -> None:
    """More than forty are too many to choose from."""
    pool = "\n".join(f"- Thing {n} {{#t{n}}}" for n in range(41))
    assert [wrong for _, wrong, _ in broken(f":::{{pick}} x\nAsk.\n{pool}\n:::")] == [
        "a pool has at most 40 things"
    ]
