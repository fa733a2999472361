"""`resilify` alone: where am I, and what is next?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import SCHEMA_VERSION
from resilify_cli.console import print_json, print_line, terminal_width
from resilify_cli.home_view.home_lines import greeting, home_lines

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext


def home(*, as_json: bool) -> None:
    """Greet, and tell what is under way, what is open, and the commands that people need most."""
    ctx = app_context()
    store = ctx.stores.open_unlocked()
    if store is None:
        ctx.stores.check_not_gone()
        # The passphrase is not asked for only to greet someone.
        _outside(ctx, locked=ctx.paths.store.exists(), as_json=as_json)
        return
    from resilify_cli.home_view.home_state import read_home

    with store:
        state = read_home(ctx, store)
    view = ctx.settings.home
    if as_json:
        from resilify_cli.home_view.home_json import home_data

        print_json({"schema_version": SCHEMA_VERSION, **home_data(state, view)})
        return
    print_line(f"{greeting(ctx.now().hour)}.")
    print_line()
    drawn = not ctx.prompters.is_plain(None)
    for line, is_title in home_lines(state, view, terminal_width(), drawn=drawn):
        print_line(ctx.theme.paint(line, "strong") if is_title else line)


def _outside(ctx: AppContext, *, locked: bool, as_json: bool) -> None:
    """Greet someone whose store is locked, or who has none yet."""
    if as_json:
        from resilify_cli.home_view.home_json import home_data
        from resilify_cli.home_view.home_state import HomeState

        data = home_data(HomeState(), ctx.settings.home, locked=locked)
        print_json({"schema_version": SCHEMA_VERSION, **data})
    elif locked:
        print_line(f"{greeting(ctx.now().hour)}. Your store is encrypted, and locked.")
        print_line()
        print_line("To go on:    resilify continue")
        print_line("To read:     resilify journal")
        print_line("Hard day:    resilify page")
        print_line("In a crisis: resilify help-now")
    else:
        _newcomer(ctx)


def _newcomer(ctx: AppContext) -> None:
    """Offer someone who has begun nothing the ways to begin: asked in a terminal, else as commands."""
    welcome = f"{greeting(ctx.now().hour)}. resilify is self-help, in private: nothing leaves this computer."
    if sys.stdin.isatty() and sys.stdout.isatty() and ctx.prompters.may_ask:
        from resilify_cli.commands.start import begin, choose_program

        with ctx.prompters.open(plain=None) as prompter:
            if (program := choose_program(ctx, prompter, welcome)) is not None:
                begin(ctx, prompter, program)
        return
    print_line(welcome)
    print_line()
    print_line("Something for right now, three minutes:  resilify practice")
    print_line("One sitting, or a program of some weeks: resilify start")
    print_line("To see the programs:                     resilify list")
    print_line("In a crisis:                             resilify help-now")
    print_line("What this is, where words are kept:      resilify about")
    print_line("Everything else:                         resilify --help")
