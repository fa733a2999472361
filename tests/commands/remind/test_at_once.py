"""Two reminders that are set at once: none is lost, and none is left that nothing names."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.remind.conftest import Run, System


def numbers(run: Run) -> list[tuple[int, str]]:
    """Return the number of each reminder, and what it is about."""
    return [
        (one["number"], one["about"])
        for one in json.loads(run("remind", "list", "--json").stdout)["reminders"]
    ]


@pytest.mark.parametrize("way", ["--timer", "--shell", "--calendar"])
def test_one_that_comes_while_another_is_asked_about_stays(
    run: Run, system: System, tmp_path: Path, way: str
) -> None:
    """The one that was asked about is not set, which is told, and nothing of it is left."""
    ways = [way, str(tmp_path / "x.ics")] if way == "--calendar" else [way]
    command = [sys.executable, "-m", "resilify_cli", "remind", "log", "--at", "21:00", *ways, "--plain"]
    asking = subprocess.Popen(
        command, env=system.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert asking.stdin is not None
    assert asking.stdout is not None
    told = ""
    while "Set this reminder?" not in told and (more := asking.stdout.read(1)):
        told += more
    run("remind", "session", "--at", "20:00", "--shell", "--yes")
    before = system.files()
    told, _ = asking.communicate("y\n", timeout=60)
    assert "Another reminder was set meanwhile, and this one was not." in told
    assert asking.returncode == 1
    assert numbers(run) == [(1, "session")]
    assert system.files() == before
    assert not (tmp_path / "x.ics").exists()


def test_one_that_comes_while_another_fails_stays(run: Run, system: System) -> None:
    """What systemd refuses is taken back alone."""
    run("remind", "session", "--at", "20:00", "--shell", "--yes")
    listed = system.store / "reminders.json"
    # Another command, in the middle of this one: it takes the number 3.
    both = json.loads(listed.read_text())["reminders"]
    third = json.dumps({**both[0], "number": 3})
    system.has(
        "systemctl",
        f"""python3 - <<'END'
import json
from pathlib import Path
listed = Path({str(listed)!r})
data = json.loads(listed.read_text())
if all(one["number"] != 3 for one in data["reminders"]):
    data["reminders"].append(json.loads({third!r}))
    listed.write_text(json.dumps(data))
END
exit 1""",
    )
    run("remind", "log", "--at", "21:00", "--timer", "--yes", fails=1)
    assert numbers(run) == [(1, "session"), (3, "session")]
