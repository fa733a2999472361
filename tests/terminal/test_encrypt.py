"""Encryption and `--private` in a real pseudo-terminal, from the person's side."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import private
from tests.conftest import Run
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]
CLEARS = b"\x1b[H\x1b[2J\x1b[3J"
WORDS = "a kettle sings"


@pytest.fixture
def encrypted(home: Path) -> Path:
    private.make_encrypted(home)
    return home


def _up_to_the_code(terminal: Start, *arguments: str, **how: bool) -> tuple[Terminal, str]:
    run = terminal("encrypt", *arguments, **how).wait_for("Encrypt your store?").press("y")
    run.wait_for("New passphrase")
    run.press(WORDS, "enter").wait_for("once more").press(WORDS, "enter").wait_for("type yes")
    code = next(line.strip() for line in run.text.splitlines() if line.startswith("    "))
    return run, code


def test_a_code_is_shown_once_and_cleared(terminal: Start, resilify: Run) -> None:
    """The passphrase is never echoed; after yes the code is gone from screen and scrollback."""
    resilify("journal", "add", "a wombat", check=True)
    run, code = _up_to_the_code(terminal)
    run.press("yes", "enter").wait_for("Encrypted.")
    assert run.exit_code() == 0
    assert WORDS.encode() not in run.raw
    assert code not in run.text
    assert CLEARS in run.raw.partition(code.encode())[2]


def test_a_code_that_was_shown_opens(terminal: Start, resilify: Run, home: Path, tmp_path: Path) -> None:
    """After yes no word can be found in the files, and the code makes a new passphrase."""
    resilify("journal", "add", "a wombat", check=True)
    run, code = _up_to_the_code(terminal, own_python=True)
    run.press("yes", "enter").wait_for("Encrypted.")
    assert run.exit_code() == 0
    assert private.found_in(home, "wombat") == []
    slots = json.loads((home / "resilify.key").read_text())["slots"]
    assert [slot["n"] >= 2**17 for slot in slots] == [True, True]
    new = private.secret(tmp_path, "new words", "new")
    code_file = private.secret(tmp_path, code, "code")
    resilify("recover", "--code-file", code_file, "--new-passphrase-file", new, check=True)
    assert "a wombat" in resilify("--passphrase-file", new, "journal", check=True).stdout


@pytest.mark.parametrize("ending", [("no", "enter"), ("enter",), ("ctrl-d",), ("ctrl-c",)])
def test_anything_but_yes_changes_nothing(
    terminal: Start, resilify: Run, home: Path, ending: tuple[str, ...]
) -> None:
    """No, nothing, the end of input and Ctrl-C leave the store plain, and the code off the screen."""
    resilify("journal", "add", "a wombat", check=True)
    before = (home / "resilify.db").read_bytes()
    run, code = _up_to_the_code(terminal)
    run.press(*ending)
    assert run.exit_code() == 130
    assert code not in run.text
    assert (home / "resilify.db").read_bytes() == before
    assert not (home / "resilify.key").exists()


def test_two_that_differ_change_nothing(terminal: Start, home: Path) -> None:
    """Two passphrases that are not the same can be typed again; three times, and no key file is made."""
    run = terminal("encrypt").wait_for("Encrypt your store?").press("y").wait_for("New passphrase")
    for time in range(3):
        run.press(WORDS, "enter").wait_for("once more").press("other words", "enter")
        run.wait_for("not the same. Nothing" if time == 2 else "Please try again.")
        run.wait_for(*([] if time == 2 else ["New passphrase"]))
        run.screen.reset()
    assert run.exit_code() == 2
    assert not (home / "resilify.key").exists()


def test_an_empty_one_changes_nothing(terminal: Start, home: Path) -> None:
    """An empty passphrase is refused, and another one can be typed; no key file is made."""
    run = (
        terminal("encrypt")
        .wait_for("Encrypt your store?")
        .press("y")
        .wait_for("New passphrase")
        .press("enter")
        .wait_for("would keep nobody out")
    )
    run.press("enter", "enter").wait_for("Nothing was changed.")
    assert run.exit_code() == 2
    assert not (home / "resilify.key").exists()


def test_one_that_is_mistyped_can_be_typed_again(terminal: Start, home: Path) -> None:
    """After two that differ the next two count, and the store opens by them."""
    run = (
        terminal("encrypt")
        .wait_for("Encrypt your store?")
        .press("y")
        .wait_for("New passphrase")
        .press("kettles", "enter")
    )
    run.wait_for("easy to guess", "once more").press("kettle", "enter").wait_for(
        "not the same. Please try again."
    )
    run.press(WORDS, "enter", WORDS, "enter").wait_for("type yes").press("yes", "enter").wait_for(
        "Encrypted."
    )
    assert run.exit_code() == 0
    assert (home / "resilify.key").exists()


def test_a_weak_one_is_told_and_taken(terminal: Start, home: Path) -> None:
    """It is said what is weak; Enter alone chooses another, and whoever types it again has it."""
    run = (
        terminal("encrypt")
        .wait_for("Encrypt your store?")
        .press("y")
        .wait_for("New passphrase")
        .press("abc", "enter")
    )
    run.wait_for(
        "easy to guess. Its letters follow each other", "once more, or Enter alone to choose another"
    )
    run.screen.reset()
    run.press("enter").wait_for("New passphrase").press("hunter2", "enter").wait_for(
        "those that are tried first"
    )
    run.press("hunter2", "enter").wait_for("type yes").press("yes", "enter").wait_for("Encrypted.")
    assert run.exit_code() == 0
    assert b"hunter2" not in run.raw


_SHELL = """
import os, pty, signal, sys, termios
command = sys.argv[1:]
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
def shell():
    modes = termios.tcgetattr(0)
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        os.execvp(command[0], command)
    try:
        os.setpgid(child, child)
    except PermissionError:
        # It has done so itself, and runs already.
        pass
    while True:
        _, status = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            sys.exit(os.waitstatus_to_exitcode(status))
        # As a shell does with a job that stops, and again when it is put into the foreground.
        os.tcsetpgrp(0, os.getpgrp())
        stopped = termios.tcgetattr(0)
        echoes = bool(stopped[3] & termios.ECHO)
        termios.tcsetattr(0, termios.TCSADRAIN, modes)
        os.write(1, f"stopped, echo {echoes}\\r\\n".encode())
        os.read(0, 100)
        os.tcsetpgrp(0, child)
        os.kill(-child, signal.SIGCONT)
