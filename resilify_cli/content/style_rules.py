"""Rules for the style of texts: their length, and words that are hard on the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resilify_cli.activities.problem import Problem
from resilify_cli.content.avoided_words import avoided_words
from resilify_cli.content.languages import find_language
from resilify_cli.content.markdown import TextBlock, TextKind
from resilify_cli.content.models import Lesson, Program, Session
from resilify_cli.content.readable_text import ReadableText, program_texts, session_texts

MOST_WORDS = 120
LONGEST_SENTENCE = 30
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')*_]*\s+(?=[\"“‘«¿¡(*_]*[^\W_a-z])")
_OPENS_EXAMPLE = re.compile(
    r"\b([^\W\d_]+), (?:(?:who is|aged|now) |[a-z][a-z -]{1,40} of )?\d{1,2}(?=[,.;:]| and\b| who\b)"
)


def long_screens(program: Program) -> Iterator[Problem]:
    """Find lessons of more than `MOST_WORDS` words."""
    for session in program.sessions:
        for step in session.steps:
            if isinstance(step.content, Lesson):
                text = ReadableText(session.path, step.content.body, step.content.line)
                blocks = (block for block in text.blocks() if block.kind is not TextKind.HEADING)
                words = sum(len(block.text.split()) for block in blocks)
                if words > MOST_WORDS:
                    wrong = f"this screen has {words} words"
                    right = f"keep to {MOST_WORDS}, or put a line of --- into it"
                    yield Problem(session.path, step.content.line, wrong, right)


def long_sentences(program: Program) -> Iterator[Problem]:
    """Find sentences of more than `LONGEST_SENTENCE` words."""
    for text in program_texts(program):
        for block in text.blocks():
            if block.kind in (TextKind.HEADING, TextKind.CODE):
                continue
            for sentence in SENTENCE_END.split(block.text):
                words = sentence.split()
                if len(words) > LONGEST_SENTENCE:
                    begin = " ".join(words[:6])
                    wrong = f"a sentence has {len(words)} words ({begin} ...)"
                    right = f"make two of it, of at most {LONGEST_SENTENCE}"
                    yield Problem(text.path, text.line_at(block), wrong, right)


def unkind_words(program: Program) -> Iterator[Problem]:
    """Find words to avoid in all texts that a person reads; words in double quotes are another person's."""
    for text, block in _blocks_of(program):
        own_words = _QUOTED.sub(_same_length_blank, _without_code(block))
        for avoided in avoided_words(find_language(program.language)):
            for found in avoided.words.finditer(own_words):
                line = text.line_at(block, found.start())
                yield Problem(text.path, line, f"{found[0]!r} {avoided.why}", avoided.instead)


def exclamations(program: Program) -> Iterator[Problem]:
    """Find exclamation marks."""
    for text, block in _blocks_of(program):
        for found in re.finditer("!+", _without_code(block)):
            line = text.line_at(block, found.start())
            yield Problem(text.path, line, "there is an exclamation mark", "end with a full stop")


def repeated_names(program: Program) -> Iterator[Problem]:
    """Find names that open an example in one session after they did in another."""
    first: dict[str, Session] = {}
    for session in program.sessions:
        for text in session_texts(session):
            for block in text.blocks():
                for found in _OPENS_EXAMPLE.finditer(block.text):
                    name = found[1]
                    before = first.setdefault(name, session) if name[0].isupper() else session
                    if before is not session:
                        line = text.line_at(block, found.start())
                        wrong = f"{name} opens an example in {before.title!r} too"
                        yield Problem(text.path, line, wrong, "choose another name")


def _blocks_of(program: Program) -> Iterator[tuple[ReadableText, TextBlock]]:
    """Yield all texts that are the program's own words: code blocks are not."""
    for text in program_texts(program):
        yield from ((text, block) for block in text.blocks() if block.kind is not TextKind.CODE)


def _without_code(block: TextBlock) -> str:
    """Return a block's text with spaces in place of inline code, so that the rest keeps its place."""
    text = block.text
    for start, end in block.code:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _same_length_blank(found: re.Match[str]) -> str:
    # Line breaks stay, so that what follows keeps its line.
    return re.sub(r"[^\n]", " ", found[0])
