"""What ends a test, or a command of one, that reaches for the network."""

from __future__ import annotations

from pathlib import Path

# Put into a command's environment, it ends the command that reaches for the network.
OFFLINE = {"PYTHONPATH": str(Path(__file__).parent)}
