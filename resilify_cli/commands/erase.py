"""`resilify erase`: everything, one program, or one entry, so that it can't be brought back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.completions import complete_program
from resilify_cli.command_line.options import DryRun, Plain, command_app
from resilify_cli.console import print_message, print_warning
from resilify_cli.errors import ResilifyError, StoreError, UsageError
from resilify_cli.vault.layout import VaultLayout

if TYPE_CHECKING:
    from resilify_cli.activities.questions import OwnWords
    from resilify_cli.reminders.reminder import Reminder
    from resilify_cli.store.store import Store
    from resilify_cli.vault.erasing.rows import EraseTarget

app = command_app()
_WORD = "erase"

# --yes-erase is what it was called first.
WithoutAsking = Annotated[
    bool, typer.Option("--yes", "-y", "--yes-erase", help="Do it without asking for the word.")
]


@app.command()
def erase(
    everything: Annotated[bool, typer.Option("--all", help="All you wrote, and every copy here.")] = False,
    program: Annotated[
        str | None,
        typer.Option(
            "--program",
            help="All of one program: answers, progress, drafts.",
            autocompletion=complete_program,
        ),
    ] = None,
    entry: Annotated[str | None, typer.Option("--entry", metavar="ID", help="One entry.")] = None,
    yes: WithoutAsking = False,
    dry_run: DryRun = False,
    plain: Plain = None,
) -> None:
    """Erase what you wrote for good, from the store and from the copies in its folder."""
    if sum((everything, program is not None, entry is not None)) != 1:
        raise UsageError(
            "Say what to erase: one of --all, --program NAME and --entry ID.",
            "To put an entry into the trash only: resilify journal delete ID",
        )
    ctx = app_context()
    if everything:
        _erase_all(ctx, _AskOptions(yes, dry_run, plain))
    else:
        _erase_some(ctx, program, entry, _AskOptions(yes, dry_run, plain))


class _AskOptions(NamedTuple):
    """How the person is asked."""

    yes: bool
    dry_run: bool
    plain: bool | None


def _erase_all(ctx: AppContext, how: _AskOptions) -> None:
    from resilify_cli.vault.erasing.files import erase_files

    places = (ctx.editor_place.folders(), ctx.paths.cache)
    files = ctx.paths.vault.all_files(*places)
    if not files:
        print_message("There is nothing to erase.")
        return
    facts = (
        f"This erases all that you wrote: {_files_text(len(files))} in {ctx.paths.store.parent}",
        "Your settings and your own programs stay. So does what you exported or copied elsewhere.",
        *(["It turns your reminders off."] if ctx.paths.vault.reminders.exists() else []),
    )
    if not _is_confirmed(ctx, how, facts):
        return
    from resilify_cli.commands.remind.off import turn_off

    turn_off(ctx, _reminders(ctx))
    _forget_key(ctx)
    if left := erase_files(
        ctx.paths.vault.all_files(*places), (ctx.paths.store.parent, ctx.paths.cache.parent)
    ):
        raise ResilifyError(f"Could not be erased: {', '.join(map(str, left))}.", "Check their rights.")
    print_message("Erased.")


def _reminders(ctx: AppContext) -> "list[Reminder]":
    """Return the reminders; none where they can't be read: their timers are found by name."""
    from resilify_cli.reminders.reminder_file import load_reminders

    try:
        return list(load_reminders(ctx.paths.vault.reminders))
    except StoreError:
        return []


def _forget_key(ctx: AppContext) -> None:
    """Take the key out of the kernel's memory and of the keyring, if it may be there."""
    if not (ctx.settings.keyring or ctx.paths.vault.key_file.exists()):
        return
    from resilify_cli.unlocking.kernel_keyring import forget_key
    from resilify_cli.unlocking.system_keyring import KeyringError, delete_from_keyring
    from resilify_cli.vault.keys.key_file import read_key_file

    try:
        key_id = read_key_file(ctx.paths.vault.key_file).id
        forget_key(key_id)
        if ctx.settings.keyring:
            delete_from_keyring(key_id)
    except (KeyringError, StoreError):
        if ctx.settings.keyring:
            print_warning("The system's keyring may still hold the key.")


