"""Finds programs: by a name or a path, or those that a person has begun."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.errors import ProgramNotFoundError, ResilifyError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.app.paths import Paths
    from resilify_cli.content.catalog import Catalog
    from resilify_cli.content.catalog_reading import ShowProgress
    from resilify_cli.content.models import Program
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


class ProgramFinder(NamedTuple):
    """Finds the bundled programs and the person's own.

    Attributes:
        paths: Where they are.
        show_progress: Shows how far it is, where many of them are read.
    """

    paths: Paths
    show_progress: ShowProgress | None = None

    def catalog(self) -> Catalog:
        """Return the bundled programs and the person's own."""
        from resilify_cli.content.catalog import open_catalog

        folders = (self.paths.bundled, self.paths.programs)
        return open_catalog(folders, self.paths.cache, self.show_progress, self.paths.bundled)

    def find(self, name: str) -> tuple[Program, str]:
        """Find a program by its slug or its path.

        Returns:
            The program, and its path if only that tells it from another: where it was named by it, and where
            another that is installed has its name or its progress. Else an empty string.

        Raises:
            ProgramNotFoundError: there is none.
        """
        if bundled := self._find_bundled(name):
            return bundled, ""
        from resilify_cli.content.catalog import find_program

        catalog = self.catalog()
        # Unlike that of `Path`, this leaves the name of an unknown user as it is.
        path = find_program(os.path.expanduser(name), catalog)
        installed = any(Path(card.path) == path for card in (*catalog.programs, *catalog.broken))
        by_path = not installed or catalog.conflicts(path)
        return self._load(path), str(path.absolute()) if by_path else ""

    def installed(self, name: str) -> Program | None:
        """Load an installed program by its slug or its key; None where there is none that can be loaded."""
        catalog = self.catalog()
        card = catalog.by_key(name) or next((one for one in catalog.programs if one.slug == name), None)
        try:
            return self._load(Path(card.path)) if card else None
        except ResilifyError:
            return None

    def _find_bundled(self, name: str) -> Program | None:
        """Load a bundled program by its slug, where there are none of the person's own beside it.

        Without the catalog, which reads every program once: most of a second before the first session.
        """
        path = self.paths.bundled / name
        if Path(name).name != name or name.startswith(".") or _has_entries(self.paths.programs):
            return None
        try:
            program = self._load(path) if path.is_dir() else None
        except ResilifyError:
            return None
        return program if program and program.slug == name else None

    def _load(self, path: Path) -> Program:
        from resilify_cli.content.bundled_cache import bundled_cache
        from resilify_cli.content.program_cache import ProgramCache

        return bundled_cache(self.paths.bundled).read(path) or ProgramCache(self.paths.cache).load(path)

    def of_enrollment(self, enrollment: Enrollment) -> Program:
        """Load the program of an enrollment.

        Raises:
            ProgramNotFoundError: it is not where it was; the answers are kept.
        """
        try:
            return self.find(self.place_of(enrollment))[0]
        except ProgramNotFoundError as error:
            raise ProgramNotFoundError(
                f"The program {safe_line(enrollment.title)!r} is not where it was. Your words are kept.",
                "Put it back, or start it by its new path: resilify start PATH",
            ) from error

    def place_of(self, enrollment: Enrollment) -> str:
        """Return where the program of an enrollment is: at its path, or wherever its key is found."""
        if enrollment.path and os.path.exists(enrollment.path):
            return enrollment.path
        # It may have been moved or renamed since; its key never is.
        card = self.catalog().by_key(enrollment.program_key)
        return card.path if card else enrollment.path or enrollment.slug

    def begun(self, store: Store, only_key: str | None = None) -> dict[str, Program]:
        """Load the programs that were begun, by their keys, or the one whose key is `only_key`.

        One that can't be loaded any more is left out: what the person gave in it can still be shown.
        """
        found: dict[str, Program] = {}
        for enrollment in store.enrollments.all():
            if enrollment.program_key in found or only_key not in (None, enrollment.program_key):
                continue
            try:
                found[enrollment.program_key] = self.of_enrollment(enrollment)
            except ResilifyError:
                continue
        return found

    def key_of(self, store: Store, name: str) -> str:
        """Return the key of a program by its slug or path, also of one that was begun and is gone since.

        Raises:
            ProgramNotFoundError: no program has this name, and none that was begun had it.
        """
        try:
            return self.find(name)[0].key
        except ProgramNotFoundError:
            for enrollment in store.enrollments.all():
                if name in (enrollment.slug, enrollment.program_key):
                    return enrollment.program_key
            raise


def _has_entries(folder: Path) -> bool:
    """Return whether anything is in a folder, as far as can be seen."""
    try:
        with os.scandir(folder) as listed:
            return any(True for _ in listed)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
