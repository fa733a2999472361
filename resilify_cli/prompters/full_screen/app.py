"""Runs the one application of a sitting: it shows a view for each question, and waits for the reply."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.application.current import set_app
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import merge_key_bindings
from prompt_toolkit.layout import Layout
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import BaseStyle

from resilify_cli.prompters.full_screen.drawn_output import DrawnOutput
from resilify_cli.prompters.full_screen.frame import Frame, View
from resilify_cli.prompters.full_screen.held_signals import signals_held
from resilify_cli.prompters.full_screen.keys import FrameKeys
from resilify_cli.prompters.full_screen.paste import PasteParser, paste_input
from resilify_cli.prompters.full_screen.widget import Widget

if TYPE_CHECKING:
    from resilify_cli.activities.questions import Reply

# Nobody has read a screen in so short a time; keys that were typed ahead are taken before.
_READING_SECONDS = 0.02
_BETWEEN_PIECES = 0.02
_STOP = getattr(signal, "SIGTSTP", None)


class _ScreenApplication(Application[None]):
    """An application that takes keys only while a question waits for its reply; others stay for the next."""

    reply: asyncio.Future[Reply | Widget] | None = None

    @property
    def is_done(self) -> bool:
        return super().is_done or self.reply is None or self.reply.done()


class FullScreenApp:
    """Asks on the terminal's whole screen, in one application from the first question to `leave`.

    Between two questions nothing runs: what stands there stays, and keys wait in the terminal, unseen.

    Attributes:
        loop: The event loop of all questions.
        style: How it looks.
        coloured: Whether there is colour.
        when_idle: Does a small piece of work while the person reads, and returns whether there is more.
    """

    def __init__(
        self,
        style: BaseStyle,
        *,
        coloured: bool = True,
        keyboard: Input | None = None,
        output: Output | None = None,
        when_idle: Callable[[], bool] | None = None,
    ) -> None:
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(self._failed)
        self.style, self.coloured, self.when_idle = style, coloured, when_idle
        self._keyboard, self._output = keyboard, output
        self._application: _ScreenApplication | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether the screen is this application's now."""
        return self._task is not None and not self._task.done()

    def ask(self, view: View) -> Reply:
        """Show a view, and wait for its reply.

        Raises:
            EOFError: The terminal has gone away.
            BaseException: What a signal raises by which the program is to end.
        """
        if self.loop.is_closed():
            raise EOFError
        while True:
            widget = view.widget
            try:
                reply = self._reply(view)
            except BaseException:
                # Whatever ends it, what was typed is kept.
                widget.save()
                raise
            finally:
                if self._application:
                    self._application.reply = None
                widget.close()
            if not isinstance(reply, Widget):
                return reply
            view = view._replace(widget=reply)

    def _reply(self, view: View) -> Reply | Widget:
        """Run the loop until there is a reply, or a signal that ends the program has come."""
        reply: asyncio.Future[Reply | Widget] = self.loop.create_future()
        with signals_held(lambda: self.loop.call_soon_threadsafe(reply.cancel)):
            self.loop.run_until_complete(self._ask(view, reply))
        return reply.result()

    async def _ask(self, view: View, reply: asyncio.Future[Reply | Widget]) -> None:
        def give(value: Reply | Widget) -> None:
            # The first reply counts: keys of the same moment may give another.
            if not reply.done():
                reply.set_result(value)

        view.widget.reply = give
        application = self._show(view)
        application.reply = reply
        if self.is_open:
            assert application.context is not None
            application.context.copy().run(self._go_on, application)
        else:
            self._task = self.loop.create_task(self._run(application))
        assert self._task is not None
        ticking = self.loop.create_task(_tick(application, view.widget.refresh_seconds))
        reading = self.loop.create_task(self._read())
        try:
            ends: set[asyncio.Future[Any]] = {reply, self._task}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ticking.cancel()
            reading.cancel()
        if not reply.done():
            self._task.result()
            raise EOFError

    async def _read(self) -> None:
        """Do what can be done while the person reads, with a place for keys between its pieces."""
        await asyncio.sleep(_READING_SECONDS)
        while self.when_idle is not None and self.when_idle():
            await asyncio.sleep(_BETWEEN_PIECES)

    def _show(self, view: View) -> _ScreenApplication:
        """Put a view into the application; it is made with the first."""
        keys = FrameKeys(view, self.suspend, self._redraw)
        frame = Frame(view, keys.footer)
        keys.frame = frame
        view.widget.text = frame.text
        view.widget.translate = view.translate
        layout = Layout(frame, focused_element=frame.focused)
        if self._application is None:
            self._application = _ScreenApplication(
                layout=layout,
                style=self.style,
                full_screen=True,
                erase_when_done=True,
                enable_page_navigation_bindings=False,
                # A theme has no more than these; by the terminal's name there could be less than in the
                # first text, whose colours then went.
                color_depth=ColorDepth.DEPTH_4_BIT if self.coloured else ColorDepth.DEPTH_1_BIT,
                input=self._keyboard or paste_input(),
                output=self._output,
            )
        application = self._application
        application.layout = layout
        application.key_bindings = merge_key_bindings([keys.of_widget, keys.bindings])
        parser = getattr(application.input, "vt100_parser", None)
        if isinstance(parser, PasteParser):
            parser.takes_lines = view.widget.takes_lines
        size = application.output.get_size()
        # Keys that were typed ahead may scroll, before anything is drawn. Parts ask for the application, and
        # would be given a new one each time, with all of its keys.
        with set_app(application):
            frame.lay_out(size.columns, size.rows)
        return application

    def _go_on(self, application: _ScreenApplication) -> None:
        """Take the keys that were typed ahead, and draw."""
        application.key_processor.process_keys()
        application.invalidate()

    async def _run(self, application: _ScreenApplication) -> None:
        with self._stop_signal_suspends():
            await application.run_async(handle_sigint=False, set_exception_handler=False)

    def _redraw(self) -> None:
        """Draw all of it anew, whatever stands there."""
        if self._application:
            self._application.renderer.clear()
            self._application.invalidate()

    def suspend(self) -> None:
        """Stop the program as Ctrl-Z does, with the terminal as it was. Later all is drawn again."""
        # Whoever had the signal ignored, as a shell without jobs does, wants it so.
        context = self._application.context if self._application else None
        if self._may_stop and context is not None:
            context.copy().run(run_in_terminal, _stop)

    @property
    def _may_stop(self) -> bool:
        return _STOP is not None and signal.getsignal(_STOP) is not signal.SIG_IGN

    @contextmanager
    def _stop_signal_suspends(self) -> Iterator[None]:
        """Let the signal of Ctrl-Z, sent from outside, do what the key does."""
        if _STOP is None or not self._may_stop or threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.getsignal(_STOP)
        self.loop.add_signal_handler(_STOP, self.suspend)
        try:
            yield
        finally:
            self.loop.remove_signal_handler(_STOP)
            signal.signal(_STOP, before)

    def _failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Let an error in a key or a drawing come out of `ask`, where the program tells it."""
        error = context.get("exception")
        reply = self._application.reply if self._application else None
        if isinstance(error, BaseException) and reply and not reply.done():
            reply.set_exception(error)

    def leave(self) -> None:
        """Give the terminal back as it was. A question asked later takes it again."""
        application, task = self._application, self._task
        self._application = self._task = None
        with signals_held():
            with suppress(EOFError, OSError):
                if application is not None and task is not None:
                    if not task.done():
                        application.exit()
                    self.loop.run_until_complete(task)
            with suppress(OSError):
                if isinstance(self._output, DrawnOutput):
                    self._output.give_back()

    def close(self) -> None:
        """Leave the screen for good."""
        try:
            self.leave()
        finally:
            if not self.loop.is_closed():
                with suppress(KeyboardInterrupt):
                    self.loop.run_until_complete(self.loop.shutdown_asyncgens())
                self.loop.close()


async def _tick(application: Application[None], seconds: float) -> None:
    """Have it drawn anew every so many seconds; 0 for never."""
    while seconds:
        await asyncio.sleep(seconds)
        application.invalidate()


def _stop() -> None:
    """Stop the process and all of its group, as the terminal does for Ctrl-Z."""
    assert _STOP is not None
    before = signal.signal(_STOP, signal.SIG_DFL)
    try:
        os.kill(0, _STOP)
    finally:
        signal.signal(_STOP, before)