shell()
"""


def test_what_is_typed_after_a_stop_is_hidden(home: Path, encrypted: Path, tmp_path: Path) -> None:
    """After Ctrl-Z and `fg` the passphrase is asked for again, and still nothing of it is shown."""
    (tmp_path / "shell.py").write_text(_SHELL)
    run = Terminal(home, "journal", before=[sys.executable, str(tmp_path / "shell.py")])
    # Ctrl-Z has the terminal throw away what was typed and not read yet, so that is read first.
    run.wait_for("Passphrase:").press(private.PASSPHRASE[:5]).settle(0.5)
    run.press("\x1a").wait_for("stopped, echo True")
    run.screen.reset()
    run.press("fg", "enter").wait_for("Passphrase:")
    run.press(private.PASSPHRASE[5:], "enter").wait_for(private.SENTENCES[0])
    assert run.exit_code() == 0
    for part in (private.PASSPHRASE[:5], private.PASSPHRASE[5:]):
        assert part.encode() not in run.raw


def test_a_long_passphrase_is_read_whole(terminal: Start, home: Path) -> None:
    """One that is longer than a terminal's line mode keeps is the one that opens."""
    long = "a kettle sings " * 400
    run = (
        terminal("encrypt")
        .wait_for("Encrypt your store?")
        .press("y")
        .wait_for("New passphrase")
        .press(long, "enter")
    )
    run.wait_for("once more").press(long[:4095], "enter").wait_for("not the same")
    run.press("ctrl-c").exit_code()


def test_the_keys_that_edit_are_no_part_of_it(terminal: Start, encrypted: Path) -> None:
    """An arrow and a rubbed out letter are not in the passphrase."""
    run = terminal("journal").wait_for("Passphrase:")
    run.press("\x1b[D", private.PASSPHRASE, "x", "\x7f", "\x1bOA", "enter").wait_for(private.SENTENCES[0])
    assert run.exit_code() == 0


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
def test_leaving_at_the_prompt_is_quiet(terminal: Start, encrypted: Path, key: str) -> None:
    """Ctrl-C and the end of input at the passphrase end the command without a traceback."""
    run = terminal("journal").wait_for("Passphrase:").press(key)
    assert run.exit_code() == 130
    assert b"Traceback" not in run.raw


