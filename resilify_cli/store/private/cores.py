"""Keeps what is in memory off the disk when a process crashes: no core file is written."""

import sys


def write_no_core() -> None:
    """Have no core file written of this process, nor of an editor that it starts. It would hold the words."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
