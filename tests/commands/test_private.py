"""What others could see of a person's words: rights, links, arguments, tracebacks, completion."""

from __future__ import annotations

import inspect
import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilify_cli.file_access import is_in_memory
from resilify_cli.prompters.editor import Editor
from resilify_cli.vault import core_dumps
from resilify_cli.vault.encryption.converting import convert_store
from tests import private
from tests.conftest import Run


def test_rights_too_wide_are_mended_with_a_word(filled: Path, resilify: Run) -> None:
    """Each place that others could open is named once, and they can no more."""
    (filled / "resilify.db").chmod(0o644)
    filled.chmod(0o755)
    said = resilify("journal", check=True).stderr.splitlines()
    assert said == [
        f"Others on this computer could open {filled}. Now only you can.",
        f"Others on this computer could open {filled / 'resilify.db'}. Now only you can.",
    ]
    assert resilify("journal", check=True).stderr == ""


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_whatever_is_made_is_private(home: Path, resilify: Run, umask: int) -> None:
    """Store, copies and folders are for their owner alone, whatever the umask."""
    before = os.umask(umask)
    try:
        resilify("journal", "add", "a wombat", check=True)
        resilify("journal", "add", "another", check=True)
    finally:
        os.umask(before)
    for folder in (home, home / "backups"):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    for path in private.files_of(home):
        if path.suffix == ".db":
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_link_is_refused_in_a_sentence(filled: Path, resilify: Run, tmp_path: Path) -> None:
    """A store that is a link elsewhere is named; nothing is read or written through it."""
    (filled / "resilify.db").rename(tmp_path / "elsewhere")
    (filled / "resilify.db").symlink_to(tmp_path / "elsewhere")
    before = (tmp_path / "elsewhere").read_bytes()
    for arguments in (["journal"], ["journal", "add", "x"], ["encrypt", "--yes"]):
        ran = resilify(*arguments)
        assert ran.returncode == 1
        assert "is a link that leads elsewhere" in ran.stderr
    assert (tmp_path / "elsewhere").read_bytes() == before


_CRASH = """
import sys
from resilify_cli.store.notes import Notes
def add(self, text, *rest, **more):
    raise RuntimeError("a crash on purpose")
Notes.add = add
sys.argv = ["resilify", "journal", "add", "-"]
from resilify_cli.cli import main
main()
"""


