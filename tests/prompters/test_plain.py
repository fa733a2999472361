from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from resilify_cli.activities.quantities import LineFormat, Unit
from resilify_cli.activities.questions import (
    CUT_SHORT,
    Answer,
    AnswerValue,
    Aside,
    ChoiceOption,
    ConfirmQuestion,
    Cue,
    Drawing,
    LineQuestion,
    MarkdownBlock,
    Message,
    Move,
    MultipleChoice,
    OwnWords,
    PacedCues,
    Question,
    Reply,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
    TimerQuestion,
)
from resilify_cli.errors import StoreError
from resilify_cli.prompters.plain import PlainPrompter
from resilify_cli.prompters.plain_console import PlainConsole
from resilify_cli.prompters.protocol import Screen, SideNote

if TYPE_CHECKING:
    from collections.abc import Callable

_OPTIONS = (ChoiceOption("walk", "A walk"), ChoiceOption("music", "Music"), ChoiceOption("tea", "Tea"))
_SCREEN = Screen(
    "A program", "Session one", "Session 1 of 2", step=1, steps=3, heading="A heading", step_id="here"
)


def now() -> datetime:
    """Return the time that these tests are at."""
    return datetime(2026, 11, 3, 20, tzinfo=UTC)


@dataclass
class Lines:
    """Gives lines from a list; a `|` in one is a pause in the typing, `^C` at its end is Ctrl-C."""

    lines: list[str]

    def read(self, typed: Callable[[str], None], prompt: str = "") -> str | None:
        if not self.lines:
            return None
        line = self.lines.pop(0)
        interrupted = line.endswith("^C")
        *pauses, whole = line.removesuffix("^C").split("|")
        for at in range(len(pauses)):
            typed("".join(pauses[: at + 1]))
        if interrupted:
            typed("".join([*pauses, whole]))
            raise KeyboardInterrupt
        return "".join([*pauses, whole])


@dataclass
class Asked:
    """Asks questions with lines to answer them, and holds what was written and drafted."""

    out: io.StringIO = field(default_factory=io.StringIO)
    drafts: list[AnswerValue] = field(default_factory=list)
    typed_by_hand: bool = False

    def __call__(self, question: Question, *lines: str, screen: Screen = _SCREEN) -> Reply:
        console = Console(
            file=self.out,
            width=76,
            force_terminal=False,
            color_system=None,
            highlight=False,
            markup=False,
            emoji=False,
        )
        plain = PlainConsole(console, Lines(list(lines)), is_interactive=self.typed_by_hand)
        return PlainPrompter(plain, now).ask(question, screen, self.drafts.append)

    @property
    def written(self) -> str:
        return self.out.getvalue()


@pytest.fixture
def ask() -> Asked:
    return Asked()


