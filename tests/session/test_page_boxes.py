"""What is on the page for hard days, and since when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.session.page_boxes import page_boxes, program_pages
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from tests.conftest import FixedClock

_BOXES = """## One

:::{note} box-one
:title: One
One?
:::

:::{note} box-two
:title: Two
Two?
:::
"""


@pytest.fixture
def program(full_program: Callable[..., Path]) -> Program:
    return load_program(full_program(_BOXES, extra="kind: page\n"))


def _answer(
    store: Store, program: Program, activity: str, *values: str, kind: str = "note", practice: bool = False
) -> None:
    enrollment = store.enrollments.latest(program.key) or store.enrollments.begin(
        program.key, program.slug, program.title, "", walk=False
    )
    answer = Response("s", "S", activity, kind, "?", values[0], tuple(values), practice=practice)
    store.entries.answer(enrollment, answer)


def test_a_box_is_as_old_as_its_last_change(store: Store, program: Program, clock: FixedClock) -> None:
    """The boxes come in the order of the page, each with the day it was changed on, and an empty one not."""
    assert page_boxes(program, store, timedelta()) == {}
    _answer(store, program, "box-two", "two")
    _answer(store, program, "box-one", "one")
    clock.time += timedelta(days=3)
    _answer(store, program, "box-two", "two, changed")
    boxes = page_boxes(program, store, timedelta()).values()
    assert [(box.title, box.words, box.changed) for box in boxes] == [
        ("One", "one", date(2026, 11, 3)),
        ("Two", "two, changed", date(2026, 11, 6)),
    ]


def test_the_newest_page_of_a_program_counts(store: Store, program: Program, clock: FixedClock) -> None:
    """Of each page there is its last words and its last leave; gathered text without leave is none."""
    _answer(store, program, "plan", "first", "yes", kind="gather")
    _answer(store, program, "card", "a card", kind="gather")
    _answer(store, program, "plan", "practised", "yes", kind="gather", practice=True)
    assert [(page.words, page.is_shown) for page in program_pages(store, timedelta())] == [("first", True)]
    clock.time += timedelta(days=1)
    _answer(store, program, "plan", "later", "no", kind="gather")
    pages = program_pages(store, timedelta())
    assert [(page.words, page.is_shown, page.changed) for page in pages] == [
        ("later", False, date(2026, 11, 4))
    ]
