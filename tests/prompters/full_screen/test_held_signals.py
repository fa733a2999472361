"""Signals that end the program wait until what they would cut off is whole."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from resilify_cli.prompters.full_screen.held_signals import signals_held

_END = signal.SIGTERM


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = signal.signal(_END, signal.default_int_handler)
    yield
    signal.signal(_END, before)


def test_a_signal_is_raised_again_once_all_is_done() -> None:
    """It is told at once, so that what is inside may end early; one that comes twice is raised once."""
    done: list[str] = []

    def work() -> None:
        with signals_held(lambda: done.append("told")):
            signal.raise_signal(_END)
            signal.raise_signal(_END)
            done.append("done")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["told", "told", "done"]
    assert signal.getsignal(_END) is signal.default_int_handler


def test_without_a_signal_nothing_is_raised() -> None:
    """And an error comes out as it is."""
    with signals_held():
        pass
    with pytest.raises(LookupError), signals_held():
        raise LookupError
    assert signal.getsignal(_END) is signal.default_int_handler


def test_a_signal_that_is_ignored_stays_so() -> None:
    """Whoever started the program under `nohup` wants it so."""
    signal.signal(_END, signal.SIG_IGN)
    with signals_held():
        assert signal.getsignal(_END) is signal.SIG_IGN
        signal.raise_signal(_END)
