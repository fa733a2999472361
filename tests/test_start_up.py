"""A reading command loads nothing that it does not need."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from resilify_cli.__main__ import main
from resilify_cli.store.entries import Response
from resilify_cli.vault.opening.stores import open_store
from tests import private
from tests.conftest import FixedClock

RUNNER = """
import atexit, runpy, sys
atexit.register(lambda: sys.stderr.write("\\nLOADED " + " ".join(sys.modules)))
sys.argv = ["resilify", *sys.argv[1:]]
runpy.run_module("resilify_cli", run_name="__main__")
"""
HEAVY = (
    "prompt_toolkit",
    "rich.markdown",
    "markdownify",
    "bs4",
    "icalendar",
    "keyring",
    "pydantic",
    "frontmatter",
    "yaml",
    "wcwidth",
)
# What Typer, or what it imports, names at its top.
SELDOM: tuple[str, ...] = ("bz2", "difflib", "gettext", "lzma", "subprocess", "tokenize")
if sys.version_info < (3, 13):
    # Later it is a path's own use of it, as ours of that.
    SELDOM += ("ipaddress",)
# Questions, and what stands in a program: a tenth of the time of a command that asks none.
ASKING = (
    "resilify_cli.activities.questions",
    "resilify_cli.activities.answer_history",
    "resilify_cli.activities.base",
    "resilify_cli.content.models",
    "resilify_cli.content.program_cache",
)


def loaded(home: Path, *arguments: str) -> set[str]:
    ran = run_code(RUNNER, home, *arguments)
    return set(ran.stderr.rpartition("LOADED ")[2].split())


def run_code(code: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own, with arguments and a home."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment_of(home),
        timeout=60,
        check=True,
    )


def environment_of(home: Path) -> dict[str, str]:
    return {"RESILIFY_HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"}


def loaded_by_python() -> set[str]:
    """Return what the runner itself loads, whatever command it runs."""
    runner = RUNNER.replace("runpy.run_module", "(lambda *_, **__: None)")
    command = [sys.executable, "-c", runner]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True)
    return set(ran.stderr.rpartition("LOADED ")[2].split())


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled program under way, an entry in the journal and a warm cache; to be copied."""
    home = tmp_path_factory.mktemp("used") / "home"
    with open_store(home / "resilify.db", FixedClock()) as store:
        key = "1d7df8d0-ac9d-11eb-a609-9bd2845cb169"
        enrollment = store.enrollments.begin(key, "cultivating-self-compassion", "A title", "")
        answer = Response("one", "One", "word", "note", "One word?", "calm", ("calm",))
        store.entries.answer(enrollment, answer)
    assert "yaml" in loaded(home, "list"), "the first list reads the programs, and the runner tells it"
    return home


@pytest.fixture
def used(prepared: Path, home: Path) -> Path:
    """A home of this test's own like the prepared one."""
    return Path(shutil.copytree(prepared, home))


