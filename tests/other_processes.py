"""Processes that run a function of a test beside it, at once and with no Python to start."""

from __future__ import annotations

import multiprocessing
from functools import cache
from multiprocessing.context import ForkServerContext, SpawnContext


@cache
def other_processes() -> ForkServerContext | SpawnContext:
    """Make what starts such processes: each is forked from one that has loaded what most of them use."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.conftest"])
    return context
