"""The words of the frame, found in the source: what a session shows, whoever wrote the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from resilify_cli.content.languages import find_language
from resilify_cli.session.suggestions import read_rules

_PACKAGE = Path(__file__).parents[2] / "resilify_cli"
_FOLDERS = ("activities", "session", "prompters")
# What commands ask and say of one program.
_COMMANDS = (
    *("commands/follow_up.py", "commands/log.py", "commands/page.py", "commands/pause.py"),
    *("commands/practice.py", "commands/session_end.py", "commands/sitting_entry.py", "commands/start.py"),
    "journal_editing/guided_edit.py",
)
# What words are given to, to be shown.
_SHOWS = frozenset(
    (
        *("tell", "translate", "_translate", "ask_to_resume", "wait_for_enter", "say", "KeyHint"),
        *("MarkdownBlock", "Aside", "Notice"),
        *("OwnWords", "ChoiceOption", "Cue", "Message", "Drawing", "TextQuestion", "LineQuestion"),
        *("ScaleQuestion", "SingleChoice", "MultipleChoice", "ConfirmQuestion", "PacedCues", "TimerQuestion"),
        *("SideNote", "Screen"),
    )
)
# Arguments that are no words of the frame.
_NO_WORDS = frozenset(["id", "style", "default", "program", "session", "step_id", "citations", "name", "key"])
_TELLING = frozenset({"remarks", "hints", "skip_word"})


# A phrase may have fewer places than the source, or a place of a certain shape.
_EXAMPLES = {
    "In {}, {} {}": "In Rest, 3 November 2026",
    "Still open: {}": "Still open: A plan of 3 November, in Rest",
    "You have been through {} of {}.": "You have been through all of Rest.",
    "On {}, {}, you began to change this, and it is not kept yet.": (
        "On Tuesday 3 November 2026, 20:15, you began to change this, and it is not kept yet."
    ),
}
# What is asked outside of any program, in English.
_OUTSIDE = frozenset({"checkin_prompt.py", "program_choice.py"})
# Words that Spanish writes the same.
_SAME = frozenset(
    {
        *(
            "Ctrl-C",
            "Ctrl-D",
            "Ctrl-G",
            "Ctrl-G {}",
            "Ctrl-L",
            "Ctrl-O",
            "Ctrl-W",
            "Ctrl-Y",
            "Ctrl-Z",
            "Ctrl-_",
        ),
        *("Esc", "No"),
    }
)


def test_all_words_of_the_frame_have_spanish_ones() -> None:
    """A sentence or a key that comes new into a session is told here until es.toml has it."""
    spanish = find_language("es")
    found = list(_frame_words())
    assert len(found) > 100
    # What is the same in both languages is a phrase all the same.
    phrases = {re.sub(r"\{\w+\}", "{}", english) for english in spanish.phrases} | _SAME
    assert [(place, words) for place, words in found if words not in phrases and not _is_told(words)] == []


def test_the_rules_of_suggestions_have_spanish_words() -> None:
    """Whatever is asked before and after a practice, in the words of the table."""
    spanish = find_language("es")
    words = {word for rule in read_rules() for word in (rule.name, rule.asks, rule.low, rule.high)}
    assert sorted(words - spanish.phrases.keys()) == []


def _is_told(words: str) -> bool:
    """Return whether Spanish has words for a text in which something changes: its example, or 2."""
    whole = _EXAMPLES.get(words, words.replace("{}", "2"))
    return find_language("es").translate(whole) != whole


def _frame_words() -> Iterator[tuple[str, str]]:
    """Yield where words of the frame stand, and the words; `{}` is in place of what changes."""
    inside = [path for folder in _FOLDERS for path in sorted((_PACKAGE / folder).rglob("*.py"))]
    inside += map(_PACKAGE.joinpath, _COMMANDS)
    trees = {path: ast.parse(path.read_text("utf-8")) for path in inside}
    imported = {name: value for tree in trees.values() for name, value in _constants(tree).items()}
    for path, tree in trees.items():
        if path.name in _OUTSIDE:
            continue
        constants = imported | _constants(tree)
        for node in ast.walk(tree):
            for shown in _shown(node):
                for words in (line for text in _words(shown, constants) for line in text.split("\n")):
                    if re.search("[A-Za-z]{2}", words.replace("{}", "")):
                        yield f"{path.relative_to(_PACKAGE)}:{shown.lineno}", words


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _shown(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what a call shows, or what a method returns that tells something."""
    if isinstance(node, ast.Call):
        named = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if named in _SHOWS:
            # The first of an option is its id.
            yield from node.args[1:] if named == "ChoiceOption" else node.args
            yield from (word.value for word in node.keywords if word.arg not in _NO_WORDS)
    elif isinstance(node, ast.FunctionDef) and node.name in _TELLING:
        for statement in node.body[1:]:
            yield from _strings(statement)
    elif isinstance(node, ast.GeneratorExp) and any(True for _ in _shown(node.elt)):
        yield from _strings(node.generators[0].iter)


def _strings(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the texts in a part of the source, each f-string as one."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield node
        return
    for child in ast.iter_child_nodes(node):
        yield from _strings(child)


def _words(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.Name(id=name) if name in constants:
            yield from _words(constants[name], {})
        case ast.IfExp(body=body, orelse=other):
            yield from _words(body, constants)
            yield from _words(other, constants)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for one in elements:
                yield from _words(one, constants)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            yield from _words(left, constants)
            yield from _words(right, constants)
        case _:
            return
