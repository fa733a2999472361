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
ASKED = """
import gc
gc.disable()
from resilify_cli.errors import StoreError
from resilify_cli.terminal import idle_work
idle_work.LATER = ()
done = []
def refuse():
    raise StoreError("It can't be read.")
idle_work.do_when_idle(refuse)
idle_work.do_when_idle(lambda: done.append(True))
work = idle_work.IdleWork()
assert work() and done == []
assert work() and done == [True]
assert work() is False and gc.isenabled()
"""


def test_first_later_screens_are_loaded_and_then_garbage_is_collected() -> None:
    """Python looks for it by itself only once all is loaded, and what was loaded is left out."""
    subprocess.run([sys.executable, "-c", WORK], check=True, timeout=120)


def test_what_is_asked_for_is_done_piece_by_piece() -> None:
    """One that is refused stops nothing: it is told where it is needed."""
    subprocess.run([sys.executable, "-c", ASKED], check=True, timeout=120)
