"""The context of a command: its environment, paths, settings and clock, and what it opens with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.app.paths import Paths, find_paths
from resilify_cli.app.system_zone import SystemZone
from resilify_cli.console import print_message, print_warning, stdout_is_terminal
from resilify_cli.days import day_of
from resilify_cli.settings import Settings, load_settings
from resilify_cli.theme import Theme, choose_theme
from resilify_cli.variables import PLAIN

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from resilify_cli.app.editor_place import EditorPlace
    from resilify_cli.app.programs import ProgramFinder
    from resilify_cli.app.store_opener import StoreOpener
    from resilify_cli.dates.parsing import DateContext
    from resilify_cli.journal_view.entry_layout import EntryLayout
    from resilify_cli.terminal.prompter_factory import PrompterFactory
    from resilify_cli.unlocking.copy_keys import CopyKeys
    from resilify_cli.unlocking.unlocker import Unlocker


def now() -> datetime:
    """Return the time, in the zone of this computer."""
    return datetime.now().astimezone()


class AppContext:
    """What a command needs of the process that it runs in.

    Attributes:
        environment: the variables of the process.
        paths: where the store, the programs and the settings are.
        settings: the person's settings.
        now: gives the time, in the zone of this computer.
        zone: the zone of this computer.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        paths: Paths,
        settings: Settings,
        now: Callable[[], datetime],
        zone: tzinfo,
    ) -> None:
        self.environment = environment
        self.paths = paths
        self.settings = settings
        self.now = now
        self.zone = zone

    @property
    def theme(self) -> Theme:
        """How the roles of text look on standard output."""
        return choose_theme(self.settings.theme, self.environment, is_terminal=stdout_is_terminal())

    @property
    def stores(self) -> StoreOpener:
        """Opens the store, to read it or to write to it."""
        from resilify_cli.app.store_opener import StoreOpener

        return StoreOpener(self.paths, self.now, self.environment, self.settings)

    @property
    def unlocker(self) -> Unlocker:
        """Gets the key of an encrypted store, in the way that this person gives it."""
        from resilify_cli.unlocking.unlocker import Unlocker

        return Unlocker(self.environment, self.settings)

    @property
    def programs(self) -> ProgramFinder:
        """Finds the bundled programs and the person's own."""
        from resilify_cli.app.programs import ProgramFinder

        return ProgramFinder(self.paths, self._reading_progress)

    def _reading_progress(self, total: int) -> AbstractContextManager[Callable[[int], None]]:
        """Show how many of `total` programs are read."""
        from resilify_cli.terminal.progress import progress

        return progress(self.prompters, "Reading programs", total)

    @property
    def prompters(self) -> PrompterFactory:
        """Makes what asks the person, in a terminal or in plain lines."""
        from resilify_cli.terminal.prompter_factory import PrompterFactory

        return PrompterFactory(self.environment, self.settings, self.editor_place.editor, self.now)

    @property
    def editor_place(self) -> EditorPlace:
        """Knows where the files of the person's editor lie."""
        from resilify_cli.app.editor_place import EditorPlace

        return EditorPlace(self.paths, self.environment, self.settings.editor)

    @property
    def entry_layout(self) -> EntryLayout:
        """Lays out journal entries."""
        from resilify_cli.journal_view.entry_layout import EntryLayout

        return EntryLayout(self.settings.day_start, self.theme)

    def copy_keys(self, known: Mapping[Path, bytes] | None = None, *, skip_damaged: bool = False) -> CopyKeys:
        """Make the keys for copies of the store, each asked for when it is needed.

        Args:
            known: keys that are known already, by their key files.
            skip_damaged: whether a damaged key file that does not open counts as none.
        """
        from resilify_cli.unlocking.copy_keys import CopyKeys

        return CopyKeys(self.paths.vault, self.unlocker, dict(known or {}), skip_damaged)

    @property
    def today(self) -> date:
        """The day that it is for the person."""
        return day_of(self.now(), self.settings.day_start)

    def date_context(self) -> DateContext:
        """Return the time of now and the customs by which typed days are read."""
        from resilify_cli.dates.parsing import DateContext, is_month_first

        return DateContext(
            self.now(),
            self.settings.day_start,
            is_month_first(self.environment),
            print_message,
            self.zone,
        )


def app_context() -> AppContext:
    """Return the context of this process, of whose memory nothing is to reach the disk."""
    from resilify_cli.vault.core_dumps import disable_core_dumps

    disable_core_dumps()
    paths = find_paths(os.environ)
    settings, warnings = load_settings(paths.settings)
    for warning in warnings:
        print_warning(warning)
    if settings.plain:
        # An option, or the variable itself, has said otherwise before.
        os.environ.setdefault(PLAIN, "1")
    if settings.private:
        from resilify_cli.terminal.private_screen import clear_by_setting

        clear_by_setting()
    return AppContext(os.environ, paths, settings, now, SystemZone())
