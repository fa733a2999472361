"""`resilify page`: a person's own page for hard days."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests import private
from tests.conftest import FixedClock, Run

_BRITISH = {"LANG": "en_GB.UTF-8", "LC_ALL": ""}
_PERSON = "Leilani\n555 0134\nnights\nCan you stay on the phone?\ntalking\n1\n"
_FLAGSHIP = (
    "1d7df8d0-ac9d-11eb-a609-9bd2845cb169",
    "cultivating-self-compassion",
    "Cultivating Self Compassion",
)


def _edit(resilify: Run, part: str, lines: str, env: dict[str, str] | None = None) -> str:
    return resilify("page", "edit", part, "--plain", stdin=lines, env=env, check=True).stderr


def _parts(resilify: Run, env: dict[str, str] | None = None) -> dict[str, str]:
    told: dict[str, Any] = json.loads(resilify("page", "--json", env=env, check=True).stdout)
    return {part["title"]: part["words"] for part in told["parts"]}


def _in_order(text: str, words: Sequence[str]) -> bool:
    places = [text.index(word) for word in words]
    return places == sorted(places)


def _answered(store: Store, activity: str, kind: str, text: str, *values: str, session: str = "s") -> None:
    enrollment = store.enrollments.latest(_FLAGSHIP[0]) or store.enrollments.begin(*_FLAGSHIP, "")
    answer = Response(session, "Self-compassionate living", activity, kind, "Why?", text, (text, *values))
    store.entries.answer(enrollment, answer)


def test_an_empty_page_has_the_lines_and_makes_nothing(resilify: Run, home: Path) -> None:
    """Without set-up it shows who to call in the person's country, and says nothing of what is not there."""
    said = resilify("page", env=_BRITISH, check=True).stdout
    assert said.startswith("If your life is in danger now, call 999 or 112. More: resilify help-now\n")
    assert "Samaritans\n  call 116 123" in said
    assert "resilify page edit" in said
    assert "empty" not in said
    assert not home.exists()


def test_a_page_that_names_nobody_speaks_of_no_next_one(resilify: Run) -> None:
    """Where neither a line nor a part of her own is shown, there is none to go on to."""
    assert "go to the next" not in resilify("page", check=True).stdout
    assert "go to the next" in resilify("page", env=_BRITISH, check=True).stdout


def test_parts_are_written_and_shown_in_the_order_of_a_hard_moment(resilify: Run) -> None:
    """Lines first, then people, what helps and places; the signs come last, and the journal finds each."""
    _edit(resilify, "signs", "phone face down\n.\n")
    _edit(resilify, "helps", "3 7\n")
    _edit(resilify, "people", _PERSON)
    _edit(resilify, "where I can be", "the bus depot\n.\n")
    said = resilify("page", env=_BRITISH, check=True).stdout
    words = (
        "116 123",
        "People I can call",
        "Number: 555 0134",
        "Music",
        "A shower",
        "bus depot",
        "face down",
    )
    assert _in_order(said, words)
    assert "Last changed on" in said
    assert "bus depot" in resilify("journal", "search", "depot", check=True).stdout


def test_a_part_is_changed_kept_or_taken_off(resilify: Run) -> None:
    """An earlier version stays, and what is taken off comes back by undo."""
    _edit(resilify, "line", "the night line\n")
    _edit(resilify, "line", "1\nthe night line, 555\n")
    assert _parts(resilify) == {"A line of my own": "the night line, 555"}
    _edit(resilify, "line", "2\n")
    _edit(resilify, "line", "3\n")
    assert _parts(resilify) == {}
    resilify("undo", "--yes", check=True)
    assert _parts(resilify) == {"A line of my own": "the night line, 555"}


def test_what_is_half_typed_waits(resilify: Run) -> None:
    """Leaving in the middle of a part keeps it as a draft, which is no part of the page yet."""
    ran = resilify("page", "edit", "people", "--plain", stdin="Leilani\n:quit\n")
    assert ran.returncode == 130
    assert "To go on: resilify page edit" in ran.stderr
    assert _parts(resilify) == {}
    assert "Leilani" in resilify("page", "edit", "people", "--plain", stdin=":quit\n").stderr


def test_all_parts_can_be_gone_through(resilify: Run) -> None:
    """From the list of parts, one after the other; each can be passed by."""
    ran = resilify(
        "page", "edit", "--plain", stdin=f"1\n{':skip' + chr(10)}" * 1 + ":skip\n" * 7 + "signs\n.\n11\n"
    )
    assert ran.returncode == 0
    assert list(_parts(resilify)) == ["How I notice a hard day"]


@pytest.mark.parametrize(
    ("words", "hint"), [(("edit", "nothing"), "Its parts: people,"), (("nothing",), "page edit")]
)
def test_a_part_that_is_none_names_those_there_are(resilify: Run, words: tuple[str, ...], hint: str) -> None:
    """A wrong word is wrong usage, with a way out."""
    ran = resilify("page", *words, "--plain")
    assert ran.returncode == 2
    assert hint in ran.stderr


def test_a_locked_store_shows_the_lines_and_nothing_private(
    encrypted: Path, resilify: Run, given: dict[str, str]
) -> None:
    """The lines are there at once; the own words need the passphrase, and it says how."""
    _edit(resilify, "line", "the night line\n", env=given)
    said = resilify("page", env=_BRITISH, check=True).stdout
    assert "116 123" in said
    assert "resilify page --unlock" in said
    assert "night line" not in said
    assert json.loads(resilify("page", "--json", check=True).stdout)["locked"]
    assert "the night line" in resilify("page", "--unlock", env=given, check=True).stdout
    assert private.PASSPHRASE not in said


