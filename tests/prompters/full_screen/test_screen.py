"""One screen for all questions: its header, its keys on the last row, and how it is drawn anew."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Iterator

import pytest

from resilify_cli.activities.questions import (
    Answer,
    Aside,
    ChoiceOption,
    LineQuestion,
    MarkdownBlock,
    Message,
    Move,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.content.languages import find_language
from resilify_cli.prompters.full_screen.app import FullScreenApp
from resilify_cli.prompters.protocol import Screen, SideNote
from tests.prompters.full_screen.person import SCREEN, Person, person

_LONG = "\n\n".join(f"Paragraph {number} of a lesson." for number in range(30))
_TEXT = TextQuestion(body=(MarkdownBlock("What is on your mind?"),), hint="a line or two")


@pytest.fixture
def end_signal() -> Iterator[signal.Signals]:
    """A signal that raises `KeyboardInterrupt`, as those that end the program do while a person is asked."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    yield signal.SIGTERM
    signal.signal(signal.SIGTERM, before)


def test_a_text_is_typed_and_answered() -> None:
    """The question, what is typed and the keys stand on one screen; Ctrl-D answers."""

    async def acts(she: Person) -> None:
        assert "What is on your mind?" in she.text
        assert "Ctrl-D done" in she.rows[-1]
        await she.press("first", "enter", "second")
        assert "   ›  first\n      second" in she.text
        await she.press("ctrl-d")

    with person() as she:
        assert she.ask(_TEXT, acts) == Answer("first\nsecond")


def test_one_application_asks_all_questions() -> None:
    """Between two questions the screen is neither left nor cleared, and no cursor position is asked for."""
    with person() as she:
        for text in ("one", "two", "three"):
            assert she.ask(LineQuestion(body=(MarkdownBlock(text),)), None, text, "enter") == Answer(text)
        she.prompter.say("Until then.")
        assert she.raw.count("\x1b[?1049h") == she.raw.count("\x1b[?1049l") == 1
        assert "\x1b[6n" not in she.raw
        assert she.raw.count("\x1b[2J") == 0
        assert she.raw.index("\x1b[?1049l") < she.raw.index("Until then.")


def test_what_is_typed_ahead_is_the_next_questions() -> None:
    """Keys of one moment answer one question after the other."""
    with person() as she:
        ahead = ("said", "ctrl-d", "half", "ctrl-c")
        assert she.ask(_TEXT, None, *ahead) == Answer("said")
        assert she.ask(LineQuestion()) is Move.LEAVE
    assert she.drafts[-1] == "half"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 10), (20, 6), (200, 60)])
def test_the_keys_are_on_the_last_row_and_the_question_beside_the_answer(columns: int, rows: int) -> None:
    """However small the screen is, the last line of a long question stands above the place to answer."""

    async def acts(she: Person) -> None:
        assert "Ctrl-D" in she.rows[-1]
        if rows > 6:
            assert "F1" in she.rows[-1]
        assert ("Paragraph 29" if rows > 6 else "a lesson.") in she.text
        await she.press("so it is")
        assert "so it is" in she.text
        await she.press("ctrl-d")

    question = TextQuestion(body=(MarkdownBlock(_LONG),))
    with person(columns=columns, rows=rows) as she:
        assert she.ask(question, acts) == Answer("so it is")


def test_a_resize_amid_an_answer_draws_all_of_it_once() -> None:
    """From 80x24 to 40x10 and back: no second copy, and what was typed stays, with the cursor in it."""

    async def acts(she: Person) -> None:
        await she.press("an answer in the middle of")
        for columns, rows in ((40, 10), (80, 24)):
            await she.resize(columns, rows)
            assert she.text.count("What is on your mind?") == 1
            assert she.text.count("an answer in") == 1
            assert "Ctrl-D done" in she.rows[-1]
        before = she.text
        await she.press("\x0c")
        assert she.text == before
        await she.press("!")
        row, column = she.cursor
        assert she.rows[row][:column].endswith("middle of!")
        await she.press("ctrl-d")

    with person() as she:
        assert she.ask(_TEXT, acts) == Answer("an answer in the middle of!")


def test_page_down_scrolls_before_it_skips() -> None:
    """A lesson longer than the screen is read on by Space, Enter and Page Down; Page Up leads back in it."""

    async def acts(she: Person) -> None:
        assert "more (1 of" in she.rows[-1]
        assert "↓" in she.rows[-2]
        await she.press("page down")
        assert "Paragraph 0 " not in she.text
        await she.press("page up")
        assert "Paragraph 0 " in she.text
        await she.press("space", "enter", "page down")
        while "more (" in she.rows[-1]:
            await she.press("space")
        assert "Paragraph 29" in she.text
        assert "Space or Enter go on" in she.rows[-1]
        await she.press("page down")

    with person() as she:
        assert she.ask(Message(body=(MarkdownBlock(_LONG),)), acts) is Move.SKIP


def test_stray_keys_write_nothing_on_a_screen_to_read() -> None:
    """Letters and pastes change nothing there."""

    async def acts(she: Person) -> None:
        before = she.text
        await she.press("xyz", "\x1b[200~a paste\x1b[201~")
        assert she.text == before
        await she.press("enter")

    with person() as she:
        assert she.ask(Message(body=(MarkdownBlock("Some words."),)), acts) == Answer(None)


