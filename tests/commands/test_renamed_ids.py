"""An edition that gives its steps new ids: whatever shows what was stored under the old ones knows them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.questions import AnswerValue
from resilify_cli.app import context
from resilify_cli.app.context import app_context
from resilify_cli.commands.home import home as show_home
from resilify_cli.content.loader import load_program
from resilify_cli.journal_editing.entry_change import EntryChange
from resilify_cli.journal_editing.guided_edit import find_activity_parts
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.part_asker import PartAsker
from resilify_cli.session.revision_prompt import RevisionPrompt
from resilify_cli.store.entries import Response
from resilify_cli.store.journal import Filter
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run

_BODY = """## One

:::{note} old-secret
:private: yes
:practice: A quiet word
What is for you alone?
:::

:::{rate} old-belief
How much do you believe it?
:::

:::{rate} old-belief-now
:compare: old-belief
And now?
:::

:::{plan} old-plan
What will you do?
:::

:::{record} old-moment
What was it?
- Where: Where? {#where}
- Sting: How much? {#sting .0-10}
:::

:::{log} old-nights
:name: sleep diary
How was it?
- Calm: How calm? {#calm .0-10}
:::
"""
_IDS = ("secret", "belief", "plan", "moment", "nights")
_ANSWERS: tuple[tuple[str, str, str, tuple[AnswerValue, ...], bool], ...] = (
    ("secret", "note", "only mine", ("only mine",), False),
    ("secret", "note", "only mine again", ("only mine again",), True),
    ("belief", "rate", "8", (8,), False),
    ("belief-now", "rate", "3", (3,), False),
    ("plan", "plan", "If I sit, then I will stand.", ("I sit", "I stand", ""), False),
    ("moment", "record", "Where: outside", ("outside", 4), False),
    ("nights", "log", "Calm: 2", (2,), False),
    ("nights", "log", "Calm: 6", (6,), True),
)


@pytest.fixture
def renewed(home: Path, clock: FixedClock, full_program: Callable[..., Path]) -> Path:
    """A program of which the first session is finished, in an edition where all of its ids are new."""
    folder = full_program(_BODY, "## Two\n\nText.\n", extra='version: "1.0"\n')
    program = load_program(folder)
    with open_store(home / "resilify.db", clock) as store:
        enrollment = store.enrollments.begin(program.key, program.slug, program.title, str(folder))
        for name, kind, text, values, practice in _ANSWERS:
            store.entries.answer(
                enrollment,
                Response(
                    "session-1",
                    "Session 1",
                    f"old-{name}",
                    kind,
                    f"Asked {name}?",
                    text,
                    values,
                    practice=practice,
                ),
            )
        store.enrollments.move(enrollment, "session-1", "")
        store.enrollments.finish_session(enrollment, "session-1")
    names = (*_IDS, "belief-now")
    listed = "".join(f"  old-{name}: new-{name}\n" for name in names)
    renamed = f'version: "1.1"\nrenamed:\n  session-1: the-first\n{listed}'
    full_program(_BODY.replace("old-", "new-"), "## Two\n\nText.\n", extra=renamed)
    first = folder / "sessions" / "1.md"
    first.write_text(first.read_text().replace("id: session-1", "id: the-first"))
    return folder


def test_a_report_knows_older_ids(renewed: Path, home: Path, resilify: Run) -> None:
    """What is private under its older id stays out, the rest is there."""
    page = home / "report.html"
    resilify("report", "--output", str(page), "--entries", "all", check=True)
    assert "only mine" not in page.read_text()
    assert "outside" in page.read_text()
    assert "1 of 2 sessions finished" in page.read_text()


def test_pictures_are_under_the_new_ids(renewed: Path, resilify: Run) -> None:
    """Beliefs and logs that were answered under older ones are drawn."""
    keys = [one["key"] for one in json.loads(resilify("insights", "--json", check=True).stdout)["pictures"]]
    assert {"belief:a-program:new-belief-now", "log:a-program:new-nights:Calm"} <= {*keys}


def test_home_and_show_know_what_was_finished_under_older_ids(renewed: Path, resilify: Run) -> None:
    """The first session is done, the second is next, also before the edition was gone on with."""
    shown = resilify(check=True).stdout
    assert "1 of 2 sessions" in shown
    assert "Next: Session 2" in shown
    states = [one["state"] for one in json.loads(resilify("show", str(renewed), "--json").stdout)["sessions"]]
    assert states == ["done", "here"]


def test_what_is_open_is_under_the_new_ids(
    renewed: Path,
    home: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The log and the plan of the day before are open at home."""
    monkeypatch.setenv("RESILIFY_HOME", str(home))
    monkeypatch.setattr(context, "now", clock)
    show_home(as_json=True)
    still_open = json.loads(capsys.readouterr().out)["open"]
    assert [one["activity"] for one in still_open] == ["new-nights", "new-plan"]


@pytest.mark.parametrize("name", ["sleep diary", "old-nights", "new-nights"])
def test_a_log_is_found_by_its_name_and_by_either_id(renewed: Path, resilify: Run, name: str) -> None:
    """Its rows of before are there."""
    rows = json.loads(resilify("log", name, "--json", check=True).stdout)["rows"]
    assert [row["values"] for row in rows] == [{"calm": 2}, {"calm": 6}]


def test_a_practice_counts_what_was_done_under_its_older_id(renewed: Path, resilify: Run) -> None:
    """It is listed once, by the new id."""
    practices = json.loads(resilify("practice", "--list", "--json", check=True).stdout)["practices"]
    assert [(one["id"], one["times"]) for one in practices if one["times"]] == [("new-secret", 1)]


def test_an_answer_under_an_older_id_is_asked_anew_as_what_it_is(
    renewed: Path, home: Path, clock: FixedClock, resilify: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`journal edit` asks its parts, and taking the session again changes it and makes no second one."""
    monkeypatch.setenv("RESILIFY_HOME", str(home))
    with open_store(home / "resilify.db", clock) as store:
        entries = store.journal.page(Filter(), 100).entries
        moment = next(entry for entry in entries if entry.activity_id == "old-moment")
        parts = find_activity_parts(app_context(), EntryChange(store, moment, [], None))
        assert isinstance(parts, RevisionPrompt)
        PartAsker(parts, ScriptedPrompter(["inside", 5]), Screen("")).ask()
    ran = resilify("start", str(renewed), "--session", "1", "--plain", stdin="\nanother\n:quit\n")
    assert "How did it go" not in ran.stderr
    assert "1 of 2 sessions finished" in resilify("report", "--output", "-", check=True).stdout
    with open_store(home / "resilify.db", clock) as store:
        (enrollment,) = store.enrollments.all()
        kept = store.entries.kept(enrollment, "old-secret", "new-secret")
        assert [(one.text, one.practice) for one in kept] == [("another", False), ("only mine again", True)]
        assert store.entries.kept(enrollment, "old-moment")[0].values == ("inside", 5)
