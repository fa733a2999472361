"""The keys that every screen has: to scroll, to go elsewhere, to read what is beside the question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import ConditionalKeyBindings, KeyBindings, KeyPressEvent
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output

from resilify_cli.activities.questions import Move
from resilify_cli.prompters.full_screen.footer import all_keys, footer_line
from resilify_cli.prompters.full_screen.key_hints import KEYS, KeyHint, leave_hint, screen_hints
from resilify_cli.prompters.full_screen.rich_lines import Line, plain_lines
from resilify_cli.prompters.full_screen.scroll_text import ScrollText

if TYPE_CHECKING:
    from resilify_cli.prompters.full_screen.frame import Frame, View

_READ = KeyHint("Enter", "go back to the question", essential=True, short="go back")


class FrameKeys:
    """The keys of one view, beside those of its widget, and the footer that names them.

    Attributes:
        frame: What they scroll.
        bindings: The keys.
        of_widget: Those of the widget, which are its own while nothing is shown in its place.
    """

    frame: Frame

    def __init__(self, view: View, suspend: Callable[[], None], redraw: Callable[[], None]) -> None:
        self._view = view
        self._suspend = suspend
        self._redraw = redraw
        # What is shown in place of the question, by its name, and what that was put over.
        self._shown = ""
        self._behind: list[tuple[str, ScrollText | None]] = []
        self.bindings = KeyBindings()
        reading = Condition(lambda: self.frame.overlay is not None)
        self.of_widget = ConditionalKeyBindings(view.widget.keys, ~reading)
        self._bind(reading)

    def _bind(self, reading: Condition) -> None:
        widget, add = self._view.widget, self.bindings.add
        add(Keys.PageUp, eager=True)(lambda event: self._page(Move.BACK))
        add(Keys.PageDown, eager=True)(lambda event: self._page(Move.SKIP))
        # As it comes if it was pressed before the terminal was ours, and from some terminals always.
        add(Keys.ControlJ, eager=True)(self._press_enter)
        add(Keys.ControlC, eager=True)(lambda event: self._leave(Move.LEAVE))
        add(Keys.ControlL, eager=True)(lambda event: self._redraw())
        add(Keys.ControlZ, eager=True)(lambda event: self._stop())
        add(Keys.F1, eager=True)(lambda event: self._toggle_keys())
        if not widget.takes_text:
            add("?", eager=True)(lambda event: self._toggle_keys())
        if self._view.notes:
            add(Keys.ControlG, eager=True)(lambda event: self._toggle_notes())
        for key in (Keys.Enter, Keys.ControlD, Keys.Escape, " "):
            add(key, filter=reading, eager=True)(self._read_on)
        add(Keys.Up, filter=reading, eager=True)(lambda event: self._scroll(down=False))
        add(Keys.Down, filter=reading, eager=True)(lambda event: self._scroll(down=True))
        add(Keys.Any, filter=reading, eager=True)(self._type_through)
        add(Keys.BracketedPaste, filter=reading, eager=True)(self._type_through)

    def _press_enter(self, event: KeyPressEvent) -> None:
        """Take a line feed for Enter. prompt_toolkit does so where text is typed, and nowhere else."""
        event.key_processor.feed(KeyPress(Keys.Enter, "\r"), first=True)

    def _page(self, move: Move) -> None:
        text = self.frame.scrolled
        if text.page_down() if move is Move.SKIP else text.page_up():
            return
        if self.frame.overlay is not None:
            # To leave out a question by a key that was meant for the page beside it would be a surprise.
            self._close_overlay()
        else:
            self._leave(move)

    def _scroll(self, *, down: bool) -> None:
        self.frame.scrolled.one_line(down=down)

    def _leave(self, move: Move) -> None:
        widget = self._view.widget
        widget.save()
        widget.reply(widget.moved(move))

    def _stop(self) -> None:
        self._view.widget.save()
        self._suspend()

    def _toggle_keys(self) -> None:
        def draw(columns: int) -> Sequence[Line]:
            title = self._view.translate("The keys of this screen")
            return plain_lines(_indented([title, "", *all_keys(self._all_hints(), columns - 4)]))

        self._toggle("keys", draw)

    def _toggle_notes(self) -> None:
        def draw(columns: int) -> Sequence[Line]:
            first, *others = [note.draw(columns) for note in self._view.notes]
            return [*first, *(line for lines in others for line in (*plain_lines([""]), *lines))]

        self._toggle("notes", draw)

    def _toggle(self, name: str, draw: Callable[[int], Sequence[Line]]) -> None:
        """Show something in place of the question, or what was there before it."""
        if self._shown == name:
            self._close_overlay()
            return
        if name in (shown for shown, _ in self._behind):
            # It is below what is shown now, and comes back as it was.
            while self._shown != name:
                self._close_overlay()
            return
        self._view.widget.save()
        self._behind.append((self._shown, self.frame.overlay))
        self._shown, self.frame.overlay = name, ScrollText(draw)
        get_app().layout.focus(self.frame.focused)
        self._lay_out()

    def _close_overlay(self) -> None:
        self._shown, self.frame.overlay = self._behind.pop()
        get_app().layout.focus(self.frame.focused)

    def _lay_out(self) -> None:
        output: Output = get_app().output
        size = output.get_size()
        self.frame.lay_out(size.columns, size.rows)

    def _read_on(self, event: KeyPressEvent) -> None:
        """Scroll on, and at the end go back to the question."""
        if event.key_sequence[0].key in (Keys.Enter, " ") and self.frame.scrolled.page_down():
            return
        self._close_overlay()

    def _type_through(self, event: KeyPressEvent) -> None:
        """Go back to the question, and give it what was typed: whoever types has read enough."""
        pressed = event.key_sequence[0]
        # A character is no member of `Keys`; arrows and signals are, and change nothing here.
        if not isinstance(pressed.key, Keys) or pressed.key is Keys.BracketedPaste:
            while self.frame.overlay is not None:
                self._close_overlay()
            event.key_processor.feed_multiple(list(event.key_sequence), first=True)

    def _all_hints(self) -> list[KeyHint]:
        """Return all keys of the screen, the most important first."""
        view, text = self._view, self.frame.text
        widget = view.widget
        hints = screen_hints(
            widget.hints(),
            notes=[note.name for note in view.notes],
            above=bool(text.above),
            below=bool(text.below),
            goes_back=widget.goes_back or (view.can_go_back and widget.has_moves),
            moves=widget.has_moves,
            skip_word=widget.skip_word(),
            leaving_saves=view.leaving_saves,
        )
        return [hint.translated(view.translate) for hint in hints]

    def footer(self, columns: int) -> str:
        """Return the line of keys as it is now."""
        view, overlay = self._view, self.frame.overlay
        more = (KEYS._replace(key="F1") if view.widget.takes_text else KEYS).translated(view.translate)
        if overlay is None:
            return footer_line(self._all_hints(), columns, more)
        on = KeyHint("Enter", "read on", essential=True) if overlay.below else _READ
        hints = [hint.translated(view.translate) for hint in (on, leave_hint(saves=view.leaving_saves))]
        return footer_line(hints, columns, more)


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"   {line}".rstrip() for line in lines]
