"""What is done while a person reads."""

from __future__ import annotations

import subprocess
import sys

WORK = """
import gc, sys
gc.disable()
from resilify_cli.terminal.idle_work import LATER, IdleWork
work = IdleWork()
assert not set(LATER) & sys.modules.keys()
while work():
    assert not gc.isenabled()
assert set(LATER) <= sys.modules.keys()
assert gc.isenabled() and gc.get_freeze_count() > 10_000
class Ring: pass
gone = []
def leave_garbage():
    import weakref
    ring = Ring()
    ring.self = ring
    weakref.finalize(ring, gone.append, True)
leave_garbage()
assert work() is False and gone == [True]
"""


def test_first_later_screens_are_loaded_and_then_garbage_is_collected() -> None:
    """Python looks for it by itself only once all is loaded, and what was loaded is left out."""
    subprocess.run([sys.executable, "-c", WORK], check=True, timeout=120)