@pytest.mark.parametrize(
    ("question", "lines", "value"),
    [
        (Message(), ["anything"], None),
        (PacedCues(cues=(Cue("In", 1),), without_timing=("Breathe.",)), [""], None),
        (TextQuestion(), ["one", "", " two ", "."], "one\n\n two "),
        (TextQuestion(), ["one", " . "], "one"),
        (TextQuestion(), ["..", "a.", "."], "..\na."),
        (TextQuestion(), ["."], ""),
        (TextQuestion(default="before\n"), ["more", "."], "before\n\nmore"),
        (TextQuestion(default="before"), ["."], "before"),
        (TextQuestion(default="before"), [":clear", "new", "."], "new"),
        (LineQuestion(), [" a word "], "a word"),
        (LineQuestion(default="before"), [""], "before"),
        (LineQuestion(default="before"), ["now"], "now"),
        (LineQuestion(optional=True), [""], ""),
        (ScaleQuestion(low=0, high=10), ["7"], 7),
        (ScaleQuestion(low=-5, high=5), [" -3 "], -3),
        (ScaleQuestion(low=0, high=10), ["11", "-1", "", "many", "1.5", "--5", "٣", "9" * 5000, "10"], 10),
        (ScaleQuestion(low=0, high=10, default=4), [""], 4),
        (ScaleQuestion(low=0, high=10, default=0), [""], 0),
        (SingleChoice(options=_OPTIONS), ["2"], "music"),
        (SingleChoice(options=_OPTIONS), ["0", "4", "", "tea", "3"], "tea"),
        (SingleChoice(options=_OPTIONS), ["0\x1f", "3\x1f"], "tea"),
        (SingleChoice(options=_OPTIONS, default="tea"), [""], "tea"),
        (SingleChoice(options=_OPTIONS, searchable=True), ["mus"], "music"),
        (SingleChoice(options=_OPTIONS, searchable=True), ["a", "nothing", "3"], "tea"),
        (SingleChoice(options=_OPTIONS, other=True), ["9", " A swim, slowly "], "A swim, slowly"),
        (SingleChoice(options=_OPTIONS, other=True, default="A swim"), [""], "A swim"),
        (ConfirmQuestion(), ["maybe", "", "0", "3", "Y"], True),
        (ConfirmQuestion(), ["yes"], True),
        (ConfirmQuestion(), ["2"], True),
        (ConfirmQuestion(), ["n"], False),
        (ConfirmQuestion(), ["No"], False),
        (ConfirmQuestion(), ["1"], False),
        (ConfirmQuestion(word="erase"), [" Erase "], True),
        (ConfirmQuestion(word="erase"), ["y"], False),
        (ConfirmQuestion(word="erase"), [""], False),
        (MultipleChoice(options=_OPTIONS), ["1 3"], ["walk", "tea"]),
        (MultipleChoice(options=_OPTIONS), ["3,1, 3"], ["tea", "walk"]),
        (MultipleChoice(options=_OPTIONS), ["0"], []),
        (MultipleChoice(options=_OPTIONS), [""], []),
        (MultipleChoice(options=_OPTIONS), [":more", "2"], ["music"]),
        (MultipleChoice(options=_OPTIONS), ["4", "1 4", "tea", "1 0", "2"], ["music"]),
        (MultipleChoice(options=_OPTIONS, default=("tea",)), [""], ["tea"]),
        (MultipleChoice(options=_OPTIONS, default=("tea",)), ["0"], []),
        (
            MultipleChoice(options=_OPTIONS, other=True),
            ["9", "A walk,  by the sea, slowly"],
            ["A walk,  by the sea, slowly"],
        ),
        (
            MultipleChoice(options=_OPTIONS, other=True),
            ["1 3 my cat, Tom"],
            ["walk", "tea", "my cat, Tom"],
        ),
    ],
)
def test_every_kind_of_question_is_answered_in_lines(
    ask: Asked, question: Question, lines: list[str], value: AnswerValue
) -> None:
    """Each kind of question takes its answer in lines, and asks again where a line is none."""
    assert ask(question, *lines) == Answer(value)


_EVERY = [
    Message(),
    PacedCues(cues=(Cue("In", 1),), without_timing=("Breathe.",)),
    TextQuestion(),
    LineQuestion(),
    ScaleQuestion(low=0, high=10),
    SingleChoice(options=_OPTIONS),
    SingleChoice(options=_OPTIONS, other=True),
    MultipleChoice(options=_OPTIONS, other=True),
]
every_question = pytest.mark.parametrize("question", _EVERY, ids=lambda question: type(question).__name__)


@every_question
@pytest.mark.parametrize(
    ("line", "move"),
    [(":back", Move.BACK), (" :SKIP ", Move.SKIP), (":quit", Move.LEAVE), ("^C", Move.LEAVE)],
)
def test_every_question_can_be_moved_from(ask: Asked, question: Question, line: str, move: Move) -> None:
    """Back, skip and quit, and Ctrl-C, work at every question."""
    assert ask(question, ":help", line) is move


@every_question
def test_the_end_of_input_leaves(ask: Asked, question: Question) -> None:
    """When there are no more lines, a question is left, and never asked for ever."""
    assert ask(question) is Move.LEAVE
    assert ask(question, "not", "enough") in (Move.LEAVE, Answer(None), Answer("not"), Answer(["not"]))


@every_question
@settings(max_examples=30, deadline=None)
@given(lines=st.lists(st.text(), max_size=4))
def test_any_lines_are_taken(question: Question, lines: list[str]) -> None:
    """Whatever is typed, there is a reply."""
    assert isinstance(Asked()(question, *lines), Answer | Move)