def test_f1_shows_all_keys_and_typing_goes_on() -> None:
    """What is typed while they are shown goes into the answer; `?` is a letter in a text."""

    async def acts(she: Person) -> None:
        await she.press("why?", "\x1bOP")
        assert "The keys of this screen" in she.text
        assert "put back what was cut" in she.text
        await she.press("!")
        assert "why?!" in she.text
        await she.press("ctrl-d")

    with person() as she:
        assert she.ask(_TEXT, acts) == Answer("why?!")


def test_notes_are_read_beside_a_question() -> None:
    """Ctrl-G shows them and leads back, and what was typed stays; a draft of it is kept before."""
    note = SideNote("care", "read when to take care", (Aside("Go slowly.", "Take care"),))

    async def acts(she: Person) -> None:
        assert "Ctrl-G care" in she.text
        await she.press("half a ", "ctrl-g")
        assert "Go slowly." in she.text
        assert she.drafts[-1] == "half a "
        await she.press("thought")
        assert "half a thought" in she.text
        await she.press("ctrl-g", "page down")
        assert "half a thought" in she.text
        await she.press("ctrl-d")

    with person() as she:
        assert she.ask(_TEXT, acts, screen=Screen("A program", notes=(note,))) == Answer("half a thought")


def test_the_keys_over_the_notes_lead_back_to_the_notes() -> None:
    """F1 and F1 again, or Ctrl-G alone: the notes are there still; what is typed goes to the question."""
    note = SideNote("care", "read when to take care", (Aside("Go slowly.", "Take care"),))

    async def acts(she: Person) -> None:
        for again in ("\x1bOP", "enter", "ctrl-g"):
            await she.press("ctrl-g", "\x1bOP")
            assert "The keys of this screen" in she.text
            await she.press(again)
            assert "Go slowly." in she.text
            await she.press("ctrl-g")
            assert "Go slowly." not in she.text
        await she.press("ctrl-g", "\x1bOP", "typed")
        assert "Go slowly." not in she.text
        await she.press("ctrl-d")

    with person() as she:
        assert she.ask(_TEXT, acts, screen=Screen("A program", notes=(note,))) == Answer("typed")


@pytest.mark.parametrize("rows", range(8, 16))
def test_no_mark_stands_for_a_single_line(rows: int) -> None:
    """Where "↓ 1 more" would stand is room for the line itself, and no second page for it."""
    body = (MarkdownBlock("\n\n".join(f"Paragraph {at}." for at in range(5))),)

    async def acts(she: Person) -> None:
        while "go on" not in she.rows[-1]:
            assert "↓ 1 more" not in she.text
            before = she.text
            await she.press("page down")
            assert she.text != before
        assert "Paragraph 4." in she.text
        await she.press("enter")

    with person(rows=rows) as she:
        assert she.ask(Message(body=body), acts) == Answer(None)


def test_a_list_stands_one_row_below_what_is_above_it() -> None:
    """Whatever Markdown draws around it."""

    async def acts(she: Person) -> None:
        at = next(at for at, row in enumerate(she.rows) if "A heading" in row)
        assert [row.strip() for row in she.rows[at + 1 : at + 3]] == ["", "1 First"]
        await she.press("enter")

    with person() as she:
        she.ask(Message(body=(MarkdownBlock("1. First\n2. Second"),)), acts)


def test_notes_stand_apart() -> None:
    """Between an example and what to take care of there is an empty row."""
    notes = (
        SideNote("example", "read an example", (MarkdownBlock("Like this."),)),
        SideNote("care", "read when to take care", (Aside("Go slowly.", "Take care"),)),
    )

    async def acts(she: Person) -> None:
        await she.press("ctrl-g")
        at = next(at for at, row in enumerate(she.rows) if "Take care" in row)
        assert [row.strip() for row in she.rows[at - 2 : at]] == ["Like this.", ""]
        await she.press("ctrl-g", "ctrl-d")

    with person() as she:
        she.ask(_TEXT, acts, screen=Screen("A program", notes=notes))


