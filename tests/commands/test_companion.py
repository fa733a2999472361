"""`resilify companion`: a page for somebody who keeps a person company, and a note with what they tick."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from resilify_cli.content.avoided_words import AVOIDED_WORDS
from resilify_cli.crisis import find_country
from resilify_cli.pages.companion import guide_lines, read_guide
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run

_BRITISH = {"LANG": "en_GB.UTF-8", "LC_ALL": ""}
_FLAGSHIP = (
    "1d7df8d0-ac9d-11eb-a609-9bd2845cb169",
    "cultivating-self-compassion",
    "Cultivating Self Compassion",
)
_NOW = "2026-11-03T20:15+01:00"


def _this_week() -> FixedClock:
    """Return a clock by which all was written in the same week, one after the other."""
    clock = FixedClock(timedelta(milliseconds=10))
    clock.time = datetime.fromisoformat(_NOW) - timedelta(seconds=1)
    return clock


def _texts() -> list[str]:
    """Return every sentence of the page."""
    guide = read_guide()
    parts = [text for one in guide.sections for text in (one.title, *one.text, *one.items, one.last)]
    return [guide.title, guide.lead, *parts]


def test_the_page_says_what_to_do_and_whom_to_call(resilify: Run, home: Path) -> None:
    """Without set-up it is plain text with the lines of the country, and promises nothing."""
    said = resilify("companion", env=_BRITISH, check=True).stdout
    for title in ("What this is", "Ten minutes a week", "What to leave out", "When to get help"):
        assert f"\n{title}\n" in said
    assert "call 116 123" in said
    assert "promises nothing" in " ".join(said.split())
    assert "https://doi.org/10.1017/S0033291721004621" in said
    assert not home.exists()


def test_the_country_can_be_named(resilify: Run) -> None:
    """It is that of help-now; one that is not known is refused, and none at all names where to look."""
    assert (
        "TelefonSeelsorge" in resilify("companion", "--country", "Germany", env=_BRITISH, check=True).stdout
    )
    assert "findahelpline.com" in resilify("companion", env={"LANG": "C", "LC_ALL": ""}, check=True).stdout
    ran = resilify("companion", "--country", "Atlantis")
    assert ran.returncode == 2
    assert "resilify help-now --all" in ran.stderr


def test_its_words_are_those_of_programs() -> None:
    """What programs avoid, the page avoids; it is read in a few minutes, and each source is cited."""
    whole = "\n".join(_texts())
    for group in AVOIDED_WORDS:
        assert group.words.findall(whole) == [], group.why
    assert re.search(r"coach|buddy|supporter|accountab", whole) is None
    assert 600 < len(whole.split()) < 1000
    cited = {int(number) for marks in re.findall(r"\[([\d, ]+)\]", whole) for number in marks.split(",")}
    assert cited == set(range(1, len(read_guide().sources) + 1))


@pytest.mark.parametrize("name", ["company.html", "company.txt"])
def test_it_is_written_as_a_page_or_as_text(resilify: Run, tmp_path: Path, name: str) -> None:
    """Both have all sections, and the number of the country; nothing is replaced unasked."""
    place = tmp_path / name
    resilify("companion", "--output", str(place), env=_BRITISH, check=True)
    written = place.read_text("utf-8")
    assert not [section.title for section in read_guide().sections if section.title not in written]
    assert "116 123" in written
    again = resilify("companion", "--output", str(place))
    assert (again.returncode != 0, "already" in again.stderr) == (True, True)
    assert place.read_text("utf-8") == written


def test_the_lines_of_the_text_are_short(resilify: Run, tmp_path: Path) -> None:
    """It can be read, and sent, anywhere."""
    resilify("companion", "--output", str(tmp_path / "company.txt"), check=True)
    assert max(map(len, (tmp_path / "company.txt").read_text("utf-8").splitlines())) <= 72


def test_nothing_runs_over_a_narrow_screen() -> None:
    """Links stand whole on 40 columns, without their beginning."""
    lines = list(guide_lines(read_guide(), find_country("US"), 40))
    assert [line for line in lines if len(line) > 40] == []
    assert "   doi.org/10.1017/S0033291721004621" in lines


def test_other_kinds_of_files_are_refused(resilify: Run, tmp_path: Path) -> None:
    """With a command that works."""
    ran = resilify("companion", "--output", str(tmp_path / "company.pdf"))
    assert ran.returncode == 2
    assert "resilify companion --output companion.html" in ran.stderr


@pytest.fixture
def full(home: Path) -> Path:
    """A home with two finished sessions, a plan, when to go on, and much that no note may have."""
    with open_store(home / "resilify.db", _this_week()) as store:
        _fill(store)
    return home


def _fill(store: Store) -> None:
    enrollment = store.enrollments.begin(*_FLAGSHIP, "")
    here = ("understanding-self-compassion", "Understanding self-compassion")
    barriers = ("barriers-to-self-compassion", "Barriers to self-compassion")

    def answer(activity: str, kind: str, text: str, session: tuple[str, str] = barriers) -> None:
        store.entries.answer(enrollment, Response(*session, activity, kind, "Why?", text, (text,)))

    for session_id, _ in (here, barriers):
        store.enrollments.move(enrollment, session_id, "")
        store.enrollments.finish_session(enrollment, session_id)
    answer("what-i-wrote", "reflect", "SECRET reflection", here)
    answer("plan-2", "plan", "If it is Tuesday, I walk to the quay")
    answer(f"next-sitting--{barriers[0]}", "next-sitting", "Sunday, kitchen table")
    store.notes.add("SECRET note")


@pytest.mark.parametrize("name", ["note.txt", "note.html"])
@pytest.mark.parametrize(("ticked", "kept"), [("1", "Understanding"), ("2", "Barriers"), ("4", "Sunday")])
def test_only_what_is_ticked_is_in_the_file(
    resilify: Run, full: Path, tmp_path: Path, name: str, ticked: str, kept: str
) -> None:
    """Of all that could be ticked and of all else in the store, the file has the one thing alone."""
    place = tmp_path / name
    said = resilify(
        "companion", "note", "--plain", "--output", str(place), at=_NOW, stdin=f"{ticked}\n\n", check=True
    ).stdout
    assert "SECRET" not in said
    written = place.read_text("utf-8")
    words = ("Understanding", "Barriers", "quay", "Tuesday", "Sunday", "kitchen", "SECRET", "Compassion")
    found = {word for word in words if word in written}
    assert kept in found
    assert found <= {kept, *({"kitchen"} if kept == "Sunday" else ())}
    assert place.stat().st_mode & 0o077 == 0


def test_a_sentence_alone_is_a_note(resilify: Run, tmp_path: Path) -> None:
    """Without a store there is nothing to tick; the sentence is kept in the file and nowhere else."""
    place = tmp_path / "note.txt"
    resilify("companion", "note", "--plain", "-o", str(place), at=_NOW, stdin="An ear, please.\n", check=True)
    assert place.read_text("utf-8") == "A note for my companion\n\nIn my own words\n  An ear, please.\n"


def test_a_note_goes_to_the_output(resilify: Run, full: Path) -> None:
    """Without a file it is shown, and the store is as it was."""
    before = (full / "resilify.db").read_bytes()
    said = resilify(
        "companion", "note", "--plain", at=_NOW, stdin="3\n<b>Call</b> on Friday?\n", check=True
    ).stdout
    note = said.rpartition("A note for my companion")[2]
    assert "I walk to the quay" in note
    assert "<b>Call</b> on Friday?" in note
    assert (full / "resilify.db").read_bytes() == before


def test_nothing_chosen_is_no_note(resilify: Run, full: Path, tmp_path: Path) -> None:
    """An empty choice and an empty sentence make no file."""
    place = tmp_path / "note.txt"
    ran = resilify("companion", "note", "--plain", "-o", str(place), at=_NOW, stdin=":skip\n\n", check=True)
    assert "no note" in ran.stderr
    assert not place.exists()


def test_whoever_leaves_is_handed_back_what_was_typed(resilify: Run, full: Path, tmp_path: Path) -> None:
    """Leaving makes no file."""
    place = tmp_path / "note.txt"
    ran = resilify("companion", "note", "--plain", "-o", str(place), at=_NOW, stdin="1\n:quit\n")
    assert ran.returncode == 130
    assert not place.exists()


def test_a_private_plan_is_never_offered(resilify: Run, home: Path, full_program: object) -> None:
    """What its program says is private, and what belongs to a program that is gone, can't be ticked."""
    assert callable(full_program)
    plan = "## A step\n:::{plan} my-plan\n:private: yes\nWhat will you do?\n:::\n\n"
    folder = full_program(f"{plan}## Back\n:grounding: yes\n\nBack.\n", slug="hidden")
    with open_store(home / "resilify.db", FixedClock()) as store:
        for key, path in (("hidden-key", str(folder)), ("gone-key", str(folder / "gone"))):
            enrollment = store.enrollments.begin(key, "hidden", "Hidden", path)
            store.entries.answer(
                enrollment,
                Response("session-1", "Session 1", "my-plan", "plan", "What?", "SECRET", ("SECRET",)),
            )
    said = resilify("companion", "note", "--plain", at=_NOW, stdin="\n", check=True).stdout
    assert "SECRET" not in said


def test_options_of_the_page_stand_behind_the_note(resilify: Run) -> None:
    """One that is typed before `note` is not passed over in silence."""
    ran = resilify("companion", "--output", "x.txt", "note", "--plain")
    assert ran.returncode == 2
    assert "resilify companion note" in ran.stderr
