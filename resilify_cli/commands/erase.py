"""`resilify erase`: everything, one program, or one entry, so that it can't be brought back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.commands.options import Plain, one_command
from resilify_cli.commands.surroundings import Surroundings, surroundings
from resilify_cli.console import talk
from resilify_cli.errors import LeftEarlyError, ResilifyError, StoreError, UsageError

if TYPE_CHECKING:
    from resilify_cli.activities.questions import Block
    from resilify_cli.store.private.erasing import Doomed
    from resilify_cli.store.store import Store

app = one_command()
_WORD = "erase"

WithoutAsking = Annotated[
    bool, typer.Option("--yes-erase", help="Do it without asking for the word, in a script.")
]


@app.command()
def erase(
    everything: Annotated[bool, typer.Option("--all", help="All you wrote, and every copy here.")] = False,
    program: Annotated[
        str | None, typer.Option("--program", help="All of one program: answers, progress, drafts.")
    ] = None,
    entry: Annotated[str | None, typer.Option("--entry", metavar="ID", help="One entry.")] = None,
    yes: WithoutAsking = False,
    plain: Plain = None,
) -> None:
    """Erase what you wrote for good, from the store and from the copies in its folder."""
    if sum((everything, program is not None, entry is not None)) != 1:
        raise UsageError(
            "Say what to erase: one of --all, --program NAME and --entry ID.",
            "To put an entry into the trash only: resilify journal delete ID",
        )
    around = surroundings()
    if everything:
        _erase_all(around, yes=yes, plain=plain)
    else:
        _erase_some(around, program, entry, yes=yes, plain=plain)


def _erase_all(around: Surroundings, *, yes: bool, plain: bool | None) -> None:
    from resilify_cli.store.private.erasing_files import all_files, erase_files

    places = (around.paths.store, around.editor_folders(), around.paths.cache)
    files = all_files(*places)
    if not files:
        talk("There is nothing to erase.")
        return
    talk(f"This erases all that you wrote: {len(files)} files in {around.paths.store.parent}")
    talk("Your settings and your own programs stay. So does what you exported or copied elsewhere.")
    _agreed(around, yes=yes, plain=plain)
    _forget_key(around)
    if left := erase_files(all_files(*places)):
        raise ResilifyError(f"Could not be erased: {', '.join(map(str, left))}.", "Check their rights.")
    talk("Erased.")


def _forget_key(around: Surroundings) -> None:
    """Take the key out of the keyring, if it may be there."""
    if not around.settings.keyring:
        return
    from resilify_cli.commands.keyring_key import KeyringError, drop_from_keyring
    from resilify_cli.store.opening import key_path
    from resilify_cli.store.private.keyfile import read_key_file

    try:
        drop_from_keyring(read_key_file(key_path(around.paths.store)).id)
    except (KeyringError, StoreError):
        talk("The system's keyring may still hold the key.")


def _erase_some(
    around: Surroundings, program: str | None, entry: str | None, *, yes: bool, plain: bool | None
) -> None:
    from resilify_cli.store.private.erasing import doomed_entry, doomed_program, erase

    store = around.found_store()
    if store is None:
        raise StoreError("There is nothing to erase.")
    with store:
        if program is not None:
            doomed = doomed_program(store.database, program)
        else:
            doomed = doomed_entry(store.database, entry or "")
        copies = _copies(around)
        _tell(around, doomed, len(copies))
        _agreed(around, *_shown(store, doomed), yes=yes, plain=plain)
        # The copies first: what is still in the store can be named again, if this is cut short.
        left = _erase_in_copies(around, copies, store.database.key, doomed)
        erase(store.database, doomed)
    talk("Erased.")
    if left:
        raise StoreError(
            f"These copies could not be opened, and may still have it: {', '.join(map(str, left))}.",
            "You can delete them yourself.",
        )


def _copies(around: Surroundings) -> list[Path]:
    from resilify_cli.store.private.encryption import copies_of, sweep

    sweep(around.paths.store)
    return copies_of(around.paths.store)


def _erase_in_copies(
    around: Surroundings, copies: list[Path], key: bytes | None, doomed: "Doomed"
) -> list[Path]:
    from resilify_cli.commands.copy_key import CopyKey
    from resilify_cli.store.opening import key_path
    from resilify_cli.store.private.erasing import erase_in_copies

    known = {key_path(around.paths.store): key} if key is not None else {}
    return erase_in_copies(copies, CopyKey(around, known), doomed)


def _tell(around: Surroundings, doomed: "Doomed", copies: int) -> None:
    there = [f"{count:,} {_many(name, count)}" for name, count in doomed.counts.items() if count]
    talk(f"This erases for good: {', '.join(there) or 'what is left of an erased entry'}.")
    if copies:
        talk(f"It goes from {copies} {'copy' if copies == 1 else 'copies'} of your store too.")
    talk("What you exported or copied elsewhere stays.")
    for path in _others(around.paths.store):
        talk(f"This is a store too, or a copy that you made, and stays as it is: {path}")
    for path in (path for folder in around.editor_folders() for path in folder.glob("*")):
        talk(f"A file from your editor may hold words of it, and stays: {path}")


def _others(store: Path) -> list[Path]:
    """Return the plain stores in the folder that nothing is erased from."""
    from resilify_cli.store.private.encryption import begins_plain, copies_of, still_readable

    found = (path for path in still_readable(store) if path not in (store, *copies_of(store)))
    return [path for path in found if begins_plain(path)]


def _many(name: str, count: int) -> str:
    if count == 1:
        return name
    first, _, rest = name.partition(" through")
    plural = {"entry": "entries", "pass": "passes"}.get(first, f"{first}s")
    return f"{plural} through{rest}" if rest else plural


def _shown(store: "Store", doomed: "Doomed") -> "tuple[Block, ...]":
    """Return the beginning of an entry that is to be erased."""
    from resilify_cli.activities.questions import Words
    from resilify_cli.commands.journal.layout import beginning_of
    from resilify_cli.store.private.erasing import text_of

    texts = [text_of(store.database, one) for one in doomed.entries]
    return tuple(Words(beginning_of(text)) for text in texts if text)


def _agreed(around: Surroundings, *shown: "Block", yes: bool, plain: bool | None) -> None:
    """Return once the person has typed the word.

    Raises:
        LeftEarlyError: they typed something else, or left.
    """
    if yes:
        return
    from resilify_cli.activities.questions import Answer, Line, Prose
    from resilify_cli.prompters.protocol import Screen

    around.need_answer("--yes-erase", plain=plain)
    question = Line(body=(*shown, Prose(f"To erase it, type the word **{_WORD}**.")))
    with around.prompter(plain=plain, animation=False) as prompter:
        reply = prompter.ask(question, Screen("Erase", can_go_back=False), lambda _: None)
        prompter.say("")
    if not isinstance(reply, Answer) or str(reply.value).strip().lower() != _WORD:
        raise LeftEarlyError("Nothing was erased.")
