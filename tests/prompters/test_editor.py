from __future__ import annotations

import os
import shlex
import signal
import stat
import sys
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.prompters.editor import Editor, EditorError


def _kept(text: str) -> bool:
    return True


def _editor(folder: Path, script: str, name: str = "EDITOR") -> Editor:
    """An editor that runs a line of Python, in which `file` is the path of the text."""
    code = f"import os, sys; from pathlib import Path; file = Path(sys.argv[1]); {script}"
    return Editor(folder, {name: shlex.join([sys.executable, "-c", code])})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "editor"


@pytest.mark.parametrize(
    ("before", "script", "after"),
    [
        ("one", "file.write_text('two')", "two"),
        ("one", "file.write_text(file.read_text() + '\\n')", "one"),
        ("one\n", "file.write_text(file.read_text() + '\\n')", "one\n\n"),
        ("one", "file.write_text('')", ""),
        ("", "file.write_text('a\\n\\nb\\n')", "a\n\nb"),
        ("Grüße", "file.write_text('Grüße 🙂')", "Grüße 🙂"),
        ("x", "file.write_bytes(b'caf\\xe9')", "caf\xe9"),
        ("x" * 200_000, "file.write_text(file.read_text()[1:])", "x" * 199_999),
    ],
)
def test_the_text_comes_back_as_it_was_left(folder: Path, before: str, script: str, after: str) -> None:
    """What was written in the editor is the text, without the line feed that editors add."""
    assert _editor(folder, script).edit(before, _kept).text == after
    assert not folder.exists()


def test_the_file_is_private(folder: Path, tmp_path: Path) -> None:
    """While the editor runs, its file and folder are closed to others, and the name says nothing."""
    told = tmp_path / "told"
    script = (
        f"Path({str(told)!r}).write_text(f'{{file.stat().st_mode}} {{file.parent.stat().st_mode}} {{file}}')"
        "; file.write_text('others')"
    )
    before = os.umask(0)
    try:
        _editor(folder, script).edit("secret words", _kept)
    finally:
        os.umask(before)
    file, parent, name = told.read_text().split(" ", 2)
    assert (stat.S_IMODE(int(file)), stat.S_IMODE(int(parent))) == (0o600, 0o700)
    assert "secret" not in name


def test_visual_comes_before_editor(folder: Path) -> None:
    """Where both are set it is `VISUAL` that is used."""
    visual = _editor(folder, "file.write_text('visual')", "VISUAL").environment
    editor = _editor(folder, "file.write_text('editor')").environment
    assert Editor(folder, {**visual, **editor}).edit("x", _kept).text == "visual"


def test_the_settings_come_before_the_environment(folder: Path) -> None:
    """The editor that is chosen there is used, whatever else is set."""
    visual = _editor(folder, "file.write_text('visual')", "VISUAL").environment
    chosen = _editor(folder, "file.write_text('chosen')").environment["EDITOR"]
    assert Editor(folder, visual, chosen=chosen).edit("x", _kept).text == "chosen"


def test_without_any_the_usual_ones_are_looked_for(folder: Path, tmp_path: Path) -> None:
    """The system's choice comes first, then vi and nano; with none of them there it is told."""
    tools = tmp_path / "bin"
    tools.mkdir()
    environment = {"PATH": str(tools)}
    with pytest.raises(EditorError, match="no editor here") as caught:
        Editor(folder, environment).edit("x", _kept)
    assert "editor in the settings" in caught.value.hint
    assert not folder.exists()
    for name in ("nano", "vi", "vim", "editor"):
        script = tools / name
        script.write_text("#!/bin/sh\n")
        script.chmod(0o700)
        assert Editor(folder, environment)._command() == name


def test_an_editor_that_is_not_there_is_told(folder: Path) -> None:
    """A missing editor is named, and leaves no file behind."""
    with pytest.raises(EditorError, match="no-such-editor") as caught:
        Editor(folder, {"EDITOR": "no-such-editor -w"}).edit("words", _kept)
    # EDITOR is heeded only where this is not set.
    assert "VISUAL" in caught.value.hint
    assert not folder.exists()


