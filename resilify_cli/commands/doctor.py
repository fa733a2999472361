"""`resilify doctor`: whether all that was written is whole, and what can be done where it is not."""

import platform
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from resilify_cli import __version__
from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.commands.doctor_sync import sync_lines, wait_for_sync
from resilify_cli.console import print_json, result_width
from resilify_cli.errors import StoreError
from resilify_cli.health_view.painted_findings import paint_findings
from resilify_cli.terminal.pager import print_paged
from resilify_cli.unlocking.copy_keys import CopyKeys

if TYPE_CHECKING:
    from pathlib import Path

    from resilify_cli.vault.copies.backups import Backup
    from resilify_cli.vault.health.finding import Finding
    from resilify_cli.vault.health.folder_check import FolderCheck
    from resilify_cli.vault.health.store_check import StoreHealth

app = command_app()


class _Checkup(NamedTuple):
    """All that was looked at. `health` is None where there is no store."""

    health: "StoreHealth | None"
    findings: "tuple[Finding, ...]"
    copies: "tuple[Backup, ...]"
    aside: "tuple[Path, ...]"


@app.command()
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Put right what can be, and say what.")] = False,
    as_json: AsJson = False,
) -> None:
    """See whether your store is whole and private, and put right what is not."""
    ctx = app_context()
    ctx.stores.check_owner()
    key = ctx.copy_keys(skip_damaged=True)
    checkup = _check_all(ctx, key)
    done: list[str] = []
    if repair and checkup.findings:
        salvaged = checkup.health is not None and checkup.health.salvage
        done = _repair(ctx, key, checkup)
        checkup = _check_all(ctx, key)
        if salvaged and _needs_mending(checkup):
            # What was saved comes row by row, also where something in a row is not as it was written.
            done += _repair_store(ctx, key, checkup)
            checkup = _check_all(ctx, key)
        checkup = _without_tried_remedies(checkup)
    if as_json:
        print_json(_report_data(ctx, key, checkup, done))
    else:
        lines = [*done, *_report_lines(ctx, key, checkup, repaired=bool(done))]
        print_paged(list(paint_findings(lines, ctx.theme, result_width())), ctx.environment)
    if checkup.findings:
        raise typer.Exit(1)


def _check_all(ctx: AppContext, key: CopyKeys) -> _Checkup:
    from resilify_cli.vault.copies.backups import Backups, future_last
    from resilify_cli.vault.health.copies_check import copies_findings
    from resilify_cli.vault.health.detail_check import detail_findings
    from resilify_cli.vault.health.encryption_check import encryption_findings
    from resilify_cli.vault.health.finding import Finding, Topic
    from resilify_cli.vault.health.key_check import key_findings
    from resilify_cli.vault.health.store_check import check_store
    from resilify_cli.vault.opening.remains import find_remains

    path = ctx.paths.store
    wall = ctx.now().replace(tzinfo=None)
    copies = tuple(future_last(Backups(ctx.paths.backups).all(), wall))
    aside = tuple(ctx.paths.vault.set_aside_stores())
    findings = list(key_findings(path))
    # What is encrypted and has no key file that opens it can't be looked at.
    wait_for_sync(ctx)
    opens = path.exists() and (not findings or key(path) is not None)
    health = check_store(path, key(path)) if opens else None
    findings += health.findings if health else ()
    if left := find_remains(path):
        findings.append(Finding(Topic.FILE, left.what, left.remedy))
    findings += _check_folder(ctx).findings()
    of_copies = list(copies_findings(copies, path, key, wall, ctx.zone))
    if health and not health.findings and copies and not of_copies:
        newest = copies[0].path
        findings += detail_findings(path, key(path), newest, key(newest))
    findings += (*of_copies, *encryption_findings(path, aside))
    return _Checkup(health, tuple(findings), copies, aside)


def _check_folder(ctx: AppContext) -> "FolderCheck":
    from resilify_cli.vault.health.folder_check import FolderCheck

    paths = ctx.paths
    folders = [paths.backups, paths.editor]
    if paths.store.parent.exists() and paths.vault.holds_only_ours():
        folders.insert(0, paths.store.parent)
    return FolderCheck(paths.store, tuple(folders), ctx.editor_place.folders(), ctx.now())


