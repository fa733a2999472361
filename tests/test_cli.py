"""The command line as a whole: help, exit codes, and the one error boundary."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from resilify_cli import __version__
from resilify_cli.cli import _Commands
from resilify_cli.command_line.command_table import COMMANDS
from resilify_cli.command_line.lazy_group import LazyGroup
from resilify_cli.commands.journal.group import JournalGroup
from resilify_cli.commands.sync.group import SyncGroup
from resilify_cli.settings import Settings
from tests.command_server import run_command
from tests.conftest import Run


def test_the_version_is_told(resilify: Run) -> None:
    """One line on stdout, exit 0."""
    ran = resilify("--version", check=True)
    assert (ran.stdout, ran.stderr) == (f"resilify {__version__}\n", "")


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_every_command_and_the_way_out(resilify: Run, flag: str) -> None:
    """Each command stands with its line, and `help-now` is named first of all."""
    ran = resilify(flag, check=True)
    assert "In a crisis: resilify help-now" in " ".join(ran.stdout.split())
    for name, (_, summary) in COMMANDS.items():
        assert f"  {name} " in ran.stdout
        assert summary[:30] in ran.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(resilify: Run, name: str) -> None:
    """The module that is named for a command is there and has its options."""
    assert f"{name} [OPTIONS]" in " ".join(resilify(name, "--help", check=True).stdout.split())


@pytest.mark.parametrize(
    ("typed", "meant"), [("lst", "list"), ("helpnow", "help-now"), ("jurnal", "journal")]
)
def test_an_unknown_command_suggests_the_near_one(resilify: Run, typed: str, meant: str) -> None:
    """A mistyped command is wrong usage: exit 2, nothing on stdout, the near one named."""
    ran = resilify(typed)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"Did you mean '{meant}'" in ran.stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tags", "resilify journal tags"),
        ("exercises", "practice"),
    ],
)
def test_a_command_of_the_journal_is_named_whole(resilify: Run, typed: str, meant: str) -> None:
    """What is a command of the journal, or another word for a command, is suggested as it can be typed."""
    assert f"Did you mean '{meant}'?" in resilify(typed).stderr


@pytest.mark.parametrize("group", [_Commands, JournalGroup, SyncGroup])
def test_no_suggestion_destroys(group: type[LazyGroup]) -> None:
    """However near the name of a command that destroys is, it is not suggested."""
    near = ("erase", "delete", "decrypt", "restore", "trash", "emptytrash")
    for name in near:
        for typed in (name, name[:-1], f"{name}s", name[1:], "exercise", "export", "import", "purge"):
            suggested = " ".join(group(name="resilify").meant(typed)).split()
            assert not set(near) & set(suggested), typed


def test_without_a_near_name_the_help_is_named(resilify: Run) -> None:
    """Nobody is left with a wrong name alone."""
    for typed in ("eras", "qqqqqq"):
        assert "To see the commands: resilify --help" in resilify(typed).stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list", "--no-such-option"], 2),
        (["show"], 2),
        (["list", "too", "many"], 2),
        (["show", "no-such-program"], 1),
        (["check", "no-such-file"], 1),
        (["start", "cultivating-self-compassion"], 2),
    ],
)
def test_exit_codes_tell_failure_from_wrong_usage(resilify: Run, arguments: list[str], code: int) -> None:
    """What can't work is 2, what did not work is 1, and the reason is on stderr or told as a result."""
    ran = resilify(*arguments)
    assert ran.returncode == code
    assert ran.stderr or ran.stdout
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["journal", "--limit", "ten"], "'ten' is no number."),
        (["journal", "search", "x", "--page", "1.5"], "'1.5' is no number."),
        (["journal", "--page", "0"], "it goes from 1 to 1,000,000."),
        (["start", "--session", "two"], "'two' is no number."),
        (["start", "--session", "-1"], "it goes from 1 to"),
    ],
)
def test_a_number_that_is_none_is_told_in_plain_words(resilify: Run, arguments: list[str], said: str) -> None:
    """The option is named, with what it takes, and no name of a type."""
    ran = resilify(*arguments)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert arguments[-2] in ran.stderr
    assert "int range" not in ran.stderr


def test_an_error_of_ours_is_a_sentence_and_a_way_out(resilify: Run, home: Path) -> None:
    """Settings that can't be read stop a command with the file, the reason and exit 1, and no traceback."""
    (home / "settings.toml").mkdir(parents=True)
    ran = resilify("list")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        f"The settings in {home / 'settings.toml'} can't be read.",
        "They are a file of at most 262,144 bytes.",
    ]


@pytest.mark.parametrize("arguments", [["list"], ["journal", "add", "words"], ["help-now"], []], ids=str)
def test_settings_that_are_no_toml_stop_nothing(resilify: Run, home: Path, arguments: list[str]) -> None:
    """The file is named on stderr, the defaults count, and the command goes on."""
    home.mkdir()
    (home / "settings.toml").write_text("plain = yes\n")
    ran = resilify(*arguments, check=True)
    assert f"The settings in {home / 'settings.toml'} are not valid TOML" in ran.stderr
    assert ran.stdout or arguments == ["journal", "add", "words"]


@pytest.mark.parametrize("arguments", [["list"], ["journal", "add", "words"], ["help-now"], []], ids=str)
def test_a_value_that_cant_be_used_stops_nothing(resilify: Run, home: Path, arguments: list[str]) -> None:
    """It is named on stderr, the default counts and so do the other settings, and the command goes on."""
    home.mkdir()
    (home / "settings.toml").write_text('plain = "yes"\nday_starts_at = 5\ncountry = "GB"\n')
    ran = resilify(*arguments, check=True)
    named = f"In {home / 'settings.toml'},"
    assert ran.stderr.splitlines()[:2] == [
        f"{named} plain needs true or false. Until then, false counts.",
        f'{named} day_starts_at needs a time such as "04:00". Until then, "00:00" counts.',
    ]
    if arguments == ["help-now"]:
        assert "United Kingdom" in ran.stdout


