"""What an activity becomes on paper: lines to write on, boxes to tick, scales to mark, tables to fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.activities.answer_history import NO_ANSWERS
from resilify_cli.activities.checkup import Checkup
from resilify_cli.activities.follow_up import FollowUp
from resilify_cli.activities.follow_up_answer import Went
from resilify_cli.activities.gather import Gather
from resilify_cli.activities.grid import Grid
from resilify_cli.activities.guided import Guided
from resilify_cli.activities.item_list import ItemList
from resilify_cli.activities.log import Log
from resilify_cli.activities.placeholders import fill_text
from resilify_cli.activities.quantities import about_minutes
from resilify_cli.activities.questions import (
    Aside,
    LineQuestion,
    MarkdownBlock,
    MultipleChoice,
    PacedCues,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
    TimerQuestion,
)
from resilify_cli.activities.recall import Recall
from resilify_cli.activities.record import Record
from resilify_cli.authoring.condition_text import activity_name
from resilify_cli.authoring.sample_answers import sample_answer
from resilify_cli.content.languages import Language, find_language
from resilify_cli.session.localized_prompter import translated

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.activities.typed_fields import TypedField
    from resilify_cli.content.models import Program

_MOST_QUESTIONS = 60
_TEXT_LINES, _LINE_LINES, _LONG_LINES = 4, 1, 10
# From so many minutes on, a text gets the lines of a page.
_LONG_MINUTES = 5
_MOST_ITEMS, _LOG_ROWS, _MOST_ROWS = 6, 7, 4
# A row of so many fields fits the width of a sheet.
_WIDEST_ROW = 5


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to write on, with what stands before or above them as Markdown, and an example."""

    label: str = ""
    hint: str = ""
    count: int = _LINE_LINES


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """Numbers of which one is marked, with the words at both ends."""

    label: str
    numbers: tuple[int, ...]
    low_label: str = ""
    high_label: str = ""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes to tick, one or several; `other` is whether there is a line for own words."""

    label: str
    options: tuple[str, ...]
    other: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table to fill.

    Attributes:
        columns: Its columns.
        rows: The names of its rows, which may be empty.
        corner: Whether the names of the rows have a column of their own.
        numbered: Whether those names are numbers, and so need little room.
    """

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    corner: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Text to read, as Markdown; `quiet` for what is said about it."""

    markdown: str
    quiet: bool = False


PaperPart = Lines | ScaleRow | Boxes | PaperTable | Said


def paper_parts(activity: Activity, program: Program) -> list[PaperPart]:
    """Return what an activity becomes on paper, its question first."""
    # A guided script is no question: its cues say it.
    asks = activity.prompt if not isinstance(activity, Guided) else ""
    first: list[PaperPart] = [Said(fill_text(asks, NO_ANSWERS))] if asks else []
    return [*first, *_activity_parts(activity, program)]


def _activity_parts(activity: Activity, program: Program) -> Iterator[PaperPart]:
    match activity:
        case Record() | Log():
            yield from _scale_rows(activity)
        case Grid():
            yield PaperTable(
                tuple(_with_range(column.label, column.top) for column in activity.columns),
                activity.rows,
                corner=True,
            )
        case Checkup():
            if activity.license:
                yield Said(f"License: {activity.license}", quiet=True)
            for item in activity.items:
                numbers = tuple(range(item.low, item.high + 1))
                yield ScaleRow(item.text, _printed_numbers(numbers), activity.low_label, activity.high_label)
        case ItemList():
            yield from _list_parts(activity)
        case FollowUp():
            yield from _follow_up(activity, program)
        case Recall():
            names = [_answer_reference(one, program) for one in activity.activity_ids]
            yield Said(f"Look back at what you wrote: {'; '.join(names)}.", quiet=True)
        case Gather():
            for source in activity.sources:
                yield Lines(
                    f"**{source.heading.rstrip(':')}**", _answer_reference(source.activity_id, program), 2
                )
        case _:
            yield from _question_parts(activity, find_language(program.language))


def _question_parts(activity: Activity, language: Language) -> Iterator[PaperPart]:
    """Yield a place for each question that an activity asks, whatever its kind."""
    values: list[object] = []
    while len(values) < _MOST_QUESTIONS:
        question = activity.question(values, NO_ANSWERS)  # type: ignore[arg-type]  # samples fit
        if question is None:
            return
        yield from _answer_place(translated(question, language), activity)
        values.append(sample_answer(question))


def _answer_place(question: Question, activity: Activity) -> Iterator[PaperPart]:
    """Yield the place to answer a question, below the words above it that are not the activity's own."""
    blocks = [block for block in question.body if isinstance(block, MarkdownBlock)]
    label = " ".join(block.markdown for block in blocks if block.markdown != activity.prompt)
    match question:
        case TextQuestion():
            long = question.minutes >= _LONG_MINUTES
            yield Lines(label, question.hint, _LONG_LINES if long else _TEXT_LINES)
        case LineQuestion():
            yield Lines(f"{label} **{question.label}**" if question.label else label, question.hint)
        case ScaleQuestion():
            numbers = _printed_numbers(tuple(range(question.low, question.high + 1)))
            yield ScaleRow(label, numbers, question.low_label, question.high_label)
        case SingleChoice() | MultipleChoice():
            asides = [block.text for block in question.body if isinstance(block, Aside)]
            labels = tuple(option.label for option in question.options)
            yield Boxes(" ".join([label, *asides]).strip(), labels, question.other)
        case PacedCues():
            for cue in dict.fromkeys(question.without_timing):
                yield Said(cue)
        case TimerQuestion():
            yield Said(f"{about_minutes(question.minutes).capitalize()} away from this page.", quiet=True)