@pytest.mark.parametrize(
    ("arguments", "also"),
    [
        (["list"], ("rich", "shlex", "resilify_cli.atomic_files", *ASKING)),
        (["list", "--json"], ("rich", *ASKING)),
        ([], ("rich", *ASKING)),
        (
            ["journal"],
            (
                "rich",
                "json",
                "resilify_cli.content",
                "resilify_cli.unlocking",
                "resilify_cli.dates.parsing",
                "resilify_cli.activities.stored_json",
                "resilify_cli.store.entry_rows",
                "resilify_cli.store.hashtags",
                "resilify_cli.journal_view.entry_json",
                "resilify_cli.journal_view.search_remarks",
                *ASKING,
            ),
        ),
        (
            ["journal", "on-this-day"],
            ("rich", "resilify_cli.dates.parsing", "resilify_cli.journal_view.entry_json"),
        ),
        (["--version"], ("rich", "json", "sqlite3")),
        (["help-now"], ("rich", "sqlite3", "resilify_cli.content")),
        (["paths"], ("rich", "sqlite3", "resilify_cli.content")),
    ],
    ids=" ".join,
)
def test_a_reading_command_loads_nothing_heavy(
    used: Path, arguments: list[str], also: tuple[str, ...]
) -> None:
    """In a fresh process with a warm cache, none of the slow libraries is there at the end."""
    found = loaded(used, *arguments)
    assert "resilify_cli.cli" in found
    assert found & {*HEAVY, *SELDOM, *also} == set()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_session_begins_with_nothing_that_later_screens_need(used: Path, tmp_path: Path) -> None:
    """At its first screen no file of the program was read, and no other question is there."""
    told = tmp_path / "loaded"
    runner = RUNNER.replace("sys.stderr.write(", f"open({str(told)!r}, 'w').write(")
    # While the person reads, it is loaded.
    waits = "idle_work.LATER, idle_work.do_when_idle = (), waiting.append"
    runner = f"from resilify_cli.terminal import idle_work\nwaiting = []\n{waits}\n{runner}"
    runner = runner.replace('"\\nLOADED "', 'f"{len(waiting)} wait\\nLOADED "')
    environment = {
        "RESILIFY_HOME": str(used),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    arguments = ["-c", runner, "start", "cultivating-self-compassion"]
    with pexpect.spawn(sys.executable, arguments, env=environment, dimensions=(24, 80), timeout=60) as began:
        began.expect("save and leave")
        began.sendcontrol("c")
        began.expect(pexpect.EOF)
    waiting, _, names = told.read_text().rpartition("LOADED ")
    assert waiting == "8 wait\n", "each session of the program is made while the person reads"
    found = set(names.split())
    assert {"prompt_toolkit", "resilify_cli.session.runner", "resilify_cli.activities.reflect"} <= found
    heavy = {"yaml", "frontmatter", "tomllib", "bs4", "jinja2", "plotext", "markdown_it", "rich.markdown"}
    heavy |= {"ssl", "_ssl"}
    read_for = {
        "resilify_cli.content.loader",
        "resilify_cli.content.session_loader",
        "resilify_cli.content.cross_references",
        "resilify_cli.content.starting_points",
        "resilify_cli.activities.directive",
        "resilify_cli.activities.problem",
        "resilify_cli.activities.checkup_reading",
    }
    # Of kinds only those of the session; and what asks, what closes it, and what a follow-up would ask.
    other_sessions = {"experiment", "write", "gather", "item_list", "log", "pick", "follow_up", "choose"}
    later = {"session.part_asker", "session.draft", "session.closing", "prompters.rating_lines"}
    widgets = {"text_questions", "rating", "list_questions", "timer_question", "paced_cues"}
    later |= {f"prompters.{name}" for name in widgets} | {f"activities.{name}" for name in other_sessions}
    assert found & {*heavy, *read_for, *(f"resilify_cli.{name}" for name in later)} == set()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_the_first_text_stands_there_before_the_keys_are_loaded(used: Path, tmp_path: Path) -> None:
    """What prompt_toolkit needs is loaded below the text: that takes as long as all before it."""
    told = tmp_path / "loaded"
    runner = f"""
from resilify_cli.prompters.lazy_terminal import LazyTerminalPrompter as Lazy
write = Lazy._write
def watched(self, text):
    write(self, text)
    open({str(told)!r}, "w").write(text + "LOADED " + " ".join(sys.modules))
import sys
Lazy._write = watched
{RUNNER}"""
    environment = environment_of(used) | {"TERM": "xterm-256color"}
    arguments = ["-c", runner, "start", "cultivating-self-compassion"]
    with pexpect.spawn(sys.executable, arguments, env=environment, dimensions=(24, 80), timeout=60) as began:
        began.expect("save and leave")
        began.sendcontrol("c")
        began.expect(pexpect.EOF)
        written = began.before or b""
    text, _, names = told.read_text(encoding="utf-8").rpartition("LOADED ")
    assert "save and leave" in text
    assert set(names.split()) & {"prompt_toolkit", "asyncio", "resilify_cli.prompters.editor"} == set()
    assert b"\x1b[?1049h" not in written, "the other screen is entered once"
    assert written.count(b"\x1b[?1049l") == 1


def test_the_status_line_loads_next_to_nothing(used: Path) -> None:
    """Neither the command line nor any library, nor what of the standard library is slow."""
    bare = loaded_by_python()
    found = loaded(used, "--line") - bare
    assert {"resilify_cli.status_line", "resilify_cli.store.status_query"} <= found
    assert {name for name in found if name.startswith("resilify_cli.")} == {
        "resilify_cli.status_line",
        "resilify_cli.store",
        "resilify_cli.store.read_only",
        "resilify_cli.store.status_query",
    }
    heavy = {
        "re",
        "typing",
        "json",
        "datetime",
        "sqlite3",
        "pathlib",
        "tomllib",
        "dataclasses",
        "typer",
        "rich",
    }
    assert found & heavy == set()


def test_an_encrypted_store_loads_only_what_opens_it(home: Path) -> None:
    """With its key in a file: SQLCipher alone, not SQLite too, and nothing that derives or unwraps a key."""
    private.make_encrypted(home)
    key = private.secret(home, private.KEY.hex(), "stick")
    (home / "settings.toml").write_text(f"key_file = '{key}'\n")
    found = loaded(home, "journal")
    assert "sqlcipher3" in found
    unneeded = {"sqlite3", "_hashlib", "cryptography.hazmat", "jeepney"}
    assert found & {*HEAVY, *unneeded, "rich", "resilify_cli.content"} == set()


def test_ctrl_c_before_the_command_is_loaded_ends_it_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It ends as a command does that is left later."""

    class Interrupting:
        def find_spec(self, name: str, *given: object) -> None:
            if name == "resilify_cli.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "resilify_cli.cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    monkeypatch.setattr(sys, "argv", ["resilify", "start"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
