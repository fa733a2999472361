"""Several commands at once in one home."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.campaign import Tell
from tests.faults.homes import command, contents, environment, fill, run, words_in
from tests.terminal.terminal import Terminal


def _started(root: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(root),
    )


def _all_end(started: list[subprocess.Popen[str]], stdin: str) -> None:
    # Each stands at its question now, or is on its way there; the words come to all at once.
    for process in started:
        assert process.stdin
        process.stdin.write(stdin)
        process.stdin.close()
        process.stdin = None
    for process in started:
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, (out, err)


def _read_to_question(process: subprocess.Popen[str]) -> None:
    assert process.stderr
    read = ""
    while not read.endswith("\n> "):
        one = process.stderr.read(1)
        assert one, read
        read += one


@pytest.mark.parametrize("many", [2, pytest.param(10, marks=pytest.mark.slow)])
@pytest.mark.parametrize("there", [True, False], ids=["a store", "no store yet"])
def test_commands_at_once(many: int, there: bool, tmp_path: Path, tell: Tell) -> None:
    """Notes and check-ins of several processes at once are all kept, and none of them fails."""
    if there:
        fill(tmp_path)
    started = []
    for number in range(many):
        if number % 2:
            note = ("--note", f"note {number} of them")
            started.append(_started(tmp_path, "checkin", "-m", "3", "-f", f"feeling{number}", *note))
        else:
            started.append(_started(tmp_path, "journal", "add", f"note {number} of them #tag{number}"))
    _all_end(started, "")
    found = words_in(contents(tmp_path))
    lost = [number for number in range(many) if f"note {number} of them" not in found]
    tell(f"commands at once, {many} of them", many, len(lost))
    assert lost == []


@pytest.mark.slow
@pytest.mark.parametrize("many", [2, 10])
def test_walks_at_once(many: int, tmp_path: Path, tell: Tell) -> None:
    """Answers to one question from several walks at once are all kept, as versions of one entry."""
    body = "---\nid: one\ntitle: One\nminutes: 5\n---\n\n## One\n\n:::{reflect} a\nWhat happened?\n:::\n"
    program = tmp_path / "program"
    (program / "sessions").mkdir(parents=True)
    (program / "sessions" / "1.md").write_text(body)
    (program / "program.md").write_text(
        "---\ntitle: A program\nprogramId: p\nsessions:\n  session:\n    - file: sessions/1.md\n---\n"
    )
    assert run(tmp_path, "start", str(program), "--plain", stdin="\n\n:quit\n").returncode == 130
    started = [_started(tmp_path, "continue", "--plain") for _ in range(many)]
    for process in started:
        _read_to_question(process)
    for number, process in enumerate(started):
        assert process.stdin
        process.stdin.write(f"answer {number} of them\n.\n")
    _all_end(started, "\n\n\n")
    found = words_in(contents(tmp_path))
    lost = [number for number in range(many) if f"answer {number} of them" not in found]
    tell(f"walks at once, {many} of them", many, len(lost))
    assert lost == []


def test_one_entry_changed_twice_at_once(tmp_path: Path) -> None:
    """Two people who change one entry at once both keep their words, and the second one is told."""
    run(tmp_path, "journal", "add", "as it was")
    (entry,) = json.loads(run(tmp_path, "journal", "--json").stdout)["entries"]
    edit = ("journal", "edit", entry["id"][12:19], "--plain")
    terminals = [
        Terminal(tmp_path / "home", *edit).wait_for("holds only a full stop.", "\n>") for _ in range(2)
    ]
    told = []
    for terminal, words in zip(terminals, ("the first one's words", "the second one's words"), strict=True):
        terminal.press(":clear", "enter").wait_for("Cleared.").press(words, "enter", ".", "enter")
        assert terminal.exit_code() == 0
        told.append("changed elsewhere too" in " ".join(terminal.text.split()))
    assert told == [False, True]
    for words in ("as it was", "the first one's words", "the second one's words"):
        assert words in words_in(contents(tmp_path))