@pytest.mark.parametrize("question", [ConfirmQuestion(), ConfirmQuestion(word="erase")])
@pytest.mark.parametrize("line", [":back", ":skip", ":quit", "^C"])
def test_a_confirmation_is_cancelled_by_every_move(ask: Asked, question: ConfirmQuestion, line: str) -> None:
    """There is no step before or after a confirmation; its help tells of its own words, not of drafts."""
    assert ask(question, ":help", line) is Move.LEAVE
    assert ":skip" not in ask.written
    assert ask.written.count("cancels.") == 2


def test_help_tells_the_moves(ask: Asked) -> None:
    """`:help` tells the words again, and then the question still waits."""
    assert ask(ScaleQuestion(low=0, high=10), ":help", "3") == Answer(3)
    assert ask.written.count(":skip to pass over this one") == 2


@every_question
def test_no_control_byte_is_written(ask: Asked, question: Question) -> None:
    """Whatever an author or the person wrote, only text and line feeds reach the screen."""
    from dataclasses import replace

    evil = "\x1b[31m\x1b]0;title\x07 \x9b2J \u202e [bold] :100: \x1b"
    body = (MarkdownBlock(evil), OwnWords(evil, evil), Aside(evil, "Take care"), Drawing((evil,), evil))
    changes: dict[str, Any] = {"body": body}
    for name, value in (
        ("hint", evil),
        ("low_label", evil),
        ("options", (ChoiceOption("x", evil), *_OPTIONS)),
        ("without_timing", (evil,)),
        ("go_on", "go on"),
    ):
        if hasattr(question, name):
            changes[name] = value
    if hasattr(question, "default") and not isinstance(question, ScaleQuestion):
        changes["default"] = (evil,) if isinstance(question, MultipleChoice) else evil
    screen = Screen(evil, evil, "Session 1 of 2", step=1, steps=2, heading=evil)
    ask(replace(question, **changes), ":help", ":quit", screen=screen)
    assert not [c for c in ask.written if c < " " and c != "\n"]
    assert not {"\x7f", "\x9b", "\u202e"} & set(ask.written)
    assert "[bold] :100:" in ask.written


def test_a_picture_is_told_in_words(ask: Asked) -> None:
    """A drawing is left out, and its sentence is there."""
    ask(Message(body=(Drawing(("━━━━╌╌",), "That is higher."),)))
    assert "That is higher." in ask.written
    assert "━" not in ask.written


def test_options_are_numbered_and_marked(ask: Asked) -> None:
    """Each option has its number, and what was chosen before says so."""
    ask(MultipleChoice(options=_OPTIONS, other=True, default=("music", "my cat")))
    assert "1. A walk\n2. Music (chosen before)\n3. Tea\n" in ask.written
    assert "Your own: my cat (Enter keeps it)" in ask.written


@pytest.mark.parametrize("kind", [SingleChoice, MultipleChoice])
def test_a_long_list_is_told_ten_at_a_time(ask: Asked, kind: type[SingleChoice | MultipleChoice]) -> None:
    """Whoever types hears how many there are; `:more` tells the next; a number not told yet counts."""
    options = tuple(ChoiceOption(str(at), f"Thing {at}") for at in range(1, 25))
    ask.typed_by_hand = True
    ask(kind(options=options, other=True), ":more", "24")
    first, *others = ask.written.split("> ")
    assert "10. Thing 10\n" in first
    assert "Thing 11" not in first
    assert "These are 10 of 24. :more tells the next." in first
    assert "20. Thing 20\n" in others[0]
    assert "Thing 21" not in ask.written
    ask.typed_by_hand = False
    ask(kind(options=options), "1")
    assert "24. Thing 24\n" in ask.written


def test_each_line_is_kept_as_a_draft(ask: Asked) -> None:
    """A longer text is drafted line by line, also while a line is not at its end."""
    assert ask(TextQuestion(default="before"), "one", "tw|o") is Move.LEAVE
    assert ask.drafts == ["before\none", "before\none\ntw", "before\none\ntwo"]


