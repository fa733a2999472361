"""Homes that commands prepare once for all tests of a file, and that each test gets a copy of."""

from __future__ import annotations

import atexit
import os
import shutil
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar, cast

from tests.command_server import run_command
from tests.conftest import Run

T = TypeVar("T")


def copy_prepared(home: Path, prepare: Callable[[Run, Path], T]) -> T:
    """Make a home that is a copy of a prepared one, and return what its preparation returned.

    Args:
        home: The home to make.
        prepare: Runs commands in the home that it is given, which does not exist yet.
    """
    # What is of today is still of today when a new day has begun.
    prepared, returned = _prepared(prepare, int(time.time() // 3600))
    shutil.copytree(prepared, home)
    return cast(T, returned)


@cache
def _prepared(prepare: Callable[[Run, Path], T], hour: int) -> tuple[Path, T]:
    folder = Path(mkdtemp(prefix="resilify-home-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "home"

    def run(*arguments: str, env: dict[str, str] | None = None, check: bool = True, **options: Any) -> Any:
        ran = run_command(*arguments, env={"RESILIFY_HOME": str(home), **(env or {})}, **options)
        if check:
            ran.check_returncode()
        return ran

    return home, prepare(run, home)