def _erase_some(ctx: AppContext, program: str | None, entry: str | None, how: _AskOptions) -> None:
    from resilify_cli.vault.erasing.rows import erase, find_entry_target, find_program_target

    store = ctx.stores.open_to_erase()
    if store is None:
        raise StoreError("There is nothing to erase.")
    with store:
        if program is not None:
            target = find_program_target(store.database, program)
        else:
            target = find_entry_target(store.database, entry or "")
        copies = _copies_to_erase(ctx, how)
        if not _is_confirmed(
            ctx, how, _fact_sentences(ctx, target, len(copies)), _entry_lines(store, target)
        ):
            return
        # The copies first: what is still in the store can be named again, if this is cut short.
        left = _erase_in_copies(ctx, copies, store.database.key, target)
        erase(store.database, target)
    print_message("Erased.")
    if left:
        raise StoreError(
            f"These copies could not be opened, and may still have it: {', '.join(map(str, left))}.",
            "You can delete them yourself.",
        )


def _copies_to_erase(ctx: AppContext, how: _AskOptions) -> list[Path]:
    from resilify_cli.vault.encryption.converting import remove_unfinished_files

    if not how.dry_run:
        remove_unfinished_files(ctx.paths.store)
    return ctx.paths.vault.copies()


def _erase_in_copies(
    ctx: AppContext, copies: list[Path], key: bytes | None, target: "EraseTarget"
) -> list[Path]:
    from resilify_cli.vault.erasing.rows import erase_in_copies

    known = {ctx.paths.vault.key_file: key} if key is not None else {}
    return erase_in_copies(copies, ctx.copy_keys(known), target)


def _fact_sentences(ctx: AppContext, target: "EraseTarget", copies: int) -> tuple[str, ...]:
    from resilify_cli.terminal.confirmation import named

    there = [f"{count:,} {_count_text(name, count)}" for name, count in target.counts.items() if count]
    facts = [f"This erases for good: {', '.join(there) or 'what is left of an erased entry'}."]
    if copies:
        facts.append(f"It goes from {copies} {'copy' if copies == 1 else 'copies'} of your store too.")
    facts.append("What you exported or copied elsewhere stays.")
    others = [str(path) for path in _other_plain_stores(ctx.paths.store)]
    left = [str(path) for folder in ctx.editor_place.folders() for path in folder.glob("*")]
    return (
        *facts,
        *named("This is a store too, or a copy that you made, and stays as it is", others),
        *named("A file from your editor may hold words of it, and stays", left),
    )


def _other_plain_stores(store: Path) -> list[Path]:
    """Return the plain stores in the folder that nothing is erased from."""
    from resilify_cli.vault.encryption.detection import begins_plain, readable_without_key

    known = (store, *VaultLayout(store).copies())
    found = (path for path in readable_without_key(store) if path not in known)
    return [path for path in found if begins_plain(path)]


def _files_text(count: int) -> str:
    return "one file" if count == 1 else f"{count:,} files"


def _count_text(name: str, count: int) -> str:
    if count == 1:
        return name
    first, _, rest = name.partition(" through")
    plural = {"entry": "entries", "pass": "passes"}.get(first, f"{first}s")
    return f"{plural} through{rest}" if rest else plural


def _entry_lines(store: "Store", target: "EraseTarget") -> "tuple[OwnWords, ...]":
    """Return the beginning of an entry that is to be erased."""
    from resilify_cli.activities.questions import OwnWords
    from resilify_cli.journal_view.entry_layout import first_lines
    from resilify_cli.vault.erasing.rows import read_entry_text

    texts = [read_entry_text(store.database, one) for one in target.entries]
    return tuple(OwnWords(first_lines(text)) for text in texts if text)


def _is_confirmed(
    ctx: AppContext, how: _AskOptions, facts: tuple[str, ...], shown: "tuple[OwnWords, ...]" = ()
) -> bool:
    """Return whether the person has typed the word, or said yes beforehand.

    Raises:
        LeftEarlyError: they typed something else, or left.
    """
    from resilify_cli.terminal.confirmation import Confirmation

    asked = Confirmation(
        heading="Erase",
        question=f"To erase it, type the word **{_WORD}**.",
        undone="Nothing was erased.",
        facts=facts,
        shown=shown,
        word=_WORD,
    )
    return asked.is_confirmed(ctx.prompters, yes=how.yes, dry_run=how.dry_run, plain=how.plain)
