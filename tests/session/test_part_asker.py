"""What is asked part by part: every way through it, and what is on disk at every step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from resilify_cli.activities.questions import (
    Answer,
    AnswerValue,
    ChoiceOption,
    LineQuestion,
    Message,
    Move,
    MultipleChoice,
    OwnWords,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.errors import StoreError
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import PartialInput, ScriptedPrompter, ScriptStep
from resilify_cli.session.draft import Draft
from resilify_cli.session.multi_part_prompt import PromptResult, SkipMode
from resilify_cli.session.part_asker import PartAsker

_NO_ROOM = StoreError("No room.", "Make some.")
_AB = (ChoiceOption("a", "A"), ChoiceOption("b", "B"))


@dataclass
class _Fake:
    """Parts that are kept in memory. The next writes fail as often as `fails` says."""

    questions: tuple[Question, ...]
    skip_mode: SkipMode = SkipMode.WHOLE
    before: tuple[AnswerValue, ...] = ()
    draft: str | None = None
    kept: list[tuple[AnswerValue, ...]] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    fails: int = 0

    def question(self, values: Sequence[AnswerValue]) -> Question | None:
        return self.questions[len(values)] if len(values) < len(self.questions) else None

    def earlier(self, place: int) -> AnswerValue:
        return self.before[place] if place < len(self.before) else None

    def find_draft(self) -> str | None:
        return self.draft

    def save_draft(self, content: str, *, while_typing: bool = False) -> None:
        self._may_fail()
        self.draft = content
        self.saved.append(content)

    def keep(self, values: Sequence[AnswerValue]) -> None:
        self._may_fail()
        self.kept.append(tuple(values))
        self.draft = None

    def _may_fail(self) -> None:
        if self.fails:
            self.fails -= 1
            raise _NO_ROOM


def _ask(parts: _Fake, *acts: ScriptStep) -> tuple[PromptResult, ScriptedPrompter]:
    prompter = ScriptedPrompter(acts)
    return PartAsker(parts, prompter, Screen("Here", can_go_back=False)).ask().result, prompter


def _lines(count: int, **how: object) -> tuple[Question, ...]:
    return tuple(LineQuestion(label=f"{number}", **how) for number in range(count))  # type: ignore[arg-type]


def test_all_parts_are_kept_at_the_end() -> None:
    """The answer is kept once, with all of its parts, and no draft is left."""
    parts = _Fake(_lines(3))
    assert _ask(parts, "x", "y", "z")[0] is PromptResult.DONE
    assert parts.kept == [("x", "y", "z")]
    assert parts.draft is None


@pytest.mark.parametrize("answered", range(4))
def test_each_part_is_on_disk_before_the_next_is_asked(answered: int) -> None:
    """When a part is asked, those before it are a draft already."""
    parts = _Fake(_lines(4))
    seen: list[tuple[AnswerValue, ...]] = []

    def look(question: Question) -> Answer:
        seen.append(Draft.from_text(parts.draft).values)
        return Answer("said")

    _ask(parts, *[look] * answered, Move.LEAVE)
    assert seen == [("said",) * number for number in range(answered)]


@pytest.mark.parametrize(
    ("move", "result"), [(Move.LEAVE, PromptResult.LEAVE), (Move.BACK, PromptResult.BACK)]
)
def test_leaving_at_once_keeps_nothing(move: Move, result: PromptResult) -> None:
    """Who leaves before a word leaves no answer and no draft."""
    parts = _Fake(_lines(2))
    assert _ask(parts, move)[0] is result
    assert (parts.kept, parts.draft) == ([], None)


@pytest.mark.parametrize("move", [Move.SKIP, Move.BACK, Move.LEAVE])
@pytest.mark.parametrize("emptied", ["", []])
def test_what_was_emptied_is_no_draft(move: Move, emptied: AnswerValue) -> None:
    """Where all that was typed is gone again, no draft is kept of it, whatever the way out."""
    parts = _Fake(_lines(1), draft='{"values": [], "typed": "words"}')
    result, _ = _ask(parts, PartialInput(emptied, move))
    assert result.value == move.value
    assert not parts.draft


def test_what_was_left_half_done_goes_on_there() -> None:
    """Left in the middle of a part, the next time begins there with what was typed."""
    parts = _Fake(_lines(3))
    _ask(parts, "x", PartialInput("hal", Move.LEAVE))
    result, prompter = _ask(parts, "half", "z")
    question, screen = prompter.asked[0]
    assert isinstance(question, LineQuestion)
    assert (question.label, question.default, screen.resumed) == ("1", "hal", True)
    assert screen.can_go_back
    assert (result, parts.kept) == (PromptResult.DONE, [("x", "half", "z")])


@pytest.mark.parametrize(
    ("skip_mode", "result", "kept"),
    [
        (SkipMode.WHOLE, PromptResult.SKIP_WITH_DRAFT, []),
        (SkipMode.REST, PromptResult.DONE, [("x",)]),
        (SkipMode.PART, PromptResult.DONE, [("x", None, "z")]),
    ],
)
def test_what_skipping_a_part_means(
    skip_mode: SkipMode, result: PromptResult, kept: list[tuple[AnswerValue, ...]]
) -> None:
    """Skipping one part passes over the whole, keeps those so far, or leaves out that part alone."""
    parts = _Fake(_lines(3), skip_mode)
    got, prompter = _ask(parts, "x", Move.SKIP, "z", "never asked")
    assert (got, parts.kept) == (result, kept)
    # What was skipped is not asked once more.
    labels = [question.label for question, _ in prompter.asked if isinstance(question, LineQuestion)]
    assert labels == ["0", "1", "2"][: 3 if skip_mode is SkipMode.PART else 2]


def test_passing_over_an_unchanged_answer_leaves_nothing_to_tell() -> None:
    """What is as it was answered before is no draft that anyone must be told of."""
    parts = _Fake((TextQuestion(),), before=("as it was",))
    assert _ask(parts, PartialInput("as it was", Move.SKIP))[0] is PromptResult.SKIP
    assert _ask(parts, PartialInput("half changed", Move.SKIP))[0] is PromptResult.SKIP_WITH_DRAFT


def test_skipping_the_first_part_of_several_keeps_no_rest() -> None:
    """Where nothing was answered yet, there is no rest to keep."""
    parts = _Fake(_lines(2), SkipMode.REST)
    assert _ask(parts, Move.SKIP)[0] is PromptResult.SKIP
    assert parts.kept == []


def test_every_part_can_be_left_out() -> None:
    """Where each part can be left out, all of them can."""
    parts = _Fake((SingleChoice(options=_AB), MultipleChoice(options=_AB), TextQuestion()), SkipMode.PART)
    assert _ask(parts, Move.SKIP, Move.SKIP, Move.SKIP)[0] is PromptResult.DONE
    assert parts.kept == [(None, None, None)]


@pytest.mark.parametrize("question", [TextQuestion(), TextQuestion(optional=True), LineQuestion()])
def test_words_typed_in_a_part_that_is_left_out_are_kept(question: Question) -> None:
    """Leaving out a part for which words were typed keeps the words all the same."""
    parts = _Fake((question,), SkipMode.PART)
    _ask(parts, PartialInput("half a line", Move.SKIP))
    assert parts.kept == [("half a line",)]


def test_marks_made_in_a_part_that_is_left_out_are_none() -> None:
    """A list that is passed over is left out, whatever was marked in it."""
    parts = _Fake((MultipleChoice(options=_AB),), SkipMode.PART)
    _ask(parts, PartialInput(["a"], Move.SKIP))
    assert parts.kept == [(None,)]


def test_a_draft_with_parts_left_out_goes_on_after_them() -> None:
    """What was left out before stays left out when the rest is taken up again."""
    parts = _Fake((SingleChoice(options=_AB), MultipleChoice(options=_AB), TextQuestion()), SkipMode.PART)
    _ask(parts, Move.SKIP, ["a"], Move.LEAVE)
    result, prompter = _ask(parts, "words")
    assert isinstance(prompter.asked[0][0], TextQuestion)
    assert (result, parts.kept) == (PromptResult.DONE, [(None, ["a"], "words")])


def test_going_back_over_a_part_that_was_left_out() -> None:
    """A part that was left out can be gone back to, and answered."""
    parts = _Fake(_lines(2), SkipMode.PART)
    _ask(parts, Move.SKIP, Move.BACK, "x", "y")
    assert parts.kept == [("x", "y")]


@pytest.mark.parametrize("said", ["", "  ", "\n"])
def test_an_empty_text_is_no_answer(said: str) -> None:
    """Nothing but blanks where words are asked for passes over the question."""
    parts = _Fake((TextQuestion(),))
    assert _ask(parts, said)[0] is PromptResult.SKIP
    assert parts.kept == []


def test_an_optional_part_may_be_empty() -> None:
    """Where words are not needed, an empty text is an answer."""
    parts = _Fake((TextQuestion(optional=True),))
    assert _ask(parts, "")[0] is PromptResult.DONE
    assert parts.kept == [("",)]


@pytest.mark.parametrize(
    ("question", "before", "default"),
    [
        (TextQuestion(), "words", "words"),
        (LineQuestion(), "words", "words"),
        (ScaleQuestion(low=0, high=10), 7, 7),
        (SingleChoice(options=_AB), "b", "b"),
        (SingleChoice(options=_AB, other=True), "own", "own"),
        (MultipleChoice(options=_AB), ["a", "gone"], ("a",)),
        (MultipleChoice(options=_AB, other=True), ["a", "own"], ("a", "own")),
        # What does not fit the question any more is not offered.
        (TextQuestion(), 5, ""),
        (ScaleQuestion(low=0, high=10), 11, None),
        (ScaleQuestion(low=0, high=10), "7", None),
        (SingleChoice(options=_AB), "gone", None),
        (MultipleChoice(options=_AB), "a", ()),
    ],
)
def test_an_earlier_answer_is_offered_where_it_fits(
    question: Question, before: AnswerValue, default: object
) -> None:
    """A part that was answered before is there to change or to keep, unless its question has changed."""
    parts = _Fake((question,), before=(before,))
    _, prompter = _ask(parts, Move.LEAVE)
    asked, screen = prompter.asked[0]
    assert getattr(asked, "default") == default  # noqa: B009 - only some questions have one
    assert not screen.resumed


def test_a_draft_goes_before_an_earlier_answer() -> None:
    """What was typed last is offered, not what was answered before it."""
    parts = _Fake(_lines(1), before=("before",))
    _ask(parts, PartialInput("half", Move.LEAVE))
    question = _ask(parts, Move.LEAVE)[1].asked[0][0]
    assert isinstance(question, LineQuestion)
    assert question.default == "half"


def test_a_draft_that_is_whole_is_kept_without_asking() -> None:
    """Parts that were all answered and could not be kept are kept the next time."""
    parts = _Fake(_lines(2), draft='{"values": ["x", "y"]}')
    result, prompter = _ask(parts)
    assert (result, prompter.asked, parts.kept) == (PromptResult.DONE, [], [("x", "y")])


def _as_it_stands(question: Question) -> Answer:
    assert isinstance(question, TextQuestion)
    return Answer(question.default)


def test_what_cannot_be_kept_is_asked_again_with_the_words() -> None:
    """When the store can't take an answer that is said, and the words are there to try again."""
    parts = _Fake((TextQuestion(),), fails=1)
    result, prompter = _ask(parts, "my words", _as_it_stands)
    question, screen = prompter.asked[1]
    assert isinstance(question, TextQuestion)
    assert question.default == "my words"
    assert "No room. Make some." in str(question.body)
    assert not screen.resumed
    assert (result, parts.kept) == (PromptResult.DONE, [("my words",)])


