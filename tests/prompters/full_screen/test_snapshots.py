"""Each kind of screen looks as it is kept in `screens/`, at 80x24 and at 40x10.

To renew them after a change of looks: RENEW_SCREENS=1 pytest tests/prompters/full_screen/test_snapshots.py
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from resilify_cli.activities.questions import (
    Aside,
    ChoiceOption,
    ConfirmQuestion,
    Cue,
    LineQuestion,
    MarkdownBlock,
    Message,
    MultipleChoice,
    PacedCues,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
    TimerQuestion,
)
from resilify_cli.prompters.protocol import Screen, SideNote
from resilify_cli.theme import NO_THEME, THEMES
from tests.prompters.full_screen.person import Person, person

_FOLDER = Path(__file__).parent / "screens"
_WHERE = Screen(
    "A quieter evening",
    "Noticing",
    "Session 2 of 5",
    step=3,
    steps=9,
    minutes_left=12,
    heading="One small thing",
    notes=(SideNote("care", "read when to take care", (Aside("Go slowly.", "Take care"),)),),
)
_ASKED = (MarkdownBlock("Think of one evening of this week.\n\nWhat was **one small thing** in it?"),)
_OPTIONS = tuple(ChoiceOption(str(at), f"The thing number {at}") for at in range(1, 15))
_LESSON = "\n\n".join(
    f"{at}. Evenings are short, and what is said of them is often longer than they are."
    for at in range(1, 13)
)
# What is asked, and the keys that are pressed before the look.
_SCREENS: dict[str, tuple[Question, tuple[str, ...]]] = {
    "message": (Message(body=(MarkdownBlock(_LESSON),)), ()),
    "message-read-on": (Message(body=(MarkdownBlock(_LESSON),)), ("space",)),
    "text": (
        TextQuestion(body=_ASKED, hint="a line or two", minutes=5),
        ("The tea was warm, and nobody called, which I had not known I wished for.",),
    ),
    "line": (LineQuestion(body=_ASKED, label="When and where"), ("after supper",)),
    "keys": (LineQuestion(body=_ASKED), ("\x1bOP",)),
    "notes": (LineQuestion(body=_ASKED), ("ctrl-g",)),
    "rating": (
        ScaleQuestion(body=_ASKED, low=0, high=10, low_label="not at all", high_label="a lot"),
        ("7",),
    ),
    "mood": (
        SingleChoice(
            body=(MarkdownBlock("How is your mood just now?"),),
            options=tuple(
                ChoiceOption(str(at), word)
                for at, word in enumerate(("very low", "low", "okay", "good", "very good"), 1)
            ),
            as_scale=True,
        ),
        ("2",),
    ),
    "choice": (SingleChoice(body=_ASKED, options=_OPTIONS, other=True), ("down",)),
    "choices": (MultipleChoice(body=_ASKED, options=_OPTIONS, other=True), ("space", "down")),
    "confirm": (ConfirmQuestion(body=(MarkdownBlock("Erase one entry?"),)), ()),
    "confirm-word": (ConfirmQuestion(body=(MarkdownBlock("Erase all of it?"),), word="erase"), ("era",)),
    "timer": (TimerQuestion(body=_ASKED, minutes=5), ("enter", "enter")),
    "cues": (
        PacedCues(body=_ASKED, cues=(Cue("Feel the floor.", 600), Cue("Rest.", 600))),
        ("enter", "space"),
    ),
}


@pytest.mark.parametrize("theme", ["", "calm", "high-contrast"])
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 10)])
@pytest.mark.parametrize("name", _SCREENS)
def test_a_screen_looks_as_it_did(name: str, columns: int, rows: int, theme: str) -> None:
    """A change of looks is seen as a change of a text.

    No background is ever set, and each colour is one of the terminal's own: on dark and on light it is the
    same that is written.
    """
    if theme == "high-contrast" and columns < 80:
        pytest.skip("its looks are seen on the wide one")
    question, keys = _SCREENS[name]
    seen: list[str] = []

    async def acts(she: Person) -> None:
        await she.press(*keys)
        seen.extend(she.styled_rows if theme else she.rows)
        await she.press("ctrl-c")

    with person(columns=columns, rows=rows, theme=THEMES[theme] if theme else NO_THEME) as she:
        she.ask(question, acts, screen=_WHERE)
    file = _FOLDER / f"{name}-{columns}x{rows}{f'-{theme}' if theme else ''}.txt"
    shown = "\n".join([*seen, ""])
    if os.environ.get("RENEW_SCREENS"):
        _FOLDER.mkdir(exist_ok=True)
        file.write_text(shown, "utf-8")
    assert shown == file.read_text("utf-8")
    assert " on " not in "".join(re.findall(r"\[([a-z ]+):", shown)) or not theme