def test_a_long_text_is_kept_now_and_then_and_at_its_end(ask: Asked) -> None:
    """A paste of many thousand lines is not kept whole again at each of them; left, it is kept whole."""
    lines = ["a line of words"] * 5000
    assert ask(TextQuestion(), *lines) is Move.LEAVE
    assert ask.drafts[-1] == "\n".join(lines)
    assert len(ask.drafts) < 3000


@pytest.mark.parametrize(
    ("question", "lines", "kept"),
    [
        (TextQuestion(), ["one", "half a li^C"], "one\nhalf a li"),
        (TextQuestion(), ["one", ":qu|it"], "one"),
        (TextQuestion(default="before"), [":ba|ck"], "before"),
        (TextQuestion(default="before"), [":cl|ear", ":quit"], ""),
        (LineQuestion(), ["half^C"], "half"),
        (LineQuestion(), [":sk|ip"], ""),
        (LineQuestion(default="before"), [":qu|it"], "before"),
        (LineQuestion(default="before"), ["ha|lf^C"], "half"),
    ],
)
def test_a_draft_holds_what_was_typed_and_no_command(
    ask: Asked, question: Question, lines: list[str], kept: str
) -> None:
    """Left by Ctrl-C, a half-typed line is in the draft; left by a command, the command is not."""
    assert isinstance(ask(question, *lines), Move)
    assert ask.drafts[-1] == kept


def test_a_draft_that_cannot_be_saved_is_told(ask: Asked) -> None:
    """When drafts can't be saved the person hears of it, and may write on."""

    def full(_: AnswerValue) -> None:
        raise StoreError("The disk is full.")

    prompter = PlainPrompter(PlainConsole(Console(file=ask.out, width=76), Lines(["one", "."])), now)
    assert prompter.ask(TextQuestion(), _SCREEN, full) == Answer("one")
    assert "Not saved yet: The disk is full." in ask.written


@pytest.mark.parametrize(("words", "fits"), [(5, True), (140, False)])
def test_a_long_text_is_told_apart_from_the_cues_below_it(words: int, fits: bool) -> None:
    """The first cues are told with it, so it joins them only while both are short."""
    lines_read = PlainConsole(Console(file=io.StringIO(), width=76), Lines([]), is_interactive=True)
    cues = PacedCues(
        body=(MarkdownBlock("Rest. " * words),),
        cues=(Cue("Rest.", 60),),
        without_timing=("Rest a while here.",) * 40,
    )
    assert PlainPrompter(lines_read, now).fits(cues, _SCREEN) is fits


@pytest.mark.parametrize(("paragraphs", "options", "fits"), [(3, 10, True), (8, 10, False), (3, 40, True)])
def test_what_is_told_at_one_prompt_is_on_the_screen_at_once(
    paragraphs: int, options: int, fits: bool
) -> None:
    """Texts join a question while there is room for both; of many options ten are told at first."""
    lines_read = PlainConsole(Console(file=io.StringIO(), width=76), Lines([]), is_interactive=True)
    question = SingleChoice(
        body=tuple(MarkdownBlock("Rest.") for _ in range(paragraphs)),
        options=tuple(ChoiceOption(str(at), "An option") for at in range(options)),
    )
    assert PlainPrompter(lines_read, now).fits(question, _SCREEN) is fits


@pytest.mark.parametrize(
    ("lines", "reply"),
    [
        (["", "", ""], Answer(None)),
        ([":skip"], Move.SKIP),
        (["", ":skip"], Answer(CUT_SHORT)),
        (["", "", ":skip"], Answer(None)),
        (["", ":back"], Move.BACK),
        (["", ":quit"], Move.LEAVE),
    ],
)
def test_long_cues_are_told_a_few_at_a_time(ask: Asked, lines: list[str], reply: Reply) -> None:
    """Each few wait for Enter; skipped in between they were cut short, and a pipe has them at once."""
    cues = PacedCues(cues=(Cue("Rest.", 60),), without_timing=("Rest a while here.",) * 40)
    ask.typed_by_hand = True
    assert ask(cues, *lines) == reply
    before_first_enter = ask.written.partition("press Enter")[0]
    assert before_first_enter.count("Rest a while here.") == 15
    if lines == ["", "", ""]:
        assert ask.written.count("Rest a while here.") == 40
    piped = Asked()
    assert piped(cues, "") == Answer(None)
    assert piped.written.count("Rest a while here.") == 40


