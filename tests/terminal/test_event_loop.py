"""The event loop of a sitting is loaded without what only a network needs."""

from __future__ import annotations

import subprocess
import sys

_LOOK = """
import sys
from resilify_cli.terminal.event_loop import load_asyncio
{first}
load_asyncio()
import asyncio
assert asyncio.run(asyncio.sleep(0, "slept")) == "slept"
print(*[name for name in ("ssl", "_ssl") if name in sys.modules])
import ssl
print(ssl.create_default_context().verify_mode.name)
"""


def looked(first: str = "") -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", _LOOK.format(first=first)], capture_output=True, text=True, check=True
    )
    return ran.stdout.splitlines()


def test_asyncio_runs_without_ssl_which_can_be_imported_later() -> None:
    """Neither ssl nor its library is loaded by it; who imports it after that has it whole."""
    assert looked() == ["", "CERT_REQUIRED"]


def test_what_is_loaded_already_stays() -> None:
    """Where ssl is there, nothing is taken away."""
    assert looked("import ssl, asyncio.sslproto") == ["ssl _ssl", "CERT_REQUIRED"]
