"""Before a complete export comes in: a copy of the store as it is, and for a merge a question, once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext
from resilify_cli.console import print_message
from resilify_cli.safe import safe_line
from resilify_cli.terminal.confirmation import Confirmation

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.format import ImportFormat
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.importing.summary import ImportSummary
    from resilify_cli.store.database import Database

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class MergeConfirmation:
    """How a person is asked: not at all with `yes`, or where there is no terminal."""

    ctx: AppContext
    yes: bool
    plain: bool | None

    def prepare(
        self, database: "Database", form: "ImportFormat", source: "ImportSource", options: "ImportOptions"
    ) -> bool:
        """Ask before a merge, and keep a copy of a store in which something is.

        Return whether to go on.

        Raises:
            LeftEarlyError: it was cancelled; nothing was changed.
            StoreError: the copy can't be made; nothing was changed.
        """
        from resilify_cli.exchange.importing.run_import import run_import
        from resilify_cli.exchange.transfer.merge import is_empty
        from resilify_cli.vault.copies.daily import current_copy

        if is_empty(database):
            return True
        if options.mine and not self.yes:
            account = run_import(database, form, source, options, dry_run=True)
            if account.change_count and not self._is_wanted(account):
                return False
        copy = current_copy(database, self.ctx.paths.backups, self.ctx.now())
        if options.mine:
            print_message(f"A copy of your store as it was: {copy}")
        return True

    def _is_wanted(self, account: "ImportSummary") -> bool:
        from resilify_cli.exchange.transfer.merge import MergeOutcome

        changes = [safe_line(change.message) for change in account.changes[:_SHOWN]]
        if (more := account.change_count - len(changes)) > 0:
            changes.append(f"{more:,} more, which --dry-run shows")
        return Confirmation(
            heading="Import",
            question="Merge the two?",
            undone="Nothing was changed.",
            facts=(
                f"New entries: {account.entries[MergeOutcome.NEW]:,}. This changes here:",
                *changes,
                "A copy of your store as it is now is kept first.",
            ),
        ).is_confirmed(self.ctx.prompters, yes=False, plain=self.plain)
