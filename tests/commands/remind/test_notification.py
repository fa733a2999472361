"""The notification, as it comes to a desktop: by the real `notify-send`, over a real bus."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.reminders.notification import notification_command
from resilify_cli.reminders.reminder import TEXT
from tests.commands.remind.conftest import Run, System
from tests.commands.remind.test_timer import ALWAYS

# Takes the place of a desktop: runs a command, and notes each call of `Notify` that comes meanwhile.
DESKTOP = """
import json, subprocess, sys
from threading import Thread
from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

bus = open_dbus_connection()
bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))
ran = subprocess.Popen(sys.argv[2:])
with open(sys.argv[1], "w") as noted:
    while ran.poll() is None:
        try:
            message = bus.receive(timeout=0.1)
        except TimeoutError:
            continue
        if message.header.message_type is not MessageType.method_call:
            continue
        member = message.header.fields[HeaderFields.member]
        if member == "Notify":
            noted.write(json.dumps(message.body[:5], default=str) + "\\n")
            noted.flush()
            bus.send(new_method_return(message, "u", (1,)))
        elif member == "GetServerInformation":
            bus.send(new_method_return(message, "ssss", ("a", "b", "1", "1.2")))
        elif member == "GetCapabilities":
            bus.send(new_method_return(message, "as", ([],)))
        else:
            bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
sys.exit(ran.returncode)
"""


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and Path("/usr/bin/notify-send").exists()),
    reason="dbus-run-session or notify-send is not here",
)
def test_a_desktop_is_shown_the_few_words(run: Run, system: System, tmp_path: Path) -> None:
    """Once: what the timer runs shows a notification with one line, and then is silent."""
    (system.tools / "notify-send").unlink()
    run("remind", "checkin", *ALWAYS, "--timer", "--yes")
    due = [sys.executable, "-P", "-m", "resilify_cli", "remind", "due", "1"]

    def shown() -> list[list[object]]:
        subprocess.run(
            ["dbus-run-session", "--", sys.executable, "-c", DESKTOP, str(tmp_path / "noted"), *due],
            env={**system.env, "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=True,
        )
        return [json.loads(line) for line in (tmp_path / "noted").read_text().splitlines()]

    ((program, _, icon, title, body),) = shown()
    assert (title, body, icon) == (TEXT, "", "")
    assert "resilify" not in str(program)
    assert shown() == []


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd14"])
def test_every_system_is_told_the_same_words(platform: str) -> None:
    """As they are, once, and without the product's name."""
    command = notification_command(platform)
    assert sum(argument.count(TEXT) for argument in command) == 1
    assert not any("resilify" in argument for argument in command)
    assert not set(TEXT) & set("\"'\\$`")