def test_a_traceback_has_no_words_in_it(home: Path) -> None:
    """A crash of ours with a text at hand shows lines of code, and none of the text."""
    ran = subprocess.run(
        private.python(_CRASH),
        input="the secret wombat\n",
        capture_output=True,
        text=True,
        env={"RESILIFY_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=False,
    )
    assert "a crash on purpose" in ran.stderr
    assert "wombat" not in ran.stderr


def test_completion_offers_no_words(filled: Path) -> None:
    """Whatever a shell completes, no tag, text or id of an entry is offered."""
    for words in (
        "resilify journal search h",
        "resilify journal show ",
        "resilify erase --entry ",
        "resilify journal --tag h",
    ):
        ran = subprocess.run(
            private.python("import sys; sys.argv = ['resilify']; from resilify_cli.cli import main; main()"),
            capture_output=True,
            text=True,
            env={
                "RESILIFY_HOME": str(filled),
                "PATH": "/usr/bin:/bin",
                "_RESILIFY_COMPLETE": "complete_bash",
                "COMP_WORDS": words,
                "COMP_CWORD": str(words.count(" ")),
            },
            check=False,
        )
        assert "heron" not in ran.stdout + ran.stderr


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


@pytest.fixture
def limit(tmp_path: Path) -> Iterator[Path]:
    """A place for the size that a core file may have in a child of resilify, where any size is allowed us."""
    resource = pytest.importorskip("resource", reason="there are no core files")
    before = resource.getrlimit(resource.RLIMIT_CORE)
    if before[1] == 0:
        pytest.skip("no core file is ever written here")
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    yield tmp_path / "limit"
    resource.setrlimit(resource.RLIMIT_CORE, before)


def _telling(limit: Path, more: str) -> Path:
    script = limit.with_name("a child")
    script.write_text(f'#!/bin/sh\nulimit -c > "{limit}"; {more}\n')
    script.chmod(0o700)
    return script


def test_no_core_file_is_written_of_words(resilify: Run, limit: Path) -> None:
    """Where a crash would write memory to the disk, that of resilify and of its editors is not written."""
    editor = _telling(limit, 'echo "a heron" > "$1"')
    resilify("journal", "add", "--editor", env={"EDITOR": f"'{editor}'"}, check=True)
    assert limit.read_text() == "0\n"


@pytest.mark.parametrize("command", ["passphrase", "doctor"])
def test_no_core_file_is_written_of_a_key(encrypted: Path, resilify: Run, limit: Path, command: str) -> None:
    """Nor is it in a command that only unlocks."""
    script = _telling(limit, f"echo '{private.PASSPHRASE}'")
    (encrypted / "settings.toml").write_text(f"passphrase_command = \"'{script}'\"\n")
    resilify(command)
    assert limit.read_text() == "0\n"


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


def test_an_editor_of_an_encrypted_store_writes_to_memory(
    encrypted: Path, tmp_path: Path, in_memory: Path
) -> None:
    """Its file lies in a folder of its own in memory, if that is memory; a plain store's is not."""
    env = {"RESILIFY_HOME": str(encrypted), "PATH": "/usr/bin:/bin"}

    def folder(**more: str) -> Path:
        ran = subprocess.run(
            private.python(_WHERE), capture_output=True, text=True, env={**env, **more}, check=True
        )
        return Path(ran.stdout.strip())

    assert folder(XDG_RUNTIME_DIR=str(in_memory)).parent == in_memory
    assert folder(XDG_RUNTIME_DIR=str(tmp_path)).parent == Path("/dev/shm")
    assert folder() != folder()
    key = (encrypted / "resilify.key").read_bytes()
    (encrypted / "resilify.key").unlink()
    # One whose key file is missing is encrypted all the same.
    assert folder(XDG_RUNTIME_DIR=str(in_memory)).parent == in_memory
    convert_store(encrypted / "resilify.db", private.KEY, None)
    assert folder(XDG_RUNTIME_DIR=str(in_memory)) == encrypted / "editor"
    (encrypted / "resilify.key").write_bytes(key)
    assert folder(XDG_RUNTIME_DIR=str(in_memory)).parent == in_memory


def test_a_disk_is_not_taken_for_memory(tmp_path: Path, in_memory: Path) -> None:
    """Whatever a folder is called."""
    assert is_in_memory(in_memory)
    if os.stat(tmp_path).st_dev != os.stat("/dev/shm").st_dev:
        kind = subprocess.run(
            ["stat", "-f", "-c", "%T", tmp_path], capture_output=True, text=True, check=True
        )
        assert is_in_memory(tmp_path) == (kind.stdout.strip() in {"tmpfs", "ramfs"})
    assert not is_in_memory(tmp_path / "nowhere")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux pipes cores to programs")
def test_no_core_is_piped_to_a_program(resilify: Run, limit: Path) -> None:
    """A limit of one byte is the one that counts there too, and no core fits it; an editor has it as well."""
    code = (
        "import resource, sys; open(sys.argv[1], 'w').write(str(resource.getrlimit(resource.RLIMIT_CORE)[0]))"
    )
    told = limit.with_name("told")
    editor = shlex.join([sys.executable, "-c", code, str(told)])
    resilify("journal", "add", "--editor", env={"EDITOR": editor})
    assert told.read_text() == "1"


_TELLS_ITSELF = """
import ctypes, os, sys
def tell():
    sys.stderr.write(f"dumpable: {ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)}\\n")
import atexit
atexit.register(tell)
sys.argv = ["resilify", *sys.argv[1:]]
from resilify_cli.cli import main
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hides a process so")
def test_an_unlocked_process_is_hidden(encrypted: Path, given: dict[str, str], tmp_path: Path) -> None:
    """None of this user's processes reads its memory; what is piped or named by a number still comes in."""
    for command, dumpable in ((["journal"], 0), (["help-now"], 1), (["journal", "import", "-"], 0)):
        ran = subprocess.run(
            private.python(_TELLS_ITSELF, *command),
            input='{"application": "resilify", "entries": []}',
            capture_output=True,
            text=True,
            env={**given, "RESILIFY_HOME": str(encrypted), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            check=False,
        )
        assert f"dumpable: {dumpable}" in ran.stderr
        assert "Permission" not in ran.stderr


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become somebody else")
def test_a_hidden_process_reads_its_own_input(tmp_path: Path) -> None:
    """Without root too, `/dev/stdin` opens in a process that is hidden, and its children are not."""
    # Nobody can't read the package in each place where the tests run, so it is given.
    code = (
        inspect.getsource(core_dumps)
        + "\nimport subprocess\nprotect_memory()\nprint(open('/dev/stdin').read())\n"
        + "code = 'import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))'\n"
        + "print(subprocess.run(['/usr/bin/python3', '-c', code], capture_output=True, text=True).stdout)"
    )
    become_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    ran = subprocess.run(
        # The pipe is theirs too: one of root's they could open by no name.
        [*become_nobody, "sh", "-c", 'echo words | exec /usr/bin/python3 -c "$0"', code],
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )
    assert (ran.stdout.split(), ran.stderr) == (["words", "1"], "")
