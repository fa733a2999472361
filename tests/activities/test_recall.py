from __future__ import annotations

from datetime import date

from resilify_cli.activities.answer_history import StoredAnswer
from resilify_cli.activities.questions import MarkdownBlock, OwnWords, SideBySide
from tests.activities.conftest import FakeHistory, Read


def test_recall_shows_the_newest_words(read: Read, history: FakeHistory) -> None:
    """The last answer comes back under the author's words, with when and where it was written."""
    history.answered("moment", "It rained.").answered("moment", "It snowed.", session=2)
    activity = read(":::{recall} moment\nYou wrote this.\n:::")
    assert activity.question((), history).body == (
        MarkdownBlock("You wrote this."),
        OwnWords("It snowed.", "In session 2, 3 November 2026"),
    )
    assert activity.question((None,), history) is None


def test_recall_can_show_all(read: Read, history: FakeHistory) -> None:
    """With `:all:` every answer comes back, oldest first, and none without words."""
    history.answered("moment", "one").answered("moment", "").answered("moment", "two", session=None)
    told = read(":::{recall} moment\n:all: yes\n:::").question((), history)
    assert told.body == (
        SideBySide(OwnWords("one", "In session 1, 3 November 2026"), OwnWords("two", "3 November 2026")),
    )


def test_recall_without_an_answer_is_left_out(read: Read, history: FakeHistory) -> None:
    """Where nothing was answered the step does not appear, unless there are words for that."""
    bare = read(":::{recall} moment\n:::")
    kind = read(":::{recall} moment\n:empty: Nothing yet, and that is fine.\n:::")
    assert not bare.is_shown(history)
    assert kind.is_shown(history)
    assert kind.question((), history).body == (MarkdownBlock("Nothing yet, and that is fine."),)
    assert bare.is_shown(history.answered("moment", "It rained."))


def test_recall_of_an_answer_without_words_is_left_out(read: Read, history: FakeHistory) -> None:
    """An answer that has no words is not shown as an empty screen."""
    history.answered("moment", "")
    assert not read(":::{recall} moment\n:::").is_shown(history)


def test_recall_has_an_id_of_its_own_and_keeps_nothing(read: Read) -> None:
    """It is a step beside the activity that it shows, and no answer."""
    activity = read(":::{recall} moment\n:::")
    assert activity.id == "recall-moment"
    assert list(activity.referenced_activities()) == [("moment", 1)]
    assert activity.result((None,)) is None


def test_several_answers_are_recalled_together(read: Read, history: FakeHistory) -> None:
    """In the order that they are named in, two beside each other; what was not answered is left out."""
    history.answered("rule", "my rule").answered("line", "my line")
    recall = read(":::{recall} rule, none, line\n:::")
    assert recall.id == "recall-rule"
    told = recall.question((), history)
    (both,) = told.body
    assert (both.left.text, both.right.text) == ("my rule", "my line")


def test_answers_of_one_day_are_told_apart_by_their_titles(read: Read, history: FakeHistory) -> None:
    """Two that were given in the same session stand under what they are; one from elsewhere says when."""
    day = date(2026, 11, 3)
    history.add("friend", StoredAnswer("Come over.", (), day, 1, title="What you would say"))
    history.add("self", StoredAnswer("Idiot.", (), day, 1, title="What you said to yourself"))
    history.add("later", StoredAnswer("Well.", (), day, 2, title="A later line"))
    told = read(":::{recall} friend, self, later\n:::").question((), history)
    assert told.body == (
        OwnWords("Come over.", "What you would say"),
        OwnWords("Idiot.", "What you said to yourself"),
        OwnWords("Well.", "In session 2, 3 November 2026"),
    )


def test_an_answer_of_another_program_comes_with_its_title(read: Read, history: FakeHistory) -> None:
    """A person who did both is shown what they know already; others never see the step."""
    activity = read(":::{recall} borrow-line\n:program: cultivating-self-compassion\n:::")
    assert not activity.is_shown(history.answered("borrow-line", "Mine, here."))
    line = StoredAnswer("Gates get painted.", ("x",), date(2026, 11, 3), program="Self Compassion")
    history.elsewhere["cultivating-self-compassion", "borrow-line"] = line
    assert activity.is_shown(history)
    assert activity.question((), history).body == (
        OwnWords("Gates get painted.", "In Self Compassion, 3 November 2026"),
    )
    assert list(activity.referenced_activities()) == []


def test_a_private_answer_is_not_shown_again(read: Read, history: FakeHistory) -> None:
    """The step is left out, as where there is none."""
    history.add("x", StoredAnswer("secret", ("secret",), date(2026, 11, 3), private=True))
    assert read(":::{recall} x\n:::").is_shown(history) is False
