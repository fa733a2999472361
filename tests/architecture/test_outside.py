"""What looks at the clock, the zone or the environment, prints or exits, is seen by whatever way round."""

from __future__ import annotations

import pytest

from tests.architecture.outside import outside_uses

SEEN = {
    # The clock.
    "datetime.now()": "from datetime import datetime",
    "datetime.now(UTC)": "from datetime import UTC, datetime",
    "datetime.datetime.now()": "import datetime",
    "dt.datetime.utcnow()": "import datetime as dt",
    "D.now()": "from datetime import datetime as D",
    "D.today()": "from datetime import date\nD = date",
    "E.now()": "class E(datetime): ...",
    "type(at).now()": "",
    "datetime.today": "from datetime import datetime",
    "time()": "from time import time",
    "t.time()": "import time as t",
    "seconds()": "from time import time as seconds",
    "dict(clock=time.time)": "import time",
    "time.localtime()": "import time",
    "monotonic()": "from time import monotonic",
    "getattr(time, 'time')()": "import time",
    "getattr(time, name)()": "import time",
    "m.time()": "import time\nm = time",
    "f(time)": "import time",
    "vars(time)['time']()": "import time",
    "time.__dict__['time']()": "import time",
    "uuid.uuid1()": "import uuid",
    "execute('SELECT CURRENT_TIMESTAMP')": "",
    "execute(\"SELECT unixepoch('now')\")": "",
    "from time import *": "",
    # The zone.
    "at.astimezone()": "",
    "at.astimezone(None)": "",
    "at.astimezone(tz=None)": "",
    "datetime.astimezone(at)": "from datetime import datetime",
    "datetime.fromtimestamp(1)": "from datetime import datetime",
    "datetime.fromtimestamp(1, None)": "from datetime import datetime",
    "datetime.fromtimestamp(1, tz=None)": "from datetime import datetime",
    "D.fromtimestamp(1)": "import datetime\nD = datetime.datetime",
    "date.fromtimestamp(1)": "from datetime import date",
    "time.mktime(t)": "import time",
    "time.tzname": "import time",
    "tzlocal.get_localzone()": "import tzlocal",
    "tz.gettz()": "from dateutil import tz",
    "ZoneInfo('localtime')": "from zoneinfo import ZoneInfo",
    "execute(\"SELECT datetime(x, 'localtime')\")": "",
    "open('/etc/localtime')": "",
    # The environment.
    "os.environ['A']": "import os",
    "environ": "from os import environ",
    "e.get('A')": "from os import environ as e",
    "o.environ": "import os as o",
    "os.getenv('A')": "import os",
    "getenv('A')": "from os import getenv",
    "getattr(os, 'environ')": "import os",
    "os.environb": "import os",
    "f(os)": "import os",
    "console.os.environ": "from resilify_cli import console",
    "os.getcwd()": "import os",
    "Path.cwd()": "from pathlib import Path",
    "Path.home()": "from pathlib import Path",
    "P.home()": "from pathlib import Path as P",
    "pathlib.Path.home()": "import pathlib",
    "Path('~').expanduser()": "from pathlib import Path",
    "path.expanduser()": "",
    "Path.expanduser(path)": "from pathlib import Path",
    "os.path.expanduser('~')": "import os",
    "expanduser('~')": "from os.path import expanduser",
    "expandvars('$HOME')": "from os.path import expandvars",
    "tempfile.gettempdir()": "import tempfile",
    "mkdtemp()": "from tempfile import mkdtemp",
    "shutil.which('vi')": "import shutil",
    "get_terminal_size()": "from shutil import get_terminal_size",
    "os.get_terminal_size()": "import os",
    "locale.getlocale()": "import locale",
    "setlocale(0)": "from locale import setlocale",
    "platform.node()": "import platform",
    "getpass.getuser()": "import getpass",
    "platformdirs.user_data_path()": "import platformdirs",
    "socket.gethostname()": "import socket",
    # Printing, asking, exits.
    "print(1)": "",
    "map(print, x)": "",
    "p(1)": "p = print",
    "builtins.print(1)": "import builtins",
    "say(1)": "from builtins import print as say",
    "input()": "",
    "sys.stdout.write('a')": "import sys",
    "stdout.write('a')": "from sys import stdout",
    "out.write('a')": "from sys import stderr as out",
    "sys.__stdout__": "import sys",
    "getattr(sys, 'stdout')": "import sys",
    "console.sys.stdout": "import resilify_cli.console as console",
    "os.write(1, b'a')": "import os",
    "open(1, 'w')": "",
    "open('/dev/tty')": "",
    "open('/dev/stdout')": "",
    "os.system('echo')": "import os",
    "pprint.pprint(1)": "import pprint",
    "logging.warning('a')": "import logging",
    "warnings.warn('a')": "import warnings",
    "traceback.print_exc()": "import traceback",
    "rich.print(1)": "import rich",
    "say(2)": "from rich import print as say",
    "sys.argv": "import sys",
    "sys.exit(1)": "import sys",
    "exit(1)": "",
    "f(SystemExit)": "",
    "os._exit(1)": "import os",
    "breakpoint()": "",
    # Ways to all of it.
    "__import__('os')": "",
    "import_module('os')": "from importlib import import_module",
    "eval('1')": "",
    "exec('1')": "",
    "sys.modules['os']": "import sys",
}
NOT_SEEN = {
    "at.astimezone(zone)": "",
    "at.astimezone(UTC)": "from datetime import UTC",
    "datetime.fromtimestamp(1, UTC)": "from datetime import UTC, datetime",
    "datetime.fromtimestamp(1, tz=zone)": "from datetime import datetime",
    "time(4, 30)": "from datetime import time",
    "time.sleep(1)": "import time",
    "self.now()": "",
    "here.now": "",
    "clock()": "",
    "getattr(os, 'O_NOFOLLOW', 0)": "import os",
    "hasattr(os, 'geteuid')": "import os",
    "os.write(number, data)": "import os",
    "open(number, 'rb')": "",
    "mkdtemp(dir=folder)": "from tempfile import mkdtemp",
    "shutil.which('vi', path=path)": "import shutil",
    "console.print(1)": "",
    "warnings.catch_warnings()": "import warnings",
    "sys.platform": "import sys",
    "f('what is now the local time')": "",
}


@pytest.mark.parametrize("use", SEEN)
def test_a_look_outside_is_seen(use: str) -> None:
    """At the top of a module, by whatever name."""
    assert outside_uses(f"{SEEN[use]}\n{use}\n") != []


@pytest.mark.parametrize("use", [use for use in SEEN if " import *" not in use])
def test_a_look_outside_is_seen_in_a_function(use: str) -> None:
    """In a function that imports what it needs itself."""
    brought = "".join(f"    {line}\n" for line in SEEN[use].splitlines())
    assert outside_uses(f"def f():\n{brought}    return {use}\n") != []


@pytest.mark.parametrize("use", NOT_SEEN)
def test_what_is_told_everything_is_let_be(use: str) -> None:
    """A zone, a folder or a clock that is passed in is no look outside."""
    assert outside_uses(f"{NOT_SEEN[use]}\n{use}\n") == []


def test_a_use_is_told_with_its_line() -> None:
    """So that it is found at once."""
    assert outside_uses("import os\n\n\nx = os.environ\n") == [("os.environ", 4)]
