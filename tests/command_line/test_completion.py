"""A shell completes commands, options and values, and nothing private; by its script, in the shell itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from resilify_cli.store.store import Store
from tests.command_server import run_command
from tests.conftest import Run
from tests.offline import OFFLINE


def completed(home: Path, *words: str) -> list[str]:
    env = {
        "RESILIFY_HOME": str(home),
        "_RESILIFY_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": " ".join(["resilify", *words]),
    }
    ran = run_command(env=env)
    assert (ran.returncode, ran.stderr) == (0, "")
    return [line.split('"')[1] for line in ran.stdout.splitlines() if '"' in line]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["jou"], "journal"),
        (["journal", "sea"], "search"),
        (["help", "journal", "sea"], "search"),
        (["help", "opt"], "options"),
        (["start", "wor"], "worry-in-its-own-time"),
        (["erase", "--program", "wor"], "worry-in-its-own-time"),
        (["practice", "--program", "wor"], "worry-in-its-own-time"),
        (["checkin", "--mood", "very"], "very low"),
        (["journal", "edit", "last", "--feeling", "anx"], "anxious"),
        (["checkin", "--activity", "house"], "housework"),
        (["help-now", "Unit"], "United Kingdom"),
        (["help-now", "--country", "Germ"], "Germany"),
        (["list", "--category", "Ment"], "Mental Health"),
        (["practice", "Soles"], "Soles of the feet"),
        (["--color", "al"], "always"),
        (["journal", "--color", "al"], "always"),
        (["--show-completion", "z"], "zsh"),
        (["journal", "export", "--format", "mark"], "markdown"),
        (["journal", "--kind", "check"], "checkin"),
        (["journal", "--no-pa"], "--no-pager"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_values_are_offered(home: Path, words: list[str], found: str) -> None:
    """Each begins as it is typed."""
    values = completed(home, *words)
    assert found in values
    assert all(value.startswith(words[-1]) for value in values)


def test_the_days_of_copies_are_offered(home: Path, store: Store) -> None:
    """Only the names of their files are looked at."""
    (home / "backups").mkdir()
    for day in ("2026-11-01", "2026-11-03"):
        (home / "backups" / f"resilify-{day}-120000.db").write_text("no store")
    assert completed(home, "restore", "2026-11-0") == ["2026-11-03", "2026-11-01"]


def test_nothing_private_is_offered(home: Path, store: Store) -> None:
    """Tags, words of one's own and ids stay in the store, which is not opened, whatever is in its place."""
    store.notes.add("a #secret")
    assert completed(home, "journal", "--tag", "s") == []
    assert completed(home, "checkin", "--feeling", "sec") == []
    broken = home.parent / "broken"
    broken.mkdir()
    (broken / "resilify.db").write_bytes(b"SQLite format 3\0" + b"?" * 200)
    for words in (["checkin", "--mood", "g"], ["practice", "Soles"], ["start", "wor"], ["restore", "2"]):
        completed(broken, *words)
    assert sorted(path.name for path in broken.iterdir() if path.name != "cache") == ["resilify.db"]


def test_each_shell_has_its_script(resilify: Run) -> None:
    """It is named; one that is not known is told with those that are."""
    for shell, part in (("bash", "complete -o"), ("zsh", "#compdef"), ("fish", "complete --command")):
        said = resilify("--show-completion", shell, check=True).stdout
        assert part in said
        assert "_RESILIFY_COMPLETE=complete_" in said
    ran = resilify("--show-completion", "tcsh")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "only for bash, zsh, fish" in ran.stderr


def test_the_script_is_put_where_bash_reads_it(resilify: Run, tmp_path: Path) -> None:
    """Its file is the one that is shown, and bash is told of it once."""
    env = {"HOME": str(tmp_path)}
    for _ in range(2):
        resilify("--install-completion", "bash", env=env, check=True)
    (script,) = tmp_path.glob(".bash_completions/*.sh")
    assert script.read_text().strip() == resilify("--show-completion", "bash").stdout.strip()
    assert (tmp_path / ".bashrc").read_text().count(str(script)) == 1


@pytest.fixture
def shell_env(home: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a shell that finds this `resilify` first."""
    tools = tmp_path / "bin"
    tools.mkdir()
    script = tools / "resilify"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m resilify_cli "$@"\n')
    script.chmod(0o700)
    path = f"{tools}:{os.environ['PATH']}"
    return {"PATH": path, "RESILIFY_HOME": str(home), "HOME": str(tmp_path), "LANG": "C.UTF-8", **OFFLINE}


def _needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


@pytest.mark.slow
def test_bash_completes(shell_env: dict[str, str]) -> None:
    """A value of two words is one in the line."""
    _needs("bash")
    line = (
        'eval "$(resilify --show-completion bash)"; COMP_WORDS=(resilify list --category M); COMP_CWORD=3;'
        "_resilify_completion resilify; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    ran = subprocess.run(
        ["bash", "-c", line], env=shell_env, capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.splitlines() == ["Mental\\ Health"], ran.stderr


@pytest.mark.slow
def test_fish_completes(shell_env: dict[str, str]) -> None:
    """Values come as fish asks for them."""
    _needs("fish")
    line = 'resilify --show-completion fish | source; complete -C "resilify checkin --mood very"'
    ran = subprocess.run(
        ["fish", "--no-config", "-c", line],
        env=shell_env,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert sorted(ran.stdout.splitlines()) == ["very good", "very low"], ran.stderr


@pytest.mark.slow
def test_zsh_completes(shell_env: dict[str, str], tmp_path: Path) -> None:
    """Tab puts the rest of a program's name into the line."""
    _needs("zsh")
    child = pexpect.spawn("zsh", ["-f"], env={**shell_env, "TERM": "dumb"}, encoding="utf-8", timeout=60)
    child.sendline(
        'autoload -U compinit; compinit -u -D; eval "$(resilify --show-completion zsh)"; echo rea""dy'
    )
    child.expect("ready")
    child.send("resilify start worry\t")
    child.expect("worry-in-its-own-time")
    child.close(force=True)
