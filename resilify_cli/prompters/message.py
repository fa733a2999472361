"""Shows something to read on the whole screen."""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.application import get_app
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys

from resilify_cli.activities.questions import Answer
from resilify_cli.prompters.full_screen.key_hints import KeyHint, go_on_hint
from resilify_cli.prompters.full_screen.widget import Widget


class MessageWidget(Widget):
    """Goes on from something to read, once its last line was shown."""

    text_from_end = False

    def __init__(self, continue_label: str) -> None:
        super().__init__()
        self._continue_label = continue_label
        for key in ((Keys.Enter,), (" ",), (Keys.ControlD,), (Keys.Escape, Keys.Enter)):
            self.keys.add(*key)(self._go_on)
        self.keys.add(Keys.Up)(lambda event: self._scroll(down=False))
        self.keys.add(Keys.Down)(lambda event: self._scroll(down=True))

    def _scroll(self, *, down: bool) -> None:
        self.text.one_line(down=down)

    def _go_on(self, event: KeyPressEvent) -> None:
        if not self.text.page_down():
            self.reply(Answer(None))

    def hints(self) -> Sequence[KeyHint]:
        """Return the key that reads on or goes on."""
        page, pages = self.text.pages
        does = f"more ({page} of {pages})" if self.text.below else self._continue_label
        more = [KeyHint("↑ ↓", "scroll by a line", in_footer=False)] if pages > 1 else []
        return [go_on_hint(does, get_app().output.get_size().columns), *more]
