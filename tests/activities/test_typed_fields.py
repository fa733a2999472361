"""The fields that records and logs are made of."""

from __future__ import annotations

import pytest

from resilify_cli.activities.quantities import Quantity, Unit
from resilify_cli.activities.questions import (
    ChoiceOption,
    LineQuestion,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.activities.typed_fields import TypedField
from tests.activities.conftest import Broken, Read


def field(read: Read, attributes: str) -> TypedField:
    record = read(f":::{{record}} x\nAsk.\n- Label: A question? {{#one {attributes}}}\n:::")
    (found,) = record.fields
    assert isinstance(found, TypedField)
    return found


@pytest.mark.parametrize(
    ("attributes", "kind"),
    [
        ("", LineQuestion),
        (".long", TextQuestion),
        (".0-10", ScaleQuestion),
        (".0-100", ScaleQuestion),
        ('.number unit="cups" min=0 max=20', LineQuestion),
        (".time", LineQuestion),
        (".duration", LineQuestion),
        (".date", LineQuestion),
        (".yes-no", SingleChoice),
        ('.choice options="bed | sofa"', SingleChoice),
    ],
)
def test_each_type_asks_in_its_way(read: Read, attributes: str, kind: type) -> None:
    """A line, a long text, a scale or a choice."""
    assert isinstance(field(read, attributes).ask(()), kind)


def test_a_choice_can_be_left_empty(read: Read) -> None:
    """Its options have ids of their own letters, and the last one leaves it empty."""
    asked = field(read, '.choice options="In bed | On the sofa"').ask(())
    assert isinstance(asked, SingleChoice)
    assert asked.options == (
        ChoiceOption("in-bed", "In bed"),
        ChoiceOption("on-the-sofa", "On the sofa"),
        ChoiceOption("", "Leave it empty"),
    )


@pytest.mark.parametrize(
    ("attributes", "value", "quantity"),
    [
        (".0-100", 70, Quantity(70, Unit.NUMBER)),
        ('.number unit="cups"', "2 cups", Quantity(2, Unit.NUMBER)),
        (".time", "23:40", Quantity(1420, Unit.TIME)),
        (".duration", "1 h 20", Quantity(80, Unit.DURATION)),
        (".yes-no", "yes", Quantity(1, Unit.NUMBER)),
        (".time", "late", None),
        (".number", "", None),
        ("", "23", None),
    ],
)
def test_an_answer_counts_as_what_its_type_says(
    read: Read, attributes: str, value: str | int, quantity: Quantity | None
) -> None:
    """Words that are no number, time or duration are kept, and count as nothing."""
    assert field(read, attributes).quantity(value) == quantity


@pytest.mark.parametrize(
    ("attributes", "value", "text"),
    [
        ('.number unit="cups"', "2", "2 cups"),
        ('.number unit="cups"', "a few", "a few"),
        ('.choice options="In bed | Up"', "in-bed", "In bed"),
        (".time", "late", "late"),
        (".0-10", 3, "3"),
    ],
)
def test_an_answer_is_shown_as_it_is_read(read: Read, attributes: str, value: str | int, text: str) -> None:
    """A choice by its label, a number with its unit, anything else as it was typed."""
    assert field(read, attributes).shown(value) == text


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        (".numbr", "a field can't be .numbr"),
        (".time .long", "a field has one type"),
        (".choice", "a choice needs two options or more"),
        ('.choice options="One | one"', "two options of this choice read the same"),
        ('.time unit="h"', "a field that is .time has no unit="),
        (".number min=low", "min='low' is no number"),
    ],
)
def test_a_mistake_in_a_field_is_told(broken: Broken, attributes: str, message: str) -> None:
    """Each with its line, and what would be right."""
    (problem,) = broken(f":::{{record}} x\nAsk.\n- Label: A question? {{#one {attributes}}}\n:::")
    assert problem[0] == 3
    assert message in problem[1]
