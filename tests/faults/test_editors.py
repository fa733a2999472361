"""Editors that go wrong in the middle: no word is lost, and the entry is as it was or as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.campaign import Tell
from tests.faults.homes import contents, run, words_in
from tests.terminal.terminal import Terminal

_BEFORE = "what was there before"
_MORE = "and what was written"

# Each is a shell script that is given the file, and whether what was written in it can be found afterwards.
_EDITORS = {
    "is killed after saving": (f'echo "{_MORE}" >> "$1"; kill -9 $$', True),
    "crashes before saving": ("kill -SEGV $$", False),
    "ends with 1 after saving": (f'echo "{_MORE}" >> "$1"; exit 1', True),
    "ends with 1 before saving": ("exit 1", False),
    "deletes the file": ('rm "$1"', False),
    "empties the file": (': > "$1"', False),
    "makes it a folder": ('rm "$1"; mkdir "$1"', False),
    "makes it a link": (f'echo "{_BEFORE} {_MORE}" > "$1.new"; rm "$1"; ln -s "$1.new" "$1"', True),
    "puts another in its place": (f'echo "{_BEFORE} {_MORE}" > "$1.new"; mv "$1.new" "$1"', True),
    "writes bytes that are no UTF-8": (f'printf "\\377\\376 {_MORE}\\200" >> "$1"', True),
    "writes a NUL": (f'printf "\\0 {_MORE}" >> "$1"', True),
    "leaves swap files": (
        f'echo "{_MORE}" >> "$1"; touch "$1~" "$1.swp" "$(dirname "$1")/.$(basename "$1").swp"',
        True,
    ),
    "takes the file's rights": (f'echo "{_MORE}" >> "$1"; chmod 000 "$1"', True),
    "takes away the folder": ('rm -r "$(dirname "$1")"', False),
}


def _editor(root: Path, script: str) -> dict[str, Any]:
    path = root / "an editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return {"EDITOR": f"'{path}'"}


def _left(root: Path) -> list[Path]:
    return [path for path in (root / "home" / "editor").rglob("*") if path.is_file()]


@pytest.mark.slow
@pytest.mark.parametrize("how", _EDITORS)
def test_an_editor_that_goes_wrong(how: str, tmp_path: Path, tell: Tell) -> None:
    """An entry that is changed in it has its words still, and those that were written are kept or named."""
    script, written = _EDITORS[how]
    env = _editor(tmp_path, script)
    run(tmp_path, "journal", "add", _BEFORE)
    (entry,) = json.loads(run(tmp_path, "journal", "--json").stdout)["entries"]
    ran = run(tmp_path, "journal", "edit", entry["id"][12:19], "--editor", env=env)
    assert ran.returncode in {0, 1, 2}
    assert "Traceback" not in ran.stderr
    found = words_in(contents(tmp_path))
    left = _left(tmp_path)
    lost = _BEFORE not in found
    if written:
        lost |= _MORE not in found and not any(
            _MORE.encode() in path.read_bytes() and str(path) in ran.stderr for path in left
        )
    tell(f"editors: one that {how}", 1, int(lost))
    assert not lost
    if ran.returncode == 0:
        assert left == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "how", ["is killed after saving", "deletes the file", "makes it a folder", "empties the file"]
)
def test_an_editor_that_goes_wrong_in_a_session(how: str, tmp_path: Path) -> None:
    """What was typed before the editor was called is there still, and the typing goes on."""
    script, _ = _EDITORS[how]
    terminal = Terminal(tmp_path / "home", "journal", "add", **_editor(tmp_path, f"{script} # now"))
    terminal.wait_for("What would you like").press(_BEFORE).wait_for(_BEFORE).press("ctrl-o").settle(1.5)
    terminal.press("!", "ctrl-d")
    terminal.exit_code()
    found = words_in(contents(tmp_path))
    assert "Traceback" not in terminal.text
    if how == "empties the file":
        # That is how a person says that nothing is to be kept.
        assert "!" in found
    else:
        assert f"{_BEFORE}!" in found
