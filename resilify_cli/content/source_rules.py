"""Rules for what a published program says about itself and its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.activities.ids import ID_PATTERN, ID_RULE
from resilify_cli.activities.problem import Problem

if TYPE_CHECKING:
    from resilify_cli.content.models import Program

NOT_REVIEWED = "not yet reviewed by a clinician"
_DOI = re.compile(r"https://doi\.org/10\.\d{4,9}/\S+\Z")
_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+\S*\Z")
_DATE = re.compile(r"\b(19|20)\d\d-[01]\d\b")


def missing_program_id(program: Program) -> Iterator[Problem]:
    """Find a program without a `programId` of its own."""
    if program.key == program.slug:
        yield Problem(
            program.file,
            1,
            "there is no programId of its own",
            "write programId: and never change it",
        )


def missing_imprint(program: Program) -> Iterator[Problem]:
    """Find a missing version, missing authors, or a missing statement about a review."""
    if not program.version:
        yield Problem(program.file, 1, "there is no version", 'write version: "1.0"')
    if not program.authors:
        yield Problem(program.file, 1, "there are no authors", "write authors: and a list of names")
    if NOT_REVIEWED not in program.reviewed and not _DATE.search(program.reviewed):
        yield Problem(
            program.file,
            1,
            "it is not said who reviewed this, and when" if program.reviewed else "reviewed is missing",
            f"write reviewed: {NOT_REVIEWED}, or who did and the date as 2026-05-01",
        )


def uncited_references(program: Program) -> Iterator[Problem]:
    """Find references without an id, and those that nothing cites and that are not for further reading."""
    cited = _cited_ids(program)
    for reference in program.references:
        name = repr(reference.id or reference.title[:40])
        if not ID_PATTERN.match(reference.id):
            right = f"write id: with {ID_RULE}"
            yield Problem(program.file, reference.line, f"the reference {name} has no id", right)
        elif reference.id not in cited and not reference.further:
            right = f"cite it as [@{reference.id}], mark it further: yes, or remove it"
            yield Problem(program.file, reference.line, f"nothing cites {name}", right)


def missing_findings(program: Program) -> Iterator[Problem]:
    """Find cited references without a finding; those marked `further: yes` need none."""
    cited = _cited_ids(program)
    for reference in program.references:
        if reference.id in cited and not reference.finding and not reference.further:
            yield Problem(
                program.file,
                reference.line,
                f"{reference.id!r} is cited, but what it found is not said",
                "write finding: in plain words, with its limits",
            )


def invalid_links(program: Program) -> Iterator[Problem]:
    """Find links that are no web address, and DOIs in another form than https://doi.org/10.NNNN/..."""
    for reference in program.references:
        link = reference.link
        if link and not is_sound_link(link):
            is_doi = _is_doi(link)
            right = (
                "write https://doi.org/10.NNNN/..." if is_doi else "write its address with https:// in front"
            )
            yield Problem(program.file, reference.line, f"{link[:60]!r} is no sound link", right)


def is_sound_link(link: str) -> bool:
    """Return whether a link is a web address, and a DOI in the form https://doi.org/10.NNNN/..."""
    return bool(_DOI.match(link) if _is_doi(link) else _ADDRESS.match(link))


def _is_doi(link: str) -> bool:
    return "doi.org" in link.lower() or link.lower().startswith(("doi", "10."))


def _cited_ids(program: Program) -> set[str]:
    return {cited for session in program.sessions for cited, _ in session.cites}
