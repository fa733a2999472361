"""Keeps the store's key in the memory of the Linux kernel for a time, so that nobody has to type meanwhile.

The kernel keeps it in the keyring of the user (keyrings(7)), never on a disk, and forgets it by itself when
the time is over, or at a restart. Until then whatever runs as this user can read it. No module of Python
calls it, so the system calls are made by their numbers.
"""

from __future__ import annotations

import platform
import sys
from typing import Any

from resilify_cli.store.engine import KEY_BYTES

# add_key and keyctl, by the machine; from the tables of Linux. The newer machines share one.
_GENERIC = (217, 219)
_CALLS = {
    "x86_64": (248, 250),
    "i386": (286, 288),
    "i686": (286, 288),
    "armv7l": (309, 311),
    "ppc64le": (269, 271),
    "s390x": (278, 280),
    **dict.fromkeys(("aarch64", "riscv64", "loongarch64"), _GENERIC),
}
# From <linux/keyctl.h>.
_PROCESS_KEYRING, _USER_KEYRING = -2, -4
_SETPERM, _LINK, _SEARCH, _READ, _SET_TIMEOUT, _INVALIDATE = 5, 8, 10, 11, 15, 21
# All for whoever possesses it; view, read and search for the other processes of this user.
_PERMISSIONS = 0x3F0B0000


def read_kept_key(name: str) -> bytes | None:
    """Return a key that is kept; None where there is none, or not any more.

    Args:
        name: The id of the key file that the key belongs to.
    """
    import ctypes

    found = _find(name)
    if found is None:
        return None
    buffer = ctypes.create_string_buffer(KEY_BYTES)
    length = _keyctl(_READ, found, buffer, ctypes.c_size_t(KEY_BYTES))
    return buffer.raw if length == KEY_BYTES else None


def keep_key(name: str, key: bytes, seconds: int) -> bool:
    """Keep a key, and return whether it is kept.

    It is made in the keyring of this process, which ends with it, and gets to the user's with its end set:
    whenever this process is killed, no key stays for longer than it may.

    Args:
        name: The id of the key file that the key belongs to.
        key: The 32 bytes of the key.
        seconds: For how long.
    """
    import ctypes

    size, keyring = ctypes.c_size_t(len(key)), ctypes.c_long(_PROCESS_KEYRING)
    number = _call(0, b"user", _key_description(name), key, size, keyring)
    if number < 0:
        return False
    if (
        _keyctl(_SET_TIMEOUT, number, ctypes.c_uint(seconds))
        or _keyctl(_SETPERM, number, ctypes.c_uint(_PERMISSIONS))
        or _keyctl(_LINK, number, _USER_KEYRING)
    ):
        _keyctl(_INVALIDATE, number)
        return False
    return True


def forget_key(name: str) -> bool:
    """Forget a key at once, and return whether one was kept."""
    found = _find(name)
    return found is not None and _keyctl(_INVALIDATE, found) == 0


def _find(name: str) -> int | None:
    number = _keyctl(_SEARCH, _USER_KEYRING, b"user", _key_description(name), 0)
    return number if number > 0 else None


def _key_description(name: str) -> bytes:
    return f"resilify:{name}".encode()


def _keyctl(*arguments: Any) -> int:
    import ctypes

    wide = (ctypes.c_long(each) if isinstance(each, int) else each for each in arguments)
    return _call(1, *wide)


def _call(which: int, *arguments: Any) -> int:
    """Make a system call, and return what it returns; -1 where there is none on this machine."""
    numbers = _CALLS.get(platform.machine()) if sys.platform == "linux" else None
    # A 32-bit Python on a 64-bit kernel has other numbers.
    if numbers is None or (sys.maxsize < 2**32) != (platform.machine() in {"i386", "i686", "armv7l"}):
        return -1
    try:
        import ctypes

        syscall = ctypes.CDLL(None, use_errno=True).syscall
    except (ImportError, OSError, AttributeError):
        return -1
    syscall.restype = ctypes.c_long
    return int(syscall(ctypes.c_long(numbers[which]), *arguments))
