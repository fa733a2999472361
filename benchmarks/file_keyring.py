"""A backend for the library `keyring` with secrets in a file beside it: to measure the library alone."""

from __future__ import annotations

import json
from pathlib import Path

from keyring.backend import KeyringBackend

_FILE = Path(__file__).with_name("secrets.json")


class Keyring(KeyringBackend):
    """Secrets that lie open, for measuring alone."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret."""
        secrets: dict[str, str] = json.loads(_FILE.read_text("utf-8"))
        return secrets.get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret, and none besides."""
        _FILE.write_text(json.dumps({f"{service} {username}": password}), "utf-8")