def _repair(ctx: AppContext, key: CopyKeys, checkup: _Checkup) -> list[str]:
    """Put right what can be, and return what was done."""
    from resilify_cli.vault.health.finding import Topic
    from resilify_cli.vault.opening.databases import is_unexpectedly_plain

    abouts = {finding.about for finding in checkup.findings}
    done: list[str] = []
    if abouts & {Topic.RIGHTS, Topic.LEFTOVERS}:
        tidied = _check_folder(ctx).mend()
        done += [_MENDED[about.value] for about in tidied.done]
        if tidied.stayed:
            names = ", ".join(str(path) for path in tidied.stayed)
            done.append(f"The system does not let these be changed, so they are as they were: {names}")
            if Topic.RIGHTS in abouts - set(tidied.done) and not ctx.paths.vault.key_file.exists():
                done.append("To keep your words private there: resilify encrypt")
    if Topic.KEY in abouts:
        done.append(_mend_key(ctx, key))
    if is_unexpectedly_plain(ctx.paths.store):
        return [*done, "The store itself was left as it is, since it may be none of yours."]
    if checkup.health and checkup.health.salvage:
        done += _salvage(ctx, key, checkup)
    elif _needs_mending(checkup):
        done += _repair_store(ctx, key, checkup)
    return done


def _without_tried_remedies(checkup: _Checkup) -> _Checkup:
    """Return a check-up after a repair: what the system does not let change is not to be tried again."""
    from resilify_cli.vault.health.finding import Topic

    tried = {Topic.RIGHTS, Topic.LEFTOVERS}
    findings = (one._replace(remedy="") if one.about in tried else one for one in checkup.findings)
    return checkup._replace(findings=tuple(findings))


def _needs_mending(checkup: _Checkup) -> bool:
    from resilify_cli.vault.health.finding import MENDABLE, Topic

    abouts = {finding.about for finding in checkup.findings}
    sound = checkup.health is not None and not checkup.health.salvage
    return sound and bool(abouts & MENDABLE - {Topic.RIGHTS, Topic.LEFTOVERS})


def _mend_key(ctx: AppContext, key: CopyKeys) -> str:
    from resilify_cli.errors import ResilifyError
    from resilify_cli.vault.health.key_check import repair_key

    try:
        return repair_key(ctx.paths.store, ctx.now(), key.key_file_of)
    except ResilifyError as error:
        return f"{error.message} {error.hint}".rstrip()


def _repair_store(ctx: AppContext, key: CopyKeys, checkup: _Checkup) -> list[str]:
    from resilify_cli.vault.health.finding import Topic
    from resilify_cli.vault.health.repair import repair_store

    path = ctx.paths.store
    mended = repair_store(path, key(path), [copy.path for copy in checkup.copies])
    abouts = {finding.about for finding in checkup.findings}
    done = [_MENDED[about.value] for about in (Topic.SEARCH, Topic.LABELS, Topic.MARKS) if about in abouts]
    if mended.from_copies:
        count = f"{mended.from_copies} of {mended.altered}"
        done.append(f"Texts taken from copies, as they were written: {count}.")
    if mended.by_bit:
        count = f"{mended.by_bit} of {mended.altered}"
        done.append(f"Texts with one wrong bit, now as they were written again: {count}.")
    if mended.times:
        done.append(f"The times of these are those of their numbers again: {', '.join(mended.times)}.")
    return [*done, *_accepted_text_lines(mended.as_read)]


def _accepted_text_lines(names: "tuple[str, ...]") -> list[str]:
    """Return lines that name the texts kept only as they can be read now: no later check finds them."""
    if not names:
        return []
    return [
        "No copy has these as they were written. They stay as they can be read now; look for wrong letters:",
        *(f"  {name}" for name in names),
        "To see one: resilify journal show ID. To change it: resilify journal edit ID",
    ]


