"""Writing a note, new or to be changed."""

from __future__ import annotations

import pytest

from resilify_cli.activities.questions import Answer, MarkdownBlock, Move, Question, TextQuestion
from resilify_cli.errors import StoreError
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import PartialInput, ScriptedPrompter, ScriptStep
from resilify_cli.session.multi_part_prompt import PromptResult
from resilify_cli.session.note_prompt import NEW_NOTE, NotePrompt
from resilify_cli.session.part_asker import PartAsker
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store

_BODY = (MarkdownBlock("What would you like to write down?"),)


def _write(
    store: Store, *acts: ScriptStep, before: str = "", place: str = NEW_NOTE
) -> tuple[PromptResult, TextQuestion]:
    prompter = ScriptedPrompter(acts)
    writing = NotePrompt(store, place, _BODY, store.notes.add, before)
    result = PartAsker(writing, prompter, Screen("Journal", can_go_back=False)).ask().result
    question = prompter.asked[0][0]
    assert isinstance(question, TextQuestion)
    return result, question


def _texts(store: Store) -> list[str]:
    return [entry.text for entry in store.journal.page(Filter(), 10).entries]


def test_what_is_written_is_an_entry(store: Store) -> None:
    """A text that is done is kept as it is, and no draft of it is left."""
    result, question = _write(store, "A day.\n\nA good one.")
    assert result is PromptResult.DONE
    assert question.body == _BODY
    assert _texts(store) == ["A day.\n\nA good one."]
    assert store.journal_drafts.find(NEW_NOTE) is None


def test_what_is_left_is_a_draft_and_offered_again(store: Store) -> None:
    """A note that is left is no entry, and the next one begins with its words."""
    assert _write(store, PartialInput("half a no", Move.LEAVE))[0] is PromptResult.LEAVE
    assert _texts(store) == []
    result, question = _write(store, "half a note")
    assert (result, question.default) == (PromptResult.DONE, "half a no")
    assert _texts(store) == ["half a note"]
    assert _write(store, Move.LEAVE)[1].default == ""


def test_leaving_without_a_word_leaves_no_draft(store: Store) -> None:
    """Who writes nothing leaves nothing behind."""
    _write(store, Move.LEAVE)
    assert store.journal_drafts.find(NEW_NOTE) is None


@pytest.mark.parametrize("said", ["", " \n "])
def test_nothing_is_no_note(store: Store, said: str) -> None:
    """Blanks alone are not kept."""
    assert _write(store, said)[0] is PromptResult.SKIP
    assert _texts(store) == []


def test_a_text_to_change_is_there_to_change(store: Store) -> None:
    """The text of before is offered, and a half-made change of it has a draft of its own."""
    _, question = _write(store, PartialInput("before and af", Move.LEAVE), before="before", place="some-id")
    assert question.default == "before"
    assert _write(store, Move.LEAVE, before="before", place="some-id")[1].default == "before and af"
    assert _write(store, Move.LEAVE)[1].default == ""


def test_entry_and_draft_change_in_one_write(store: Store) -> None:
    """A note that is kept while its draft can't be dropped is not kept twice."""
    connection = store.database.connection
    store.journal_drafts.save(NEW_NOTE, '{"values": [], "typed": "words", "later": []}')
    connection.execute(
        "CREATE TRIGGER no BEFORE DELETE ON journal_drafts BEGIN SELECT raise(ABORT, 'no'); END"
    )

    def failing(text: str) -> None:
        store.notes.add(text)
        raise StoreError("No room.")

    def mend(question: Question) -> Answer:
        connection.execute("DROP TRIGGER no")
        return Answer("words")

    prompter = ScriptedPrompter(["words", Move.LEAVE, None])
    writing = NotePrompt(store, NEW_NOTE, _BODY, failing)
    assert PartAsker(writing, prompter, Screen("Journal")).ask().result is PromptResult.LEAVE
    assert _texts(store) == []
    assert _write(store, mend)[0] is PromptResult.DONE
    assert _texts(store) == ["words"]