@pytest.mark.parametrize("arguments", [["list"], ["journal", "add", "words"], ["help-now"], []], ids=str)
def test_a_setting_that_is_not_known_stops_nothing(resilify: Run, home: Path, arguments: list[str]) -> None:
    """It is named with the one that may have been meant, the others are heeded, and the command goes on."""
    home.mkdir()
    (home / "settings.toml").write_text('plane = true\nzzz = 1\ncountry = "GB"\n')
    ran = resilify(*arguments, check=True)
    known = ", ".join(Settings._fields)
    assert ran.stderr.splitlines()[:2] == [
        f"{home / 'settings.toml'} has a setting named 'plane', which resilify does not know."
        " Did you mean 'plain'?",
        f"{home / 'settings.toml'} has a setting named 'zzz', which resilify does not know."
        f" It knows: {known}.",
    ]
    if arguments == ["help-now"]:
        assert "United Kingdom" in ran.stdout


@pytest.mark.parametrize("command", list(COMMANDS))
def test_settings_are_outweighed_only_by_what_is_said(command: str) -> None:
    """Where neither `--plain` nor `--no-plain` is given, nor one of `--animation`, the settings decide."""
    made: Any = typer.main.get_command(_Commands.load(command))
    for one in (made, *(made.get_command(None, name) for name in getattr(made, "summaries", ()))):
        for option in one.params:
            if option.name in {"plain", "animation"}:
                assert option.default is None
                assert option.secondary_opts


def test_plain_lines_can_be_left_out_for_once(resilify: Run, home: Path) -> None:
    """`--no-plain` asks in the terminal though the settings say plain, so without one it is refused."""
    home.mkdir()
    (home / "settings.toml").write_text("plain = true\n")
    assert resilify("checkin", stdin=":quit\n").returncode == 130
    ran = resilify("checkin", "--no-plain", stdin=":quit\n")
    assert ran.returncode == 2
    assert "needs a terminal" in ran.stderr


def test_nobody_listening_is_no_error(home: Path) -> None:
    """When the reader of a pipe has gone, the command ends quietly."""
    process = subprocess.Popen(
        [sys.executable, "-m", "resilify_cli", "help-now"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"RESILIFY_HOME": str(home), "LANG": "C.UTF-8"},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait(60)
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device is always full here")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["journal", "add", "words"], 0),
        (["journal", "show", "abc"], 1),
        (["journal", "add", "words", "--date", "someday"], 2),
    ],
)
def test_the_exit_code_is_right_where_nobody_can_be_told(home: Path, arguments: list[str], code: int) -> None:
    """With a standard error that takes nothing, a command ends as it would with one."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "resilify_cli", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=full,
            env={"RESILIFY_HOME": str(home), "LANG": "C.UTF-8"},
            check=False,
        )
    assert ran.returncode == code


def test_a_terminal_of_few_letters_is_no_reason_to_stop(resilify: Run) -> None:
    """With an encoding that lacks a character, something stands in for it."""
    ran = resilify("help-now", "--all", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}, check=True)
    assert "L?nea de la Vida" in ran.stdout


def _completed(home: Path, words: str) -> list[str]:
    """Return what a shell is offered for the last of these words."""
    env = {
        "RESILIFY_HOME": str(home),
        "_RESILIFY_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    ran = run_command(env=env)
    assert ran.stderr == ""
    return ran.stdout.split()


def test_a_shell_completes_commands_and_slugs(home: Path) -> None:
    """Commands and programs are completed by their beginning, and an unknown one by nothing."""
    assert _completed(home, "resilify pra") == ["practice"]
    assert _completed(home, "resilify show cul") == ["cultivating-self-compassion"]
    assert _completed(home, "resilify start cul") == ["cultivating-self-compassion"]
    assert _completed(home, "resilify show xyz") == []
    assert not home.joinpath("resilify.db").exists()


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("plain = ?", ["cultivating-self-compassion"]),
        ("plane = true", ["cultivating-self-compassion"]),
        ('plain = "yes"', ["cultivating-self-compassion"]),
        ('private = "yes"', ["cultivating-self-compassion"]),
    ],
)
def test_completion_says_nothing_of_broken_settings(home: Path, text: str, offered: list[str]) -> None:
    """While a shell completes, trouble with the settings is not told in the middle of the line."""
    home.mkdir()
    (home / "settings.toml").write_text(text)
    assert _completed(home, "resilify show cul") == offered


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["start", "nosuch"], "No program is called 'nosuch'."),
        (
            ["start", "worry-in-its-own-time", "--session", "99"],
            "There is no session 99: this program has 1.",
        ),
        (
            ["journal", "export", "--output", "z.foo"],
            "What '.foo' at the end of the name means is not known here.",
        ),
        (["journal", "show", "01234567"], "No entry has an id that begins with '01234567'."),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_what_is_mistyped_is_told_before_anything_else(
    resilify: Run, arguments: list[str], said: str
) -> None:
    """A sentence and a way out, also where there is no terminal to ask in; nothing is written."""
    resilify("journal", "add", "calm", check=True)
    ran = resilify(*arguments)
    assert ran.returncode in {1, 2}
    assert ran.stderr.splitlines()[0] == said
    assert len(ran.stderr.splitlines()) == 2
    assert not Path("z.foo").exists()