def test_one_minute_is_one(ask: Asked) -> None:
    """The time that is left is in whole words, as it is heard."""
    screen = Screen("A program", "Session one", "Session 1 of 2", 3, 3, 1, 0.4, step_id="step")
    ask(LineQuestion(), screen=screen)
    assert "Step 3 of 3, about a minute left" in ask.written.splitlines()


def test_a_screen_says_where_the_person_is(ask: Asked) -> None:
    """Program, session, step, time and heading stand above a question, and that words were kept."""
    screen = Screen(
        "A program", "Session one", "Session 1 of 2", 1, 3, 1, 4.6, "A heading", "step", resumed=True
    )
    ask(LineQuestion(body=(MarkdownBlock("What *now*?"),), hint="e.g. rest", label="If"), screen=screen)
    lines = ask.written.splitlines()
    for expected in (
        "A program, Session 1 of 2, Session one",
        "Step 1 of 3, about 5 minutes left",
        "A heading",
        "What now?",
        "Your words from before are kept.",
        "For example: rest",
        "If> ",
    ):
        assert expected in lines


@pytest.mark.parametrize(
    ("question", "line", "kept"),
    [
        (SingleChoice(options=_OPTIONS, other=True), "a long |swim^C", ["a long", "a long swim"]),
        (SingleChoice(options=_OPTIONS, other=True), "2^C", []),
        (SingleChoice(options=_OPTIONS), "a swim^C", []),
        (
            MultipleChoice(options=_OPTIONS, other=True),
            "1 my ca|t^C",
            [["walk", "my ca"], ["walk", "my cat"]],
        ),
        (
            MultipleChoice(options=_OPTIONS, other=True, default=("tea",)),
            ":ba|ck",
            [[":ba"], ["tea"]],
        ),
        (SingleChoice(options=_OPTIONS, other=True, default="tea"), ":sk|ip", [":sk", "tea"]),
    ],
)
def test_own_words_are_a_draft(ask: Asked, question: Question, line: str, kept: list[AnswerValue]) -> None:
    """Words of one's own in place of an option are kept while they are typed; a command is none."""
    ask(question, line)
    assert ask.drafts == kept


def test_a_question_in_parts_is_written_once(ask: Asked) -> None:
    """What stands above the parts of one step is written with the first; the next step has it again."""
    console = Console(file=ask.out, width=76, force_terminal=False)
    prompter = PlainPrompter(PlainConsole(console, Lines(["one", "two", "three"])), now)
    body = (MarkdownBlock("What is on your mind?"), Aside("Take your time."))
    later = Screen("A program", "Session one", "Session 1 of 2", step=2, steps=3, step_id="later")
    for screen, more in ((_SCREEN, "First"), (_SCREEN, "Second"), (later, "Third")):
        prompter.ask(LineQuestion(body=(*body, MarkdownBlock(more))), screen, lambda _: None)
    written = ask.written.splitlines()
    assert written.count("What is on your mind?") == 2
    assert written.count("Take your time.") == 2
    places = [
        written.index(one) for one in ("What is on your mind?", "First", "Second", "Step 2 of 3", "Third")
    ]
    assert places == sorted(places)


def test_one_question_after_the_other_outside_a_session_is_written(ask: Asked) -> None:
    """Where there are no steps, a question that is asked again is written again."""
    console = Console(file=ask.out, width=76, force_terminal=False)
    prompter = PlainPrompter(PlainConsole(console, Lines(["one", "two"])), now)
    for _ in range(2):
        prompter.ask(LineQuestion(body=(MarkdownBlock("What now?"),)), Screen("Journal"), lambda _: None)
    assert ask.written.splitlines().count("What now?") == 2


def _timer(ask: Asked, started: str, *lines: str) -> Reply:
    return ask(TimerQuestion(minutes=5, started=started), *lines)


