"""The other screen is entered once and left once, whoever drew on it first."""

from __future__ import annotations

import io

from prompt_toolkit.data_structures import Size

from resilify_cli.prompters.full_screen.drawn_output import DrawnOutput

_ENTERS, _LEAVES = "\x1b[?1049h", "\x1b[?1049l"
_SHOWS_CURSOR = "\x1b[?25h"


def _output() -> tuple[DrawnOutput, io.StringIO]:
    paper = io.StringIO()
    return DrawnOutput(paper, lambda: Size(24, 80), enable_cpr=False), paper


def test_the_first_time_it_stays_where_it_is() -> None:
    """Once it has left the other screen, it goes there as ever."""
    output, paper = _output()
    output.enter_alternate_screen()
    output.quit_alternate_screen()
    output.flush()
    assert _ENTERS not in paper.getvalue()
    output.enter_alternate_screen()
    output.flush()
    assert paper.getvalue().count(_ENTERS) == 1


def test_no_cursor_flashes_over_the_first_text() -> None:
    """prompt_toolkit shows it before it draws anything."""
    output, paper = _output()
    output.show_cursor()
    output.flush()
    assert _SHOWS_CURSOR not in paper.getvalue()
    output.enter_alternate_screen()
    output.show_cursor()
    output.flush()
    assert paper.getvalue().endswith(_SHOWS_CURSOR)


def test_what_was_never_drawn_on_is_given_back() -> None:
    """And only that: what the application has taken it leaves by itself."""
    output, paper = _output()
    output.give_back()
    assert paper.getvalue().endswith(_LEAVES)
    assert "\x1b[?2004l" in paper.getvalue()
    assert _SHOWS_CURSOR in paper.getvalue()
    assert paper.getvalue().startswith("\x1b[J"), "a terminal without another screen keeps what stands there"
    output.give_back()
    assert paper.getvalue().count(_LEAVES) == 1
    taken, untouched = _output()
    taken.enter_alternate_screen()
    taken.give_back()
    assert untouched.getvalue() == ""