def test_words_that_cannot_be_kept_are_shown_to_copy() -> None:
    """Who leaves while nothing can be kept sees all the words once more."""
    parts = _Fake((TextQuestion(),), fails=9)
    result, prompter = _ask(parts, "my words", PartialInput("my words, more", Move.LEAVE), None)
    told = prompter.asked[-1][0]
    assert result is PromptResult.LEAVE
    assert isinstance(told, Message)
    assert OwnWords("my words, more") in told.body


def test_what_is_told_after_the_answer_comes_when_it_is_kept() -> None:
    """A closing screen is shown when the answer is on disk, and leaving there is done and left."""
    parts = _Fake((LineQuestion(), Message()))

    def kept_already(question: Question) -> Move:
        assert parts.kept == [("x",)]
        return Move.LEAVE

    assert _ask(parts, "x", kept_already)[0] is PromptResult.DONE_AND_LEAVE


@pytest.mark.parametrize("ending", [KeyboardInterrupt, RuntimeError])
def test_an_interrupt_while_keeping_tries_once_more(ending: Callable[[], BaseException]) -> None:
    """Ctrl-C in the moment of writing keeps the answer, then ends."""

    class Interrupted(_Fake):
        tries = 0

        def keep(self, values: Sequence[AnswerValue]) -> None:
            self.tries += 1
            if self.tries == 1:
                raise ending()
            super().keep(values)

    parts = Interrupted(_lines(1))
    with pytest.raises((KeyboardInterrupt, RuntimeError)):
        _ask(parts, "x")
    assert parts.kept == ([("x",)] if ending is KeyboardInterrupt else [])
