"""`resilify preview`, as a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run

Write = Callable[..., Path]
BODY = ":::{choose} way\nHow?\n- A {#a}\n- B {#b}\n:::\n:::{note} only-b\n:when: way is b\nWhat is B?\n:::\n"


def test_a_step_is_shown_as_the_reader_sees_it_and_nothing_is_kept(
    resilify: Run, full_program: Write, home: Path
) -> None:
    """What leads to it is told beside it; no store is made."""
    ran = resilify("preview", str(full_program(BODY)), "--step", "only-b", check=True)
    assert [line.strip(" ─") for line in ran.stdout.splitlines() if line.strip()] == [
        "2 of 2 · only-b · note",
        "What is B?",
        "›",
    ]
    assert ran.stderr == "This step is shown with: way=b\n"
    assert not (home / "resilify.db").exists()


def test_what_is_named_wrongly_is_told_with_the_nearest_name(resilify: Run, full_program: Write) -> None:
    """A mistyped step, session or answer has a way out."""
    folder = str(full_program(BODY))
    assert resilify("preview", folder, "--step", "onlyb").stderr == (
        "No step has the id 'onlyb'.\nDid you mean only-b?\n"
    )
    assert "There is no session 3" in resilify("preview", folder, "--session", "3").stderr
    assert "did you mean 'way'?" in resilify("preview", folder, "--answer", "wya=b", check=True).stderr