def test_what_is_said_at_the_end_fits_the_window_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the window was made narrower, no word of the last line is cut in two by the terminal."""
    with person() as she:
        monkeypatch.setenv("COLUMNS", "40")
        she.prompter.say("You stopped before the end, which is a good use of a stop.")
        assert "which is a \ngood use of a stop." in she.raw


def test_what_was_said_before_a_question_stands_above_it() -> None:
    """Messages are on the first screen after them, and gone from the next."""
    with person(messages=["A copy was made."]) as she:

        async def first(she: Person) -> None:
            assert "A copy was made." in she.text
            await she.press("enter")

        async def second(she: Person) -> None:
            assert "A copy was made." not in she.text
            await she.press("enter")

        she.ask(Message(), first)
        she.ask(Message(), second)


def test_an_error_in_a_key_comes_out_of_the_question() -> None:
    """An error is told by the program: nothing waits for a key that will not come, and the screen is left."""

    def fail(value: object) -> None:
        raise ZeroDivisionError

    with person() as she, pytest.raises(ZeroDivisionError):
        she.ask(_TEXT, None, "x", "page down", screen=SCREEN, keep_draft=fail)
    assert she.raw.count("\x1b[?1049l") == 1


def test_enter_that_was_pressed_before_the_terminal_was_raw_is_one() -> None:
    """It comes as a line feed then; it goes on from a text, chooses, and ends a line."""
    options = (ChoiceOption("a", "First"), ChoiceOption("b", "Second"))
    with person() as she:
        assert she.ask(Message(body=(MarkdownBlock("Read."),)), None, "\n") == Answer(None)
        assert she.ask(SingleChoice(options=options), None, "\n") == Answer("a")
        assert she.ask(LineQuestion(), None, "word", "\n") == Answer("word")


@pytest.mark.parametrize("where", ["_show", "_stop_signal_suspends", "_read"])
def test_a_signal_ends_the_question_wherever_the_application_is(
    where: str, monkeypatch: pytest.MonkeyPatch, end_signal: signal.Signals
) -> None:
    """In the middle of its beginning too, after which the loop would wait for ever; the screen is left."""
    does = getattr(FullScreenApp, where)

    def is_cut_off(app: FullScreenApp, *given: object) -> object:
        signal.raise_signal(end_signal)
        return does(app, *given)

    monkeypatch.setattr(FullScreenApp, where, is_cut_off)
    with person() as she:
        assert she.ask(_TEXT) is Move.LEAVE
        she.prompter.say("Until then.")
        assert she.raw.count("\x1b[?1049h") == she.raw.count("\x1b[?1049l")


def test_what_was_typed_is_kept_however_a_signal_ends_the_program(end_signal: signal.Signals) -> None:
    """Also where its handler exits, as that of Ctrl-\\ does."""
    signal.signal(end_signal, lambda *_: sys.exit(131))

    async def acts(she: Person) -> None:
        await she.press("half")
        signal.raise_signal(end_signal)

    with person() as she:
        with pytest.raises(SystemExit):
            she.ask(LineQuestion(), acts)
        assert she.drafts[-1] == "half"


def test_wide_letters_are_edited_in_place() -> None:
    """Letters of two columns are wrapped, and the cursor stands behind them."""

    async def acts(she: Person) -> None:
        await she.press("息を吸って" * 8)
        row, column = she.cursor
        assert she.rows[row].rstrip().endswith("って")
        assert column > 6
        await she.press("ctrl-d")

    with person(columns=40) as she:
        assert she.ask(_TEXT, acts) == Answer("息を吸って" * 8)


def test_the_keys_are_named_in_the_language_of_the_program() -> None:
    """In the footer, in the list of all keys, and in the marks for what is out of sight."""
    screen = Screen("Un programa", translate=find_language("es").translate)

    async def acts(she: Person) -> None:
        assert "Ctrl-C salir" in she.rows[-1]
        assert "↓" in she.rows[-2]
        assert "más" in she.rows[-2]
        await she.press("?")
        assert "Las teclas de esta pantalla" in she.text
        assert "dibujar la pantalla otra vez" in she.text
        await she.press("ctrl-c")

    with person() as she:
        assert she.ask(Message(body=(MarkdownBlock(_LONG),)), acts, screen=screen) is Move.LEAVE


def test_a_list_speaks_the_language_of_the_program() -> None:
    """Its marks for what is out of sight, what a filter does not find, and the place for own words."""
    screen = Screen("Un programa", translate=find_language("es").translate)
    options = tuple(ChoiceOption(str(number), f"opción {number}") for number in range(30))

    async def filters(she: Person) -> None:
        assert "más" in she.text
        await she.press("q", "q")
        assert "Nada de aquí tiene eso." in she.text
        await she.press("escape", "enter")

    async def writes(she: Person) -> None:
        await she.press("end")
        assert "Otra cosa, con mis palabras" in she.text
        await she.press("enter")
        assert "Con mis palabras" in she.text
        await she.press(*"algo", "enter")

    with person() as she:
        question = SingleChoice(body=(MarkdownBlock("¿Cuál?"),), options=options)
        assert she.ask(question, filters, screen=screen) == Answer("0")
        question = SingleChoice(body=question.body, options=options, other=True)
        assert she.ask(question, writes, screen=screen) == Answer("algo")


def test_work_waits_until_a_screen_is_read_and_goes_on_in_pieces() -> None:
    """It begins once a question is drawn, is done with where it says so, and keys come in between."""
    drawn: list[str] = []

    with person() as she:

        def work() -> bool:
            drawn.append(she.rows[-1])
            return len(drawn) % 3 > 0

        she.prompter.full_screen.when_idle = work

        async def acts(she: Person) -> None:
            while not drawn:
                await asyncio.sleep(0.001)
            await she.press("a", "b")
            while len(drawn) % 3:
                await asyncio.sleep(0.001)
            await she.press("enter")

        assert she.ask(LineQuestion(), acts) == Answer("ab")
    assert len(drawn) == 3
    assert all("Enter" in row for row in drawn)
