"""A time zone for the time of a test, as this computer's own."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

# The clocks of Berlin go forward on 29 March 2026, and back on 25 October.
BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"


@contextmanager
def in_zone(name: str) -> Iterator[None]:
    """Let this process be in a zone, named as POSIX names zones."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
