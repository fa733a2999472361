"""What an editor could leave of a person's words, or tell others of them."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.prompters.editor import Editor
from resilify_cli.vault.encryption.converting import convert_store
from tests import private


def test_no_word_is_in_an_argument_of_a_child(tmp_path: Path) -> None:
    """An editor gets the name of a file that says nothing; the words are in the file only."""
    told = tmp_path / "told"
    code = f"import sys; open({str(told)!r}, 'w').write(repr(sys.argv)); open(sys.argv[1], 'a').write('!')"
    Editor(tmp_path / "editor", {"EDITOR": shlex.join([sys.executable, "-c", code])}).edit(
        "the secret wombat", bool
    )
    assert "wombat" not in told.read_text()


@pytest.mark.parametrize("name", ["vim", "vim.basic", "nvim", "vi"])
def test_vim_is_told_to_leave_no_traces(tmp_path: Path, name: str) -> None:
    """Vim and Neovim, by whatever name, get no swap, undo, copy and history; other editors get nothing."""
    told = tmp_path / "told"
    real = tmp_path / ("vim.basic" if name == "vi" else name)
    real.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{told}\n')
    real.chmod(0o755)
    if name == "vi":
        (tmp_path / "vi").symlink_to(real)
    Editor(tmp_path / "editor", {"EDITOR": str(tmp_path / name)}).edit("words", bool)
    said = told.read_text().splitlines()
    assert said[:3] == ["-n", "-i", "NONE"]
    assert sum("noswapfile noundofile nobackup nowritebackup" in word for word in said) == 2
    plain = tmp_path / "nano"
    real.rename(plain)
    Editor(tmp_path / "editor", {"EDITOR": str(plain)}).edit("words", bool)
    assert len(told.read_text().splitlines()) == 1


def test_what_an_editor_leaves_beside_its_file_goes(tmp_path: Path) -> None:
    """Swap, undo and copies with the file's name are removed with it."""
    script = tmp_path / "editor.sh"
    script.write_text(
        '#!/bin/sh\nd=$(dirname "$1"); b=$(basename "$1")\n'
        'printf " and an emu" >> "$1"; cp "$1" "$1~"\n'
        'cp "$1" "$d/.$b.swp"; cp "$1" "$d/#$b#"; cp "$1" "$d/.$b.un~"\n'
    )
    script.chmod(0o755)
    folder = tmp_path / "editor"
    assert Editor(folder, {"EDITOR": str(script)}).edit("a wombat", bool).text == "a wombat and an emu"
    assert not folder.exists()


_WHERE = """
import os
from resilify_cli.app.context import app_context
print(app_context().editor_place.editor().folder)
"""


def test_an_editor_of_an_encrypted_store_writes_to_memory(encrypted: Path, in_memory: Path) -> None:
    """Its file lies in a folder of its own in memory, if that is memory; a plain store's is not."""
    env = {"RESILIFY_HOME": str(encrypted), "PATH": "/usr/bin:/bin"}

    def folder(**more: str) -> Path:
        ran = subprocess.run(
            private.python(_WHERE), capture_output=True, text=True, env={**env, **more}, check=True
        )
        return Path(ran.stdout.strip())

    assert folder(XDG_RUNTIME_DIR=str(in_memory)).parent == in_memory
    # The folders of tests may lie in memory themselves; the one of this file lies on a disk.
    assert folder(XDG_RUNTIME_DIR=str(Path(__file__).parent)).parent == Path("/dev/shm")
    assert folder() != folder()
    key = (encrypted / "resilify.key").read_bytes()
    (encrypted / "resilify.key").unlink()
    # One whose key file is missing is encrypted all the same.
    assert folder(XDG_RUNTIME_DIR=str(in_memory)).parent == in_memory
    convert_store(encrypted / "resilify.db", private.KEY, None)
    assert folder(XDG_RUNTIME_DIR=str(in_memory)) == encrypted / "editor"
    (encrypted / "resilify.key").write_bytes(key)
    assert folder(XDG_RUNTIME_DIR=str(in_memory)).parent == in_memory
