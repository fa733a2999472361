"""What the store's tests share: a pass through a program, and answers to keep."""

from __future__ import annotations

import pytest

from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store

ANSWER = Response(
    session_id="first",
    session_title="First session",
    activity_id="moment",
    activity_kind="reflect",
    prompt="What happened?",
    text="",
    values=("",),
)


def response(text: str, **changes: object) -> Response:
    """An answer of one text; `changes` are other fields."""
    return ANSWER._replace(**{"text": text, "values": (text,), **changes})  # type: ignore[arg-type]


@pytest.fixture
def enrollment(store: Store) -> Enrollment:
    return store.enrollments.begin("key", "slug", "A program", "")
