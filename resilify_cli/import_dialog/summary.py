"""What is said of an import, as sentences and as JSON: everything that was read is accounted for."""

import os
from typing import TYPE_CHECKING

from resilify_cli.command_line.options import SCHEMA_VERSION
from resilify_cli.exchange.file_dates.entry_date import DateGuess

if TYPE_CHECKING:
    from resilify_cli.exchange.importing.summary import ImportSummary

    pass

_GUESSES = {
    DateGuess.FILE_TIME: ("dated by the file's time", "--date DAY says otherwise"),
    DateGuess.NOW: ("dated now, since no date is told", "--date DAY says otherwise"),
    DateGuess.DAY_FIRST: ("read with the day before the month", "--date-format month-first says otherwise"),
}
_OTHERWISE = "it is known already, with other words; those here stayed"


def problem_lines(path: str, account: "ImportSummary") -> list[str]:
    """Return a line for each thing that could not be read, wholly or in part, and each without words."""
    lines = [f"{_place_text(path, problem.location)}: {problem.message}" for problem in account.problems]
    lines += _more_lines(account.problem_count - len(account.problems))
    lines += [f"{_place_text(path, remark.location)}: {remark.message}" for remark in account.remarks]
    lines += _more_lines(account.remark_count - len(account.remarks))
    lines += [f"{_place_text(path, place)}: there are no words in it" for place in account.empty_locations]
    lines += _more_lines(account.empty_count - len(account.empty_locations))
    lines += [f"{_place_text(path, place)}: {_OTHERWISE}" for place in account.differing_locations]
    return lines + _more_lines(account.differing_count - len(account.differing_locations))


def change_lines(path: str, account: "ImportSummary") -> list[str]:
    """Return a line for each thing that becomes other than it was here."""
    lines = [f"{path}:{change.location}: {change.message}" for change in account.changes]
    return lines + _more_lines(account.change_count - len(account.changes))


def guessed_lines(path: str, account: "ImportSummary") -> list[str]:
    """Return a line for each entry whose date is a guess."""
    lines = [
        f"{_place_text(path, place)}: {_GUESSES[guess][0]} (a guess)" for place, guess in account.guessed
    ]
    return lines + _more_lines(account.guesses.total() - len(account.guessed))


def left_out(account: "ImportSummary") -> str:
    """Name the kinds of things that are not kept, each with its number; empty if there are none."""
    return ", ".join(kind.counted(number) for kind, number in account.left_out.items())


def summary(account: "ImportSummary", *, dry_run: bool) -> str:
    """Return the sentences that end an import: the counts, what was left out, and what is a guess."""
    from resilify_cli.exchange.transfer.merge import MergeOutcome

    counts = account.entries
    parts = [
        ("Would come in" if dry_run else "Came in", counts[MergeOutcome.NEW], True),
        ("Changed", counts[MergeOutcome.CHANGED], False),
        ("Kept as an earlier version of what is here", counts[MergeOutcome.BESIDE], False),
        ("Known already", counts[MergeOutcome.KNOWN], True),
        ("Without words", account.empty_count, False),
        ("Not readable", account.problem_count, True),
    ]
    said = " ".join(f"{name}: {count:,}." for name, count, always in parts if count or always)
    if others := account.others[MergeOutcome.NEW] + account.others[MergeOutcome.CHANGED]:
        said += f" Besides entries (progress, drafts, words): {others:,}."
    lines = [f"{said} Nothing was changed." if dry_run else said]
    if account.left_out:
        lines.append(f"Left out: {left_out(account)}.")
    if account.differing_count:
        lines.append(f"Known already, with other words (those here stayed): {account.differing_count:,}.")
    for guess, count in account.guesses.items():
        how, otherwise = _GUESSES[guess]
        shows = "" if dry_run else "; --dry-run shows which"
        lines.append(f"{count:,} {how} (a guess): {otherwise}{shows}.")
    return "\n".join(lines)


def nothing_came(path: str, account: "ImportSummary", there: str) -> str:
    """Return the sentence for something that is not empty, and of which nothing came in."""
    if account.read_count:
        return f"Nothing of {path} came in. There is: {there}."
    return f"No entry was found in {path}. There is: {there}."


def as_data(name: str, account: "ImportSummary", *, dry_run: bool) -> dict[str, object]:
    """Return the account as it is written with --json."""
    from resilify_cli.exchange.transfer.merge import MergeOutcome

    def count(outcome: MergeOutcome) -> dict[str, int]:
        return {"entries": account.entries[outcome], "others": account.others[outcome]}

    return {
        "schema_version": SCHEMA_VERSION,
        "format": name,
        "dry_run": dry_run,
        "read": account.read_count,
        "came_in": count(MergeOutcome.NEW),
        "changed": count(MergeOutcome.CHANGED),
        "kept_as_versions": account.entries[MergeOutcome.BESIDE],
        "known": count(MergeOutcome.KNOWN),
        "known_with_other_words": account.differing_count,
        "without_words": account.empty_count,
        "not_readable": account.problem_count,
        "left_out": {kind.name.lower(): number for kind, number in account.left_out.items()},
        "guesses": {guess.value: number for guess, number in account.guesses.items()},
        "guessed": [{"place": place, "guess": guess.value} for place, guess in account.guessed],
        "blank": list(account.empty_locations),
        "problems": [{"place": problem.location, "wrong": problem.message} for problem in account.problems],
        "changes": [{"place": change.location, "change": change.message} for change in account.changes],
        "remarks": [{"place": remark.location, "wrong": remark.message} for remark in account.remarks],
    }


def _place_text(path: str, place: str) -> str:
    """Return where something stands, in the file or the folder that was named."""
    name = os.path.basename(path.rstrip(os.sep))
    if place == name or place.startswith(f"{name}:"):
        # A single file tells its own name.
        place = place[len(name) + 1 :]
    return ":".join(part for part in (path, place) if part)


def _more_lines(count: int) -> list[str]:
    return [f"... and {count:,} more."] if count > 0 else []
