"""A program in another language: the frame speaks it too."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from resilify_cli.activities.questions import (
    Answer,
    Aside,
    ChoiceOption,
    Drawing,
    LineQuestion,
    MarkdownBlock,
    OwnWords,
    SingleChoice,
)
from resilify_cli.checks.checker import check_program
from resilify_cli.content.languages import find_language
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.localized_prompter import localized, translated
from resilify_cli.session.revision_prompt import RevisionPrompt
from resilify_cli.session.runner import SessionEnd, SessionRunner
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.conftest import FixedClock, Run

SPANISH = Path(__file__).parents[1] / "data" / "tardes-amables"


def test_a_session_is_walked_in_spanish(store: Store, clock: FixedClock) -> None:
    """Labels, notes and the end are in Spanish, and so is the plan that is kept; the words stay."""
    program = load_program(SPANISH)
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
    written = [None, None, 3, None, None, None, "Not yet", "duro", None, "llego", "me siento", "aquí"]
    script = ScriptedPrompter([*written, None, None, None])
    prompter = localized(script, find_language(program.language))
    history = StoredAnswerHistory(store, enrollment, program)
    runner = SessionRunner(program, program.sessions[0], enrollment, store, prompter, clock, history)
    assert runner.run() is SessionEnd.FINISHED
    asked = [question for question, _ in script.asked]
    labels = [question.label for question in asked if isinstance(question, LineQuestion)]
    assert labels == ["Si", "entonces", "Cuándo y dónde"]
    notes = [block.label for question in asked for block in question.body if isinstance(block, Aside)]
    assert list(filter(None, notes))[:3] == ["Para qué sirve", "Qué se sabe", "Ten cuidado"]
    kept = history.latest("plan-1")
    assert kept is not None
    assert kept.text == "Si llego, entonces me siento.\nCuándo y dónde: aquí"
    letter = history.latest("carta")
    assert letter is not None
    assert letter.text == "Not yet"
    plan = next(entry for entry in store.journal.page(Filter(), 9).entries if entry.activity_id == "plan-1")
    change = RevisionPrompt(store, plan, program.activities["plan-1"][1], history, lambda result: result.text)
    assert (
        change.keep(["salgo", "me siento", "aquí"]) == "Si salgo, entonces me siento.\nCuándo y dónde: aquí"
    )


def test_what_a_person_wrote_is_not_translated() -> None:
    """Words of the frame are, around it, also where something stands in their midst."""
    script = ScriptedPrompter(["no"])
    options = (ChoiceOption("no", "No, that is enough"), ChoiceOption("yes", "Yes, another momento"))
    body = (OwnWords("Not yet", "You wrote"), MarkdownBlock("Would you like to add another momento?"))
    question = SingleChoice(body=body, options=options)
    screen = Screen("Not yet", position="Session 2 of 8")
    assert localized(script, find_language("es")).ask(question, screen, lambda _: None) == Answer("no")
    shown = replace(
        question,
        body=(OwnWords("Not yet", "Escribiste"), MarkdownBlock("¿Quieres añadir otro: momento?")),
        options=(ChoiceOption("no", "No, es suficiente"), ChoiceOption("yes", "Sí, otro: momento")),
    )
    assert script.asked == [
        (shown, Screen("Not yet", position="Sesión 2 de 8", translate=find_language("es").translate))
    ]


def test_a_language_without_words_of_its_own_has_the_english_frame() -> None:
    """So has English itself: nothing stands between the session and the prompter."""
    script = ScriptedPrompter([])
    assert localized(script, find_language("")) is localized(script, find_language("sw-TZ")) is script


def test_the_spanish_program_is_sound_by_the_strict_rules() -> None:
    """It was written from the guide alone; English grades and word lists say nothing of it."""
    assert check_program(SPANISH, strict=True) == []


def test_the_bars_of_a_drawing_are_labelled_in_the_language() -> None:
    """And stand below each other still; the sentence beside them says how it changed."""
    drawn = Drawing(("before  ━━╌╌  4", "   now  ━╌╌╌  2"), "Before: 4. Now: 2. That is lower.")
    shown = translated(drawn, find_language("es"))
    assert shown.lines == ("antes  ━━╌╌  4", "ahora  ━╌╌╌  2")
    assert shown.description == "Antes: 4. Ahora: 2. Es más bajo."


def test_a_sitting_in_plain_lines_says_no_english(resilify: Run, home: Path) -> None:
    """From the welcome to the end: steps, hints, what to type, what is asked again."""
    script = "\n\n\n" + "\n".join(["2", "9", "?", "3", "Una carta", ".", "1", "", ":back", ":help", ""] * 8)
    ran = resilify("start", str(SPANISH), "--plain", stdin=script)
    told = ran.stderr.replace("resilify about", "")
    english = re.findall(
        r"\b(?:the|Enter|Step|Type|session|your|with|Press|Please|you|about|Number)\b.*", told
    )
    assert "Paso 2 de" in told
    assert english == []


def test_commands_about_a_program_speak_its_language(resilify: Run) -> None:
    """To choose a step, and to put the program down."""
    start = ("start", str(SPANISH), "--plain")
    chosen = resilify(*start, "--steps", stdin="8\n:quit\n")
    assert "¿Por dónde quieres empezar?" in chosen.stderr
    resilify(*start, "--step", "plan-1", stdin="llego\nme siento\naquí\n:quit\n")
    paused = resilify("pause", "--plain", stdin="1\n1\n", check=True)
    assert "¿Qué quieres hacer con ello?" in paused.stderr
    assert "Pendiente: un plan del" in paused.stderr
    assert "Suficiente por ahora" in paused.stderr
    assert "Enough for now" not in paused.stderr
    assert "Dejado por ahora: Tardes amables" in paused.stderr
