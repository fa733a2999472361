"""The word about a forgotten trash, for the commands that write."""

from typing import TYPE_CHECKING

from resilify_cli.console import print_message

if TYPE_CHECKING:
    from resilify_cli.store.store import Store


def purge_expired_trash(store: "Store") -> None:
    """Erase what has been in the trash for long, and say so."""
    from resilify_cli.store.trash import KEPT

    if count := store.trash.purge_expired_trash():
        what = "One entry" if count == 1 else f"{count:,} entries"
        print_message(f"{what} in the trash for more than {KEPT.days} days: erased.")