def _scale_rows(activity: Record | Log) -> Iterator[PaperPart]:
    many = activity.rows if isinstance(activity, Record) else _LOG_ROWS
    if many == 1 or len(activity.fields) > _WIDEST_ROW:
        for _ in range(1 if many == 1 else 2):
            for field in activity.fields:
                yield from _field_parts(field)
        if many > 1:
            yield Said(f"Room for {many} of these: copy this part.", quiet=True)
        return
    for field in activity.fields:
        yield Said(f"**{field.label}**: {field.question}{_field_note(field)}")
    yield PaperTable(
        tuple(field.label for field in activity.fields), ("",) * min(many, max(_MOST_ROWS, _LOG_ROWS))
    )


def _field_parts(field: TypedField) -> Iterator[PaperPart]:
    label = f"**{field.label}**: {field.question}"
    question = field.ask(())
    if isinstance(question, ScaleQuestion):
        numbers = _printed_numbers(tuple(range(question.low, question.high + 1)))
        yield ScaleRow(label, numbers, question.low_label, question.high_label)
    elif isinstance(question, SingleChoice):
        yield Boxes(label, tuple(one.label for one in question.options if one.id), question.other)
    else:
        hint = getattr(question, "hint", "")
        yield Lines(label, hint, 3 if isinstance(question, TextQuestion) else _LINE_LINES)


def _field_note(field: TypedField) -> str:
    """Return what a field of a table takes, behind its question."""
    question = field.ask(())
    if isinstance(question, ScaleQuestion):
        ends = f", {field.low_label} to {field.high_label}" if field.low_label and field.high_label else ""
        return f" ({question.low} to {question.high}{ends})"
    if isinstance(question, SingleChoice):
        return f" ({' / '.join(one.label for one in question.options if one.id)})"
    return f" ({field.unit})" if field.unit else ""


def _list_parts(activity: ItemList) -> Iterator[PaperPart]:
    if activity.grow:
        yield Said("Copy over what stays from your list, and add to it.", quiet=True)
    numbers = (_with_range(activity.number_name.capitalize(), activity.top),) if activity.top else ()
    columns = (activity.item.capitalize(), *numbers)
    if activity.low_label and activity.high_label:
        ends = f"0 is “{activity.low_label}”, {activity.top} is “{activity.high_label}”."
        yield Said(ends, quiet=True)
    rows = tuple(f"{number}" for number in range(1, min(activity.most, _MOST_ITEMS) + 1))
    yield PaperTable(columns, rows, corner=True, numbered=True)
    if activity.total:
        yield Said(f"Together the numbers are {activity.total}.", quiet=True)
    if activity.picks:
        yield Said(f"Mark the {activity.item} that you would like to take.", quiet=True)


def _follow_up(activity: FollowUp, program: Program) -> Iterator[PaperPart]:
    yield Said(f"Look back at {_answer_reference(activity.of, program)}.", quiet=True)
    question = activity.question((), NO_ANSWERS)
    language = find_language(program.language)
    options = translated(question, language).options if isinstance(question, SingleChoice) else ()
    yield Boxes("" if activity.prompt else "How did it go?", tuple(one.label for one in options))
    for went, option in zip(Went, options, strict=False):
        if activity.lines[went]:
            yield Lines(f"*{option.label}*: {activity.lines[went]}", "", 2)
    if not any(activity.lines.values()):
        yield Lines("What happened?", "", 2)


def _answer_reference(activity_id: str, program: Program) -> str:
    session, activity = program.activities.get(activity_id, (None, None))
    if session is None or activity is None:
        return activity_id
    return f"“{activity_name(activity)}” in session {program.session_number(session.id)}"


def _with_range(label: str, top: int) -> str:
    return f"{label} (0 to {top})" if top else label


def _printed_numbers(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Return the numbers to print of a scale: of a long one each tenth part."""
    return numbers[:: -(-(len(numbers) - 1) // 10) or 1]