def test_a_hidden_passphrase_opens(terminal: Start, encrypted: Path) -> None:
    """What is typed at the prompt opens the store and is not shown, a wrong one neither."""
    run = terminal("journal").wait_for("Passphrase:").press("wrong words", "enter").wait_for("try again.")
    run.press("wrong words", "enter", "wrong words", "enter").wait_for("resilify recover")
    assert run.exit_code() == 1
    assert b"wrong words" not in run.raw
    run = terminal("journal").wait_for("Passphrase:").press("wrong words", "enter").wait_for("try again.")
    run.press(private.PASSPHRASE, "enter").wait_for(private.SENTENCES[0])
    assert run.exit_code() == 0
    run = terminal("journal").wait_for("Passphrase:").press(private.PASSPHRASE, "enter")
    run.wait_for(private.SENTENCES[0])
    assert run.exit_code() == 0
    assert private.PASSPHRASE.encode() not in run.raw


def test_a_command_may_ask_in_the_terminal(terminal: Start, encrypted: Path) -> None:
    """A passphrase_command that reads from the terminal gets what is typed."""
    command = "sh -c 'printf Safe: >&2; read -r words; echo \"$words\"'"
    (encrypted / "settings.toml").write_text(f"passphrase_command = {json.dumps(command)}\n")
    run = terminal("journal").wait_for("Safe:").press(private.PASSPHRASE, "enter")
    run.wait_for(private.SENTENCES[0])
    assert run.exit_code() == 0


_KEYRINGS = """
import pathlib, time
from keyring.backend import KeyringBackend

class Empty(KeyringBackend):
    priority = 1
    file = pathlib.Path(__file__).with_name("kept")
    def get_password(self, service, username):
        return self.file.read_text() if self.file.exists() else None
    def set_password(self, service, username, password):
        self.file.write_text(password)

class Hanging(Empty):
    def get_password(self, service, username):
        time.sleep(3600)

class Forgetful(Empty):
    def set_password(self, service, username, password):
        pass
"""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Empty", "The keyring holds the key from now on"),
        ("Hanging", "keyring does not answer"),
        ("Forgetful", "did not take the key"),
    ],
)
def test_a_keyring_is_filled_or_done_without(
    terminal: Start, encrypted: Path, tmp_path: Path, name: str, said: str
) -> None:
    """An empty keyring gets the key; one that hangs or forgets leads to the prompt, and is told of."""
    (tmp_path / "our_keyrings.py").write_text(_KEYRINGS)
    (encrypted / "settings.toml").write_text("keyring = true\n")
    env = {"PYTHONPATH": str(tmp_path), "PYTHON_KEYRING_BACKEND": f"our_keyrings.{name}"}
    run = terminal("journal", **env).wait_for("Passphrase:").press(private.PASSPHRASE, "enter")
    run.wait_for(private.SENTENCES[0], said)
    assert run.exit_code() == 0
    kept = tmp_path / "kept"
    assert (kept.read_text() if kept.exists() else "") == (private.KEY.hex() if name == "Empty" else "")
    if name == "Empty":
        assert terminal("journal", **env).wait_for(private.SENTENCES[0]).exit_code() == 0


def test_drafts_while_typing_are_encrypted(terminal: Start, encrypted: Path) -> None:
    """What is half typed into a note, also when the command is killed, is in no byte of the folder."""
    run = terminal("journal", "add").wait_for("Passphrase:").press(private.PASSPHRASE, "enter")
    run.wait_for("A note is half done").press("down", "down", "enter")
    run.wait_for("What would you like").press("a secret wombat").settle(2)
    assert private.found_in(encrypted, "wombat", *private.SENTENCES) == []
    run.kill()
    assert private.found_in(encrypted, "wombat", *private.SENTENCES) == []


def test_a_screen_is_not_cleared_unasked(terminal: Start, resilify: Run) -> None:
    """Without `--private` and the setting, what was shown stays."""
    resilify("journal", "add", "a wombat", check=True)
    run = terminal("journal").wait_for("a wombat")
    assert run.exit_code() == 0
    assert CLEARS not in run.raw