@pytest.mark.parametrize("command", ["'", " ", '"a b'])
def test_an_editor_that_is_no_command_is_told(folder: Path, command: str) -> None:
    """A command that can't be read is told, and leaves no file behind."""
    with pytest.raises(EditorError):
        Editor(folder, {"EDITOR": command}).edit("words", _kept)
    assert not folder.exists()


def test_an_editor_that_fails_keeps_what_was_written(folder: Path) -> None:
    """If the editor goes wrong after something was written, the message says where it is."""
    with pytest.raises(EditorError) as caught:
        _editor(folder, "file.write_text('new'); sys.exit(3)").edit("old", _kept)
    (file,) = folder.iterdir()
    assert str(file) in caught.value.message
    assert file.read_text() == "new"


def test_an_editor_that_fails_with_nothing_written_leaves_nothing(folder: Path) -> None:
    """If the editor goes wrong and nothing was changed, the words are as before and no file is left."""
    with pytest.raises(EditorError, match="as before"):
        _editor(folder, "sys.exit(1)").edit("old", _kept)
    assert not folder.exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where no file can be made, the message names the folder."""
    (tmp_path / "blocked").write_text("a file where a folder should be")
    with pytest.raises(EditorError, match="blocked"):
        _editor(tmp_path / "blocked" / "editor", "pass").edit("words", _kept)


def test_an_editor_that_removes_the_file_costs_nothing(tmp_path: Path) -> None:
    """Where the editor leaves no file, that is said, and the words stay as they were."""
    with pytest.raises(EditorError, match="as before"):
        Editor(tmp_path / "editor", {"EDITOR": "rm"}).edit("words", _kept)


def test_the_file_is_there_until_the_text_is_kept(folder: Path) -> None:
    """While the text is being kept its file still has it; it goes when that is done, and only then."""
    there: list[str] = []

    def keep(text: str) -> bool:
        there.extend(file.read_text() for file in folder.iterdir())
        return len(there) > 1

    editor = _editor(folder, "file.write_text('new')")
    assert editor.edit("old", keep).text == "new"
    (left,) = folder.iterdir()
    assert left.read_text() == "new"
    left.unlink()
    there.append("")
    assert editor.edit("old", keep).text == "new"
    assert there == ["new", "", "new"]
    assert not folder.exists()


def test_words_that_cannot_be_kept_stay_in_the_file_that_is_named(folder: Path) -> None:
    """Where keeping the text fails, the message says why, where the text is, and both ways out."""

    def keep(text: str) -> bool:
        raise StoreError("The disk is full.", "Make room.")

    with pytest.raises(EditorError) as raised:
        _editor(folder, "file.write_text('new')").edit("old", keep)
    (left,) = folder.iterdir()
    assert left.read_text() == "new"
    assert raised.value.message == f"The disk is full. What you wrote is in {left}."
    assert raised.value.hint.startswith("Make room. To keep it in the journal:")


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C is no signal that can be sent")
def test_ctrl_c_while_the_editor_runs(folder: Path) -> None:
    """Ctrl-C that ends the editor ends nothing else, and what was written is in the file that is named."""
    script = "file.write_text('two'); import signal; os.kill(os.getppid(), signal.SIGINT); sys.exit(130)"
    with pytest.raises(EditorError) as raised:
        _editor(folder, script).edit("one", _kept)
    (left,) = folder.iterdir()
    assert left.read_text() == "two"
    assert str(left) in raised.value.message


@pytest.mark.parametrize("name", ["{0}.save", "#{0}#"])
def test_what_an_editor_rescued_is_the_file_that_is_named(folder: Path, name: str) -> None:
    """An editor that had to end puts unsaved words beside the file; those are what was written."""
    rescued = f"file.with_name({name!r}.format(file.name)).write_text('newest'); sys.exit(1)"
    with pytest.raises(EditorError) as raised:
        _editor(folder, rescued).edit("old", _kept)
    (left,) = [file for file in folder.iterdir() if raised.value.message.endswith(f" {file}.")]
    assert left.read_text() == "newest"


def _named(tmp_path: Path, name: str, script: str) -> str:
    """Return the path of a shell script that is an editor of this name."""
    path = tmp_path / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return shlex.quote(str(path))


@pytest.mark.parametrize("before", ["", "old words"])
@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("code", "set VISUAL to: code --wait"),
        ("subl", "set VISUAL to: subl -w"),
        ("gvim", "set VISUAL to: gvim -f"),
        ("some-window", "such as: code --wait, subl -w, gvim -f"),
    ],
)
def test_an_editor_that_comes_back_at_once_keeps_its_file(
    folder: Path, tmp_path: Path, name: str, way: str, before: str
) -> None:
    """Its window may be open still: the file stays, with where it is, how to take it in, and how to wait."""
    editor = Editor(folder, {"VISUAL": _named(tmp_path, name, "exit 0")}, about_files="It is in memory.")
    with pytest.raises(EditorError, match="came back at once; your words are as before") as caught:
        editor.edit(before, _kept, "resilify journal edit abc -")
    (left,) = folder.iterdir()
    assert left.read_text() == before
    assert caught.value.message.endswith(str(left))
    assert caught.value.hint.startswith("It is in memory. ")
    assert f"resilify journal edit abc - < {shlex.quote(str(left))}." in caught.value.hint
    assert caught.value.hint.endswith(way)


@pytest.mark.skipif(sys.platform == "win32", reason="there no such signal can be sent")
@pytest.mark.parametrize("ending", ["kill -INT $$; sleep 9", "kill -TERM $$", "exit 130"])
def test_the_file_of_a_window_stays_when_only_its_command_ends(
    folder: Path, tmp_path: Path, ending: str
) -> None:
    """A command that waits for a window can be ended without it, as by Ctrl-C; its file stays."""
    with pytest.raises(EditorError, match="stopped early; your words are as before") as caught:
        Editor(folder, {"VISUAL": _named(tmp_path, "code", ending)}).edit("old", _kept)
    (left,) = folder.iterdir()
    assert str(left) in caught.value.message


@pytest.mark.parametrize("name", ["nano", "vim", "nvim", "vi", "hx"])
def test_an_editor_in_the_terminal_that_changes_nothing_leaves_nothing(
    folder: Path, tmp_path: Path, name: str
) -> None:
    """An editor that has the terminal is closed when it comes back, however soon."""
    assert Editor(folder, {"EDITOR": _named(tmp_path, name, "exit 0")}).edit("old", _kept).text == "old"
    assert not folder.exists()


def test_a_window_that_was_waited_for_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    """A text that was looked at for a while and left as it was is done with."""
    seconds = iter((0.0, 10.0))
    editor = Editor(folder, {"VISUAL": _named(tmp_path, "code", "exit 0")}, clock=lambda: next(seconds))
    assert editor.edit("old", _kept).text == "old"
    assert not folder.exists()


def test_an_editor_that_stops_leaves_no_swap_file(folder: Path) -> None:
    """Where nothing was written, what the editor put beside its file goes too."""
    with pytest.raises(EditorError, match="as before"):
        _editor(folder, "file.with_name(f'.{file.name}.swp').write_text('swap'); sys.exit(1)").edit(
            "old", _kept
        )
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there no such signal can be sent")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("saved", ["file", "file.with_name(file.name + '.save')"])
def test_words_saved_before_the_end_are_the_text(folder: Path, name: str, saved: str) -> None:
    """A signal to end ends the editor; what was saved in it comes back, and no file of it is left."""
    ends = f"import signal, time; os.kill(os.getppid(), signal.{name}); time.sleep(60)"
    script = f"{saved}.write_text('saved'); {ends}"
    editor = _editor(folder, script)
    assert editor.edit("old", _kept)[:2] == ("saved", getattr(signal, name))
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there no such signal can be sent")
def test_an_end_without_words_is_told_with_its_signal(folder: Path) -> None:
    """Where the editor was ended before anything was saved, the caller knows by which signal."""
    ends = "import signal, time; os.kill(os.getppid(), signal.SIGTERM); time.sleep(60)"
    with pytest.raises(EditorError, match="as before") as caught:
        _editor(folder, ends).edit("old", _kept)
    assert caught.value.end_signal == signal.SIGTERM