def test_the_page_is_never_counted_or_shown_by_itself(resilify: Run, tmp_path: Path, home: Path) -> None:
    """It is under way nowhere, in no report and no insight; to look at it writes nothing."""
    _edit(resilify, "matters", "the jasmine on the sill\n.\n")
    before = (home / "resilify.db").read_bytes()
    resilify("page", check=True)
    assert (home / "resilify.db").read_bytes() == before
    assert json.loads(resilify("--json", check=True).stdout)["program"] is None
    assert "jasmine" not in resilify("insights").stdout
    resilify("report", "--entries", "all", "-o", str(tmp_path / "report.html"))
    report = tmp_path / "report.html"
    assert not report.exists() or "jasmine" not in report.read_text()
    assert "my-page" not in resilify("list", check=True).stdout
    assert "resilify page" in resilify("start", "my-page-for-hard-days", "--plain").stderr


def test_help_now_is_the_same_whatever_is_on_the_page(resilify: Run) -> None:
    """It names the page in one line and shows nothing of it."""
    before = resilify("help-now", "GB", check=True).stdout
    _edit(resilify, "line", "the night line\n")
    assert resilify("help-now", "GB", check=True).stdout == before
    assert "Your own page for hard days: resilify page" in before


def test_a_page_of_a_program_is_shown_with_leave(resilify: Run, home: Path) -> None:
    """What a program gathered is on the page if that was agreed to, then or later, and can be taken off."""
    with open_store(home / "resilify.db", FixedClock()) as store:
        _answered(store, "my-plan", "gather", "Signs:\nno music", "yes")
        _answered(store, "other-card", "gather", "a card that asks for no leave")
    assert _parts(resilify) == {"Cultivating Self Compassion": "Signs:\nno music"}
    _edit(resilify, "programs", "2\n")
    assert _parts(resilify) == {}
    _edit(resilify, "programs", "1\n")
    assert _parts(resilify) == {"Cultivating Self Compassion": "Signs:\nno music"}
    assert "Why?" in resilify("journal", check=True).stdout


def test_answers_of_programs_are_offered_and_never_copied_unasked(resilify: Run, home: Path) -> None:
    """An empty box shows what a program has for it; only a yes puts it there, to be changed."""
    with open_store(home / "resilify.db", FixedClock()) as store:
        _answered(store, "early-signs", "reflect", "I stop cooking")
    said = _edit(resilify, "signs", "2\nno music\n.\n")
    assert "In Cultivating Self Compassion, 3 November 2026" in said
    assert _parts(resilify) == {"How I notice a hard day": "no music"}
    _edit(resilify, "signs", "3\n")
    _edit(resilify, "signs", "1\nno music\n.\n")
    assert _parts(resilify)["How I notice a hard day"].startswith("I stop cooking")


def test_the_page_is_written_for_paper(resilify: Run, tmp_path: Path) -> None:
    """A page in the size of a card, or plain lines; private to its owner, and nothing is replaced unasked."""
    _edit(resilify, "line", "the <b>night</b> line\n")
    card, text = tmp_path / "page.html", tmp_path / "page.txt"
    for place in (card, text):
        resilify("page", "--output", str(place), env=_BRITISH, check=True)
        assert "116 123" in place.read_text()
        assert place.stat().st_mode & 0o077 == 0
        assert "already" in resilify("page", "--output", str(place)).stderr
    assert "size: 85.6mm 54mm" in card.read_text()
    assert "the &lt;b&gt;night&lt;/b&gt; line" in card.read_text()
    assert "the <b>night</b> line" in text.read_text()
    assert resilify("page", "--output", str(tmp_path / "page.pdf")).returncode == 2


def test_paper_without_a_country_has_room_for_a_line(resilify: Run, tmp_path: Path) -> None:
    """It is said how to name the country; with one its lines stand there instead."""
    card = tmp_path / "page.html"
    told = resilify("page", "--output", str(card), env={"LC_ALL": "C", "LANG": "C"}, check=True).stderr
    assert "resilify settings country" in told
    assert "A crisis line near me" in card.read_text()
    told = resilify("page", "--force", "--output", str(card), env=_BRITISH, check=True).stderr
    assert "resilify settings country" not in told
    assert "A crisis line near me" not in card.read_text()


def test_the_page_goes_with_the_rest(resilify: Run, tmp_path: Path) -> None:
    """It is in the complete export, merges with another store's, and is erased by its name."""
    _edit(resilify, "line", "the night line\n")
    other = {"RESILIFY_HOME": str(tmp_path / "other")}
    _edit(resilify, "matters", "the jasmine\n.\n", env=other)
    export = str(tmp_path / "all.json")
    resilify("journal", "export", "--format", "json", "--output", export, env=other, check=True)
    resilify("journal", "import", "--mine", export, check=True)
    assert _parts(resilify) == {"A line of my own": "the night line", "What matters to me": "the jasmine"}
    _edit(resilify, "line", "1\nthe night line, 555\n")
    assert _parts(resilify)["A line of my own"] == "the night line, 555"
    resilify("erase", "--program", "my-page-for-hard-days", "--yes-erase", check=True)
    assert _parts(resilify) == {}