def test_a_timer_is_begun_and_left_running(ask: Asked) -> None:
    """When it was begun is kept at once; whoever leaves loses nothing of it."""
    assert _timer(ask, "", "", ":quit") is Move.LEAVE
    assert ask.drafts == [now().isoformat()]
    assert "5 minutes.\nPress Enter to begin." in ask.written
    assert "about 5 min left\nUntil 20:05. It goes on if you close the terminal.\n" in ask.written


def test_a_timer_that_is_over_says_so(ask: Asked) -> None:
    """It is not begun anew."""
    assert _timer(ask, "2026-11-03T19:00:00+00:00", "") == Answer(None)
    assert (ask.drafts, "ended at 19:05." in ask.written) == ([], True)


def test_a_timer_that_is_passed_over_ends(ask: Asked) -> None:
    """It does not run on, as where the person comes back later."""
    assert _timer(ask, "2026-11-03T19:58:00+00:00", ":skip") is Move.SKIP
    assert ask.drafts == [""]


_NOTED = replace(_SCREEN, notes=(SideNote("example", "read an answer", (OwnWords("One way", "So"),)),))


def test_an_example_is_shown_when_it_is_asked_for(ask: Asked) -> None:
    """The command is no answer, also in the middle of a text; what was typed stays."""
    assert ask(TextQuestion(), "one", ":example", "two", ".", screen=_NOTED) == Answer("one\ntwo")
    assert "So:\n  One way\n" in ask.written
    assert ask(LineQuestion(), ":example", screen=_SCREEN) == Answer(":example")


def test_an_example_is_offered_to_whoever_types(ask: Asked) -> None:
    """And is in nobody's way in a pipe."""
    offered = "To read an answer, type :example."
    ask(LineQuestion(), "a", screen=_NOTED)
    assert offered not in ask.written
    ask.typed_by_hand = True
    ask(LineQuestion(), "a", screen=_NOTED)
    assert offered in ask.written


_TIMED = LineQuestion(format=LineFormat(Unit.TIME), optional=True)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("25:00", "23:40"), "23:40"),
        (("late", ""), "late"),
        (("late", "late"), "late"),
        (("23:40",), "23:40"),
    ],
)
def test_a_line_that_reads_otherwise_is_told_once(ask: Asked, lines: tuple[str, ...], kept: str) -> None:
    """It can be changed, or kept as it is."""
    ask.typed_by_hand = True
    assert ask(_TIMED, *lines) == Answer(kept)
    assert ("That does not read as a time" in ask.written) == (len(lines) > 1)


def test_a_line_from_a_pipe_is_kept_as_it_is(ask: Asked) -> None:
    """The next one answers the next question."""
    assert ask(_TIMED, "late", "other") == Answer("late")


class _Waiting(Lines):
    """Presses Enter once the bell was heard, or after a while."""

    def read(self, typed: Callable[[str], None], prompt: str = "") -> str | None:
        rung.wait(20)
        return super().read(typed, prompt)


rung = Event()


class _Heard(io.StringIO):
    """Hears the bell."""

    def write(self, text: str) -> int:
        if "\a" in text:
            rung.set()
        return super().write(text)


@pytest.mark.parametrize(("bell", "hears"), [(True, True), (False, False)])
def test_the_bell_sounds_once_at_the_end(bell: bool, hears: bool) -> None:
    """To whoever sits there, if the author wants one; a timer that was over before stays quiet."""
    rung.clear()
    out = _Heard()
    lines: Lines = _Waiting(["", ""]) if bell else Lines(["", ""])
    console = PlainConsole(Console(file=out, width=76), lines, is_interactive=True)
    begun = (now() - timedelta(seconds=59.9)).isoformat()
    asked = TimerQuestion(minutes=1, bell=bell, started=begun)
    assert PlainPrompter(console, now).ask(asked, _SCREEN, lambda _: None) == Answer(None)
    assert (out.getvalue().count("\a") == 1) is hears
    over = TimerQuestion(minutes=0.5, bell=bell, started=begun)
    PlainPrompter(console, now).ask(over, _SCREEN, lambda _: None)
    assert out.getvalue().count("\a") == int(hears)
