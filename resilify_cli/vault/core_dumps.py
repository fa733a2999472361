"""Keeps what is in memory from getting to the disk in a crash, and from other processes of this user."""

import sys
from contextlib import suppress

# From <linux/prctl.h>.
_PR_SET_DUMPABLE = 4


def disable_core_dumps() -> None:
    """Write no core file when this process crashes, or an editor that it starts; it would hold the words."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    # No core is as short as a byte, so none is written. On Linux a limit of none at all does not count for a
    # program that cores are piped to; one byte does, since it is what such a program gets itself.
    least = 1 if most == resource.RLIM_INFINITY or most > 0 else 0
    resource.setrlimit(resource.RLIMIT_CORE, (least, most))


def protect_memory() -> None:
    """On Linux, let no other process of this user read or dump this one.

    Programs that it starts are not protected.
    """
    if sys.platform != "linux":
        return
    # Loaded here, since it takes its time; some Pythons are built without it.
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