def _salvage(ctx: AppContext, key: CopyKeys, checkup: _Checkup) -> list[str]:
    from resilify_cli.health_view.salvage_lines import salvage_lines
    from resilify_cli.vault.salvage.salvage_store import salvage_store

    path, copies = ctx.paths.store, [copy.path for copy in checkup.copies]
    try:
        return salvage_lines(salvage_store(path, ctx.now(), key(path), copies), ctx.zone)
    except StoreError:
        # A key file may lie beside a plain store too, whose beginning does not tell any more what it is.
        with suppress(StoreError):
            if key(path) is not None:
                return salvage_lines(salvage_store(path, ctx.now(), None, copies), ctx.zone)
        raise


def _report_lines(ctx: AppContext, key: CopyKeys, checkup: _Checkup, *, repaired: bool) -> list[str]:
    from resilify_cli.vault.health.finding import Topic, format_count

    lines: list[str] = [""] if repaired else []
    for finding in checkup.findings:
        lines += [f"- {finding.what}", *(f"  {line}" for line in finding.remedy.splitlines())]
    if checkup.health is None and not checkup.findings:
        return [*lines, "Nothing is kept here yet, so there is nothing to look at."]
    if not checkup.findings:
        lines.append("Your store is whole, and only you can open it.")
    elif checkup.health and {finding.about for finding in checkup.findings} == {Topic.COPIES}:
        lines.append("Your store itself is whole.")
    counts = checkup.health.counts if checkup.health else {}
    if counts:
        kept = ", ".join(
            format_count(counts[name], *words) for name, words in _COUNTED.items() if counts.get(name)
        )
        lines.append(f"In it: {kept or 'no words yet'}.")
    lines.append(_copies_line(checkup))
    lines += [f"Set aside earlier, yours to keep or delete: {path}" for path in checkup.aside]
    lines += sync_lines(ctx) if checkup.health is not None else []
    versions = _versions(key(ctx.paths.store), checkup)
    lines.append(", ".join(f"{name} {version}" for name, version in versions.items() if version) + ".")
    return lines


def _copies_line(checkup: _Checkup) -> str:
    if not checkup.copies:
        return "There are no copies yet. One is made by itself each day that you write something."
    newest = f"{checkup.copies[0].at:%Y-%m-%d %H:%M}"
    return f"Copies: {len(checkup.copies)}, the newest of {newest}. To see them: resilify backup list"


def _versions(key: bytes | None, checkup: _Checkup) -> dict[str, str]:
    from resilify_cli.store.engine import sqlite_version

    return {
        "resilify": __version__,
        "Python": platform.python_version(),
        "SQLite": sqlite_version(key),
        "store version": str(checkup.health.version or "") if checkup.health else "",
    }


def _report_data(ctx: AppContext, key: CopyKeys, checkup: _Checkup, done: list[str]) -> dict[str, object]:
    versions = _versions(key(ctx.paths.store), checkup)
    return {
        "schema_version": SCHEMA_VERSION,
        "sound": not checkup.findings,
        "findings": [
            {"about": finding.about.value, "what": finding.what, "remedy": finding.remedy}
            for finding in checkup.findings
        ],
        "repaired": done,
        "counts": checkup.health.counts if checkup.health else {},
        "copies": [{"path": str(copy.path), "made_at": copy.at.isoformat()} for copy in checkup.copies],
        "set_aside": [str(path) for path in checkup.aside],
        "versions": {
            "resilify": versions["resilify"],
            "python": versions["Python"],
            "sqlite": versions["SQLite"],
            "store": checkup.health.version if checkup.health else None,
        },
    }


_COUNTED = {
    "entries": ("entry in the journal", "entries in the journal"),
    "answers": ("other answer", "other answers"),
    "entry_versions": ("earlier version", "earlier versions"),
    "in_trash": ("entry in the trash", "entries in the trash"),
    "drafts": ("draft", "drafts"),
    "journal_drafts": ("draft of the journal", "drafts of the journal"),
}
_MENDED = {
    "rights": "Only you can open your folders and files now.",
    "leftovers": "What was left behind is gone.",
    "search": "The search was built anew from your words.",
    "marks": "What changes, undo and merging go by is put right.",
    "labels": "Tags and feelings are those in your entries again.",
}
