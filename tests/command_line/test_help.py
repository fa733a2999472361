"""Every help page begins with what a command does and examples that are true."""

from __future__ import annotations

import shlex
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

from resilify_cli.cli import app
from resilify_cli.command_line.all_pages import context_below, root_context
from resilify_cli.command_line.command_table import COMMANDS, GROUPS
from resilify_cli.command_line.examples import all_examples
from resilify_cli.command_line.help_page import HelpPage, help_page
from resilify_cli.command_line.help_text import help_lines
from resilify_cli.command_line.lazy_group import LazyGroup
from resilify_cli.commands.companion.group import CompanionGroup
from resilify_cli.commands.journal.group import JournalGroup
from resilify_cli.commands.remind.group import RemindGroup
from resilify_cli.commands.sync.group import SyncGroup
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from tests.command_server import run_command
from tests.conftest import Run

PATHS = [
    (),
    *((name,) for name in COMMANDS),
    *(("journal", name) for name in JournalGroup.summaries),
    *(("companion", name) for name in CompanionGroup.summaries),
    *(("remind", name) for name in RemindGroup.summaries),
    *(("sync", name) for name in SyncGroup.summaries),
]
# What the examples name: they are run in a folder with these.
NOTE = "A walk in the rain #walk\n"


def page_of(*path: str) -> HelpPage:
    context = root_context(app, "resilify")
    for name in path:
        context = context_below(context, name)
    return help_page(context)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_a_page_has_examples_and_words(path: tuple[str, ...]) -> None:
    """Two or three examples stand behind the first sentence, and no value is named by its type."""
    page = page_of(*path)
    assert page.path == " ".join(["resilify", *path])
    assert 2 <= len(page.examples) <= 3
    lines = list(help_lines(page, 76))
    assert lines.index("Examples:") < 5
    for line in lines:
        if line.startswith(("Usage", "  -")):
            assert not set("{}<>") & set(line), line
    for example in page.examples:
        assert example.line.startswith(page.path), "an example is of its own command"
        assert example.output


def test_the_examples_are_of_commands_that_are_there() -> None:
    """None is left of a command that has another name now."""
    assert set(all_examples()) == {" ".join(["resilify", *path]) for path in PATHS}


@pytest.mark.parametrize("group", [JournalGroup, RemindGroup, SyncGroup, CompanionGroup])
def test_the_page_of_a_group_names_its_commands(group: type[LazyGroup]) -> None:
    """Each with its line, under a heading."""
    name = group.__name__.removesuffix("Group").lower()
    rows = dict(row for _, rows in page_of(name).groups for row in rows)
    assert rows == dict(group.summaries)


@pytest.mark.parametrize("width", [40, 76])
def test_a_page_keeps_its_width(width: int) -> None:
    """Only examples, which are as they are typed and printed, and long names may be longer."""
    for path in PATHS:
        lines = list(help_lines(page_of(*path), width))
        for line in lines[: lines.index("Examples:")] + lines[lines.index("") :]:
            if not line.startswith("  "):
                assert len(line) <= width, line


def test_the_command_help_says_the_same(resilify: Run) -> None:
    """`help CMD` and `CMD --help` are one page, for a group and for a command of one."""
    for words in ([], ["list"], ["journal"], ["journal", "add"]):
        said = resilify("help", *words, check=True).stdout
        assert said == resilify(*words, "--help", check=True).stdout
        assert said.startswith(page_of(*words).summary[:40])


def test_help_for_what_is_no_command_names_the_near_one(resilify: Run) -> None:
    """A mistyped name is wrong usage, and so is a command below one that has none."""
    ran = resilify("help", "jurnal")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Did you mean 'journal'?" in ran.stderr
    ran = resilify("help", "journal", "serch")
    assert "Did you mean 'search'?" in ran.stderr
    ran = resilify("help", "list", "programs")
    assert ran.stderr.startswith("There are no commands below: resilify list\n")


def test_the_page_of_all_is_grouped(resilify: Run) -> None:
    """The headings stand in their order, each with its commands below it."""
    said = resilify("help", check=True).stdout
    headings = [said.index(f"\n{title}:\n") for title in GROUPS]
    assert headings == sorted(headings)


def test_a_piped_page_is_not_wrapped(resilify: Run) -> None:
    """Each option is one line, however long, unless the columns are named."""
    said = resilify("journal", "add", "--help", check=True).stdout
    assert "About another day or time: yesterday, last night, 2026-11-03 18:30.\n" in said
    narrow = resilify("journal", "add", "--help", env={"COLUMNS": "50"}, check=True).stdout
    assert max(map(len, narrow.partition("Usage")[2].splitlines())) <= 50


@pytest.fixture
def folder(tmp_path: Path, home: Path, store: Store) -> Path:
    """A folder with the files that the examples name, and a journal with what they find."""
    key = "1d7df8d0-ac9d-11eb-a609-9bd2845cb169"
    enrollment = store.enrollments.begin(key, "cultivating-self-compassion", "A title", "")
    store.entries.answer(enrollment, Response("one", "One", "word", "note", "One word?", "calm", ("calm",)))
    store.notes.add(NOTE.strip())
    place = tmp_path / "here"
    place.mkdir()
    (place / "note.txt").write_text(NOTE)
    env = {"RESILIFY_HOME": str(home)}
    run_command("pack", "worry-in-its-own-time", "-o", str(place / "worry.zip"), env=env).check_returncode()
    return place


def test_the_examples_print_what_they_say(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each that needs nobody to answer is run, in the order of the pages, and compared."""
    monkeypatch.chdir(folder)
    checker = OutputChecker()
    wrong, run = [], 0
    for path in _in_order():
        for example in all_examples()[path]:
            if example.output[0].startswith("("):
                continue
            words = shlex.split(example.line)[1:]
            stdin = ""
            if "<" in words:
                at = words.index("<")
                stdin = (folder / words[at + 1]).read_text()
                words = words[:at]
            ran = run_command(*words, stdin=stdin, env={"RESILIFY_HOME": str(home)})
            run += 1
            said = f"{ran.stdout}{ran.stderr}".lstrip("\n")
            # A line that is left out may be many, or none.
            want = "\n".join(example.output) + "\n"
            if ran.returncode or not checker.check_output(want.replace("...\n", "..."), said, ELLIPSIS):
                wrong.append(f"{example.line}\n{said[:600]}")
    assert run > 50
    assert not wrong, "\n".join(wrong)


def _in_order() -> list[str]:
    """The pages, those first whose examples make the program that the others read."""
    made = ["resilify new"]
    return [*made, *(path for path in all_examples() if path not in made)]
