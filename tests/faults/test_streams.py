"""Streams that are closed, full or of another alphabet, and homes with odd names."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.campaign import Tell
from tests.faults.attacks import all_at_once
from tests.faults.homes import OLD, command, contents, environment, fill, run, words_in

_READING = (
    (),
    ("list",),
    ("list", "--json"),
    ("journal",),
    ("journal", "--json"),
    ("journal", "search", "marigold"),
    ("show", "cultivating-self-compassion"),
    ("journal", "export", "--output", "-"),
    ("insights",),
    ("help-now",),
    ("doctor",),
    ("paths",),
    ("--help",),
    ("--version",),
)
_NEW = "wörter, die bleiben 日本"


def _in_shell(
    root: Path, arguments: tuple[str, ...], line: str, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which "$@" is the command."""
    return subprocess.run(
        ["sh", "-c", line, "sh", *command(*arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=environment(root, **env),
        timeout=600,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        '"$@" | head -c 1 >/dev/null',
        '"$@" >&-',
        '"$@" 2>&-',
        '"$@" >&- 2>&-',
        '"$@" <&-',
        '"$@" <&- >&- 2>&-',
        '"$@" >/dev/full',
        '"$@" 2>/dev/full',
        '"$@" >/dev/full 2>&1',
    ],
)
def test_streams_that_are_closed_or_full(line: str, tmp_path: Path, tell: Tell) -> None:
    """Whatever stream is gone, there is no traceback, and a note that is written is kept."""
    fill(tmp_path)

    def attack(arguments: tuple[str, ...]) -> list[str]:
        ran = _in_shell(tmp_path, arguments, line)
        return [f"{arguments}: {ran.stderr[-400:]}"] if "Traceback" in ran.stdout + ran.stderr else []

    found = [one for wrong in all_at_once(attack, _READING) for one in wrong]
    ran = _in_shell(tmp_path, ("journal", "add", "words that stay"), line)
    if "Traceback" in ran.stderr or "words that stay" not in words_in(contents(tmp_path)):
        found.append(f"a note: {ran.stderr[-400:]}")
    tell(f"commands with streams as in {line}", len(_READING) + 1, len(found))
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C"},
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"LANG": "no_SUCH.locale"},
        {"LANG": ""},
        {"TERM": "dumb"},
        {"TERM": "unknown"},
        {"COLUMNS": "1"},
        {"COLUMNS": "0"},
        {"COLUMNS": "many"},
        {"COLUMNS": "100000", "LINES": "-1"},
        {"TZ": "No/Such"},
        {"TZ": ""},
        {"HOME": "/nowhere", "PATH": ""},
    ],
    ids=str,
)
def test_surroundings_of_all_kinds(env: dict[str, str], tmp_path: Path, tell: Tell) -> None:
    """No locale, alphabet, terminal or zone makes a command fail, and words stay what they are."""
    fill(tmp_path)
    found = []
    for arguments in (("journal", "add", _NEW), ("journal", "add", "-"), *_READING):
        ran = run(tmp_path, *arguments, stdin="from a pipe\n", env=env, anew=True)
        if ran.returncode != 0 or "Traceback" in ran.stderr:
            found.append(f"{arguments}: {ran.returncode} {ran.stderr[-400:]}")
    there = words_in(contents(tmp_path))
    tell(f"commands with {env}", len(_READING) + 2, len(found))
    assert found == []
    assert OLD in there
    assert "from a pipe" in there
    assert _NEW in there


_NAMES = {
    "spaces": b"a home  of mine ",
    "quotes": b'it\'s "mine"',
    "a new line": b"two\nlines",
    "an escape": b"\x1b[31mred",
    "an emoji": "🌱 zuhause".encode(),
    "no UTF-8": b"\xff\xfe home",
    "signs of addresses": b"a%20?mode=memory&x#y",
    "a dash": b"-rf",
    "markup": b"[bold]x[/done]",
    "braces": b"{0} %s $HOME ~",
    "a long name": b"n" * 255,
    "a long path": b"/".join([b"m" * 40] * 6),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", _NAMES)
def test_homes_with_odd_names(name: str, tmp_path: Path, tell: Tell) -> None:
    """Whatever the folder is called, a journal can be kept, encrypted, copied and brought back in it."""
    home = os.path.join(os.fsencode(tmp_path), _NAMES[name])
    env = {"RESILIFY_HOME": os.fsdecode(home)}
    (tmp_path / "passphrase").write_text("a passphrase\n")
    copy = str(tmp_path / "copy.db")
    lines: list[tuple[str, ...]] = [
        ("journal", "add", OLD),
        ("journal", "search", "marigold"),
        ("journal",),
        ("list",),
        (),
        ("paths",),
        ("backup", copy),
        ("backup", "list"),
        ("journal", "add", "since the copy"),
        ("restore", copy, "--yes"),
        ("doctor",),
        ("encrypt", "--yes"),
        ("journal", "add", "and another"),
        ("journal",),
        ("decrypt", "--yes"),
        ("doctor",),
        ("erase", "--all", "--yes-erase"),
    ]
    found = []
    for arguments in lines:
        ran = run(tmp_path, *arguments, env=env)
        if ran.returncode != 0 or "Traceback" in ran.stderr:
            found.append(f"{arguments}: {ran.returncode} {ran.stdout[-300:]} {ran.stderr[-400:]}")
        if b"\x1b" in ran.stdout.encode() + ran.stderr.encode():
            found.append(f"{arguments}: an escape byte")
    tell(f"commands in a home with {name}", len(lines), len(found))
    assert found == []


@pytest.mark.parametrize(
    "name",
    ["n" * 256, "m" * 5000, "/".join(["m" * 200] * 10), "file/home"],
    ids=["name", "path", "folders", "file"],
)
def test_homes_that_can_not_be(name: str, tmp_path: Path) -> None:
    """A home that no system takes is refused in a sentence."""
    (tmp_path / "file").touch()
    for arguments in (("journal", "add", "words"), ("journal",), ("list",)):
        ran = run(tmp_path, *arguments, env={"RESILIFY_HOME": str(tmp_path / name)})
        assert ran.returncode in {0, 1}, ran.stderr
        assert "Traceback" not in ran.stderr
    assert run(tmp_path, "journal", "add", "x", env={"RESILIFY_HOME": str(tmp_path / name)}).returncode == 1
