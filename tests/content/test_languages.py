"""What a language brings to a program."""

from __future__ import annotations

import ast
import re
import shutil
import string
from functools import cache
from pathlib import Path

import pytest

from resilify_cli.checks.checker import check_program
from resilify_cli.content import languages
from resilify_cli.content.languages import find_language
from resilify_cli.session.suggestions import read_rules

SPANISH = Path(__file__).parents[1] / "data" / "tardes-amables"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the Spanish program, to be changed."""
    return Path(shutil.copytree(SPANISH, tmp_path / "tardes"))


def _replace(folder: Path, old: str, new: str) -> list[str]:
    for file in (folder / "program.md", folder / "sessions" / "1-dejar-el-dia.md"):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    return [problem.wrong for problem in check_program(folder, strict=True)]


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_words_to_avoid_are_those_of_the_language(changed: Path) -> None:
    """The Spanish list holds in a Spanish program, and the English one does not."""
    assert _replace(changed, "Escribe sin prisa.", "Escribe, es fácil. Just easy.") == [
        "'fácil' makes light of what may be hard"
    ]


def test_a_question_that_begins_upside_down_begins_a_sentence(changed: Path) -> None:
    """Two sentences of twenty words are no sentence of forty."""
    twenty = " ".join(["palabra"] * 19)
    assert _replace(changed, "Escribe sin prisa.", f"¿Qué {twenty}? ¿Qué {twenty}?") == []


@pytest.mark.parametrize("tag", ["español", "e", "ES", "es_MX", "en-" + "x" * 40])
def test_what_is_no_tag_of_a_language_is_told(changed: Path, tag: str) -> None:
    """With its line's key, and how one is written."""
    assert f"{tag[:20]!r} is no tag of a language" in _replace(changed, "language: es", f"language: {tag}")


def test_directions() -> None:
    """Arabic and Hebrew run from right to left, whatever the region; what is unknown, from left to right."""
    tags = ("ar", "he-IL", "fa", "en", "", "es-MX", "xx")
    assert [find_language(tag).direction for tag in tags] == ["rtl"] * 3 + ["ltr"] * 4


def test_a_phrase_and_its_translation_hold_the_same_slots() -> None:
    """Nothing that is to stand in a phrase is lost, but for what another language says in other words."""
    for english, spanish in find_language("es").phrases.items():
        assert _slots(spanish) <= _slots(english), english


def test_every_phrase_is_one_that_the_frame_says() -> None:
    """A phrase whose English was changed in the code would stay English; so it is told here."""
    rules = {word for rule in read_rules() for word in (rule.name, rule.asks, rule.low, rule.high)}
    said = {text for _, _, text in _texts()} | _COMPOSED | rules
    assert [one for one in find_language("es").phrases if _template(one) not in said] == []


def test_all_that_plain_lines_say_has_spanish_words() -> None:
    """Whatever they tell or ask by themselves."""
    spanish = find_language("es")
    said = [
        text.replace("{}", "2")
        for file, call, text in _texts()
        if file.startswith("plain") and call in {"tell", "translate", "wait_for_enter"}
    ]
    assert len(said) > 20
    assert [text for text in said if spanish.translate(text) == text] == []
    assert spanish.translate("Press Enter to begin.") == "Pulsa Intro para empezar."


def test_a_day_is_written_as_the_language_writes_it() -> None:
    """By itself and inside a phrase, with its year or without; what is no day stays."""
    spanish = find_language("es")
    assert spanish.translate("3 November 2026") == "3 de noviembre de 2026"
    assert spanish.translate("In session 2, 28 May 2026") == "En la sesión 2, el 28 de mayo de 2026"
    assert spanish.translate("Until 7:05 on 1 June. It goes on if you close the terminal.").startswith(
        "Hasta las 7:05 del 1 de junio."
    )
    assert spanish.translate("3 Novembre 2026") == "3 Novembre 2026"
    assert spanish.translate("Step many of 3") == "Step many of 3"
    assert find_language("").translate("3 November 2026") == "3 November 2026"


def _template(phrase: str) -> str:
    return re.sub(r"\{\w+\}", "{}", phrase)


# What is put together of several texts, and the keys of the terminal's screen.
_COMPOSED = set(
    map(
        _template,
        (
            *("If {moment}", "then I will {act}", "When and where: {where}"),
            *("I expect: {text}", "How sure: {text}", "I will: {text}"),
            "That was the session. Next: **{title}**, in a week or so, around {weekday} {day}, "
            "sooner or later as it suits you: `resilify continue`.",
            "Compared with last time, this is {change}. Compared with the first time, it is {first_change}.",
            *("That is not between {low} and {high}.", "That is not at least {low}."),
            *("That is not at most {high}.", "{minutes} minute", "{step} of {steps} · about {minutes} min"),
            "Until {time} on {day}. It goes on if you close the terminal.",
            "The {length} ended at {time} on {day}.",
            "Step {step} of {steps}, about a minute left",
            "Step {step} of {steps}, about {minutes} minutes left",
            *("move", "save and leave", "new line", "done, or leave it empty", "read on", "read back"),
            *("scroll by a line", "draw the screen again", "pause; fg goes on", "filter", "goes to it"),
            *("cancel", "Space or Enter", "Enter", "Space", "PgUp", "PgDn", "Letters", "a letter"),
            *("You have been through all of {title}.", "Still open: A plan of {day}, in {session}"),
            "You have been through all that there is yet of {title}.",
            *("Still open: A test of {day}, in {session}", "Still open: Picked on {day}, in {session}"),
            "Still open: A log, last filled on {day}, in {session}",
            "{reason} Last time it was {before} before **{name}**, and {after} after.",
            "Again, or something else: resilify practice. For hard days: resilify page",
            *("{kept} That makes {counted}. To see them: {command}", "{number} row"),
            *("What you typed is kept. To go on: {command}", "Kept as {handle}, on {weekday} {day}."),
            "On {weekday} {day}, {time}, you began to change this, and it is not kept yet.",
            *("Esc or Ctrl-C", "The keys of this screen", "↑ more", "↓ {number} more"),
        ),
    )
)


@cache
def _texts() -> list[tuple[str, str, str]]:
    """Return the texts in the package, `{}` for what changes, with file and the function that takes it."""
    found = []
    for file in Path(languages.__file__).parents[2].rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                calls = map(_text_of, node.args[:1])
                found += [(file.name, node.func.attr, text) for text in calls if text]
            elif text := _text_of(node):
                found.append((file.name, "", text))
    return found


def _text_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