@pytest.mark.parametrize("how", ["option", "setting"])
def test_a_private_screen_is_cleared_on_leaving(terminal: Start, resilify: Run, home: Path, how: str) -> None:
    """After Enter the screen and its scrollback are cleared, and not before."""
    resilify("journal", "add", "a wombat", check=True)
    if how == "setting":
        (home / "settings.toml").write_text("private = true\n")
    run = terminal(*(["--private"] if how == "option" else []), "journal").wait_for("a wombat", "Press Enter")
    assert CLEARS not in run.raw
    assert run.press("enter").exit_code() == 0
    assert "a wombat" not in run.text
    assert run.raw.endswith(CLEARS)


def test_an_error_is_shown_after_clearing(terminal: Start, resilify: Run) -> None:
    """What went wrong stands on the cleared screen."""
    run = terminal("--private", "journal", "show", "abc").wait_for("still empty")
    assert run.exit_code() == 1
    assert "still empty" in run.text
    assert b"still empty" in run.raw.partition(CLEARS)[2]


def test_unsaved_words_stand_there_until_they_are_copied(terminal: Start, home: Path) -> None:
    """What can't be kept is shown, and cleared from a private screen only after Enter."""
    home.mkdir(mode=0o700)
    (home / "resilify.db").write_bytes(b"no store at all")
    run = terminal("--private", "checkin", "--note", "-").wait_for("Write, and end")
    run.press("a secret wombat", "enter", "ctrl-d").wait_for("to copy:", "press Enter")
    assert run.text.count("a secret wombat") == 2
    assert CLEARS not in run.raw
    run.press("enter")
    assert run.exit_code() == 1
    assert "wombat" not in run.text
    assert "not a resilify store" in run.text


@pytest.mark.parametrize("name", ["SIGQUIT", "SIGTERM"])
def test_a_private_screen_is_cleared_when_it_is_ended(terminal: Start, name: str) -> None:
    """A signal that ends a command which asks leaves nothing of it on the screen."""
    run = terminal("--private", "journal", "add").wait_for("What would you like").press("a secret wombat")
    run.wait_for("a secret wombat").end(signal.Signals[name])
    assert "wombat" not in run.text
    assert CLEARS in run.raw


def test_ctrl_c_clears_too(terminal: Start) -> None:
    """Leaving in the middle of a note leaves nothing of it on the screen."""
    run = terminal("--private", "journal", "add").wait_for("What would you like").press("a secret wombat")
    run.wait_for("a secret wombat").press("ctrl-c")
    assert run.exit_code() == 130
    assert "wombat" not in run.text
    assert CLEARS in run.raw


def test_nothing_is_written_to_the_terminals_title(terminal: Start, resilify: Run) -> None:
    """No text goes where a terminal shows its title: no command for it is ever sent."""
    resilify("journal", "add", "a wombat", check=True)
    for arguments in (["journal"], ["--private", "journal"], ["journal", "search", "wombat"]):
        run = terminal(*arguments).wait_for("a wombat")
        if "--private" in arguments:
            run.wait_for("Press Enter").press("enter")
        run.exit_code()
        assert b"\x1b]" not in run.raw


def test_a_dumb_terminal_gets_no_escape(terminal: Start, resilify: Run) -> None:
    """Where nothing can be cleared no escape byte is written."""
    resilify("journal", "add", "a wombat", check=True)
    run = terminal("--private", "journal", TERM="dumb").wait_for("a wombat")
    assert run.exit_code() == 0
    assert b"\x1b" not in run.raw


def test_erasing_takes_a_word(terminal: Start, resilify: Run, home: Path) -> None:
    """In the terminal too the word is typed; Ctrl-C erases nothing."""
    resilify("journal", "add", "a wombat", check=True)
    run = terminal("erase", "--all").wait_for("type the word").press("ctrl-c")
    assert run.exit_code() == 130
    assert private.found_in(home, "wombat")
    run = terminal("erase", "--all").wait_for("type the word").press("erase", "enter").wait_for("Erased.")
    assert run.exit_code() == 0
    assert list(private.files_of(home)) == []
